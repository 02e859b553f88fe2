"""What the page of lifelines says: its answer in one sentence, its views, what each of them is."""

from __future__ import annotations

import pandas as pd

from pages.parts import words
from pages.parts.sentences import UPLOAD

VIEWS = {
    "vong-doi": "Vòng đời",
    "khuyen-nghi": "Khuyến nghị chưa đưa vào kế hoạch",
    "can-cu": "Dòng kế hoạch chưa rõ căn cứ",
    "chu-de": "Theo chủ đề",
}
CAPTIONS = {
    "vong-doi": "Bấm vào biểu đồ để đọc từng chặng: khuyến nghị, điểm yếu, kế hoạch, kết quả.",
    "khuyen-nghi": "So với kế hoạch cùng năm học và các năm sau, theo tiêu chí và chủ đề.",
    "can-cu": "Căn cứ là khuyến nghị, điểm yếu hoặc mức Không đạt đã nộp của cùng năm học hay năm trước.",
    "chu-de": "Chủ đề gom các cách viết khác nhau của cùng một việc. Bấm vào biểu đồ để đọc.",
}
NOTHING_LEFT = "Mọi khuyến nghị đã nộp đều có dòng kế hoạch, hoặc chưa trường nào nộp bảng khuyến nghị."


def newest_year(lines: pd.DataFrame) -> str | None:
    """The last school year in which any of the weaknesses stands."""
    return None if lines.empty else str(lines["last_school_year"].max())


def sentence(lines: pd.DataFrame, years: pd.DataFrame, left: pd.DataFrame) -> str:
    """How many weaknesses are open, came back, and how many recommendations no plan took up.

    Takes lifelines.lines, lifelines.years and lifelines.not_taken_up.
    """
    if lines.empty and left.empty:
        return f"Chưa có khuyến nghị, điểm yếu hay kế hoạch nào để theo dõi. Trường nộp ở {UPLOAD}."
    said = [_open(lines), _left(years, left), _back(lines)]
    year = newest_year(lines)
    return (f"Đến năm học {year}: " if year else "Đến nay: ") + "; ".join(part for part in said if part) + "."


def _open(lines: pd.DataFrame) -> str:
    left = lines[lines["lifeline_status"] != "solved"]
    if left.empty:
        return "không còn điểm yếu nào chưa xong" if len(lines) else ""
    schools = left["school_code"].nunique()
    where = f" ở {words.number(schools)} trường" if lines["school_code"].nunique() > 1 else ""
    return f"còn {words.number(len(left))} điểm yếu chưa xong{where}"


def _left(years: pd.DataFrame, left: pd.DataFrame) -> str:
    """What cannot be told for sure is said apart."""
    missing = int(left["plan_state"].isin(["missed", "waiting"]).sum())
    unsure = len(left) - missing
    if not len(left):
        is_any = bool(years["is_recommended"].fillna(False).any())
        return "mọi khuyến nghị đã nộp đều có trong kế hoạch" if is_any else "chưa có bảng khuyến nghị nào"
    said = f"{words.number(missing)} khuyến nghị chưa có trong kế hoạch"
    return said + (f" và {words.number(unsure)} khuyến nghị chưa rõ" if unsure else "")


def _back(lines: pd.DataFrame) -> str:
    count = int((lines["lifeline_status"] == "back").sum())
    return f"{words.number(count)} điểm yếu đã xong nay trở lại" if count else ""


def grounds_sentence(lines: pd.DataFrame) -> str:
    """What the lines of plans without a known ground are. Takes lifelines.answers_nothing, not empty."""
    counts = lines["ground_state"].value_counts()
    said = [
        f"{words.number(counts[ground])} dòng {words.ground_word(ground)}"
        for ground in ("none", "other_theme", "unclear", "no_data")
        if ground in counts
    ]
    return f"Năm học {lines['school_year'].iloc[0]}: {'; '.join(said)}."
