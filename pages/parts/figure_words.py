"""What stands over the lines that a figure opens: which figure it is, what all its lines share, how they add up to it."""

from __future__ import annotations

from datetime import date

import pandas as pd

from charts.words import PLAN_WORDS
from pages.parts import level_sentences, since_figures, words
from pages.parts.columns import LABELS
from queries.figure import Opening

# What the figures of a topic count.
_TOPICS = {
    "completion": "Mục kế hoạch",
    "weaknesses": "Điểm yếu lặp lại",
    "hollow": "Nội dung cần đọc kỹ",
    "reports": "Báo cáo phải nộp",
    "schedule": "Lịch đánh giá ngoài",
    "coming": "Sắp tới",
    "levels": "Vướng ở đâu",
    "lifelines": "Vòng đời điểm yếu",
    "requests": "Kinh phí và kiến nghị",
    "crosswalk": "Đối chiếu hai thông tư",
    "hand_ins": "Bảng đã nộp",
    "school_years": "Bảng đã nộp",
    "since": "Số liệu",
}
# Figures that are no column of an answer but a part of its chart.
_PARTS = {
    "completion.by_school_criterion.row_count": "Tiêu chí ở trường",
    "weaknesses.persistent.row_count": "Số điểm yếu",
    "weaknesses.persistent.continued_count": "Số trường còn nối tiếp theo bảng đối chiếu",
    "reports.register.row_count": "Quá hạn",
    "schedule.by_month.unasked_count": "Chưa rõ đề nghị",
    "schedule.evaluations.visit_count": "Đón đoàn",
    "schedule.evaluations.dossier_count": "Hồ sơ phải nộp",
    "schedule.expiring.row_count": "Công nhận hết hạn",
    "lifelines.lines.row_count": "Số điểm yếu",
    "lifelines.not_taken_up.row_count": "Khuyến nghị chưa đưa vào kế hoạch",
    "lifelines.answers_nothing.row_count": "Dòng kế hoạch chưa rõ căn cứ",
    "requests.lines.row_count": "Việc chưa được trả lời",
    "coming.months.levelled_count": "Số trường đón đoàn",
    "coming.deadlines.row_count": "Việc trước khi đón đoàn",
    "levels.lifting.not_lifted_count": "Số trường còn vướng cả tiêu chí khác",
    **{f"hollow.plans.no_{name}_count": f"Không có {word}" for name, word in PLAN_WORDS.items()},
    **{f"since.figures.{name}": words.capital(said) for name, said in since_figures.NAMES.items()},
}
# Columns that say more over a list of lines than over a column of a table.
_NAMES = {
    "low_share": "Tỉ lệ chắc chắn đã hoàn thành",
    "high_share": "Tỉ lệ nếu tính cả mục cần rà soát",
}
# What is said once where all lines share it, in this order.
_SHARED = (
    "school_name", "school_year", "short_name", "framework_code", "from_framework_code", "criterion_code", "theme_name", "kind",
    "concern", "state", "item_state", "lifeline_status", "plan_state", "ground_state", "step_name", "asked_of", "budget_source",
    "level", "next_level",
)  # fmt: skip

# The kind of table by which a report is fulfilled; its name says it.
_SAID_BY_ANOTHER = {("kind", "reports.register")}


def title(question: str, column: str, value: float | None, opened: Opening) -> str:
    """The topic, the figure and its value."""
    label = (
        _PARTS.get(f"{question}.{column}")
        or LABELS.get(question, {}).get(column)
        or _NAMES.get(column)
        or words.heading(column)
    )
    return f"{_TOPICS[question.split('.')[0]]} · {label}: {_said(value, opened)}"


def told(lines: pd.DataFrame, opened: Opening, *, day: date) -> str:
    """What all lines share, as of which day, and how they add up. Takes the lines as `figure.making` gives them."""
    shown = words.readable(lines.head(1))
    parts = [
        _part(name, shown)
        for name in _SHARED
        if name in lines
        and (name, opened.question) not in _SAID_BY_ANOTHER
        and lines[name].nunique(dropna=False) == 1
        and not words.is_missing(lines[name].iloc[0])
    ]
    parts += [f"{words.number(len(lines))} dòng", f"tính đến hết ngày {words.day(day)}"]
    return f"{words.capital(' · '.join(parts))}  \n{_rule(lines, opened)}"


def _said(value: float | None, opened: Opening) -> str:
    if value is None:
        return words.NO_DATA
    if opened.is_share:
        return words.percent(value)
    unit = " đồng" if opened.adds == "budget_vnd" else " ngày" if opened.largest else ""
    return words.number(value) + unit


def _part(name: str, shown: pd.DataFrame) -> str:
    text = words.escape_markdown(shown[name].iloc[0])
    if name == "criterion_code":
        full = words.escape_markdown(shown["criterion_name"].iloc[0]) if "criterion_name" in shown else ""
        return f"**Tiêu chí {text}** {full}".strip()
    return f"năm học {text}" if name == "school_year" else f"**{text}**" if name == "school_name" else text


def _rule(lines: pd.DataFrame, opened: Opening) -> str:
    """How the column "Tính là" makes the figure; nothing more is to be said where each line counts."""
    if opened.question == "levels.blocking" and opened.adds:
        return level_sentences.led(lines)
    if opened.largest:
        return "Con số này là số ngày lớn nhất trong các dòng dưới đây."
    if opened.is_share:
        return "Tử số là các mục có số 1 ở cột «Tính là»; mẫu số là mọi mục có báo cáo dưới đây."
    if opened.adds or not (lines["counts_as"] == 1).all():
        return "Cột «Tính là» cộng lại đúng bằng con số này; các dòng của cùng một mục chỉ tính một lần."
    return "Mỗi dòng dưới đây tính là 1."
