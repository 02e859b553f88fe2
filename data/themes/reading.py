"""Which themes each handed-in text has: worked out once for each revision and list of terms.

A text takes its themes from the terms in it; where there are none, from the text that it is most like among those that came
earlier for the same criterion. Later texts change nothing, so that a past day is shown as it was known then.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple

from data.store import Store, Writer
from data.themes import terms
from data.themes.match import Vocabulary, most_like, triples

KINDS = ["plan", "results", "findings", "recommendations"]
Place = tuple[str, int]


class Found(NamedTuple):
    """The themes of a text, the surest first, and how like it is to the one that gave it its theme."""

    themes: list[str]
    likeness: float | None


# What a line is to reach says what it is about; what is done for it, where the former says nothing. Who does it and with
# whom stands there too, and would be taken for a theme (measured: "tổ chuyên môn").
_TEXTS = """
    select
        revision_id, line_no, recorded_at, framework_code, criterion_code,
        if(head = '' or lens.says_nothing(head), coalesce(rest, ''), head) as text
    from (
        select revision_id, line_no, criterion_code, concat_ws(chr(10), content, target) as head, action as rest
        from kept.plan_line
        union all
        select
            revision_id, line_no, criterion_code, concat_ws(chr(10), plan_adjusted, plan_initial) as head,
            concat_ws(chr(10), done_text, doing_text, not_started_text) as rest
        from kept.result_line
        union all
        select
            revision_id, line_no, criterion_code,
            coalesce(texts ->> 'weakness', texts ->> 'recommendation', '') as head, null as rest
        from kept.form_line
        where kind in ('findings', 'recommendations')
    )
    join kept.revision using (revision_id)
    where concat(head, rest) <> ''
"""
_IN_ORDER = "order by recorded_at, revision_id, line_no"


def catch_up(store: Store, *, at: datetime) -> int:
    """Give every text its themes that has none yet under the present terms; how many revisions were looked at.

    Where there are none nothing is written, and no kept answer is forgotten. `at` is from when a changed list counts.
    """
    if not _due(store).revisions:
        return 0
    with store.transaction() as writer:
        # Asked again, now that nobody else writes.
        due = _due(store)
        if not due.revisions:
            return 0
        if due.is_new:
            row = {"vocabulary_no": due.number, "digest": due.digest, "known_from": at}
            writer.add("kept.theme_vocabulary", [row])
        _give(writer, terms.vocabulary(store), due.revisions, due.number)
        rows = [{"revision_id": each, "vocabulary_no": due.number} for each in due.revisions]
        writer.add("kept.themed", rows)
    return len(due.revisions)


class _Due(NamedTuple):
    """The present list of terms, and the revisions that were not looked at with it."""

    number: int
    digest: str
    is_new: bool
    revisions: list[str]


def _due(store: Store) -> _Due:
    digest = terms.digest(store)
    last = store.rows(
        "select vocabulary_no, digest from kept.theme_vocabulary order by vocabulary_no desc limit 1"
    )
    is_new = not last or last[0]["digest"] != digest
    number = (last[0]["vocabulary_no"] if last else 0) + is_new
    rows = store.rows(
        "select revision_id from kept.revision anti join ("
        "  select revision_id from kept.themed where vocabulary_no = $number"
        ") using (revision_id) where kind in (select unnest($kinds)) order by revision_id",
        {"kinds": KINDS, "number": number},
    )
    return _Due(number, digest, is_new, [row["revision_id"] for row in rows])


def _give(writer: Writer, vocabulary: Vocabulary, revisions: list[str], number: int) -> None:
    chosen = {"revisions": revisions}
    texts = writer.rows(f"{_TEXTS} and revision_id in (select unnest($revisions)) {_IN_ORDER}", chosen)
    found = {_place(text): Found(vocabulary.themes_in(text["text"]), None) for text in texts}
    for place, theme, likeness in _alike(writer, texts, found, revisions):
        found[place] = Found([theme], likeness)
    before = {
        _place(row): Found(row["said"]["themes"], row["said"]["likeness"])
        for row in writer.rows(
            "select revision_id, line_no, arg_max({'themes': themes, 'likeness': likeness}, vocabulary_no) as said "
            "from kept.text_theme where revision_id in (select unnest($revisions)) group by all",
            chosen,
        )
    }
    rows = [
        {"revision_id": place[0], "line_no": place[1], "vocabulary_no": number, **one._asdict()}
        for place, one in found.items()
        if before.get(place) != one
    ]
    writer.add("kept.text_theme", rows)


def _place(row: dict[str, Any]) -> Place:
    return row["revision_id"], row["line_no"]


def _alike(
    writer: Writer, texts: list[dict[str, Any]], found: dict[Place, Found], revisions: list[str]
) -> Iterator[tuple[Place, str, float]]:
    """The texts that no term caught, with the theme of the earlier text that each is most like."""
    open_texts = [text for text in texts if not found[_place(text)].themes and text["criterion_code"]]
    criteria = {_criterion(text) for text in open_texts}
    known = _known(writer, revisions) if criteria else []
    known += [(text, found[_place(text)].themes[0]) for text in texts if found[_place(text)].themes]
    # A text that came twice stands for both.
    by_criterion: dict[tuple[str, str], dict[frozenset[str], tuple[Any, str]]] = {
        each: {} for each in criteria
    }
    for text, theme in sorted(known, key=lambda pair: _order(pair[0])):
        if _criterion(text) in criteria:
            by_criterion[_criterion(text)].setdefault(triples(text["text"]), (_order(text), theme))
    for text in open_texts:
        earlier = (
            (other, theme)
            for other, (order, theme) in by_criterion[_criterion(text)].items()
            if order < _order(text)
        )
        if like := most_like(triples(text["text"]), earlier):
            yield _place(text), *like


def _known(writer: Writer, revisions: list[str]) -> list[tuple[dict[str, Any], str]]:
    """The texts of all other revisions whose theme a term told."""
    rows = writer.rows(
        "with theme as ("
        "  select revision_id, line_no, arg_max({'themes': themes, 'likeness': likeness}, vocabulary_no) as said "
        "  from kept.text_theme where revision_id not in (select unnest($revisions)) group by all"
        f"), text as ({_TEXTS}) "
        "select text.*, said.themes[1] as theme_code from text join theme using (revision_id, line_no) "
        "where said.likeness is null and len(said.themes) > 0",
        {"revisions": revisions},
    )
    return [(row, row["theme_code"]) for row in rows]


def _criterion(text: dict[str, Any]) -> tuple[str, str]:
    return text["framework_code"] or "", text["criterion_code"] or ""


def _order(text: dict[str, Any]) -> tuple[datetime, str, int]:
    return text["recorded_at"], text["revision_id"], text["line_no"]
