"""The themes and the terms that tell them: those of the catalogue, and what the office added or took out."""

from __future__ import annotations

import hashlib
from typing import Any

from data.store import Store
from data.themes.match import Theme, Vocabulary, key_of


def present(store: Store) -> list[tuple[str, str]]:
    """(theme, term) as they are now; the office's last word on a term counts."""
    terms = {
        (row["theme_code"], key_of(row["term"])): row["term"]
        for row in store.rows("select theme_code, term from law.theme_term")
    }
    said = "select theme_code, term, is_withdrawn from kept.theme_term order by recorded_at"
    for row in store.rows(said):
        place = (row["theme_code"], key_of(row["term"]))
        terms.pop(place, None)
        if not row["is_withdrawn"]:
            terms[place] = row["term"]
    return sorted((code, term) for (code, _), term in terms.items())


def vocabulary(store: Store) -> Vocabulary:
    """The present terms, ready for looking into texts."""
    themes = store.rows("select theme_code, is_broad, position from law.theme")
    return Vocabulary([Theme(**row) for row in themes], present(store))


def digest(store: Store) -> str:
    """Two lists of themes and terms have the same digest when they are the same."""
    themes = store.rows("select theme_code, is_broad, position from law.theme order by theme_code")
    return hashlib.sha256(repr((themes, present(store))).encode()).hexdigest()


def listing(store: Store) -> list[dict[str, Any]]:
    """The themes in their order (theme_code, name, is_broad), each with its present terms."""
    terms: dict[str, list[str]] = {}
    for code, term in present(store):
        terms.setdefault(code, []).append(term)
    themes = store.rows("select theme_code, name, is_broad from law.theme order by position")
    return [{**theme, "terms": terms.get(theme["theme_code"], [])} for theme in themes]
