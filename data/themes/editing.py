"""The office's own words: a term is added to a theme, or taken out of it. Each is a row; nothing is changed or lost."""

from __future__ import annotations

from datetime import datetime

from data.lens import later
from data.store import Store
from data.themes import reading, terms
from data.themes.match import key_of

LONGEST_TERM = 60


class TermRefused(Exception):
    """Nothing was written; the message is for the user, in Vietnamese."""


def add_term(store: Store, theme_code: str, term: str, *, by: str, at: datetime) -> None:
    """Let a term tell a theme from now on. Raises TermRefused when it is none, or tells it already."""
    term = " ".join(term.split())
    if not key_of(term) or len(term) > LONGEST_TERM:
        raise TermRefused(f"Từ khóa phải có chữ và dài không quá {LONGEST_TERM} kí tự.")
    there = _terms_of(store, theme_code)
    if key_of(term) in there:
        raise TermRefused(f"Chủ đề này đã có từ khóa «{there[key_of(term)]}».")
    _write(store, theme_code, term, is_withdrawn=False, by=by, at=at)


def take_out_term(store: Store, theme_code: str, term: str, *, by: str, at: datetime) -> None:
    """Let a term tell a theme no longer. Raises TermRefused when it does not."""
    there = _terms_of(store, theme_code)
    if key_of(term) not in there:
        raise TermRefused("Chủ đề này không có từ khóa đó.")
    _write(store, theme_code, there[key_of(term)], is_withdrawn=True, by=by, at=at)


def _terms_of(store: Store, theme_code: str) -> dict[str, str]:
    """Raises TermRefused."""
    if not store.rows("select 1 from law.theme where theme_code = $code", {"code": theme_code}):
        raise TermRefused("Không có chủ đề này.")
    return {key_of(term): term for code, term in terms.present(store) if code == theme_code}


def _write(store: Store, theme_code: str, term: str, *, is_withdrawn: bool, by: str, at: datetime) -> None:
    # What came before the change keeps, for past days, the themes that the terms of its own time gave it.
    reading.catch_up(store, at=at)
    with store.transaction() as writer:
        last = writer.rows("select max(recorded_at) as at from kept.theme_term")[0]["at"]
        moment = later(at, last)
        row = {"theme_code": theme_code, "term": term, "is_withdrawn": is_withdrawn}
        writer.add("kept.theme_term", [{**row, "recorded_at": moment, "recorded_by": by}])
    reading.catch_up(store, at=moment)
