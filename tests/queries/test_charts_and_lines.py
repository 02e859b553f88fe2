"""What a part of a chart says of itself opens lines that add up to what is drawn; so do the headline figures of two days."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any, NamedTuple

import pandas as pd
import plotly.graph_objects as go
import pytest

import charts
import queries
from data import catalogue, likeness, themes
from data.lens import TIME_ZONE, Lens, office_lens
from data.store import Store, open_store
from pages.parts import since_figures
from queries import figure, openings
from queries.choice import Choice
from tests.queries.conftest import Book
from tests.queries.test_figures_and_lines import LAST_DAY, YEARS, asked, write

Ask = Callable[[str], Any]


class Chart(NamedTuple):
    """A chart, the answer that its parts are figures of, and what else that answer is asked with."""

    draw: Callable[[Ask], go.Figure]
    question: str
    choice: Choice = Choice()
    extras: Mapping[str, Any] = MappingProxyType({})


TH = Choice(YEARS[1], level="TH")
ONE = Choice(school="T4")
CHARTS = {
    "glance.months": Chart(
        lambda ask: charts.glance.months(ask("schedule.by_month"), LAST_DAY), "schedule.by_month"
    ),
    "glance.shares": Chart(
        lambda ask: charts.glance.shares(ask("completion.by_standard")), "completion.by_standard", TH
    ),
    "glance.obligations": Chart(
        lambda ask: charts.glance.obligations(ask("reports.by_school")), "reports.by_school"
    ),
    "glance.recurring": Chart(
        lambda ask: charts.glance.recurring(ask("weaknesses.by_year")), "weaknesses.by_year"
    ),
    "schedule.by_month": Chart(
        lambda ask: charts.schedule.by_month(ask("schedule.by_month")), "schedule.by_month"
    ),
    "schedule.expiring": Chart(
        lambda ask: charts.schedule.expiring(ask("schedule.expiring"), LAST_DAY), "schedule.expiring"
    ),
    "weaknesses.common": Chart(
        lambda ask: charts.weaknesses.common(ask("weaknesses.common")), "weaknesses.common"
    ),
    "weaknesses.persistent": Chart(
        lambda ask: charts.weaknesses.persistent(ask("weaknesses.persistent")), "weaknesses.persistent"
    ),
    "weaknesses.runs": Chart(
        lambda ask: charts.weaknesses.runs(ask("weaknesses.persistent")), "weaknesses.persistent", ONE
    ),
    "reports.by_obligation": Chart(
        lambda ask: charts.reports.by_obligation(ask("reports.by_obligation")), "reports.by_obligation"
    ),
    "reports.overdue_days": Chart(
        lambda ask: charts.reports.overdue_days(ask("reports.register")), "reports.register"
    ),
    "reports.by_school": Chart(
        lambda ask: charts.reports.by_school(ask("reports.by_school")), "reports.by_school"
    ),
    "hollow.concerns": Chart(
        lambda ask: charts.hollow.concerns(ask("hollow.by_concern")), "hollow.by_concern"
    ),
    "hollow.plans": Chart(lambda ask: charts.hollow.plans(ask("hollow.plans")), "hollow.plans"),
    "lifelines.by_criterion": Chart(
        lambda ask: charts.lifelines.by_criterion(ask("lifelines.lines")), "lifelines.lines"
    ),
    "lifelines.by_theme": Chart(
        lambda ask: charts.lifelines.by_theme(ask("lifelines.by_theme")), "lifelines.by_theme"
    ),
    "lifelines.not_taken_up": Chart(
        lambda ask: charts.lifelines.not_taken_up(ask("lifelines.not_taken_up")), "lifelines.not_taken_up"
    ),
    "lifelines.answers_nothing": Chart(
        lambda ask: charts.lifelines.answers_nothing(ask("lifelines.answers_nothing")),
        "lifelines.answers_nothing",
    ),
    "requests.open_requests": Chart(
        lambda ask: charts.requests.open_requests(ask("requests.lines")),
        "requests.lines",
        extras={"request": "asked"},
    ),
    "coming.expiries": Chart(lambda ask: charts.coming.expiries(ask("coming.expiries")), "coming.expiries"),
    "levels.lifting": Chart(
        lambda ask: charts.levels.lifting(
            ask("levels.lifting").query("framework_code == 'TT18-2018' and next_level == 1")
        ),
        "levels.lifting",
    ),
}
# Each part of these is one thing, however long it is drawn.
OF_ONE = {
    "schedule.timeline": Chart(
        lambda ask: charts.schedule.timeline(ask("schedule.evaluations"), LAST_DAY), "schedule.evaluations"
    ),
    "coming.chain": Chart(
        lambda ask: charts.coming.chain(ask("coming.deadlines"), LAST_DAY), "coming.deadlines"
    ),
    "completion.heat_map": Chart(
        lambda ask: charts.completion.heat_map(ask("completion.by_school_criterion")),
        "completion.by_school_criterion",
        TH,
    ),
}


@pytest.fixture(scope="module")
def written() -> Iterator[Store]:
    store = open_store(None)
    catalogue.load(store)
    write(Book(store), random.Random(7))
    likeness.catch_up(store)
    themes.catch_up(store, at=datetime(2024, 11, 1, tzinfo=TIME_ZONE))
    yield store
    store.close()


def parts(chart: Chart, store: Store, lens: Lens) -> list[tuple[dict[str, Any], float]]:
    """What each part of a chart says of itself, as it comes back from the browser, and the number that is drawn."""

    def ask(question: str) -> Any:
        extras = dict(chart.extras) if question == chart.question else {}
        return asked(store, lens, question, chart.choice, extras)

    made = json.loads(chart.draw(ask).to_json())
    found = []
    for trace in made["data"]:
        for place, key in enumerate(trace.get("customdata", [])):
            texts = trace.get("text") or []
            text = texts[place] if isinstance(texts, list) and texts else ""
            told = re.match(r"<b>([\d.]+)</b>", text or "")
            length = trace["x" if trace.get("orientation") == "h" else "y"][place]
            if key and (told or length):
                found.append((key, float(told[1].replace(".", "")) if told else float(length)))
    return found


def total(chart: Chart, key: dict[str, Any], store: Store, lens: Lens) -> float | None:
    row = {key["figure"]: 1, **key}
    opened = openings.opening(chart.question, key["figure"], row, chart.choice, chart.extras)
    assert opened is not None, key
    lines = asked(store, lens, opened.question, opened.choice, dict(opened.extras))
    # Through the address of the Excel file, and with the lines that do not make the figure left out.
    again = figure.of_text(opened.question, figure.as_text(opened))
    made = figure.making(lines, again)
    assert int(made["counts_as"].sum()) == figure.total(lines, opened)
    return figure.total(lines, opened)


@pytest.mark.parametrize("name", CHARTS)
def test_a_part_of_a_chart_is_the_sum_of_the_lines_it_opens(name: str, written: Store) -> None:
    lens = office_lens(LAST_DAY)
    drawn = parts(CHARTS[name], written, lens)
    assert drawn, "there is something to click"
    some = random.Random(name).sample(drawn, k=min(12, len(drawn)))
    assert [(key, value) for key, value in some if total(CHARTS[name], key, written, lens) != value] == []


@pytest.mark.parametrize("name", OF_ONE)
def test_a_part_that_is_one_thing_opens_one(name: str, written: Store) -> None:
    lens = office_lens(LAST_DAY)
    drawn = parts(OF_ONE[name], written, lens)
    assert drawn
    some = random.Random(name).sample(drawn, k=min(8, len(drawn)))
    assert {total(OF_ONE[name], key, written, lens) for key, _ in some} == {1}


@pytest.mark.parametrize("choice", [Choice(), Choice(level="THCS"), ONE])
def test_the_headline_figures_of_both_days_are_the_sum_of_their_lines(choice: Choice, written: Store) -> None:
    then, now = office_lens(date(2024, 3, 1)), office_lens(LAST_DAY)
    told = queries.since.figures(written, then, now, choice)
    wrong = []
    for row in told.to_dict("records"):
        for side, lens in (("then", then), ("now", now)):
            value = row[f"{side}_count"]
            opened = openings.opening("since.figures", row["figure"], {**row, row["figure"]: value}, choice)
            if opened is not None:
                lines = asked(written, lens, opened.question, opened.choice, dict(opened.extras))
                made = figure.total(lines, opened)
                wrong += [] if made == value else [(row["figure"], side, value, made)]
    assert wrong == []
    assert len(told) > 8
    moves = queries.since.between(written, then, now, choice)
    for row in told.itertuples(index=False):
        if not pd.isna(row.then_count) and not pd.isna(row.now_count):
            made = since_figures.counted(row, moves)["counts_as"].sum()
            assert made == row.now_count - row.then_count, row.figure


def test_what_is_not_known_to_count_adds_nothing() -> None:
    lines = pd.DataFrame({"is_counted": pd.array([True, None, False], dtype="boolean")})
    opened = figure.Opening("levels.blocking", adds="is_counted")
    assert list(figure.counted(lines, opened)["counts_as"]) == [1, 0, 0]
