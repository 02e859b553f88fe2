"""What people have said of the doubtful words in a school's files, so that nobody is asked twice."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime

from data.intake.text import fold
from data.store import Store, Writer

HEADING, CRITERION, SCHOOL = "heading", "criterion", "school"
QUESTIONS = (HEADING, CRITERION, SCHOOL)
NOT_READ = "-"
OFFICE_ITSELF = ""
_SCOPED = ":"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: what a heading, a criterion's or a school's text means. NOT_READ for a column that is to be left out.

    An empty answer says that nobody knows any more. `scope` is where it holds: a heading's form, a criterion's framework,
    as 3.4 is another criterion in another one. Without a scope it holds in the file that it is given for.
    """

    question: str
    text: str
    answer: str
    scope: str = ""


@dataclass(frozen=True, slots=True)
class Answered:
    """The answers by question, scope and folded text. `remembered` holds those of an earlier file, not of this one.

    An empty answer stands for one that was taken back.
    """

    by_text: Mapping[tuple[str, str, str], str] = field(default_factory=dict)
    remembered: frozenset[tuple[str, str, str]] = frozenset()

    def headings(self) -> dict[tuple[str, str], str]:
        """Form and folded heading -> field; the form is empty where an answer holds in all of them."""
        return {
            (scope, text): answer
            for (question, scope, text), answer in self.by_text.items()
            if question == HEADING and answer
        }

    def get(self, question: str, text: str, scope: str = "") -> str | None:
        """The answer for a text, None when it was never asked or nobody knows any more."""
        if not self.by_text:
            return None  # for most schools; asked of every line
        return self.by_text.get(self._asked(question, text, scope)) or None

    def is_remembered(self, question: str, text: str, scope: str = "") -> bool:
        """Whether the answer comes from an earlier file."""
        return self._asked(question, text, scope) in self.remembered

    def with_new(self, answers: Iterable[Answer]) -> Answered:
        """These answers, and newer ones over them; an empty new one takes an earlier answer back."""
        new = {(each.question, each.scope, key(each.text)): each.answer for each in answers}
        return replace(self, by_text={**self.by_text, **new}, remembered=self.remembered - new.keys())

    def _asked(self, question: str, text: str, scope: str) -> tuple[str, str, str]:
        """What was said of this very file without a scope outweighs what is remembered."""
        everywhere = (question, "", key(text))
        return everywhere if everywhere in self.by_text else (question, scope, key(text))


def key(text: str) -> str:
    """How a text is found again: as tables compare headings, or the text itself where nothing is left of it."""
    return fold(text) or text


def load(store: Store, school_code: str | None) -> Answered:
    """What is remembered for a school, for the office's own tables when it is None; the last word counts."""
    everyone = store.steady("answered", lambda: _load(store))
    return everyone.get(school_code or OFFICE_ITSELF, _NOTHING)


_NOTHING = Answered()


def _load(store: Store) -> dict[str, Answered]:
    rows = store.rows(
        "select school_code, question, text_key, arg_max(answer, recorded_at) as answer from kept.remembered "
        "group by school_code, question, text_key"
    )
    by_school: dict[str, dict[tuple[str, str, str], str]] = {}
    for row in (row for row in rows if row["answer"]):
        question, _, scope = row["question"].partition(_SCOPED)
        # What does not say where it holds might mean another criterion there.
        if scope or question == SCHOOL:
            by_school.setdefault(row["school_code"], {})[question, scope, row["text_key"]] = row["answer"]
    return {school_code: Answered(found, frozenset(found)) for school_code, found in by_school.items()}


def remember(
    writer: Writer, answers: Iterable[Answer], *, school_code: str | None, by: str, at: datetime
) -> None:
    """Keep answers for the next file of the same school; each where it holds."""
    rows = {
        (each.question, each.scope, key(each.text)): {
            "school_code": school_code or OFFICE_ITSELF,
            "question": f"{each.question}{_SCOPED}{each.scope}" if each.scope else each.question,
            "text_key": key(each.text),
            "text": each.text,
            "answer": each.answer,
            "recorded_at": at,
            "recorded_by": by,
        }
        for each in answers
    }
    writer.add("kept.remembered", list(rows.values()))
