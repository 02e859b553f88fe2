"""Which criterion a line is about: by its code, by its title, by the order of the table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from data.intake.answered import CRITERION, Answered
from data.intake.known import Framework
from data.intake.raw import RawLine
from data.intake.values import criterion_code
from data.intake.values.criterion_code import CriterionCode


@dataclass(frozen=True, slots=True)
class CriterionRead:
    """The criterion of a line: its code (None when unknown), the text as typed, and why it is unsure."""

    code: str | None
    text: str | None
    doubt: str | None


def read_criteria(
    raw: Sequence[RawLine],
    framework: Framework,
    answered: Answered,
    *,
    weaknesses: Mapping[str, str] | None = None,
) -> tuple[CriterionRead, ...]:
    """The criterion of each line, in the order of the table, which tells 1.10 from 1.1 where Excel ate the zero.

    A line without one is looked up in what people have said of its words, then in its own text, then among the
    `weaknesses` of the same workbook by their number.
    """
    parsed = [_parsed(line) for line in raw]
    # "0.00" over the whole column shows 1.2 as 1.20, so it says nothing of 1.10 either.
    format_tells = not any(
        p is not None and p.doubt == "maybe_trailing_zero" and p.code and p.code[-2:] != ".1" for p in parsed
    )
    found: list[CriterionRead] = []
    previous: str | None = None
    for line, code in zip(raw, parsed, strict=True):
        if code is not None and code.other_code == f"{code.code}"[:-1] and not format_tells:
            code = replace(code, code=code.other_code, doubt="maybe_trailing_zero")
        read = _criterion(line, code, framework, previous)
        if read.code is None:
            read = _said(read, line, framework, answered) or _linked(read, line, framework, weaknesses or {})
        found.append(read)
        previous = read.code or previous
    return tuple(found)


def what_is_asked(line: RawLine, text: str | None) -> str | None:
    """The words for which a person can say the criterion: those in its column, else what the line is about."""
    return text or line.text("content") or line.text("target") or line.text("action")


def _said(
    read: CriterionRead, line: RawLine, framework: Framework, answered: Answered
) -> CriterionRead | None:
    words = what_is_asked(line, read.text)
    code = answered.get(CRITERION, words, framework.code) if words else None
    return CriterionRead(code, read.text, None) if code in framework.criteria else None


def _linked(
    read: CriterionRead, line: RawLine, framework: Framework, weaknesses: Mapping[str, str]
) -> CriterionRead:
    """A line whose form has no column for the criterion: named in its text, or under its number among the weaknesses."""
    if read.doubt != "missing":
        return read
    content = line.text("content")
    named = criterion_code.parse(content) if content else None
    if named is not None and named.kind == "criterion" and named.code in framework.criteria:
        return CriterionRead(named.code, content, "from_content")
    number = line.text("ordinal")
    linked = weaknesses.get(number.strip(" .)")) if number else None
    return CriterionRead(linked, None, "from_weakness") if linked in framework.criteria else read


def _parsed(line: RawLine) -> CriterionCode | None:
    value = line.values.get("criterion")
    return criterion_code.parse(value.stored, number_format=value.cell.number_format) if value else None


def _criterion(
    line: RawLine, parsed: CriterionCode | None, framework: Framework, previous: str | None
) -> CriterionRead:
    typed, named = line.text("criterion"), line.text("criterion_title")
    text = " ".join(part for part in (typed, named) if part) or None
    if parsed is None or parsed.code is None:
        return _without_code(line, framework, text=text, said=named or typed)
    code, doubt = parsed.code, parsed.doubt
    if parsed.other_code == code[:-1] and code not in framework.criteria:
        code = parsed.other_code  # 2.1 shown as 2.10 where there is no 2.10
    if doubt == "maybe_trailing_zero":
        code, doubt = _with_trailing_zero(code, framework, previous)
    if code not in framework.criteria:
        return CriterionRead(None, text, "not_in_framework")
    title = parsed.title or named
    if doubt is None and title and "\n" not in title:
        meant, is_sure = framework.code_of_title(title)
        if meant is not None and meant != code and is_sure:
            doubt = "title_of_another"
    return CriterionRead(code, text, doubt)


def _without_code(
    line: RawLine, framework: Framework, *, text: str | None, said: str | None
) -> CriterionRead:
    """A line that names its criterion only by title, or by a code in the column of the numbers."""
    code, is_sure = framework.code_of_title(said) if said else (None, False)
    number = line.values.get("ordinal")
    if number is not None:
        counted = criterion_code.parse(number.stored, number_format=number.cell.number_format).code
        if counted in framework.criteria and code in (None, counted):
            return CriterionRead(counted, text, None if code == counted else "from_ordinal")
    if code is None:
        return CriterionRead(None, text, "not_understood" if said else "missing")
    return CriterionRead(code, text, None if is_sure else "from_title")


def _with_trailing_zero(code: str, framework: Framework, previous: str | None) -> tuple[str, str | None]:
    """1.1 stored as a number: after 1.9 it was 1.10, at the start of its standard it is 1.1."""
    longer = f"{code}0"
    codes = list(framework.criteria)
    if longer in codes and previous in codes and codes.index(previous) >= codes.index(code):
        return longer, "maybe_trailing_zero"
    return code, None
