"""What a person has said and typed about a file in this tab: answers, corrections, tables left out; until it is handed in.

It goes by the bytes of the file, so that it is still there when the same file is chosen again. Nothing here leaves the tab, and
nothing of it says for which school something is handed in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from data.intake.answered import Answer
from data.intake.draft import Question, Understood
from data.intake.edits import SUGGESTED, Edit
from pages.parts import words

KEY = "dang-sua"
MOST_FILES = 12

Cell = tuple[str, str]  # sheet, address
Asked = tuple[str, str, str]  # question, text, and where the answer holds


@dataclass
class Work:
    """The work on one file. `round` grows when cells change otherwise than in the table: the table then begins anew."""

    edits: dict[Cell, Edit] = field(default_factory=dict)
    answers: dict[Asked, str] = field(default_factory=dict)
    without: set[str] = field(default_factory=set)
    line_counts: dict[str, int] = field(default_factory=dict)
    remembered: set[Asked] = field(default_factory=set)
    shown: dict[str, Any] = field(default_factory=dict)
    kept_rows: dict[str, set[tuple[str, int]]] = field(default_factory=dict)
    first_columns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    refused: tuple[str, ...] = ()
    round: int = 0
    _steps: list[dict[Cell, Edit]] = field(default_factory=list)

    @property
    def given(self) -> tuple[tuple[str, ...], tuple[Edit, ...], tuple[Answer, ...]]:
        """Kinds left out, edits and answers, as the intake takes them."""
        answers = tuple(
            Answer(question, text, answer, scope) for (question, text, scope), answer in self.answers.items()
        )
        return tuple(sorted(self.without)), tuple(self.edits.values()), answers

    def type(self, edits: Iterable[Edit]) -> bool:
        """Cells typed anew, as one step that can be taken back; whether any of them is new."""
        new = {(edit.sheet, edit.cell): edit for edit in edits}
        new = {
            cell: edit
            for cell, edit in new.items()
            if cell not in self.edits or self.edits[cell].text != edit.text
        }
        if new:
            self._steps.append(dict(self.edits))
            self.edits = {**self.edits, **new}
        return bool(new)

    def take(self, edits: Iterable[Edit]) -> None:
        """Suggested corrections taken: as `type`, and the table begins anew with them."""
        if self.type(edits):
            self.begin_anew()

    def undo(self) -> None:
        """The last step taken back."""
        if self._steps:
            self.edits = self._steps.pop()
        self.begin_anew()

    def undo_all(self) -> None:
        """The file as it came; this too can be taken back."""
        if self.edits:
            self._steps.append(dict(self.edits))
        self.edits = {}
        self.begin_anew()

    def begin_anew(self) -> None:
        """What still stands in the browser's table is older than what is known here."""
        self.round += 1
        self.shown.clear()

    def say(self, question: Question, answer: str | None) -> None:
        """What a doubtful word means; None for "chưa rõ", which takes back what an earlier file was told."""
        asked = asked_in(question)
        if answer:
            self.answers[asked] = answer
        elif asked in self.remembered:
            self.answers[asked] = ""
        else:
            self.answers.pop(asked, None)


def asked_in(question: Question) -> Asked:
    """By what an answer is found again: under another law, or in another form, the same words are asked anew."""
    return question.question, question.text, question.scope


def of(file_sha256: str) -> Work:
    """The work on the file with these bytes; an empty one when it is new in this tab."""
    files: dict[str, Work] = st.session_state.setdefault(KEY, {})
    work = files.pop(file_sha256, None) or Work()
    files[file_sha256] = work  # The newest last, the oldest given up first.
    while len(files) > MOST_FILES:
        del files[next(iter(files))]
    return work


def show(work: Work, understood: Understood) -> None:
    """How many cells were typed anew, and the way back; beside the counts, so that nothing moves when it appears."""
    if not work.edits:
        return
    said = f"Đã sửa **{words.number(len(understood.edited))} ô** ở đây"
    if suggested := sum(edit.origin == SUGGESTED for edit in understood.edited):
        said += f" ({words.number(suggested)} theo gợi ý)"
    st.markdown(said, width="content")
    st.button("Hoàn tác", on_click=work.undo, icon=":material/undo:", type="tertiary", key="hoan-tac")
    if len(work.edits) > 1:
        st.button("Bỏ mọi sửa đổi", on_click=work.undo_all, type="tertiary", key="bo-moi-sua-doi")
