"""When texts get their themes: once for each revision and list of terms, and past days stay as they were."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any

import pytest

from data import themes
from data.lens import office_lens, school_lens
from data.store import Store
from data.themes import TermRefused, add_term, take_out_term
from tests.fresh import fresh_store
from tests.queries.conftest import Book, finding, recommendation

AT = datetime(2024, 6, 1, 8, tzinfo=UTC)
KNOWN = "Thư viện còn ít đầu sách cho học sinh mượn"
ALIKE = "Sách cho học sinh mượn còn ít"
YEAR = "2023-2024"


@pytest.fixture
def store() -> Iterator[Store]:
    made = fresh_store()
    Book(made).school("A", "THCS Ánh Dương")
    Book(made).school("B", "THCS Bình Minh")
    yield made
    made.close()


def seen(store: Store, day: date = date(2024, 11, 20)) -> list[tuple[Any, ...]]:
    """Receipt, line, theme, and how like another text it is (None where a term told the theme)."""
    found = store.read(
        "select revision_id, line_no, theme_code, round(likeness, 2) as likeness from lens.text_theme order by all",
        lens=office_lens(day),
    )
    return [
        tuple(None if value != value else value for value in row) for row in found.itertuples(index=False)
    ]


def test_a_text_takes_its_theme_from_a_term_or_from_an_earlier_text_it_is_like(store: Store) -> None:
    book = Book(store)
    book.hand_in(
        "findings", "B", YEAR, date(2024, 1, 1), finding("3.6", weakness=ALIKE)
    )  # nothing came earlier
    book.hand_in("findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness=KNOWN))
    later = [
        recommendation("3.6", ALIKE),
        recommendation("3.5", ALIKE),
        recommendation("3.6", "Tiếp tục phát huy"),
    ]
    book.hand_in("recommendations", "A", YEAR, date(2024, 3, 1), *later)
    expected = [
        ("BN001", 1, None, None),
        ("BN002", 1, "library", None),
        ("BN003", 1, "library", 0.83),
        ("BN003", 2, None, None),  # another criterion
        ("BN003", 3, None, None),
    ]
    assert themes.catch_up(store, at=AT) == 3
    assert seen(store) == expected


def test_it_makes_no_difference_in_how_many_steps_texts_are_looked_at(store: Store) -> None:
    book = Book(store)
    book.hand_in("findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness=KNOWN))
    themes.catch_up(store, at=AT)
    book.hand_in("plan", "B", YEAR, date(2024, 3, 1), {"criterion_code": "3.6", "target": ALIKE})
    # Came later to this office, though it was handed in before: it tells nothing to what is known.
    book.hand_in("findings", "B", YEAR, date(2024, 1, 1), finding("3.6", weakness=ALIKE))
    assert themes.catch_up(store, at=AT) == 2
    in_steps = seen(store)
    with store.transaction() as writer:
        for table in ("text_theme", "themed", "theme_vocabulary"):
            writer.run(f"delete from kept.{table}")
    assert themes.catch_up(store, at=AT) == 3
    assert (
        seen(store)
        == in_steps
        == [
            ("BN001", 1, "library", None),
            ("BN002", 1, "library", 0.83),
            ("BN003", 1, None, None),
        ]
    )


def test_what_a_line_is_to_reach_tells_its_theme_or_else_what_is_done_for_it(store: Store) -> None:
    lines = [
        {
            "criterion_code": "3.6",
            "target": "Thư viện đạt chuẩn",
            "action": "Tập huấn, mua máy tính, phần mềm",
        },
        {"criterion_code": "3.6", "target": "Cao hơn năm trước", "action": "Tổ chuyên môn lập danh sách"},
        {"criterion_code": "3.6", "target": "Đạt yêu cầu", "action": "Mua máy tính"},  # says nothing
        {"criterion_code": "3.6", "action": "Mua máy tính"},
    ]
    Book(store).hand_in("plan", "A", YEAR, date(2024, 3, 1), *lines)
    themes.catch_up(store, at=AT)
    assert [row[2] for row in seen(store)] == ["library", None, "it", "it"]


def test_nothing_is_written_when_nothing_is_new(store: Store) -> None:
    themes.catch_up(store, at=AT)
    Book(store).hand_in("findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness=KNOWN))
    themes.catch_up(store, at=AT)
    before = store.revision
    assert themes.catch_up(store, at=AT) == 0
    assert store.revision == before


def test_a_term_that_the_office_adds_or_takes_out_counts_from_then_on(store: Store) -> None:
    Book(store).hand_in(
        "findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness="Tủ truyện lớp học nghèo nàn")
    )
    themes.catch_up(store, at=AT)
    add_term(store, "library", "  tủ   truyện ", by="chuyen-vien", at=datetime(2024, 9, 1, tzinfo=UTC))
    take_out_term(store, "library", "TỦ TRUYỆN", by="chuyen-vien", at=datetime(2024, 10, 1, tzinfo=UTC))
    assert [seen(store, day)[0][2] for day in (date(2024, 8, 31), date(2024, 9, 2), date(2024, 10, 2))] == [
        None,
        "library",
        None,
    ]
    # A list that changes nothing for a text adds no row for it.
    add_term(store, "toilets", "bồn cầu", by="chuyen-vien", at=datetime(2024, 11, 1, tzinfo=UTC))
    kept_themes = store.rows("select vocabulary_no, themes from kept.text_theme order by vocabulary_no")
    assert [tuple(row.values()) for row in kept_themes] == [(1, []), (2, ["library"]), (3, [])]
    kept = store.rows(
        "select theme_code, term, is_withdrawn, recorded_by from kept.theme_term order by recorded_at"
    )
    assert [tuple(row.values()) for row in kept] == [
        ("library", "tủ truyện", False, "chuyen-vien"),
        ("library", "tủ truyện", True, "chuyen-vien"),
        ("toilets", "bồn cầu", False, "chuyen-vien"),
    ]


def test_a_term_of_the_catalogue_can_be_taken_out_and_comes_back(store: Store) -> None:
    Book(store).hand_in("findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness="Thư viện nhỏ"))
    take_out_term(store, "library", "thư viện", by="chuyen-vien", at=AT)
    assert seen(store) == [("BN001", 1, None, None)]
    add_term(store, "library", "thư viện", by="chuyen-vien", at=AT)
    assert seen(store) == [("BN001", 1, "library", None)]


@pytest.mark.parametrize(
    ("theme", "term", "said"),
    [
        ("library", " - ", "phải có chữ"),
        ("library", "sách " * 20, "không quá 60"),
        ("library", "THƯ viện", "đã có từ khóa «thư viện»"),
        ("no_such", "sách", "Không có chủ đề này"),
    ],
)
def test_a_term_that_is_none_is_refused(store: Store, theme: str, term: str, said: str) -> None:
    with pytest.raises(TermRefused, match=said):
        add_term(store, theme, term, by="chuyen-vien", at=AT)
    assert store.rows("select * from kept.theme_term") == []


def test_a_term_that_is_not_there_cannot_be_taken_out(store: Store) -> None:
    with pytest.raises(TermRefused, match="không có từ khóa"):
        take_out_term(store, "library", "bếp ăn", by="chuyen-vien", at=AT)


def test_a_school_sees_the_themes_of_its_own_texts_alone(store: Store) -> None:
    book = Book(store)
    book.hand_in("findings", "A", YEAR, date(2024, 2, 1), finding("3.6", weakness=KNOWN))
    book.hand_in("findings", "B", YEAR, date(2024, 2, 2), finding("3.6", weakness=KNOWN))
    themes.catch_up(store, at=AT)
    found = store.read("select revision_id from lens.text_theme", lens=school_lens("B", date(2024, 11, 20)))
    assert list(found["revision_id"]) == ["BN002"]
