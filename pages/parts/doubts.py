"""What only a person can decide: asked where it is doubtful, folded away where an earlier file was told already."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import streamlit as st

from data.intake.answered import CRITERION, HEADING, SCHOOL
from data.intake.draft import Question, Understood
from pages.parts import words
from pages.parts.corrections import Work, asked_in

UNSURE = ""
OPEN_AT_ONCE = 5
_ASKS = {
    HEADING: "Cột **«{text}»** ({where}) là cột nào trong mẫu?",
    CRITERION: "Dòng **«{text}»** ({where}) thuộc tiêu chí nào?",
    SCHOOL: "**«{text}»** ({where}) là trường nào?",
}
_EXAMPLES = {HEADING: "Ví dụ bên dưới", CRITERION: "Trong dòng còn có", SCHOOL: "Thời gian"}


def show(work: Work, understood: Understood) -> None:
    """The open questions, each with its list of answers; below them, folded, what is remembered."""
    work.remembered |= {asked_in(each) for each in understood.questions if each.is_remembered and each.answer}
    folded = [each for each in understood.questions if asked_in(each) in work.remembered]
    asked = [each for each in understood.questions if each not in folded]
    if asked:
        _show_asked(work, asked, understood)
    if folded:
        with st.expander(f"Đã nhớ từ lần nộp trước: {words.number(len(folded))} điều, đổi được"):
            for each in folded:
                _ask(work, each)


def open_count(understood: Understood) -> int:
    """How many questions nobody has answered yet."""
    return sum(1 for each in understood.questions if not each.answer)


def _show_asked(work: Work, asked: Sequence[Question], understood: Understood) -> None:
    unanswered = open_count(understood)
    title = f"Cần trả lời {words.number(unanswered)} câu hỏi" if unanswered else "Các câu hỏi đã trả lời xong"
    with st.container(border=True, key="cau-hoi"):
        st.markdown(f"**{title}.** Câu trả lời có hiệu lực ngay; khi nộp, câu trả lời được nhớ cho lần sau.")
        for each in asked[:OPEN_AT_ONCE]:
            _ask(work, each)
        if len(asked) > OPEN_AT_ONCE:
            with st.expander(f"Còn {words.number(len(asked) - OPEN_AT_ONCE)} câu hỏi nữa"):
                for each in asked[OPEN_AT_ONCE:]:
                    _ask(work, each)


def _ask(work: Work, question: Question) -> None:
    mark = hashlib.sha256(repr(asked_in(question)).encode()).hexdigest()[:12]
    key = f"tra-loi-{mark}"
    names = dict(question.options)
    said, field = st.columns([3, 2], vertical_alignment="center")
    with said:
        where = f"{question.sheet}, {question.cell}" if question.cell else question.sheet
        asked = _ASKS[question.question].format(
            text=words.escape_markdown(_short(question.text)), where=words.escape_markdown(where)
        )
        if question.example:
            asked += f" {_EXAMPLES[question.question]}: {words.escape_markdown(question.example)}"
        st.markdown(asked)
    with field:
        st.session_state[key] = question.answer if question.answer in names else UNSURE
        st.selectbox(
            # A label is Markdown too, even one that is not shown: an image in it was fetched from outside.
            f"Trả lời cho «{words.escape_markdown(_short(question.text, 40))}»",
            [UNSURE, *names],
            format_func=lambda code: names.get(code, "Chưa rõ"),
            key=key,
            on_change=_answered,
            args=(work, question, key),
            filter_mode="fuzzy" if len(names) > 12 else None,
            label_visibility="collapsed",
        )


def _answered(work: Work, question: Question, key: str) -> None:
    """Only what was offered is an answer, whatever a browser sends."""
    chosen = st.session_state.get(key)
    offered = {code for code, _ in question.options}
    work.say(question, chosen if chosen in offered else None)


def _short(text: str, most: int = 120) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= most else flat[: most - 1] + "…"
