"""A form of ours for one school and school year, as a file: who may have it, its head, its columns and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

import queries
from data.access import roles
from data.intake import known, layouts
from data.intake.layouts import OFFICE, Layout
from data.intake.templates import READING_SHEET, mark_text
from data.lens import Lens
from data.store import Store
from exports import template
from pages.door import letters
from pages.parts import template_columns, template_rows, words

HOW_TO_FILL = "Thêm, xóa dòng được, không đổi tên cột. Có danh sách thì chọn trong danh sách hoặc gõ."
# Where the number of the letter is written by hand.
NUMBERS = {"plan": "Số: ……/KH-……", "schedule": "Số: ……/KH-……"}
USUAL_NUMBER = "Số: ……/BC-……"
_YEAR = re.compile(r"(20\d\d)-(20\d\d)")
_NAMED_FULLY = ("trường ", "trung tâm ", "phân hiệu ", "cơ sở ", "nhóm ")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which form: its kind, for whom (None: for the office itself), for which school year."""

    kind: str
    school_code: str | None
    school_year: str


def kinds_for(account: roles.Account) -> list[str]:
    """The kinds of forms this account fills in."""
    return [kind for kind in layouts.kinds() if not is_office(kind) or roles.may_keep_schedule(account)]


def is_office(kind: str) -> bool:
    """Whether a kind of form is the office's own, filled in for no school."""
    return layouts.of_kind(kind).owner == OFFICE


def asked_in(kind: str, given: Mapping[str, str], account: roles.Account) -> Asked:
    """What an address asks for; LookupError or ValueError for what nobody offers, NotAllowed for what is another's."""
    if kind not in layouts.kinds():
        raise LookupError(kind)
    year = _YEAR.fullmatch(given.get("nam", ""))
    if year is None or int(year[2]) != int(year[1]) + 1:
        raise ValueError("no school year")
    if is_office(kind):
        roles.stop_unless_may_keep_schedule(account)
        return Asked(kind, None, year[0])
    school = given.get("truong") or account.school_code or ""
    roles.stop_unless_may_hand_in_for(account, school)
    return Asked(kind, school, year[0])


def content(store: Store, lens: Lens, asked: Asked, *, is_sample: bool) -> tuple[bytes, str]:
    """The form, and the name of its file. LookupError when there is no such school."""
    schools = queries.schools.listing(store, lens, queries.Choice())
    school = _school(schools, asked.school_code)
    office = known.load(store)
    level = school["level"] if school else None
    framework = office.framework_for(level, asked.school_year) if level else None
    layout = layouts.given_out(asked.kind, framework.code if framework else None)
    sources = template_rows.Sources(store, lens, asked.school_code, asked.school_year, framework)
    prepared = template_rows.prepared(layout, sources)
    mark = mark_text(layout, school_code=asked.school_code, school_year=asked.school_year)
    form = template.Form(
        sheet=layout.title.partition("(")[0],
        title=layout.title.upper(),
        subtitle=f"Năm học {asked.school_year}" if layout.is_yearly else "",
        sender=_sender(store, lens, school["school_name"] if school else None),
        number=NUMBERS.get(layout.kind, USUAL_NUMBER),
        instruction=f"{prepared.advice} {HOW_TO_FILL}".strip(),
        mark=f"{letters.SAMPLE_NOTICE}. {mark}" if is_sample else mark,
        columns=template_columns.columns(
            layout,
            framework=framework,
            schools=list(schools.loc[schools["is_open"].astype(bool), "school_name"]),
            school_year=asked.school_year,
            prepared=prepared.fields,
        ),
        rows=[*prepared.rows, *_empty_rows(layout, len(prepared.rows), prepared.empty_rows)],
        reading_sheet=READING_SHEET,
        reading_title=prepared.reading_title,
        reading=prepared.reading,
    )
    return template.workbook(form), _file_name(layout, asked, school["school_name"] if school else None)


def _empty_rows(layout: Layout, before: int, count: int) -> list[template_rows.Row]:
    """Rows to write into. Where a line is about no criterion and no school, its number says that it begins."""
    is_numbered = layout.rows == "plain"
    return [{"ordinal": before + number} if is_numbered else {} for number in range(1, count + 1)]


def _school(schools: pd.DataFrame, code: str | None) -> dict[str, str] | None:
    """The school of that code among those the lens shows."""
    if code is None:
        return None
    found = schools[schools["school_code"] == code].to_dict("records")
    if not found:
        raise LookupError(code)
    return {str(name): value for name, value in found[0].items()}


def _sender(store: Store, lens: Lens, school_name: str | None) -> tuple[str, str]:
    """The two lines at the top left: who stands above, and who sends."""
    settings = queries.office.settings(store, lens, queries.Choice())
    said = dict(zip(settings["name"], settings["value"], strict=True))
    if school_name is None:
        return said.get("governing_unit", "").upper(), said.get("office_name", "").upper()
    is_whole = school_name.lower().startswith(_NAMED_FULLY)
    return said.get("governing_unit", "").upper(), (
        school_name if is_whole else f"Trường {school_name}"
    ).upper()


def _file_name(layout: Layout, asked: Asked, school_name: str | None) -> str:
    parts = (words.kind_word(asked.kind), school_name, asked.school_year if layout.is_yearly else None)
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", " - ".join(part for part in parts if part)) + ".xlsx"
