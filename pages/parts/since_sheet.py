"""What changed since a day as one workbook: the figures, the moves, and both counted by school."""

from __future__ import annotations

from datetime import date

import queries
from data.lens import Lens, end_of_day
from data.store import Store
from exports import table
from exports.table import Part
from pages.parts import since_figures, since_words, words

TITLE = "Thay đổi giữa hai ngày"


def content(store: Store, lens: Lens, choice: queries.Choice, *, since: date, notice: str) -> bytes:
    """The workbook; ValueError where the day that is compared with is not before the lens's."""
    if since >= lens.as_of_on:
        raise ValueError("The day compared with comes first.")
    then = Lens(lens.viewer, end_of_day(since))
    moves = queries.since.between(store, then, lens, choice)
    told = since_figures.figures(queries.since.figures(store, then, lens, choice), moves)
    days = {"then_text": f"Ngày {words.day(since)}", "now_text": f"Ngày {words.day(lens.as_of_on)}"}
    # Who did it is told by the receipt, to whom may look it up: names of accounts leave in no file.
    shown = [column for column in moves.columns if column not in {"moved_by", "then_amount", "now_amount"}]
    parts = [
        Part("Số liệu", TITLE, told, words.headings(list(told.columns)) | days),
        Part(
            "Thay đổi",
            "Từng thay đổi và lí do",
            since_words.readable(moves),
            words.headings(shown),
        ),
    ]
    counted = since_words.by_school(moves)
    parts.append(
        Part("Theo trường", "Số thay đổi theo trường", counted, words.headings(list(counted.columns)))
    )
    subtitle = f"{notice}Từ hết ngày {words.day(since)} đến hết ngày {words.day(lens.as_of_on)}."
    return table.several(parts, title=TITLE, subtitle=subtitle)
