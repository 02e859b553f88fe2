"""What the pages say about the words of schools and of the office: how many lines are open, said, confirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pandas as pd

from pages.parts import words

# As on a button; the order of the buttons.
BUTTONS = {"done": "Hoàn thành", "in_progress": "Đang triển khai", "not_started": "Chưa triển khai"}


def of_office(lines: pd.DataFrame, school_year: str | None) -> str:
    """How far the confirming has come over all schools. Takes completion.statuses."""
    start = f"Năm học {school_year} " if school_year else ""
    count = Counter(lines["step"])
    if lines.empty:
        return words.capital(f"{start}chưa có bảng kết quả nào.")
    open_ones = lines[lines["step"] == "open"]
    said = (
        f"{start}còn {words.number(count['open'])} dòng cần rà soát"
        f" ở {words.number(open_ones['school_code'].nunique())} trường"
        if count["open"]
        else f"{start}không còn dòng nào cần rà soát"
    )
    said += f"; {words.number(count['said'])} dòng trường đã báo, chờ xác nhận" if count["said"] else ""
    said += f"; {words.number(count['confirmed'])} dòng đã xác nhận" if count["confirmed"] else ""
    return words.capital(f"{said}.")


def of_school(lines: pd.DataFrame, school_year: str | None) -> str:
    """What a school has still to say. Takes its completion.statuses."""
    start = f"Năm học {school_year}: " if school_year else ""
    count = Counter(lines["step"])
    if lines.empty:
        return words.capital(f"{start}trường chưa nộp bảng kết quả nào.")
    said = (
        f"{start}còn {words.number(count['open'])} dòng trường cần báo"
        if count["open"]
        else f"{start}không còn dòng nào trường cần báo"
    )
    said += f"; {words.number(count['said'])} dòng chờ chuyên viên xác nhận" if count["said"] else ""
    said += f"; {words.number(count['confirmed'])} dòng đã xác nhận" if count["confirmed"] else ""
    return words.capital(f"{said}.")


def resting_on_schools(unconfirmed: pd.DataFrame, framework: str | None) -> str:
    """How much of a framework's rate rests on the word of schools alone; nothing where none of it does.

    Takes completion.unconfirmed.
    """
    found = unconfirmed[unconfirmed["framework_code"] == framework]
    count = int(found["said_item_count"].sum())
    return (
        f"{words.number(count)} mục tính theo lời trường báo, chuyên viên chưa xác nhận. Xem các dòng này"
        if count
        else ""
    )


def counted(statuses: Iterable[str]) -> str:
    """ "3 dòng đã hoàn thành, 1 dòng đang triển khai"; a word that was taken back is "bỏ tình trạng đã ghi"."""
    found = Counter(statuses)
    told = [f"{words.number(found[code])} dòng {words.state_word(code)}" for code in BUTTONS if code in found]
    back = found.get("needs_review", 0)
    return ", ".join(told + ([f"{words.number(back)} dòng bỏ tình trạng đã ghi"] if back else []))
