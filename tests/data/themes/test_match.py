"""What a text is about: sentences as schools write them, each with the theme that a reader of the office would say."""

from __future__ import annotations

import pytest

from data import catalogue, themes
from data.store import open_store
from data.themes import terms
from data.themes.match import FEWEST_TRIPLES, Theme, Vocabulary, key_of, likeness, most_like, triples


@pytest.fixture(scope="module")
def vocabulary() -> Vocabulary:
    store = open_store(None)
    catalogue.load(store)
    return terms.vocabulary(store)


@pytest.mark.parametrize(
    ("text", "theme"),
    [
        ("Thư viện chưa đạt thư viện tiên tiến", "library"),
        ("Bổ sung đầu sách tham khảo cho học sinh", "library"),
        ("THƯ VIỆN: STK còn ít", "library"),
        ("thu vien con chat", "library"),  # typed without accents
        ("Khu vệ sinh học sinh xuống cấp, cần sửa chữa", "toilets"),  # what is broken, not that it is
        ("NVS nam chưa đảm bảo", "toilets"),
        ("Nhà trường chưa có hệ thống cấp, thoát nước riêng", "toilets"),
        ("Tham mưu UBND phường cải tạo WC", "toilets"),
        ("Trang thiết bị dạy học còn thiếu", "equipment"),
        ("Bổ sung TBDH tối thiểu lớp 8", "equipment"),
        ("Đồ chơi ngoài trời đã cũ", "equipment"),
        ("Ứng dụng CNTT trong dạy học còn hạn chế", "it"),
        ("Đẩy mạnh chuyển đổi số", "it"),
        ("Máy vi tính phòng Tin học hỏng nhiều", "it"),
        ("GV chưa tham gia đầy đủ các lớp BDTX", "training"),
        ("Công tác bồi dưỡng GV chưa hiệu quả", "training"),
        ("Một số giáo viên chưa đạt trình độ chuẩn theo Luật Giáo dục 2019", "training"),
        ("Còn thiếu giáo viên Tiếng Anh, Tin học theo định biên", "shortage"),
        ("Nhân viên y tế kiêm nhiệm", "kitchen"),
        ("Sĩ số một số lớp vượt quy định", "class_size"),
        ("Bình quân 48 học sinh/lớp", "class_size"),
        ("Hồ sơ PCCC chưa được nghiệm thu", "fire"),
        ("Chưa diễn tập phòng cháy và chữa cháy", "fire"),
        ("Lắp camera ở cổng sau", "safety"),
        ("Công tác ANTT ngoài cổng trường", "safety"),
        ("Phòng, chống bạo lực học đường", "safety"),
        ("Bếp ăn chưa đảm bảo vệ sinh an toàn thực phẩm", "kitchen"),  # not safety in general
        ("Tỉ lệ trẻ SDD thể thấp còi còn 3%", "kitchen"),
        ("Sân trường thiếu cây xanh, bóng mát", "grounds"),
        ("Diện tích đất chưa đủ so với số học sinh", "grounds"),
        ("Chưa có phòng học bộ môn Âm nhạc", "rooms"),
        ("Thiếu phòng chức năng", "rooms"),
        ("Kết quả HSG cấp thành phố chưa cao", "gifted"),
        ("Bồi dưỡng học sinh giỏi chưa liên tục", "gifted"),
        ("Phụ đạo HS yếu chưa thường xuyên", "support"),
        ("Giáo dục hoà nhập học sinh khuyết tật", "support"),  # the accent in the other place
        ("Giáo dục hòa nhập học sinh khuyết tật", "support"),
        ("Rèn kĩ năng sống cho học sinh", "life_skills"),
        ("Rèn KNS qua CLB", "life_skills"),
        ("Hoạt động trải nghiệm, hướng nghiệp còn ít", "life_skills"),
        ("Tài liệu GDĐP chưa đầy đủ", "local"),
        ("Phương hướng, chiến lược chưa được rà soát", "strategy"),
        ("HĐT họp chưa đủ số kì", "councils"),
        ("Chi bộ chưa kết nạp đảng viên mới", "unions"),
        ("Sinh hoạt tổ chuyên môn theo NCBH còn hình thức", "teams"),
        ("Quy chế chi tiêu nội bộ chậm sửa đổi", "finance"),
        ("Công tác KTNB chưa có kết luận", "inspection"),
        ("Thực hiện QCDC ở cơ sở", "democracy"),
        ("Đổi mới PPDH và KTĐG", "teaching"),
        ("CSVC còn khó khăn", "facilities"),
        ("Ban đại diện CMHS hoạt động chưa đều", "parents"),
        ("Công tác xã hội hoá giáo dục còn hạn chế", "community"),
        ("Minh chứng lưu trữ chưa khoa học", "records"),
        ("Duy trì sĩ số, chống bỏ học", "class_size"),  # two themes: the first that is named
        ("Tiếp tục phát huy", None),
        ("Nâng cao chất lượng giáo dục", None),
        ("Thông qua tại hội nghị", None),  # folded, it holds "quá tải"
        ("Cán bộ học tập kinh nghiệm trường bạn", None),  # and this "bỏ học"
        ("Nhà trường cần khắc phục các tồn tại", None),
        ("", None),
    ],
)
def test_what_a_text_is_about(vocabulary: Vocabulary, text: str, theme: str | None) -> None:
    assert next(iter(vocabulary.themes_in(text)), None) == theme


