"""What a page writes into the audit: who did what, from where, when; and who was refused.

Only names and numbers go in: no password, no token, nothing of a document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from data.access import audit, roles
from data.intake.draft import Understood
from pages.parts import house, visit, words
from pages.parts.visit import Visit

Rule = Callable[[roles.Account], None]


def note(
    here: Visit,
    action: str,
    *,
    subject: str | None = None,
    school_code: str | None = None,
    outcome: str = "ok",
    detail: str | None = None,
) -> None:
    """One line, by the real clock: a sample store's day is not when somebody was here."""
    audit.record(
        here.store,
        at=house.clock(),
        login_name=here.account.login_name,
        address=visit.address(),
        action=action,
        subject=subject,
        # The office's own tables have no school; a frame says so in a way of its own.
        school_code=None if words.is_missing(school_code) else school_code,
        outcome=outcome,
        detail=detail,
    )


def note_each(
    here: Visit,
    action: str,
    made: Mapping[str, str | None],
    *,
    details: Mapping[str, str] | None = None,
) -> None:
    """The same done to many accounts or tables, each with its school: a line each, in one transaction."""
    told = details or {}
    with here.store.transaction(changes_answers=False) as writer:
        for subject, school_code in made.items():
            audit.record(
                writer,
                at=house.clock(),
                login_name=here.account.login_name,
                address=visit.address(),
                action=action,
                subject=subject,
                school_code=None if words.is_missing(school_code) else school_code,
                detail=told.get(subject),
            )


def admit(here: Visit, stop_unless_may: Rule, *, page: str) -> None:
    """Let this account go on, or say why not, write it down, and end the run."""
    try:
        stop_unless_may(here.account)
    except roles.NotAllowed as refusal:
        # Every rerun of a refused tab would be a line; one for each tab says enough.
        if page not in st.session_state.setdefault("bi-tu-choi", set()):
            st.session_state["bi-tu-choi"].add(page)
            note(here, "page_refused", subject=page, school_code=here.account.school_code, outcome="refused")
        st.error(str(refusal))
        st.stop()


def asked_for_others(here: Visit, filters: Iterable[str]) -> None:
    """A school's tab was opened with filters that are the office's: nothing is shown for them, and it is written down."""
    asked = sorted(name for name in filters if name in st.query_params)
    if asked and asked != st.session_state.get("hoi-truong-khac"):
        st.session_state["hoi-truong-khac"] = asked
        school, named = here.account.school_code, ", ".join(asked)
        note(here, "page_refused", subject="bộ lọc", school_code=school, outcome="refused", detail=named)


def examined(here: Visit, understood: Understood) -> None:
    """A file was looked at; another school's name inside it is written down too. Once for each file in a tab."""
    seen = st.session_state.setdefault("da-ghi", set())
    if understood.file_sha256 in seen:
        return
    seen.add(understood.file_sha256)
    subject, school = f"sha256 {understood.file_sha256[:12]}", here.account.school_code
    note(here, "upload_examined", subject=subject, school_code=school)
    if school and understood.has("other_school"):
        note(here, "school_mismatch", subject=subject, school_code=school, outcome="refused")
