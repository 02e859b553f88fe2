"""A form of ours for one school and school year, as a file: who may have it, its head, its columns and its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

import queries
from data.access import roles
from data.intake import known, layouts
from data.intake.templates import templates
from data.lens import Lens
from data.store import Store
from exports import template
from pages.door import letters
from pages.parts import template_columns, template_rows, words

OFFICE_KINDS = frozenset({"schedule"})
SHEETS = {"plan": "Kế hoạch", "results": "Kết quả", "schedule": "Lịch"}
HOW_TO_FILL = "Mỗi việc một dòng; thêm, xóa dòng được, không đổi tên cột. Có danh sách thì chọn trong danh sách hoặc gõ."
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
    return [kind for kind in templates() if kind not in OFFICE_KINDS or roles.may_keep_schedule(account)]


def asked_in(kind: str, given: Mapping[str, str], account: roles.Account) -> Asked:
    """What an address asks for; LookupError or ValueError for what nobody offers, NotAllowed for what is another's."""
    if kind not in templates():
        raise LookupError(kind)
    year = _YEAR.fullmatch(given.get("nam", ""))
    if year is None or int(year[2]) != int(year[1]) + 1:
        raise ValueError("no school year")
    if kind in OFFICE_KINDS:
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
    layout = next(each for each in layouts.layouts() if each.kind == asked.kind)
    sources = template_rows.Sources(store, lens, asked.school_code, asked.school_year, framework)
    prepared = template_rows.prepared(layout, sources)
    own = templates()[asked.kind]
    mark = own.mark(school_code=asked.school_code, school_year=asked.school_year)
    form = template.Form(
        sheet=SHEETS.get(asked.kind, "Bảng"),
        title=own.title,
        subtitle=f"Năm học {asked.school_year}",
        sender=_sender(store, lens, school["school_name"] if school else None),
        number=own.number,
        instruction=f"{prepared.advice} {HOW_TO_FILL}".strip(),
        mark=f"{letters.SAMPLE_NOTICE}. {mark}" if is_sample else mark,
        columns=template_columns.columns(
            layout,
            framework=framework,
            school_names=list(schools.loc[schools["is_open"].astype(bool), "school_name"]),
            school_year=asked.school_year,
            prepared=prepared.fields,
        ),
        rows=prepared.rows,
        empty_rows=prepared.empty_rows,
        reading_title=prepared.reading_title,
        reading=prepared.reading,
    )
    return template.workbook(form), _file_name(asked, school["school_name"] if school else None)


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


def _file_name(asked: Asked, school_name: str | None) -> str:
    parts = (words.kind_word(asked.kind), school_name, asked.school_year)
    return re.sub(r'[\\/:*?"<>|\x00-\x1f]', " ", " - ".join(part for part in parts if part)) + ".xlsx"
