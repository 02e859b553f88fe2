"""Small choices within one page, kept in the URL."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from pages.parts import words


def view(options: Mapping[str, str], *, key: str) -> str:
    """One of several views of a page; only the chosen one is worked out."""
    chosen = st.segmented_control(
        "Cách xem",
        list(options),
        default=next(iter(options)),
        required=True,
        format_func=lambda name: options.get(name, name),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
    )
    return chosen if chosen in options else next(iter(options))


def framework(frameworks: pd.DataFrame) -> str | None:
    """The framework to look at; asked only where a school year has several, for they are never added up."""
    codes = list(frameworks["framework_code"])
    if len(codes) < 2:
        return codes[0] if codes else None
    labels = {
        row.framework_code: " · ".join(
            (
                words.capital(row.framework_schools),
                f"{words.framework(row.framework_code)} ({row.school_count} trường)",
            )
        )
        for row in frameworks.itertuples(index=False)
    }
    return view(labels, key="bo-tieu-chi")


def among(label: str, options: Mapping[str, str], *, key: str) -> str:
    """One of so many that they would not stand side by side; the first one unless another is chosen."""
    chosen = st.selectbox(
        label,
        list(options),
        format_func=lambda name: options.get(name, name),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        filter_mode=None,
        width=460,
    )
    return chosen if chosen in options else next(iter(options))


def one_of(label: str, options: Mapping[str, str], *, every: str, key: str) -> str | None:
    """One of the options, None for all of them."""
    names = {"": every, **options}
    chosen = st.selectbox(
        label,
        list(names),
        format_func=lambda code: names.get(code, every),
        key=key,
        bind="query-params",
        label_visibility="collapsed",
        filter_mode=None,
    )
    return chosen if chosen in options else None
