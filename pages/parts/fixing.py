"""The lines as they were read, as a table to type into: what is typed is a correction of one cell of the file."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence

import streamlit as st

from data.intake import layouts
from data.intake.draft import LineCells, Understood
from data.intake.understanding import Line
from pages.parts import fixing_columns, fixing_grid, words
from pages.parts.corrections import Work
from pages.parts.fixing_grid import LOOK, ROW, Grid

ROW_PIXELS = 36
MOST_ROWS = 11
# Columns that say one thing together: where one needs a look, the others have to be seen beside it.
READ_TOGETHER = (
    frozenset({"done", "doing", "not_started", "status"}),
    frozenset({f"level_{number}" for number in range(5)}),
    frozenset({"time", "time_start", "time_end"}),
)
ONLY, CHOSEN = "chi-dong-can-xem", "bang-dang-xem"


def take_in(work: Work) -> None:
    """What was typed since the last run becomes corrections; what cannot be typed there is said once."""
    refused: list[str] = []
    for key, grid in list(work.shown.items()):
        state = st.session_state.get(key)
        edits, not_here = grid.edits(state.get("edited_rows", {}) if state else {})
        work.type(edits)
        refused += not_here
    work.refused = tuple(dict.fromkeys(refused))
    if refused:
        work.begin_anew()


def show(work: Work, understood: Understood, school_names: Mapping[str, str]) -> None:
    """The table of one kind, at first only the rows that need a look; which kind, where there are several."""
    kinds = [kind for kind in understood.kinds if understood.lines_of(kind)]
    if not kinds:
        return
    looks = fixing_grid.looks(understood)
    kind = _kind(kinds, understood, looks)
    lines = fixing_grid.lines_of(understood, kind)
    shown = _rows(work, understood, kind, looks)
    fields = _fields(work, kind, lines, looks)
    grid = fixing_grid.grid(kind, shown, fields=fields, looks=looks)
    _table(work, understood, grid, shown, school_names)
    if work.refused:
        st.warning(
            f"Không sửa ở đây được: {words.escape_markdown('; '.join(work.refused))}. Ô này gồm nhiều ô nối lại,"
            " hoặc là ô chung của nhiều dòng. Hãy sửa trong tệp rồi chọn lại tệp."
        )
    has_locked = grid.frame.map(lambda text: str(text).startswith(fixing_grid.LOCKED)).to_numpy().any()
    st.caption(
        "Bấm đúp vào ô rồi gõ; Enter để xong. Tên cột có chữ cái như trong Excel."
        + (" Ô ghi «(ô gộp)» chỉ xem được: hãy sửa trong tệp." if has_locked else "")
    )


def _kind(kinds: Sequence[str], understood: Understood, looks: Mapping[fixing_grid.Row, str]) -> str:
    """The kind that is shown; at first the one with something to look at."""
    if len(kinds) == 1:
        return kinds[0]
    first = next((line.kind for line in understood.lines if fixing_grid.row_of(line) in looks), kinds[0])
    names = {
        kind: f"{words.short_kind_word(kind)} ({words.number(len(understood.lines_of(kind)))})"
        for kind in kinds
    }
    st.session_state.setdefault(CHOSEN, first)
    if st.session_state[CHOSEN] not in kinds:
        st.session_state[CHOSEN] = first
    chosen = st.segmented_control(
        "Bảng", kinds, format_func=lambda kind: names[kind], key=CHOSEN, label_visibility="collapsed"
    )
    return chosen if chosen in kinds else first


def _rows(
    work: Work, understood: Understood, kind: str, looks: Mapping[fixing_grid.Row, str]
) -> list[tuple[Line, LineCells]]:
    """All rows, or those that need a look; one that was mended stays where it is, so that nothing jumps."""
    lines = fixing_grid.lines_of(understood, kind)
    needed = {row for line, _ in lines if (row := fixing_grid.row_of(line)) in looks}
    kept = work.kept_rows.setdefault(kind, set())
    kept |= needed
    rows = [pair for pair in lines if fixing_grid.row_of(pair[0]) in kept]
    if not rows or len(rows) == len(lines):
        return lines
    said = f"Chỉ hiện {words.number(len(rows))} dòng cần xem lại (trong {words.number(len(lines))} dòng)"
    is_only = st.toggle(said, value=not fixing_grid.is_cut(understood), key=f"{ONLY}-{kind}")
    return rows if is_only else lines


def _fields(
    work: Work,
    kind: str,
    lines: Sequence[tuple[Line, LineCells]],
    looks: Mapping[fixing_grid.Row, str],
) -> list[str]:
    """What the lines are about first, then the columns that needed a look when the file came, then as in the sheet."""
    fields = fixing_grid.fields_of(lines)
    if kind not in work.first_columns:
        named = {address for cells in looks.values() for address in cells.split(", ")}
        doubtful = {name for _, cells in lines for name, address in cells.own.items() if address in named}
        doubtful |= {name for group in READ_TOGETHER if group & doubtful for name in group}
        work.first_columns[kind] = tuple(name for name in fields if name in doubtful)
    heads = ("criterion", "school", "content")
    first = [name for name in heads if name in fields][:1]
    first += [name for name in work.first_columns[kind] if name in fields and name not in first]
    return first + [name for name in fields if name not in first]


def _table(
    work: Work,
    understood: Understood,
    grid: Grid,
    lines: Sequence[tuple[Line, LineCells]],
    school_names: Mapping[str, str],
) -> None:
    frame, read = fixing_columns.with_readings(grid.frame, lines, school_names)
    all_lines = fixing_grid.lines_of(understood, grid.kind)
    config = {
        name: fixing_columns.column(
            _field(lines, name),
            letter=fixing_grid.letter_of(all_lines, name),
            texts=list(grid.frame[name]),
            understood=understood,
            school_names=school_names,
        )
        for name in grid.fields
    }
    # The rows and columns belong to the key: what is typed is held by its place in them.
    mark = hashlib.sha256(repr((understood.file_sha256, grid.rows, grid.fields)).encode()).hexdigest()[:12]
    key = f"bang-{grid.kind}-{mark}-{work.round}"
    work.shown = {key: grid}
    st.data_editor(
        frame,
        key=key,
        hide_index=True,
        num_rows="fixed",
        disabled=[ROW, LOOK, *read],
        column_config=config | fixing_columns.fixed(read, has_looks=bool(work.kept_rows.get(grid.kind))),
        height=4 + ROW_PIXELS * (1 + min(max(len(frame), 1), MOST_ROWS)),
        row_height=ROW_PIXELS,
        placeholder="",
        width="stretch",
    )


def _field(lines: Sequence[tuple[Line, LineCells]], name: str) -> layouts.Field:
    """The field of the first of these lines' forms that has it."""
    codes = {cells.layout for _, cells in lines}
    return next(
        layout.field(name) for layout in layouts.layouts() if layout.code in codes and layout.has(name)
    )