def test_a_text_may_have_several_themes_and_broad_ones_come_last(vocabulary: Vocabulary) -> None:
    text = "Tham mưu cấp ủy sửa chữa thư viện và nhà vệ sinh"
    assert vocabulary.themes_in(text) == ["library", "toilets", "community", "facilities"]


def test_a_longer_term_hides_the_shorter_one_in_it() -> None:
    told = Vocabulary(
        [Theme("a", False, 1), Theme("b", False, 2)], [("a", "an toàn"), ("b", "an toàn thực phẩm")]
    )
    assert told.themes_in("an toàn thực phẩm") == ["b"]
    assert told.themes_in("an toàn, thực phẩm và an toàn") == ["b", "a"]


def test_terms_stand_for_whole_words() -> None:
    told = Vocabulary([Theme("a", False, 1)], [("a", "CLB"), ("a", "thư viện")])
    assert told.themes_in("CLBX thư việnn") == []
    assert told.themes_in("(CLB)") == ["a"]


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("kỹ năng", "kĩ năng", True),
        ("HOÀ  nhập", "hòa nhập", True),
        ("thư-viện", "thư viện", True),
        ("quá tải", "qua tại", False),
        ("đồ dùng", "do dùng", False),
    ],
)
def test_which_terms_are_one(one: str, other: str, is_same: bool) -> None:
    assert (key_of(one) == key_of(other)) == is_same


def test_a_vocabulary_without_terms_finds_nothing() -> None:
    assert Vocabulary([Theme("a", False, 1)], [("a", " - "), ("b", "thư viện")]).themes_in("thư viện") == []


# --- Texts that no term catches, beside an earlier text for the same criterion whose theme is known


@pytest.mark.parametrize(
    ("known", "text", "is_like"),
    [
        ("Sĩ số học sinh ở một số lớp còn vượt quy định", "Số học sinh ở một số lớp còn vượt quy định", True),
        ("Thư viện còn ít đầu sách cho học sinh mượn", "Sách cho học sinh mượn còn ít", True),
        (
            "Thiết bị dạy học cũ, hỏng chưa được thay thế kịp thời",
            "Đồ thí nghiệm cũ, hỏng chưa được thay thế kịp thời",
            True,
        ),
        ("Phòng học bộ môn chưa đủ theo quy định", "Chưa đủ phòng theo quy định cho các bộ môn", True),
        ("Bếp ăn chưa theo quy trình một chiều", "Khu chế biến chưa theo quy trình một chiều", True),
        ("Thư viện chưa đạt tiên tiến", "Nhân viên phụ trách chưa qua đào tạo nghiệp vụ", False),
        ("Hệ thống PCCC chưa được nghiệm thu", "Một số em còn chạy xe trước cổng giờ tan học", False),
        ("Camera ở cổng trường bị hỏng", "Bảo vệ trực cổng chưa đủ ca", False),
        # What is alike here says nothing.
        (
            "Nhà trường chưa tổ chức được nhiều hoạt động trải nghiệm cho học sinh",
            "Nhà trường chưa tổ chức được nhiều lớp ôn tập cho học sinh khối 9",
            False,
        ),
        (
            "Giữ vững kết quả kiểm tra nội bộ theo chuyên đề, làm tốt hơn năm trước",
            "Giữ vững kết quả thống nhất số liệu giữa các bộ phận, làm tốt hơn năm trước",
            False,
        ),
        ("Sân trường ít cây xanh", "Ít cây", False),  # too short to tell
    ],
)
def test_a_text_takes_the_theme_of_one_it_is_like_or_none(known: str, text: str, is_like: bool) -> None:
    found = most_like(triples(text), [(triples(known), "theme")])
    assert (found is not None) == is_like
    assert found is None or found[1] == likeness(triples(text), triples(known)) < 1


def test_of_two_equally_like_texts_the_earlier_counts() -> None:
    same = triples("Số sách của khối 6 còn ít")
    assert len(same) >= FEWEST_TRIPLES
    assert most_like(same, [(same, "earlier"), (same, "later")]) == ("earlier", 1.0)


def test_every_theme_of_the_catalogue_has_terms_that_are_its_own() -> None:
    store = open_store(None)
    catalogue.load(store)
    listed = themes.listing(store)
    assert len(listed) >= 25
    assert sum(len(theme["terms"]) for theme in listed) >= 200
    owner: dict[str, str] = {}
    for theme in listed:
        assert theme["terms"], theme["name"]
        for term in theme["terms"]:
            assert owner.setdefault(key_of(term), theme["theme_code"]) == theme["theme_code"], term
