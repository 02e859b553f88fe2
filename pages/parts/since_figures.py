"""The headline figures of two days, in words: then, now, moved, and why; under an answer, and as a table."""

from __future__ import annotations

import pandas as pd

import queries
from pages.parts import since_words, words

NAMES = {
    "overdue": "báo cáo quá hạn",
    "done": "mục đã hoàn thành",
    "weaknesses": "điểm yếu lặp lại",
    "visits": "trường trong lịch đánh giá ngoài",
    "visited": "trường đã đón đoàn",
    "to_read": "dòng cần đọc kỹ",
    "supervised": "dòng kế hoạch có biện pháp giám sát",
    "unsolved": "điểm yếu chưa xong",
    "back": "điểm yếu đã xong nay trở lại",
    "not_taken_up": "khuyến nghị chưa có trong kế hoạch",
    "expiring": "công nhận hết hạn trong 5 năm tới",
    "lapsed": "công nhận đã hết hạn mà chưa có công nhận mới",
    "late_turns": "công nhận sẽ hết hạn trước khi đến lượt",
    "late_steps": "việc quá hạn trước khi đón đoàn",
    "one_left": "trường chỉ còn vướng 1 tiêu chí",
    "untold": "trường chưa tính được Mức",
    "criteria_left": "tiêu chí còn vướng để đạt Mức kế tiếp",
    "requests": "việc xin hỗ trợ",
    "waiting": "việc xin hỗ trợ chưa được trả lời",
    "budget": "kinh phí đã ghi rõ",
    "crosswalk": "tiêu chí đã đối chiếu",
}
# Of an amount: its unit, and what is said where nobody knows it.
_AMOUNTS = {"budget": (" đồng", "chưa dòng nào"), "criteria_left": ("", "chưa tính được")}
_OF_YEAR = {"done", "visits", "visited"}
# Where the cause alone would not say what came of it.
_CAME = {("report", "deadline_passed"): "mới quá hạn"}
_LEFT = {
    ("report", "new_upload"): "đã nộp",
    ("report", "received"): "cơ quan đã nhận",
    ("report", "waived"): "được miễn",
}
_MOST_REASONS = 4


def line(figures: pd.DataFrame, moves: pd.DataFrame, *, name: str) -> str:
    """Then, now, moved, and why, of some figures: "Cuộc họp 20/10/2026: 35 báo cáo quá hạn; nay 41 (+6): ..."."""
    told, same = [], []
    for row in figures.itertuples(index=False):
        then, now = _then_now(row)
        said = f"{_name(row)}: {then}" if row.figure in _AMOUNTS else f"{then} {_name(row)}"
        why = _reasons(row, moves)
        if then == now and not why:
            same.append(said)
        else:
            told.append(said + _moved_to(row, then, now, why))
    # What has not moved is said last, and once.
    told += [f"{', '.join(same)}, nay vẫn vậy"] if same else []
    return f"{words.capital(name)}: {'. '.join(words.capital(each) for each in told)}." if told else ""


def figures(frame: pd.DataFrame, moves: pd.DataFrame) -> pd.DataFrame:
    """The headline figures as a table of words, those that moved first; each bears the number of its row in `frame`."""
    made = []
    for place, row in enumerate(frame.itertuples(index=False)):
        then, now = _then_now(row)
        is_of_year = row.figure not in {"visits", "weaknesses"} and not words.is_missing(row.school_year)
        made.append(
            {
                "place": place,
                "figure": words.capital(_name(row)) + (f", {row.school_year}" if is_of_year else ""),
                "then_text": then,
                "now_text": now,
                "moved_text": _moved_text(row),
                "why_text": ", ".join(_reasons(row, moves)),
            }
        )
    made.sort(key=lambda row: row["then_text"] == row["now_text"] and not row["why_text"])
    columns = ["place", "figure", "then_text", "now_text", "moved_text", "why_text"]
    return pd.DataFrame(made, columns=columns).set_index("place")


def counted(figure: tuple, moves: pd.DataFrame) -> pd.DataFrame:
    """The moves that make the difference of a figure, with `counts_as`: what each adds to it or takes away. A day that was
    changed in the schedule counts nothing, and is told all the same."""
    rule = queries.since.COUNTED[figure.figure]
    own = moves[_concerns(moves, figure)]
    if rule.is_amount:
        then, now = (pd.to_numeric(own[name]).fillna(0) for name in ("then_amount", "now_amount"))
        made = own.assign(counts_as=(now - then).astype("int64"))
        return made[made["counts_as"] != 0]
    if figure.figure == "visits":
        was, is_ = own["then_state"] != "absent", own["now_state"] != "gone"
    else:
        was, is_ = own["then_state"].isin(rule.states), own["now_state"].isin(rule.states)
    made = own.assign(counts_as=is_.astype(int) - was.astype(int))
    is_told = (figure.figure == "visits") & (made["why"] == "schedule_changed")
    return made[(made["counts_as"] != 0) | is_told]


