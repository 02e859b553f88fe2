"""Two revisions of a table side by side: which line is which, and what it says otherwise."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import queries
from data.intake import changes, desk
from data.intake.changes import matching, wording
from data.intake.changes.lines import ComparedLine, of_lines, of_rows
from data.intake.draft import Given, Understood
from data.intake.reading import Reader
from data.lens import TIME_ZONE, office_lens
from data.store import Store
from tests.data.intake.test_desk import PLAN, RESULTS, SCHEDULE
from tests.data.intake.test_forms import LEVEL_MERGES, LEVELS, PLAN_57, TRACKING, WEAKNESSES

Book = Callable[..., bytes]
AT = datetime(2024, 9, 1, 8, 0, tzinfo=TIME_ZONE)
TRAIN = "Cử giáo viên tham gia bồi dưỡng chuyên môn do phòng tổ chức"
BUY = "Mua thêm thiết bị dạy học cho các phòng bộ môn Lý, Hoá, Sinh"


def line(
    key: str | None, action: str, *, kind: str = "plan", number: int = 1, window: str = "", **texts: str
) -> ComparedLine:
    """A line of a plan; window as "2024-10-01/2024-10-31"."""
    start, _, end = window.partition("/")
    return ComparedLine(
        kind=kind,
        line_no=number,
        key_code=key,
        key_text=f"Tiêu chí {key}" if key else None,
        texts={name: text for name, text in {"action": action, **texts}.items() if text},
        readings={"starts_on": start, "ends_on": end} if window else {},
        sheet="Bảng",
        first_row=number + 4,
    )


def told(before: list[ComparedLine], after: list[ComparedLine]) -> tuple[list[object], list[str], list[str]]:
    """The changed pairs with the kind of change of each field; the keys of what was added; of what was dropped."""
    found = changes.compare(before, after)
    return (
        [
            (pair.before.key, pair.after.key, {change.field: change.kind for change in pair.changes})
            for pair in found.changed
        ],
        [line.key for line in found.added],
        [line.key for line in found.dropped],
    )


OCTOBER, DECEMBER = "2024-10-01/2024-10-31", "2024-12-01/2024-12-31"
CASES = [
    ([line("1.1", TRAIN)], [line("1.1", TRAIN)], ([], [], []), "the same"),
    (
        [line("1.1", TRAIN)],
        [line("1.1", f"  {TRAIN.replace(' ', chr(10), 1)} ")],
        ([], [], []),
        "blanks and line ends are nobody's change",
    ),
    ([line("1.1", TRAIN)], [line("1.1", TRAIN), line("1.2", BUY)], ([], ["1.2"], []), "added"),
    ([line("1.1", TRAIN), line("1.2", BUY)], [line("1.2", BUY)], ([], [], ["1.1"]), "dropped"),
    ([line("1.1", TRAIN)], [line("1.1", BUY)], ([], ["1.1"], ["1.1"]), "another work under the same criterion"),
    (
        [line("1.1", TRAIN), line("1.1", BUY)],
        [line("1.1", BUY), line("1.1", TRAIN)],
        ([], [], []),
        "another order is no change",
    ),
    (
        [line("1.1", TRAIN)],
        [line("1.1", TRAIN + " vào dịp hè")],
        ([("1.1", "1.1", {"action": "reworded"})], [], []),
        "words more",
    ),
    (
        [line("1.1", "Cử 3 giáo viên đi tập huấn")],
        [line("1.1", "Cử 8 giáo viên đi tập huấn")],
        ([("1.1", "1.1", {"action": "reworded"})], [], []),
        "a number is more than spelling",
    ),
    (
        [line("1.1", "Sửa nhà hoà nhạc, kỹ năng của tổ")],
        [line("1.1", "sửa nhà hòa nhạc; kĩ năng của tổ.")],
        ([("1.1", "1.1", {"action": "spelling"})], [], []),
        "ways to spell",
    ),
    (
        [line("1.1", "Tỉ lệ chuyên cần đạt 95%")],
        [line("1.1", "Tỉ lệ chuyên cần đạt 95")],
        ([("1.1", "1.1", {"action": "reworded"})], [], []),
        "95 is not 95 %",
    ),
    (
        [line("1.1", TRAIN, time="Tháng 10", window=OCTOBER)],
        [line("1.1", TRAIN, time="Tháng 12", window=DECEMBER)],
        ([("1.1", "1.1", {"time": "time"})], [], []),
        "moved in time",
    ),
    (
        [line("1.1", TRAIN, time="Tháng 10", window=OCTOBER)],
        [line("1.1", TRAIN, time="10/2024", window=OCTOBER)],
        ([("1.1", "1.1", {"time": "reworded"})], [], []),
        "the same time, written otherwise",
    ),
    (
        [line("1.1", TRAIN, time="Tháng 10", window=OCTOBER)],
        [line("1.1", TRAIN, time="khi thuận lợi")],
        ([("1.1", "1.1", {"time": "time"})], [], []),
        "from a month to nobody knows when",
    ),
    (
        [line("1.1", TRAIN, time="khi có kinh phí")],
        [line("1.1", TRAIN, time="khi thuận lợi")],
        ([("1.1", "1.1", {"time": "time"})], [], []),
        "two times that nobody understands may be two times",
    ),
    (
        [line("1.1", TRAIN, responsible="Hiệu trưởng", budget="5 triệu")],
        [line("1.1", TRAIN, responsible="Tổ trưởng", budget="8 triệu", status="Hoàn thành")],
        ([("1.1", "1.1", {"responsible": "responsible", "budget": "budget", "status": "status"})], [], []),
        "who, how much, how far",
    ),
    (
        [line("1.1", TRAIN, note="nếu có")],
        [line("1.1", TRAIN)],
        ([("1.1", "1.1", {"note": "reworded"})], [], []),
        "a text that was taken out",
    ),
    (
        [line("1.1", TRAIN), line("1.2", BUY)],
        [line("1.2", BUY), line("2.3", TRAIN)],
        ([("1.1", "2.3", {"key": "key"})], [], []),
        "another criterion",
    ),
    (
        [line("1.1", TRAIN)],
        [line("2.3", TRAIN.replace("phòng", "sở"))],
        ([("1.1", "2.3", {"key": "key", "action": "reworded"})], [], []),
        "another criterion and other words",
    ),
    (
        [line("1.1", "Tiếp tục duy trì")],
        [line("2.3", "Tiếp tục duy trì")],
        ([], ["2.3"], ["1.1"]),
        "a phrase that stands everywhere is no trace of a line",
    ),
    (
        [line(None, TRAIN)],
        [line("1.1", TRAIN)],
        ([("", "1.1", {"key": "key"})], [], []),
        "a criterion that is understood now",
    ),
    (
        [line("1.1", TRAIN, number=1), line("1.1", TRAIN, number=2)],
        [line("1.1", TRAIN)],
        ([], [], ["1.1"]),
        "one of two equal lines is gone",
    ),
    ([line("1.10", TRAIN)], [line("1.1", TRAIN)], ([("1.10", "1.1", {"key": "key"})], [], []), "1.10 is not 1.1"),
    (
        [line("1.1", "", kind="results", done="Đã họp hai lần")],
        [line("1.1", "", kind="results", done="Xong toàn bộ việc sửa phòng")],
        ([("1.1", "1.1", {"done": "reworded"})], [], []),
        "a results table has one line a criterion: whatever it says, it is that line",
    ),
    (
        [line("1.1", "", kind="self_evaluation", level_1="X")],
        [line("1.1", "", kind="self_evaluation", level_2="X")],
        ([("1.1", "1.1", {"level_1": "reworded", "level_2": "reworded"})], [], []),
        "a line that is nothing but its marks",
    ),
    (
        [line("1.1", "", kind="self_evaluation", level_1="X")],
        [line("1.1", "", kind="self_evaluation", level_1="x")],
        ([], [], []),
        "a small cross for a large one",
    ),
    ([], [line("1.1", TRAIN)], ([], ["1.1"], []), "nothing before"),
    ([line("1.1", TRAIN)], [], ([], [], ["1.1"]), "nothing left"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "after", "expected", "why"), CASES, ids=[case[3] for case in CASES])
def test_what_changed(
    before: list[ComparedLine], after: list[ComparedLine], expected: tuple[object, ...], why: str
) -> None:
    assert told(before, after) == expected, why


def test_the_likest_line_is_the_line() -> None:
    before = [line("1.1", TRAIN, number=1), line("1.1", TRAIN + " trong hè và ở cụm trường", number=2)]
    after = [line("1.1", TRAIN + " trong hè và ở cụm trường bạn", number=1), line("1.1", TRAIN, number=2)]
    found = changes.compare(before, after)
    assert [(pair.before.line_no, pair.after.line_no, pair.kinds) for pair in found.pairs] == [
        (2, 1, ("reworded",)),
        (1, 2, ()),
    ]


def test_by_how_much_a_line_moved() -> None:
    def days(before: str, after: str) -> tuple[int, int] | None:
        pair = changes.compare([line("1.1", TRAIN, window=before)], [line("1.1", TRAIN, window=after)]).pairs[
            0
        ]
        return pair.changes[0].days_moved

    assert days(OCTOBER, DECEMBER) == (61, 61)
    assert days(DECEMBER, OCTOBER) == (-61, -61)
    assert days(OCTOBER, "2024-10-01/2024-12-31") == (0, 61)
    assert days(OCTOBER, "") is None


def test_a_line_counts_in_each_kind_and_as_spelling_only_when_it_is_nothing_else() -> None:
    before = [line("1.1", TRAIN, time="Tháng 10", note="Kỹ", window=OCTOBER), line("1.2", BUY, note="hoà")]
    after = [
        line("1.1", TRAIN + " năm nay", time="Tháng 12", note="kĩ", window=DECEMBER),
        line("1.2", BUY, note="hòa"),
    ]
    found = changes.compare(before, after)
    assert {kind: found.count(kind) for kind in changes.KINDS if found.count(kind)} == {
        "time": 1,
        "reworded": 1,
        "spelling": 1,
    }


WORDS = [
    ("Mua 3 máy chiếu", "Mua 5 máy chiếu", "Mua [3] máy chiếu", "Mua [5] máy chiếu"),
    ("Mua máy", "Mua máy chiếu mới", "Mua máy", "Mua máy [chiếu mới]"),
    ("Rà soát và bổ sung", "Kiểm tra và thay thế", "[Rà soát và bổ sung]", "[Kiểm tra và thay thế]"),
    ("", "Hoàn thành", "", "[Hoàn thành]"),
    ("Đủ 100% lớp\nhọc", "Đủ 100% lớp học", "Đủ 100% lớp học", "Đủ 100% lớp học"),
]


@pytest.mark.parametrize(("before", "after", "old", "new"), WORDS)
def test_the_words_that_changed(before: str, after: str, old: str, new: str) -> None:
    def marked(words: tuple[wording.Words, ...]) -> str:
        return " ".join(f"[{part.text}]" if part.is_changed else part.text for part in words if part.text)

    assert tuple(marked(words) for words in wording.changed_words(before, after)) == (old, new)


def test_a_long_text_shows_the_place_where_the_other_has_more() -> None:
    before = " ".join(f"t{number}" for number in range(30))
    for after, shown in (
        (before + " thêm", "… t27 t28 t29"),
        ("thêm " + before, "t0 t1 t2 …"),
        (before.replace("t15", "t15 thêm"), "… t13 t14 t15 t16 t17 t18 …"),
    ):
        old, _ = wording.changed_words(before, after)
        assert " ".join(part.text for part in wording.shortened(old, 3) if part.text) == shown


def test_a_long_text_is_shortened_around_its_change() -> None:
    before = " ".join(f"t{number}" for number in range(30))
    after = before.replace("t15", "khác")
    _, new = wording.changed_words(before, after)
    assert [part.text for part in wording.shortened(new, 3)] == ["… t12 t13 t14", "khác", "t16 t17 t18 …"]


# --- What holds for any lines

LINES = st.lists(
    st.builds(
        line,
        st.sampled_from(["1.1", "1.2", "1.10", None]),
        st.lists(st.sampled_from("họp tổ mua máy chiếu rà soát hoà hòa 5 8".split()), max_size=8).map(
            " ".join
        ),
        time=st.sampled_from(["", "HKI", "tháng 3"]),
        window=st.sampled_from(["", OCTOBER, DECEMBER]),
        kind=st.just("plan"),
    ),
    max_size=12,
)


@given(LINES, LINES)
def test_every_line_of_both_sides_stands_once(before: list[ComparedLine], after: list[ComparedLine]) -> None:
    found = changes.compare(before, after)
    assert Counter(map(id, [*(pair.before for pair in found.pairs), *found.dropped])) == Counter(
        map(id, before)
    )
    assert Counter(map(id, [*(pair.after for pair in found.pairs), *found.added])) == Counter(map(id, after))


@given(LINES)
def test_nothing_changed_against_itself(lines: list[ComparedLine]) -> None:
    assert changes.compare(lines, list(lines)).is_same


@given(LINES, LINES)
def test_the_other_way_round_added_is_dropped(before: list[ComparedLine], after: list[ComparedLine]) -> None:
    there, back = changes.compare(before, after), changes.compare(after, before)
    assert [id(each) for each in there.added] == [id(each) for each in back.dropped]
    assert [id(each) for each in there.dropped] == [id(each) for each in back.added]
    assert {(id(pair.before), id(pair.after)) for pair in there.pairs} == {
        (id(pair.after), id(pair.before)) for pair in back.pairs
    }
    assert Counter(kind for pair in there.pairs for kind in pair.kinds) == Counter(
        kind for pair in back.pairs for kind in pair.kinds
    )


@given(st.text(), st.text())
def test_any_two_texts_are_cut_into_words_that_give_them_again(before: str, after: str) -> None:
    cut = wording.changed_words(before, after)
    assert [" ".join(part.text for part in words if part.text) for words in cut] == [
        " ".join(before.split()),
        " ".join(after.split()),
    ]


def test_longer_tables_than_any_school_has_are_compared_by_equal_texts_alone() -> None:
    drawn = random.Random(5)
    vocabulary = [f"từ{number}" for number in range(300)]
    before = [line("1.1", " ".join(drawn.choices(vocabulary, k=12)), number=n) for n in range(900)]
    after = [*before[:300], *(line("1.1", f"{each.texts['action']} thêm", number=9) for each in before[300:])]
    assert len(before) ** 2 > matching.MOST_COMPARED
    assert matching.MOST_COMPARED > (900 - 300) ** 2
    assert len(changes.compare(before, after).pairs) == 900
    more = before + [line("1.1", " ".join(drawn.choices(vocabulary, k=12)), number=n) for n in range(900)]
    found = changes.compare(more, [line("1.1", f"{each.texts['action']} thêm", number=9) for each in more])
    assert (len(found.pairs), len(found.added), len(found.dropped)) == (0, 1800, 1800)


# --- Through real files

NUMBERED = [
    1,
    "Tiêu chí 1.1",
    "80% giáo viên đạt khá",
    TRAIN,
    "Hiệu trưởng",
    "Tháng 10",
    "5 triệu",
    None,
    None,
]
KEPT = [
    2,
    "Tiêu chí 1.2",
    "Công khai đúng hạn",
    "Niêm yết bảng công khai",
    "Văn thư",
    "HKI",
    None,
    None,
    None,
]
GONE = [3, "Tiêu chí 2.1", "Đủ thiết bị", BUY, "Kế toán", "Cả năm", None, None, None]
CHANGED = [
    2,
    "Tiêu chí 1.1",
    "90% giáo viên đạt khá",
    TRAIN,
    "Hiệu trưởng",
    "Tháng 12",
    "5 triệu",
    None,
    None,
]
NEW = [3, "Tiêu chí 3.1", "Sân trường an toàn", "Sửa tường rào phía sau", "Bảo vệ", "HKII", None, None, None]
RECOMMENDED = [
    ["TT", "Tiêu chí", "Khuyến nghị của đoàn đánh giá ngoài", "Thời hạn"],
    [1, "1.1", "Rà soát chiến lược", "10/2023"],
]
WHOLE = {
    "plan": ({"A": [PLAN, NUMBERED, KEPT]}, (), Given("THCS-Minh", "2023-2024")),
    "results": (
        {"A": [RESULTS, [1, "Tiêu chí 1.1", "kế hoạch", None, "đã xong", "không", None, "ghi"]]},
        (),
        Given("THCS-Minh", "2023-2024"),
    ),
    "schedule": (
        {"A": [*SCHEDULE, [1, "THCS Bình Minh", "Tháng 3/2024", "x", None]]},
        ("D1:E1",),
        Given(None, "2023-2024"),
    ),
    "requests": (
        {"A": [["TT", "Kiến nghị, đề xuất", "Kiến nghị với"], [1, "Cấp sách", "Phòng"]]},
        (),
        Given("THCS-Minh", "2023-2024"),
    ),
    "recommendations": ({"A": RECOMMENDED}, (), Given("THCS-Minh", "2023-2024")),
    "self_evaluation": ({"A": LEVELS}, LEVEL_MERGES, Given("THCS-Minh", "2023-2024")),
    "tt57": ({"IV": WEAKNESSES, "V": PLAN_57, "VI": TRACKING}, (), Given("THCS-Minh", "2026-2027")),
}


@pytest.fixture
def hand_in(office: Store, reader: Reader, tmp_path: Path) -> Callable[..., tuple[str, Understood]]:
    """Examine and keep; the receipt, and what was understood."""

    def run(content: bytes, said: Given) -> tuple[str, Understood]:
        understood = desk.examine(office, reader, content, file_name="bang.xlsx", given=said)
        assert understood.outcome != "rejected", understood.problems
        return desk.keep(office, understood, content, folder=tmp_path, by="test", at=AT), understood

    return run


def kept_lines(store: Store, revision: str) -> tuple[ComparedLine, ...]:
    lens = office_lens(AT.date())
    found = queries.hand_ins.lines(store, lens, queries.Choice(), revision=revision)
    return of_rows(found.to_dict("records"))


@pytest.mark.parametrize("name", list(WHOLE))
def test_lines_that_are_kept_and_lines_that_were_read_are_the_same(
    name: str, office: Store, book: Book, hand_in: Callable[..., tuple[str, Understood]]
) -> None:
    sheets, merges, said = WHOLE[name]
    receipt, understood = hand_in(book(sheets, merges=merges), said)
    for number, kind in enumerate(understood.kinds, start=1):
        kept = kept_lines(office, receipt if number == 1 else f"{receipt}-{number}")
        assert kept, kind
        assert kept == of_lines(understood.lines_of(kind)), kind


def test_a_second_version_of_a_plan_is_told_apart_line_by_line(
    office: Store, book: Book, hand_in: Callable[..., tuple[str, Understood]]
) -> None:
    said = Given("THCS-Minh", "2023-2024")
    first, _ = hand_in(book({"A": [PLAN, NUMBERED, KEPT, GONE]}), said)
    second, _ = hand_in(book({"Bảng mới": [PLAN, [1, *KEPT[1:]], CHANGED, NEW]}), said)
    found = changes.compare(kept_lines(office, first), kept_lines(office, second))
    assert [line.key for line in found.added] == ["3.1"]
    assert [line.key for line in found.dropped] == ["2.1"]
    assert [(pair.after.key, pair.kinds) for pair in found.pairs] == [
        ("1.2", ()),
        ("1.1", ("time", "reworded")),
    ]
    time, target = found.pairs[1].changes
    assert (time.before, time.after, time.days_moved) == ("Tháng 10", "Tháng 12", (61, 61))
    assert (target.field, target.before, target.after) == (
        "target",
        "80% giáo viên đạt khá",
        "90% giáo viên đạt khá",
    )
