"""What a person has to say of some files of a batch: whose they are, of which year; which of several is the one."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.intake import bulk, layouts
from data.intake.bulk import Batch, Item, TableKey
from data.intake.draft import Given
from pages.parts import file_choices, words
from pages.parts.batch_job import Job
from pages.parts.visit import Visit

MOST_AT_ONCE = 6
EVERY_IN_ORDER = "moi-bang-theo-thu-tu"
_IN_ORDER = "Nhận lần lượt theo thứ tự này; tệp sau thay tệp trước"


def open_files(batch: Batch) -> list[Item]:
    """The files that need only a word from a person: a school, a school year, a kind."""
    states = batch.states()
    return [item for item, state in states.items() if state in (bulk.UNCLEAR, bulk.UNSAID)]


def ask(visit: Visit, job: Job, names: Mapping[str, str]) -> None:
    """Fields for each such file, sent together; and for any other that somebody wants to say something of."""
    waiting = open_files(job.batch)
    if waiting:
        st.markdown(f"**{words.number(len(waiting))} tệp cần chọn trường, năm học hoặc loại bảng**")
        _ask_of(visit, job, names, waiting[:MOST_AT_ONCE])
        if len(waiting) > MOST_AT_ONCE:
            more = words.number(len(waiting) - MOST_AT_ONCE)
            st.caption(f"Còn {more} tệp nữa; chọn xong các tệp này sẽ đến lượt.")
    others = {
        item.key: item
        for item in job.batch.items
        if item.table_keys and item.receipt is None and not item.is_unclear
    }
    if others:
        with st.expander("Chọn lại trường, năm học, loại bảng của một tệp khác"):
            chosen = st.selectbox(
                "Tệp",
                list(others),
                index=None,
                format_func=lambda key: others[key].path if key in others else "",
                placeholder="Chọn tệp",
                key=f"tep-khac-{job.mark}",
                filter_mode="fuzzy" if len(others) > 12 else None,
                label_visibility="collapsed",
            )
            if chosen in others:
                _ask_of(visit, job, names, [others[chosen]])


def _ask_of(visit: Visit, job: Job, names: Mapping[str, str], items: list[Item]) -> None:
    years = file_choices.years(visit)
    said = {}
    with st.form(f"chon-{items[0].key}", enter_to_submit=False):
        for item in items:
            why = f": {' '.join(item.to_be_said)}" if item.to_be_said else ""
            st.markdown(words.escape_markdown(f"{item.path}{why}"))
            fields = st.columns([2, 1, 1])
            with fields[0]:
                school = _select("Trường", item, list(names), item.given.school_code, names.get)
            with fields[1]:
                year = _select("Năm học", item, years, item.given.school_year, str)
            with fields[2]:
                kind = _select("Loại bảng", item, list(layouts.kinds()), item.given.kind, words.kind_word)
            said[item] = Given(school_code=school, school_year=year, kind=kind)
        is_sent = st.form_submit_button(
            "Đọc lại các tệp này" if len(items) > 1 else "Đọc lại tệp này", icon=":material/refresh:"
        )
    if is_sent:
        for item, given in said.items():
            job.batch.say(item, given)
        job.look()
        st.rerun()


def choose(batch: Batch, names: Mapping[str, str]) -> None:
    """Of several files for one table, which is the one; nothing is chosen beforehand."""
    rivals = {
        key: items
        for key, items in batch.rivals.items()
        if not any(item.receipt is not None for item in items)  # decided, and done
    }
    if not rivals:
        return
    st.markdown(
        f"**{words.number(len(rivals))} bảng có nhiều tệp khác nhau trong lần này.** "
        "Chưa tệp nào trong số đó được nhận cho đến khi chọn."
    )
    every = st.checkbox(
        f"Với tất cả: {_IN_ORDER[:1].lower()}{_IN_ORDER[1:]}",
        key=EVERY_IN_ORDER,
        on_change=_every_changed,
        args=(batch,),
    )
    for number, (key, items) in enumerate(rivals.items()):
        if every:
            batch.choices[key] = bulk.IN_ORDER
        elif number < MOST_AT_ONCE:
            _choose_one(batch, key, items, names)
    if not every and len(rivals) > MOST_AT_ONCE:
        st.caption(
            f"Còn {words.number(len(rivals) - MOST_AT_ONCE)} bảng nữa; nhận xong các bảng này sẽ đến lượt."
        )


def _every_changed(batch: Batch) -> None:
    """A tick that is taken back is no choice any more."""
    if not st.session_state.get(EVERY_IN_ORDER):
        for key in [key for key, choice in batch.choices.items() if choice == bulk.IN_ORDER]:
            del batch.choices[key]


def _choose_one(batch: Batch, key: TableKey, items: list[Item], names: Mapping[str, str]) -> None:
    school, kind, year = key
    by_key = {item.key: item for item in items}
    # Told apart by a number too: two files may have one name.
    labels = {
        each.key: f"Chỉ nhận tệp {number}: {_described(each)}" for number, each in enumerate(items, start=1)
    }
    options = [*labels, bulk.IN_ORDER]
    current = batch.choices.get(key)
    chosen = st.radio(
        words.escape_markdown(
            f"{words.kind_word(kind)}, {names.get(school or '', 'cơ quan')}, năm học {year}"
        ),
        options,
        index=None
        if current is None
        else options.index(current if isinstance(current, str) else current.key),
        format_func=lambda option: labels.get(option, _IN_ORDER),
        key=f"chon-{'-'.join(map(str, key))}",
    )
    if chosen is None:
        batch.choices.pop(key, None)
    else:
        batch.choices[key] = by_key.get(chosen, bulk.IN_ORDER)


def _described(item: Item) -> str:
    """What tells one file from another: its name, its number and day, how much it holds."""
    found = item.understood
    parts = [item.path]
    if found is not None:
        parts.append(f"số {found.document_number}" if found.document_number else "")
        parts.append(f"ngày {found.document_on:%d/%m/%Y}" if found.document_on else "")
        parts.append(f"{words.number(len(found.lines))} dòng")
    if item.standing is not None and item.standing.is_in_use and item.standing.receipt:
        parts.append("đang dùng")
    return words.escape_markdown(" · ".join(part for part in parts if part))


def _select(label: str, item: Item, options: list[str], current: str | None, name: object) -> str | None:
    offered = ["", *options]
    chosen = st.selectbox(
        label,
        offered,
        index=offered.index(current) if current in offered else 0,
        format_func=lambda code: (name(code) or code) if code else f"{label}: theo tệp",
        key=f"{label}-{item.key}",
        label_visibility="collapsed",
        filter_mode="fuzzy" if len(options) > 12 else None,
    )
    return chosen or None
