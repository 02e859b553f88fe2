"""The opening sentence of a school's own page."""

from __future__ import annotations

from datetime import date

import pandas as pd

from pages.parts import words

VIEWS = {
    "ke-hoach": "Kế hoạch và kết quả",
    "vong-doi": "Vòng đời điểm yếu",
    "khuyen-nghi": "Khuyến nghị, điểm yếu đã nêu",
    "da-nop": "Đã nộp những gì",
}
# What is not closed yet.
OPEN_LIFELINES = ("open", "back", "silent", "unclear", "planned", "in_work")


def sentence(
    name: str,
    recognitions: pd.DataFrame,
    register: pd.DataFrame,
    years: pd.DataFrame,
    lifelines: pd.DataFrame,
    *,
    today: date,
) -> str:
    """Recognised until when, the next deadline, how much is done, what is open.

    Takes schools.recognitions, reports.register, completion.by_year and lifelines.lines of one school.
    """
    told = [_recognised(recognitions), _owed(register, today), _done(years)]
    count = int(lifelines["lifeline_status"].isin(OPEN_LIFELINES).sum()) if not lifelines.empty else 0
    told.append(f"{words.number(count)} điểm yếu còn mở" if count else "chưa thấy điểm yếu còn mở")
    return f"{words.escape_markdown(name)}: {'; '.join(told)}."


def _recognised(recognitions: pd.DataFrame) -> str:
    newest = recognitions[recognitions["is_newest"].fillna(False).astype(bool)]
    if newest.empty:
        return "chưa có công nhận nào"
    return ", ".join(
        f"{words.recognition_word(row.kind, row.grade)}"
        f" {'đã hết hạn từ' if row.is_expired else 'còn hạn đến'} {words.day(row.expires_on)}"
        for row in newest.itertuples(index=False)
    )


def _owed(register: pd.DataFrame, today: date) -> str:
    """What is overdue, else what comes next."""
    late = register[register["state"] == "overdue"]
    ahead = register[register["state"].isin(["due_soon", "not_due"]) & (register["due_late"] >= today)]
    said = f"{words.number(len(late))} báo cáo quá hạn" if not late.empty else ""
    if ahead.empty:
        return said or "không có báo cáo nào phải nộp"
    first = ahead.sort_values("due_late", kind="stable").iloc[0]
    coming = (
        f"hạn kế tiếp là {words.escape_markdown(first['short_name'])},"
        f" {words.window(first['due_early'], first['due_late'])}"
    )
    return f"{said}, {coming}" if said else coming


def _done(years: pd.DataFrame) -> str:
    known = years.dropna(subset=["low_share"])
    if known.empty:
        return f"kết quả thực hiện kế hoạch {words.NO_DATA}"
    last = known.iloc[-1]
    return (
        f"năm học {last['school_year']} đã hoàn thành {words.percent_range(last['low_share'], last['high_share'])}"
        f" trong {words.number(last['reported_count'])} mục có báo cáo"
    )
