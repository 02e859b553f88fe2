"""Safe corrections, before and after: all taken with one button, or only those that stay ticked."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from data.intake.draft import Understood
from data.intake.edits import SUGGESTED, Edit
from pages.parts import words
from pages.parts.corrections import Work

ROW_PIXELS = 36
MOST_ROWS = 5


def show(work: Work, understood: Understood) -> None:
    """The corrections with their cells, and the button that carries them out."""
    offered = understood.suggestions
    if not offered:
        return
    is_many = len({each.sheet for each in offered}) > 1
    frame = pd.DataFrame(
        {
            "take": [True] * len(offered),
            "cell": [f"{each.sheet}, {each.cell}" if is_many else each.cell for each in offered],
            "before": [each.before for each in offered],
            "after": [each.after for each in offered],
        }
    )
    mark = hashlib.sha256(repr((understood.file_sha256, offered)).encode()).hexdigest()[:12]
    with st.container(border=True, key="goi-y"):
        st.markdown(
            f"**Có {words.number(len(offered))} ô sửa được ngay theo cách đã hiểu.**"
            " Hãy so hai cột; bỏ dấu ở ô nào hiểu chưa đúng."
        )
        ticked = st.data_editor(
            frame,
            key=f"goi-y-{mark}",
            hide_index=True,
            num_rows="fixed",
            disabled=["cell", "before", "after"],
            column_config={
                "take": st.column_config.CheckboxColumn("Sửa", width=60),
                "cell": st.column_config.TextColumn("Ô", width=90),
                "before": st.column_config.TextColumn("Đang ghi", width=300),
                "after": st.column_config.TextColumn("Sửa thành", width=420),
            },
            height=ROW_PIXELS * (min(len(offered), MOST_ROWS) + 1) + 4,
            row_height=ROW_PIXELS,
        )
        taken = [
            Edit(each.sheet, each.cell, each.after, SUGGESTED)
            for each, is_taken in zip(offered, ticked["take"], strict=True)
            if is_taken
        ]
        st.button(
            f"Áp dụng {words.number(len(taken))} sửa đổi",
            on_click=work.take,
            args=(taken,),
            disabled=not taken,
            icon=":material/done_all:",
            key="ap-dung-goi-y",
        )
