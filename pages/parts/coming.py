"""The pieces of the page of what comes: how many schools a month, the recognitions, the chain, the proposals."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pandas as pd
import streamlit as st

import charts
import queries
from data import planning
from data.access import roles
from pages.parts import answer, coming_deeds, drill, picks, picture, since, tables, words
from pages.parts.lens_bar import Looking
from pages.parts.visit import Visit

MOST_A_MONTH = 20


def opening(
    sentence: str, looking: Looking, *figures: str, school_year: str | None, capacity: int = 0
) -> None:
    """The answer of a view, and what changed of these figures since the meeting before."""
    answer.show("Sắp tới", sentence, looking, school_year=school_year)
    since.line(looking, *figures, capacity=capacity)


def ends(sentence: str, looking: Looking, *, capacity: int) -> None:
    """The answer of the recognitions that run out, and what changed of its figures."""
    year = answer.year_on(looking)
    opening(sentence, looking, "expiring", "late_turns", "lapsed", school_year=year, capacity=capacity)


def capacity() -> int:
    """How many schools are evaluated in a month, kept in the URL."""
    chosen = st.selectbox(
        "Mỗi tháng đánh giá được",
        list(range(1, MOST_A_MONTH + 1)),
        index=queries.coming.DEFAULT_CAPACITY - 1,
        format_func=lambda count: f"{count} trường mỗi tháng",
        key="moi-thang",
        bind="query-params",
        label_visibility="collapsed",
        width=210,
        filter_mode=None,
    )
    return chosen if isinstance(chosen, int) else queries.coming.DEFAULT_CAPACITY


def whole_schedule(looking: Looking) -> Looking:
    """All schools of the year: room in a month is that of all, whatever is filtered."""
    return replace(looking, choice=queries.Choice(school_year=looking.choice.school_year))


def expiring(looking: Looking) -> None:
    """Recognitions by half of a school year; one alone is told by the sentence and the table."""
    found = queries.coming.expiries(*looking.asked)
    if found["recognition_count"].sum() > 1:
        chosen = picture.choose(charts.coming.expiries(found), key="expiries")
        drill.point(looking, chosen, "coming.expiries")


def turns(looking: Looking, *, capacity: int) -> None:
    """Whose recognition runs out before its turn, and on which assumptions."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(f"**Lượt đánh giá lại với {capacity} trường mỗi tháng**", width="content")
        with st.container(width=300):
            outcome = picks.one_of(
                "Khi đến lượt",
                {code: words.capital(word) for code, word in charts.words.OUTCOME_WORDS.items()},
                every="Mọi công nhận",
                key="khi-den-luot",
            )
    st.caption(
        "Cách tính: trường đã có trong lịch giữ tháng của lịch; các trường còn lại lần lượt được xếp, hạn sớm nhất trước"
        " (kể cả trường đã hết hạn), không sớm hơn 2 năm trước ngày hết hạn, vào tháng còn chỗ, tránh hè và Tết, từ ngày hồ sơ"
        " nộp hôm nay đủ số ngày quy định. Trường không bắt buộc đăng ký; đây là ước tính để chuẩn bị, không phải lịch."
    )
    found = queries.coming.lapsing(*looking.asked, capacity=capacity, outcome=outcome)
    drill.lines(found, looking, "coming.lapsing", capacity=capacity, outcome=outcome)


def levelled(looking: Looking, *, capacity: int) -> planning.Levelled:
    """The proposals for the year's schedule as it stands on the lens's day."""
    visits = queries.coming.visits(*looking.asked)
    months = queries.coming.months(*looking.asked)
    return planning.level(
        [
            planning.Visit(
                line_no=int(row.line_no),
                school=row.school_name if isinstance(row.school_name, str) else "",
                starts_on=row.starts_on,
                ends_on=row.starts_on if words.is_missing(row.ends_on) else row.ends_on,
                is_fixed=bool(row.is_fixed),
                is_past=bool(row.is_past),
                ready_on=row.ready_on,
                expires_on=None if words.is_missing(row.expires_on) else row.expires_on,
            )
            for row in visits.itertuples(index=False)
        ],
        [
            planning.Month(
                month_on=row.month_on,
                first_on=None if words.is_missing(row.first_on) else row.first_on,
                last_on=None if words.is_missing(row.last_on) else row.last_on,
                is_usable=bool(row.is_usable),
                pause_names=None if words.is_missing(row.pause_names) else row.pause_names,
            )
            for row in months.itertuples(index=False)
        ],
        capacity=capacity,
    )


