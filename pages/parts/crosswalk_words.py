"""What the page about two laws says: how far its table is filled in, and how its choices are named."""

from __future__ import annotations

import pandas as pd

from pages.parts import words

NEVER_MIXED = (
    "Tỉ lệ, số liệu của hai thông tư không bao giờ gộp hay lấy trung bình: chuỗi số liệu ngắt ở chỗ đổi thông tư."
    " Bảng này chỉ để đọc hai bên cạnh nhau; phần mềm không tự điền."
)
# From here on two titles are said to be alike.
ALIKE = 0.5


def filled(coverage: pd.DataFrame) -> str:
    """How far the office has come, law by law. Takes crosswalk.coverage."""
    if coverage.empty:
        return (
            "Đến ngày này chưa có thông tư mới nào thay bộ tiêu chuẩn đang dùng, nên chưa có gì để đối chiếu."
        )
    done = [
        f"{words.number(row.answered_count)}/{words.number(row.criterion_count)} tiêu chí của"
        f" {words.framework(row.from_framework_code)} ({row.from_framework_schools})"
        for row in coverage.itertuples(index=False)
    ]
    if not coverage["answered_count"].sum():
        return f"Chưa đối chiếu tiêu chí nào giữa thông tư cũ và thông tư mới: {', '.join(done)}."
    return f"Đã đối chiếu {', '.join(done)}."


def laws(coverage: pd.DataFrame) -> dict[str, str]:
    """The frameworks to choose from, with what followed them."""
    return {
        row.from_framework_code: f"{words.capital(row.from_framework_schools)}:"
        f" {words.framework(row.from_framework_code)} → {words.framework(row.to_framework_code)}"
        for row in coverage.itertuples(index=False)
    }


def progress(row: pd.Series) -> str:
    """One crosswalk in numbers. A row of crosswalk.coverage."""
    return (
        f"{words.number(row['same_count'])} tương ứng, {words.number(row['part_count'])} tương ứng một phần,"
        f" {words.number(row['none_count'])} không có tương ứng,"
        f" {words.number(row['criterion_count'] - row['answered_count'])} chưa ghi;"
        f" {words.number(row['met_criterion_count'])}/{words.number(row['to_criterion_count'])} tiêu chí mới đã được nhắc đến."
    )


def criteria(pairs: pd.DataFrame) -> dict[str, str]:
    """The criteria of the earlier law, those without an answer first. Takes crosswalk.pairs."""
    named = {
        row.from_criterion_code: f"{row.from_criterion_code} {row.from_criterion_name}"
        + ("" if words.is_missing(row.answer) else " ✓")
        for row in pairs.itertuples(index=False)
    }
    open_ones = set(pairs.loc[pairs["answer"].isna(), "from_criterion_code"])
    return {code: named[code] for code in sorted(named, key=lambda code: code not in open_ones)}


def counterparts(likely: pd.DataFrame) -> dict[str, str]:
    """The criteria of the later law, those with a title alike first and named so. Takes crosswalk.likely of one criterion."""
    alike = likely["shared_share"].fillna(0) >= ALIKE
    rest = likely[~alike].sort_values("to_criterion_code", kind="stable")
    return {
        row.to_criterion_code: f"{row.to_criterion_code}{'*' if row.is_mandatory else ''} {row.to_criterion_name}"
        + ("  · tên gần giống" if is_alike else "")
        for rows, is_alike in ((likely[alike], True), (rest, False))
        for row in rows.itertuples(index=False)
    }
