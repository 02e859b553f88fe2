"""What changed between two revisions, in words: one row per change, in the order of the newer table."""

from __future__ import annotations

from bisect import bisect_left
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.intake import changes, layouts
from data.intake.changes import Change, Comparison, Pair
from data.intake.changes.lines import ComparedLine
from pages.parts import words
from pages.parts.headings import HEADINGS

_WORDS = {
    changes.TIME: "dời thời gian",
    changes.REWORDED: "sửa lời",
    changes.STATUS: "đổi tình trạng",
    changes.RESPONSIBLE: "đổi người thực hiện",
    changes.BUDGET: "đổi kinh phí",
    changes.VALUE: "đổi giá trị",
    changes.SPELLING: "chỉ sửa chính tả",
}
# Kinds that may be of any field name it.
_NAMED = {changes.REWORDED, changes.VALUE, changes.SPELLING}
_HEADINGS = {
    "time": "Thời gian",
    "plan_initial": "Kế hoạch ban đầu",
    "plan_adjusted": "Kế hoạch đã điều chỉnh",
    "line_kind": "Phát huy, khắc phục",
    "supervision": "Biện pháp giám sát",
    "status": "Tình trạng",
    "level": "Mức đạt được",
}
_LINE_KINDS = {"improve": "khắc phục", "keep": "phát huy"}
_LONGEST_LINE = 240


@dataclass(frozen=True, slots=True)
class Row:
    """One change of one line, or a whole line that came or went. place is the row in its file; of a dropped line, the old."""

    key: str
    place: int
    what: str
    before: str
    after: str
    is_text: bool = False  # Both texts are sentences of which some words changed.
    is_dropped: bool = False


def summary(compared: Comparison, kind: str) -> str:
    """How many lines came, went, and changed in which way."""
    counts = [(len(compared.added), "dòng thêm"), (len(compared.dropped), "dòng bỏ")]
    counts += [(compared.count(each), f"dòng {_word(each, kind)}") for each in changes.KINDS]
    told = [f"{words.number(count)} {what}" for count, what in counts if count]
    return ", ".join(told) or "không có dòng nào thay đổi"


def unchanged(compared: Comparison) -> int:
    """How many lines say what they said before."""
    return len(compared.pairs) - len(compared.changed)


def rows(compared: Comparison, kind: str) -> list[Row]:
    """Every change; a dropped line stands behind the line that it once followed."""
    found: list[tuple[tuple[int, int, int], Iterator[Row]]] = [
        ((pair.after.line_no, 0, 0), _changed(pair, kind)) for pair in compared.changed
    ]
    found += [((line.line_no, 0, 0), iter([_whole(line, is_dropped=False)])) for line in compared.added]
    olds = sorted((pair.before.line_no, pair.after.line_no) for pair in compared.pairs)
    for line in compared.dropped:
        place = bisect_left(olds, (line.line_no, 0))
        stands = olds[place - 1][1] if place else 0
        found.append(((stands, 1, line.line_no), iter([_whole(line, is_dropped=True)])))
    return [row for _, made in sorted(found, key=lambda each: each[0]) for row in made]


def key_heading(kind: str) -> str:
    """What the lines of a form are called by: Tiêu chí or Trường."""
    return "Trường" if layouts.of_kind(kind).rows == "school" else "Tiêu chí"


def _word(change: str, kind: str) -> str:
    return f"đổi {key_heading(kind).lower()}" if change == changes.KEY else _WORDS[change]


def _whole(line: ComparedLine, *, is_dropped: bool) -> Row:
    said = " · ".join(line.main_texts)
    if len(said) > _LONGEST_LINE:
        said = f"{said[:_LONGEST_LINE].rsplit(' ', 1)[0]} …"
    if is_dropped:
        return Row(_key(line), line.first_row, "Bỏ dòng", said, "", is_dropped=True)
    return Row(_key(line), line.first_row, "Thêm dòng", "", said)


def _changed(pair: Pair, kind: str) -> Iterator[Row]:
    has_level = any(change.field == "level" for change in pair.changes)
    for change in pair.changes:
        # The crosses of a level are told by the level.
        if has_level and change.field.startswith("level_"):
            continue
        is_text = change.kind in (changes.REWORDED, changes.SPELLING)
        said = _key_said if change.kind == changes.KEY and key_heading(kind) == "Trường" else _said
        before = said(change, change.before, change.read_before)
        after = said(change, change.after, change.read_after)
        what = _word(change.kind, kind)
        if change.kind in _NAMED:
            what = "ghi thêm" if not before else "bỏ trống" if not after else what
            what += f": {_heading(change.field, kind)}"
        elif change.kind == changes.TIME:
            what += f": {_moved(change)}"
        yield Row(_key(pair.after), pair.after.first_row, words.capital(what), before, after, is_text)


def _key(line: ComparedLine) -> str:
    is_school = layouts.of_kind(line.kind).rows == "school"
    return (line.key_text if is_school else line.key_code) or line.key_text or ""


def _heading(field: str, kind: str) -> str:
    known = _HEADINGS.get(field) or HEADINGS.get(field) or HEADINGS.get(f"{field}_text")
    if known:
        return known
    forms = [layout for layout in layouts.layouts() if layout.kind == kind and layout.has(field)]
    return forms[0].field(field).heading if forms else field


def _said(change: Change, text: str | None, read: Any) -> str:
    """What stands in the field, with what it is read as where that says more."""
    if change.kind == changes.TIME:
        start, end = read
        known = words.window(start, end) if start and end else ""
        return f"{text or ''} ({known})".strip() if known else text or ""
    if change.kind == changes.KEY:
        return str(read or text or "")
    if text or read is None:
        return text or ""
    if change.field == "status":
        return words.state_word(read)
    if change.field == "line_kind":
        return _LINE_KINDS.get(read, str(read))
    if change.field == "level":
        return words.achieved_level(read)
    return words.yes_no(read) if isinstance(read, bool) else str(read)


def _key_said(_: Change, text: str | None, read: Any) -> str:
    """A school as it was typed and as it was understood: its code alone says nothing to people."""
    return f"{text or ''} ({f'mã trường {read}' if read else 'chưa rõ là trường nào'})".strip()


def _moved(change: Change) -> str:
    """Earlier or later, and by how much: in months where both times are whole months."""
    if change.days_moved is None:
        return "chưa rõ bao lâu"
    start, end = (_distance(old, new) for old, new in zip(change.read_before, change.read_after, strict=True))
    if start == end:
        return start
    told = [f"bắt đầu {start}"] if start else []
    return ", ".join([*told, f"kết thúc {end}"] if end else told)


def _distance(old: date, new: date) -> str:
    if old == new:
        return ""
    which = "muộn hơn" if new > old else "sớm hơn"
    if (old.day == new.day == 1) or (_is_last_day(old) and _is_last_day(new)):
        return f"{which} {abs((new.year - old.year) * 12 + new.month - old.month)} tháng"
    return f"{which} {words.number(abs((new - old).days))} ngày"


def _is_last_day(day: date) -> bool:
    return day.day == monthrange(day.year, day.month)[1]
