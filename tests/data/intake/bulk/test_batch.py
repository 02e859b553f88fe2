"""Many files at once: what each is, what they are to each other, and what is kept of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from itertools import islice
from pathlib import Path

import pytest

from data.intake import after, bulk, desk
from data.intake.bulk import Batch
from data.intake.draft import Given
from data.intake.reading import Reader
from data.lens import TIME_ZONE
from data.sample import district, inventory
from data.sample import office as sample_office
from data.store import Store

AT = datetime(2025, 9, 1, 8, 0, tzinfo=TIME_ZONE)
Plan = Callable[..., bytes]
BatchOf = Callable[..., Batch]
Deed = Callable[[Batch], None]
Zipped = Callable[[dict[str, bytes]], bytes]


def states(batch: Batch) -> dict[str, str]:
    return {item.path: state for item, state in batch.states().items()}


def kept(store: Store) -> list[tuple[str, str, str]]:
    rows = store.rows("select school_code, school_year, file_name from kept.revision order by recorded_at")
    return [(row["school_code"], row["school_year"], row["file_name"]) for row in rows]


def codes(batch: Batch, number: int = 0) -> set[str]:
    found = batch.items[number].understood
    assert found is not None
    return {problem.code for problem in found.problems}


def test_files_and_archives_come_in_together(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, zipped: Zipped, office: Store
) -> None:
    batch = batch_of(
        {
            "a.xlsx": plan(),
            "tất cả.zip": zipped(
                {"x/b.xlsx": plan("Tiểu học Hoa Phượng"), "x/.DS_Store": b"x", "c.pdf": b"%PDF-1.7"}
            ),
        }
    )
    assert states(batch) == {
        "a.xlsx": bulk.READY,
        "tất cả.zip / x / b.xlsx": bulk.READY,
        "tất cả.zip / c.pdf": bulk.REJECTED,
    }
    assert batch.left_out_count == 1
    keep_all(batch)
    assert kept(office) == [("BM", "2023-2024", "a.xlsx"), ("HP", "2023-2024", "b.xlsx")]
    assert [bool(item.receipt) for item in batch.items] == [True, True, False]


def test_the_same_files_again_are_recognised_and_add_nothing(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, zipped: Zipped, office: Store
) -> None:
    files = {"a.xlsx": plan(), "b.zip": zipped({"b.xlsx": plan("Tiểu học Hoa Phượng")})}
    first = batch_of(files)
    keep_all(first)
    again = batch_of(files)
    assert set(states(again).values()) == {bulk.KNOWN}
    assert [item.standing and item.standing.receipt for item in again.items] == [
        item.receipt for item in first.items
    ]
    keep_all(again)
    assert len(kept(office)) == 2


def test_the_same_file_twice_in_one_go_counts_once(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, office: Store
) -> None:
    content = plan()
    batch = batch_of({"a.xlsx": content, "Copy of a.xlsx": content})
    assert states(batch) == {"a.xlsx": bulk.READY, "Copy of a.xlsx": bulk.SAME}
    keep_all(batch)
    assert kept(office) == [("BM", "2023-2024", "a.xlsx")]


def test_two_files_for_one_table_wait_until_somebody_chooses(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, office: Store
) -> None:
    batch = batch_of(
        {"cũ.xlsx": plan(target="Cũ"), "mới.xlsx": plan(target="Mới"), "khác.xlsx": plan(year="2024-2025")}
    )
    assert states(batch) == {"cũ.xlsx": bulk.RIVAL, "mới.xlsx": bulk.RIVAL, "khác.xlsx": bulk.READY}
    keep_all(batch)
    assert [name for *_, name in kept(office)] == ["khác.xlsx"]
    batch.choices[("BM", "plan", "2023-2024")] = batch.items[0]
    assert states(batch) == {"cũ.xlsx": bulk.READY, "mới.xlsx": bulk.LEFT, "khác.xlsx": bulk.KEPT}
    keep_all(batch)
    assert [name for *_, name in kept(office)] == ["khác.xlsx", "cũ.xlsx"]


def test_two_files_for_one_table_come_one_after_the_other_when_that_is_said(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, office: Store
) -> None:
    files = {"1.xlsx": plan(target="Cũ"), "2.xlsx": plan(target="Mới")}
    batch = batch_of(files)
    batch.choices = dict.fromkeys(batch.rivals, bulk.IN_ORDER)
    keep_all(batch)
    assert [name for *_, name in kept(office)] == ["1.xlsx", "2.xlsx"]
    again = batch_of(files)
    assert states(again) == {"1.xlsx": bulk.REPLACED, "2.xlsx": bulk.KNOWN}, (
        "the older one does not come back"
    )
    keep_all(again)
    assert len(kept(office)) == 2


def test_what_was_taken_back_does_not_come_back_with_a_folder(
    batch_of: BatchOf, keep_all: Deed, plan: Plan, office: Store
) -> None:
    files = {"a.xlsx": plan()}
    first = batch_of(files)
    keep_all(first)
    after.withdraw(office, str(first.items[0].receipt), reason="nhầm", by="test", at=AT)
    again = batch_of(files)
    assert states(again) == {"a.xlsx": bulk.WITHDRAWN}
    assert states(batch_of({"b.xlsx": plan(target="Khác"), **files})) == {
        "a.xlsx": bulk.WITHDRAWN,
        "b.xlsx": bulk.READY,
    }
    keep_all(again)
    assert len(kept(office)) == 1


def test_what_would_be_replaced_is_told(batch_of: BatchOf, keep_all: Deed, plan: Plan) -> None:
    first = batch_of({"a.xlsx": plan()})
    keep_all(first)
    batch = batch_of({"b.xlsx": plan(target="Khác")})
    assert states(batch) == {"b.xlsx": bulk.READY}
    standing = batch.items[0].standing
    assert standing
    assert standing.replaced == (first.items[0].receipt,)


def test_an_older_file_beside_the_one_in_use_is_no_silent_change(
    batch_of: BatchOf, keep_all: Deed, plan: Plan
) -> None:
    content = plan()
    keep_all(batch_of({"a.xlsx": content}))
    batch = batch_of({"a.xlsx": content, "b.xlsx": plan(target="Khác")})
    assert states(batch) == {"a.xlsx": bulk.KNOWN, "b.xlsx": bulk.RIVAL}


@pytest.mark.parametrize(
    ("path", "school", "code"),
    [
        ("2023-2024/THCS Bình Minh/kh.xlsx", "BM", "school_from_folder"),
        ("BM/kh 2023-2024.xlsx", "BM", "school_from_folder"),
        ("2023-2024/nộp lần 1/kh.xlsx", None, "school_unknown"),
    ],
)
def test_a_folder_speaks_where_the_file_is_silent(
    path: str, school: str | None, code: str, batch_of: BatchOf, plan: Plan, zipped: Zipped
) -> None:
    batch = batch_of({"z.zip": zipped({path: plan(school=None, year=None)})})
    found = batch.items[0].understood
    assert found
    assert (found.school_code, code in codes(batch)) == (school, True)
    assert found.school_year == "2023-2024" or school is None


def test_a_name_nobody_knows_is_not_the_folders(batch_of: BatchOf, plan: Plan, zipped: Zipped) -> None:
    batch = batch_of({"z.zip": zipped({"THCS Bình Minh/kh.xlsx": plan(school="THCS Không Ai Biết")})})
    assert codes(batch) & {"school_unknown", "school_from_folder"} == {"school_unknown"}


def test_a_file_in_the_folder_of_another_school_waits_for_a_person(
    batch_of: BatchOf, keep_all: Deed, look_again: Deed, plan: Plan, zipped: Zipped, office: Store
) -> None:
    batch = batch_of({"z.zip": zipped({"Hoa Phượng/kh.xlsx": plan()})})
    assert set(states(batch).values()) == {bulk.UNCLEAR}
    keep_all(batch)
    assert kept(office) == []
    batch.say(batch.items[0], Given(school_code="BM"))
    look_again(batch)
    keep_all(batch)
    assert kept(office) == [("BM", "2023-2024", "kh.xlsx")]


def test_what_the_file_does_not_say_can_be_said(
    batch_of: BatchOf, look_again: Deed, plan: Plan, zipped: Zipped
) -> None:
    batch = batch_of({"a.xlsx": plan(school=None, year=None)})
    assert states(batch) == {"a.xlsx": bulk.UNSAID}
    batch.say(batch.items[0], Given(school_code="VTS", school_year="2024-2025"))
    assert states(batch) == {"a.xlsx": bulk.WAITING}
    look_again(batch)
    assert states(batch) == {"a.xlsx": bulk.READY}


def test_a_list_of_schools_makes_their_files_readable(
    batch_of: BatchOf, keep_all: Deed, look_again: Deed, plan: Plan, office: Store, book: Callable[..., bytes]
) -> None:
    rows = [["DANH SÁCH TRƯỜNG"], ["STT", "Mã trường", "Tên trường", "Cấp học", "Phường, xã"]]
    listed = book({"DS": [*rows, [1, "MOI", "THCS Mới Mở", "THCS", "Phường Một"]]})
    batch = batch_of({"kh.xlsx": plan("THCS Mới Mở"), "ds.xlsx": listed})
    assert states(batch) == {"kh.xlsx": bulk.UNSAID, "ds.xlsx": bulk.READY}
    keep_all(batch)
    assert batch.is_waiting
    look_again(batch)
    keep_all(batch)
    assert states(batch) == {"kh.xlsx": bulk.KEPT, "ds.xlsx": bulk.KEPT}


def test_an_archive_inside_an_archive_is_opened_one_deeper_is_not(
    batch_of: BatchOf, plan: Plan, zipped: Zipped
) -> None:
    deepest = zipped({"c.xlsx": plan("THCS Võ Thị Sáu")})
    inner = zipped({"b.xlsx": plan(), "sâu hơn.zip": deepest})
    batch = batch_of({"ngoài.zip": zipped({"trong.zip": inner})})
    assert states(batch) == {
        "ngoài.zip / trong.zip / b.xlsx": bulk.READY,
        "ngoài.zip / trong.zip / sâu hơn.zip": bulk.REJECTED,
    }
    assert codes(batch, 1) == {"archive_in_archive"}


def test_a_bad_archive_is_answered_like_a_bad_file(batch_of: BatchOf, zipped: Zipped) -> None:
    batch = batch_of({"a.zip": zipped({"a.xlsx": b"x"})[:-30], "b.zip": zipped({"../a.xlsx": b"x"})})
    assert (codes(batch, 0), codes(batch, 1)) == ({"archive_damaged"}, {"packed_name"})


def test_more_files_than_one_go_takes_are_named_not_dropped(batch_of: BatchOf, plan: Plan) -> None:
    batch = batch_of({"a.xlsx": plan(), "b.xlsx": plan("THCS Võ Thị Sáu")}, most_files=1)
    assert states(batch) == {"a.xlsx": bulk.READY, "b.xlsx": bulk.REJECTED}
    assert codes(batch, 1) == {"batch_too_many"}


def test_a_file_that_changed_meanwhile_is_not_kept(
    office: Store, reader: Reader, plan: Plan, tmp_path: Path
) -> None:
    contents = [plan(target="Cũ"), plan(target="Mới")]
    batch, now = Batch(), 0
    batch.add("a.xlsx", lambda: contents[now], key="a")
    batch.examine_some(office, reader)
    batch.settle(office)
    now = 1
    with pytest.raises(desk.NotKept, match="đã thay đổi"):
        batch.keep(office, batch.items[0], folder=tmp_path, by="test", at=AT)
    assert kept(office) == []


def test_what_was_found_and_said_outlives_one_more_file(
    batch_of: BatchOf, look_again: Deed, plan: Plan, office: Store
) -> None:
    first = batch_of({"a.xlsx": plan(school=None)})
    first.say(first.items[0], Given(school_code="BM"))
    look_again(first)
    more = Batch()
    for number, (name, content) in enumerate({"a.xlsx": plan(school=None), "b.xlsx": plan()}.items()):
        more.add(name, lambda content=content: content, key=str(number))
    more.take_over(first)
    assert more.items[0] is first.items[0]
    look_again(more)
    assert states(more) == {"a.xlsx": bulk.RIVAL, "b.xlsx": bulk.RIVAL}


def test_a_hundred_files_of_a_district_come_in_and_come_in_only_once(
    office: Store, reader: Reader, tmp_path: Path
) -> None:
    sample_office.record(office, district.schools())
    files = [each for each in islice(inventory.hand_ins(), 130) if not each.withdrawal]
    first_of_each = {(each.kind, each.school_code, each.school_year): each for each in files}
    hundred = list(first_of_each.values())[:100]
    for is_again in (False, True):
        batch = Batch()
        for number, each in enumerate(hundred):
            batch.add(
                each.file_name,
                lambda each=each: each.content,
                key=str(number),
                folders=[each.school_code or "PGD"],
            )
        while batch.examine_some(office, reader):
            pass
        batch.settle(office)
        found = [item.understood for item in batch.items]
        assert [each.school_code for each in found if each] == [each.school_code for each in hundred]
        assert [each.kind for each in found if each] == [each.kind for each in hundred]
        assert {*batch.states().values()} == {bulk.KNOWN if is_again else bulk.READY}
        for item in batch.ready:
            batch.keep(office, item, folder=tmp_path, by="test", at=AT, checkpoint=False)
        # Some reports hold a second table, of what they ask for: the receipts are counted.
        assert office.rows("select count(distinct hand_in_id) as n from kept.revision")[0]["n"] == 100