def by_month(looking: Looking, made: planning.Levelled, *, capacity: int) -> None:
    """The months before and after; a bar opens the visits that stand in its month, or would."""
    months = queries.coming.months(*looking.asked)
    visits = queries.coming.visits(*looking.asked)
    stand = dict(zip(visits["line_no"], visits["starts_on"], strict=True))
    would = stand | {move.visit.line_no: move.starts_on for move in made.moves}
    frame = months.assign(
        before_count=[made.before[on] for on in months["month_on"]],
        after_count=[made.after[on] for on in months["month_on"]],
        before_lines=[_in_month(stand, on) for on in months["month_on"]],
        after_lines=[_in_month(would, on) for on in months["month_on"]],
    )
    chosen = picture.choose(charts.coming.levelled(frame, capacity=capacity), key="levelled")
    drill.point(looking, chosen, "coming.months")
    st.caption(
        "Đường chấm: mức mỗi tháng; vùng xám: tháng không đón đoàn. Một lần đón đoàn được tính vào tháng của ngày sớm nhất."
        " Tính trên lịch của mọi trường, dù đang lọc."
    )


def _in_month(starts: dict[int, date], month_on: date) -> list[int]:
    return [int(line) for line, on in starts.items() if on.replace(day=1) == month_on]


def proposals(here: Visit, looking: Looking, made: planning.Levelled) -> None:
    """Each move with its reason; whoever keeps the schedule takes one, or all of them."""
    for month_on, why in made.full.items():
        st.warning(f"Tháng {words.month(month_on)} vẫn quá mức: {why}.", icon=":material/info:")
    if not made.moves:
        return
    may = roles.may_keep_schedule(here.account) and not looking.is_past
    visits = queries.coming.visits(*looking.asked)
    revision_id = str(visits["revision_id"].iloc[0])
    with st.container(horizontal=True, vertical_alignment="center"):
        if may and len(made.moves) > 1:
            st.button(
                f"Nhận cả {len(made.moves)} đề xuất",
                type="primary",
                on_click=coming_deeds.take,
                args=(list(made.moves), revision_id),
            )
        st.caption(_who_decides(here, may))
    for move in made.moves:
        _proposal(move, revision_id, may=may)


def _who_decides(here: Visit, may: bool) -> str:
    if may:
        return "Chưa có gì thay đổi. Nhận đề xuất thì có một bản lịch mới, có biên nhận; rút bản đó thì lịch trước dùng lại."
    if roles.may_keep_schedule(here.account):
        return "Đang xem một ngày đã qua nên không nhận được đề xuất. Hãy chọn lại ngày hôm nay ở trên."
    return "Đây là đề xuất; lịch chỉ thay đổi khi chuyên viên nhận."


def _proposal(move: planning.Move, revision_id: str, *, may: bool) -> None:
    with st.container(border=True, key=f"status-card-{_key(move)}"):
        said, deed = st.columns([6, 1], vertical_alignment="center") if may else (st.container(), None)
        said.markdown(
            f"**{words.escape_markdown(move.visit.school)}**: {_days(move.visit.starts_on, move.visit.ends_on)}"
            f" → **{_days(move.starts_on, move.ends_on)}**  \n{words.escape_markdown(move.reason)}"
        )
        if deed is not None:
            deed.button(
                "Nhận đề xuất",
                key=f"nhan-{_key(move)}",
                on_click=coming_deeds.take,
                args=([move], revision_id),
            )


def _days(first: date, last: date) -> str:
    is_month = first.day == 1 and (last + timedelta(days=1)).day == 1 and (last - first).days < 31
    return f"tháng {words.month(first)}" if is_month else words.window(first, last)


def _key(move: planning.Move) -> str:
    return f"move-{move.visit.line_no}"


def taken(looking: Looking) -> None:
    """What was moved before, and why."""
    moves: pd.DataFrame = queries.coming.moves(*looking.asked)
    if moves.empty:
        return
    st.markdown("**Đã dời trên phần mềm**")
    tables.show(moves, looking, "coming.moves")