def _moved_to(figure: tuple, then: str, now: str, why: list[str]) -> str:
    """How a sentence that said what was goes on: what is, and why. A single reason needs not say its number again."""
    moved = _moved_text(figure)
    if len(why) == 1 and why[0].startswith(f"{moved} "):
        return f"; nay {now} ({moved}: {why[0].removeprefix(moved).strip()})"
    return f"; nay {now}" + (f" ({moved})" if moved else "") + (f": {', '.join(why)}" if why else "")


def _reasons(figure: tuple, moves: pd.DataFrame) -> list[str]:
    """Why a figure moved: what came to be counted and what no longer is, by cause; they add up to its difference."""
    counted = queries.since.COUNTED[figure.figure]
    own = moves[_concerns(moves, figure)]
    if figure.figure == "visits":
        return _of_visits(own)
    came, left = (
        _amounts(own) if counted.is_amount else since_words.moved(own, counted.subject, *counted.states)
    )
    found: dict[str, list[str]] = {}
    for sign, counts, known in (("+", came, _CAME), ("−", left, _LEFT)):
        for why, count in counts.items():
            reason = known.get((counted.subject, why), words.cause_word(why))
            found.setdefault(reason, []).append(f"{sign}{words.number(count)}")
    said = [f"{'/'.join(signed)} {reason}" for reason, signed in found.items()]
    if figure.figure == "done" and not said:
        said = _of_denominator(figure)
    more = len(said) - _MOST_REASONS
    return said[:_MOST_REASONS] + ([f"{more} lí do khác"] if more > 0 else [])


def _of_denominator(figure: tuple) -> list[str]:
    """Where as many are done as before, the rate moves by how many items have a report."""
    difference = figure.now_reported_count - figure.then_reported_count
    if not difference:
        return []
    return [f"{'+' if difference > 0 else '−'}{words.number(abs(difference))} mục có báo cáo"]


def _of_visits(own: pd.DataFrame) -> list[str]:
    """A day that was changed counts nothing, and is said all the same."""
    came, left = own[own["then_state"] == "absent"], own[own["now_state"] == "gone"]
    changed = own[~own.index.isin([*came.index, *left.index]) & (own["why"] == "schedule_changed")]
    said = [
        ("+", len(came), "thêm vào lịch"),
        ("−", len(left), "rút khỏi lịch"),
        ("", len(changed), "đổi ngày"),
    ]
    return [f"{sign}{words.number(count)} {what}" for sign, count, what in said if count]


def _amounts(own: pd.DataFrame) -> tuple[pd.Series, pd.Series]:
    """How much was added, and how much taken away, by cause; what is not known adds nothing."""
    then, now = (pd.to_numeric(own[name]).fillna(0) for name in ("then_amount", "now_amount"))
    moved = (now - then).groupby(own["why"])
    more = moved.apply(lambda each: each[each > 0].sum())
    less = moved.apply(lambda each: -each[each < 0].sum())
    return more[more > 0], less[less > 0]


def _concerns(moves: pd.DataFrame, figure: tuple) -> pd.Series:
    """Which moves speak of what a figure counts."""
    counted = queries.since.COUNTED[figure.figure]
    found = moves["subject"] == counted.subject
    if figure.figure in _OF_YEAR:
        found &= moves["school_year"] == figure.school_year
    if counted.by:
        found &= moves[counted.by] == figure.framework_code
    return found


def _name(figure: tuple) -> str:
    of = ""
    if not words.is_missing(figure.framework_code):
        # One pair of brackets: "(TT 57/2026, mầm non)".
        of = f" ({words.framework(figure.framework_code).replace(' (', ', ').rstrip(')')})"
    year = f" năm học {figure.school_year}" if figure.figure == "visits" else ""
    return NAMES[figure.figure] + of + year


def _then_now(figure: tuple) -> tuple[str, str]:
    """Both counts; of what is done with the range of its rate, too."""
    unit, unknown = _AMOUNTS.get(figure.figure, ("", words.NO_DATA))
    then, now = (
        unknown if words.is_missing(count) else f"{words.number(count)}{unit}"
        for count in (figure.then_count, figure.now_count)
    )
    if figure.figure != "done":
        return then, now
    ends = (
        (figure.then_low_share, figure.then_high_share),
        (figure.now_low_share, figure.now_high_share),
    )
    then, now = (
        f"{count} ({words.percent_range(*each)})" if not words.is_missing(each[0]) else count
        for count, each in zip((then, now), ends, strict=True)
    )
    return then, now


def _moved_text(figure: tuple) -> str:
    """The difference; nothing where one side is not known."""
    if words.is_missing(figure.then_count) or words.is_missing(figure.now_count):
        return ""
    difference = figure.now_count - figure.then_count
    if not difference:
        return "không đổi"
    return f"{'+' if difference > 0 else '−'}{words.number(abs(difference))}"
