"""What a table says otherwise than the one before: folded, one row per change, changed words marked."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from data.intake.changes import Comparison, wording
from data.intake.draft import Understood
from pages.door import paths
from pages.parts import changed_revisions, changed_words, words
from pages.parts.changed_words import Row
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

MOST_ROWS = 100  # more is nothing to read on a page, and would make it slow
_WORDS_AROUND = 9


def against_in_use(visit: Visit, understood: Understood) -> None:
    """What a file about to be handed in says otherwise than the table that it replaces, kind by kind."""
    for kind in understood.kinds:
        earlier = changed_revisions.in_use_or_last(visit.store, visit.lens, understood, kind)
        if earlier is None:
            continue
        compared = changed_revisions.with_file(visit.store, visit.lens, earlier, understood)
        which = (
            f"bảng {'đang dùng' if earlier['is_current'] else words.hand_in_word(earlier['hand_in_state'])}"
        )
        name = f"{words.kind_word(kind)}, so với {which}" if len(understood.kinds) > 1 else f"So với {which}"
        _fold(compared, kind, name, rest="các thay đổi còn lại xem được sau khi nộp")


def since_the_one_before(looking: Looking, revision: pd.Series) -> None:
    """What a revision says otherwise than the one handed in before it, with all of it as Excel."""
    earlier = changed_revisions.one_before(looking.store, looking.lens, revision.to_dict())
    if earlier is None:
        return
    compared = changed_revisions.between(looking.store, looking.lens, earlier, revision.to_dict())
    number = words.escape_markdown(earlier["revision_id"])
    is_taken_back = not words.is_missing(earlier["withdrawn_at"])
    state = f", {words.hand_in_word(earlier['hand_in_state'])}" if is_taken_back else ""
    name = f"So với lần nộp trước ({number}, {words.moment(earlier['recorded_at'])}{state})"
    address = None if compared.is_same else paths.changes_of(revision["revision_id"])
    _fold(compared, revision["kind"], name, rest="tải về Excel để xem tất cả", address=address)


def _fold(compared: Comparison, kind: str, name: str, *, rest: str, address: str | None = None) -> None:
    said = changed_words.summary(compared, kind)
    if compared.is_same:
        st.markdown(f"{name}: {said}.")
        return
    with st.expander(f"{name}: {said}"):
        made = changed_words.rows(compared, kind)
        frame = pd.DataFrame([_cells(row, kind) for row in made[:MOST_ROWS]])
        if (frame[changed_words.key_heading(kind)] == "").all():
            frame = frame.drop(columns=changed_words.key_heading(kind))
        # Both places can be on one page.
        with st.container(key=f"changed-{'since' if address else 'now'}-{kind}"):
            st.table(frame, border="horizontal", hide_index=True)
        same = changed_words.unchanged(compared)
        told = [f"{words.number(same)} dòng giữ nguyên." if same else "Không có dòng nào giữ nguyên."]
        if len(made) > MOST_ROWS:
            told.append(f"Đang hiện {MOST_ROWS} trong {words.number(len(made))} thay đổi; {rest}.")
        told.append("Một dòng có thể đổi nhiều chỗ. Cột Dòng là số dòng trong tệp.")
        st.caption(" ".join(told))
        if address:
            st.link_button("Tải các thay đổi về Excel", address, icon=":material/download:")


def _cells(row: Row, kind: str) -> dict[str, Any]:
    before, after = _marked(row) if row.is_text else (_plain(row.before), _plain(row.after))
    return {
        changed_words.key_heading(kind): words.escape_markdown(row.key),
        "Dòng": f"{row.place} (cũ)" if row.is_dropped else str(row.place),
        "Thay đổi": row.what,
        "Trước": before,
        "Nay": after,
    }


def _plain(text: str) -> str:
    return words.escape_markdown(text) or "—"


def _marked(row: Row) -> tuple[str, str]:
    """Both texts around what changed: what went is struck through, what came is bold."""
    old, new = (
        wording.shortened(text, _WORDS_AROUND) for text in wording.changed_words(row.before, row.after)
    )
    return _joined(old, ":red[~~{}~~]"), _joined(new, ":green[**{}**]")


def _joined(text: tuple[wording.Words, ...], mark: str) -> str:
    parts = [(words.escape_markdown(part.text), part.is_changed) for part in text if part.text]
    return " ".join(mark.format(said) if is_changed else said for said, is_changed in parts) or "—"
