"""Text of the old font encodings: converted exactly, and nothing else is touched.

The tables here are written another way than the ones under test: TCVN3 in the order of its codes, VNI as base and mark.
"""

from __future__ import annotations

import csv
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data import catalogue
from data.intake.legacy_text import Legacy, converted, encoding_of, recognised
from data.intake.text import clean
from data.sample import texts as sample_texts

LETTERS = (
    "àảãáạăằẳẵắặâầẩẫấậèẻẽéẹêềểễếệìỉĩíịòỏõóọôồổỗốộơờởỡớợùủũúụưừửữứựỳỷỹýỵđ"
    "ÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬÈẺẼÉẸÊỀỂỄẾỆÌỈĨÍỊÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢÙỦŨÚỤƯỪỬỮỨỰỲỶỸÝỴĐ"
)

# From code A1 to FE; a dot where the fonts have no letter.
TCVN3_IN_ORDER = """
ĂÂÊÔƠƯĐăâêôơưđ.
.....àảãáạ.ằẳẵắ.
......ặầẩẫấậè.ẻẽ
éẹềểễếệìỉ...ĩíịò
.ỏõóọồổỗốộờởỡớợù
.ủũúụừửữứựỳỷỹýỵ
""".replace("\n", "")
TCVN3_WRITTEN = {letter: chr(0xA1 + place) for place, letter in enumerate(TCVN3_IN_ORDER) if letter != "."}

VNI_TONES = {"\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0301": "ù", "\u0323": "ï"}
VNI_TONES_ON_HAT = {"\u0300": "à", "\u0309": "å", "\u0303": "ã", "\u0301": "á", "\u0323": "ä"}
VNI_TONES_ON_BOWL = {"\u0300": "è", "\u0309": "ú", "\u0303": "ü", "\u0301": "é", "\u0323": "ë"}
VNI_ALONE = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ", "ơ": "ô", "ư": "ö"}


def in_tcvn3(text: str) -> str:
    """As UniKey writes it: a capital with a tone gets the code of its small letter."""
    return "".join(TCVN3_WRITTEN.get(letter) or TCVN3_WRITTEN.get(letter.lower(), letter) for letter in text)


def in_vni(text: str) -> str:
    return "".join(map(vni_letter, text))


def vni_letter(letter: str) -> str:
    small = letter.lower()
    base, *marks = list(unicodedata.normalize("NFD", small))
    if small in VNI_ALONE:
        written = VNI_ALONE[small]
    elif "\u031b" in marks:  # the horn
        (tone,) = (mark for mark in marks if mark != "\u031b")
        written = {"o": "ô", "u": "ö"}[base] + VNI_TONES[tone]
    elif marks and marks[0] != "\u0306" and "\u0302" not in marks and len(marks) == 1:
        written = base + VNI_TONES[marks[0]]
    elif marks:
        is_hat = "\u0302" in marks
        tones = [mark for mark in marks if mark not in "\u0302\u0306"]
        both = VNI_TONES_ON_HAT if is_hat else VNI_TONES_ON_BOWL
        written = base + (both[tones[0]] if tones else "â" if is_hat else "ê")
    else:
        return letter
    return written if letter == small else written.upper()


# Lists of words and parts of sentences: no cell holds one of them alone.
VOCABULARIES = {
    "theme_term",
    "role_word",
    "empty_phrase",
    "grammar",
    "deadline_step",
    "level_rule",
    "visit_pause",
}


def rows(folder: Path) -> set[str]:
    found: set[str] = set()
    for file in folder.glob("*.csv"):
        if file.stem in VOCABULARIES:
            continue
        with file.open(encoding="utf-8", newline="") as lines:
            for row in csv.reader(lines):
                found.update(row)
    return found


TEXTS = sorted(
    {unicodedata.normalize("NFC", text) for text in rows(catalogue.FOLDER) | rows(sample_texts.FILE.parent)}
)
# Capitals that TCVN3 has not; at the head of a word in small letters they are lost.
LOST = set(LETTERS.upper()) - set("ĂÂÊÔƠƯĐ")
WRITERS = [pytest.param("TCVN3", in_tcvn3, id="TCVN3"), pytest.param("VNI", in_vni, id="VNI")]
Writer = Callable[[str], str]


def test_texts_are_many() -> None:
    assert len(TEXTS) > 1000
    assert len(LETTERS) == len(set(LETTERS)) == 134


# --- There and back


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_comes_back_from_vni(letter: str) -> None:
    assert converted(in_vni(letter), "VNI") == letter


@pytest.mark.parametrize("letter", LETTERS)
def test_each_letter_comes_back_from_tcvn3(letter: str) -> None:
    assert converted(in_tcvn3(letter), "TCVN3") == (letter.lower() if letter in LOST else letter)


@pytest.mark.parametrize("letter", sorted(LOST))
def test_a_capital_in_a_word_of_capitals_comes_back_from_tcvn3(letter: str) -> None:
    assert converted(in_tcvn3(f"TR{letter}NG"), "TCVN3") == f"TR{letter}NG"


@pytest.mark.parametrize(("encoding", "write"), WRITERS)
def test_every_text_comes_back(encoding: str, write: Writer) -> None:
    wrong = {}
    for text in TEXTS:
        expected = text
        if encoding == "TCVN3":  # THCS Ánh Đèn
            expected = re.sub(
                r"\b\w(?=[a-zà-ỹ])", lambda head: head[0].lower() if head[0] in LOST else head[0], text
            )
        if converted(write(text), encoding) != expected:  # type: ignore[arg-type]
            wrong[text] = converted(write(text), encoding)  # type: ignore[arg-type]
    assert wrong == {}


@pytest.mark.parametrize(("encoding", "write"), WRITERS)
def test_every_text_is_recognised_in_its_sheet(encoding: str, write: Writer) -> None:
    sheet = encoding_of(map(write, TEXTS))
    assert sheet == encoding
    accented = [text for text in TEXTS if write(text) != text]
    found = {text: recognised(write(text), sheet=sheet) for text in accented}
    assert {text for text, legacy in found.items() if legacy is None or legacy.encoding != encoding} == set()
    assert sum(legacy is not None and legacy.is_sure for legacy in found.values()) > 0.97 * len(accented)


@pytest.mark.parametrize(("encoding", "write"), WRITERS)
def test_most_texts_are_recognised_by_themselves_and_none_as_the_other(encoding: str, write: Writer) -> None:
    found = [recognised(write(text)) for text in TEXTS if write(text) != text]
    assert {legacy.encoding for legacy in found if legacy} == {encoding}
    assert sum(legacy is not None for legacy in found) > 0.93 * len(found)


@pytest.mark.parametrize(("encoding", "write"), WRITERS)
def test_every_sheet_of_thirty_lines_is_decided(encoding: str, write: Writer) -> None:
    long_enough = [text for text in TEXTS if write(text) != text and len(text) > 20]
    sheets = [long_enough[start : start + 30] for start in range(0, len(long_enough), 30)]
    assert {encoding_of(map(write, sheet)) for sheet in sheets} == {encoding}


# --- What is typed


@pytest.mark.parametrize(
    ("text", "encoding", "expected"),
    [
        pytest.param("Kh«ng", "TCVN3", "Không", id="a sign between letters"),
        pytest.param("Tr\u00adêng TiÓu häc", "TCVN3", "Trường Tiểu học", id="the soft hyphen is ư"),
        pytest.param("Bé Gi¸o dôc vµ §µo t¹o", "TCVN3", "Bộ Giáo dục và Đào tạo", id="§ is Đ"),
        pytest.param("Ðm ®Ñp, bÐ ngoan", "TCVN3", "ém đẹp, bé ngoan", id="Ð is é, not Đ"),
        pytest.param("thÓ dôc, thÓ thao", "TCVN3", "thể dục, thể thao", id="a capital within a word"),
        pytest.param("TR¦êNG TIÓU HäC ¸NH §ÌN", "TCVN3", "TRƯỜNG TIỂU HỌC ÁNH ĐÈN", id="capitals of .VnTimeH"),
        pytest.param("§Ò ¸N Sè 2", "TCVN3", "ĐỀ ÁN SỐ 2", id="short words in a line of capitals"),
        pytest.param("Së GD§T", "TCVN3", "Sở GDĐT", id="an abbreviation is no line of capitals"),
        pytest.param("TIÓU HäC\nLíp mét", "TCVN3", "TIỂU HỌC\nLớp một", id="each line has its own case"),
        pytest.param("19/2018/TT-BGD§T", "TCVN3", "19/2018/TT-BGDĐT", id="a number of a law"),
        pytest.param("DiÖn tÝch 100 m², 5 °C", "TCVN3", "Diện tích 100 m², 5 °C", id="other signs stay"),
        pytest.param("“Kü n¨ng” – sèng…", "TCVN3", "“Kỹ năng” – sống…", id="newer punctuation stays"),
        pytest.param("Tröôøng Tieåu hoïc", "VNI", "Trường Tiểu học", id="VNI"),
        pytest.param("Khoâng coù", "VNI", "Không có", id="only letters that Unicode Vietnamese has too"),
        pytest.param("ÑAÏI HOÏC SÖ PHAÏM", "VNI", "ĐẠI HỌC SƯ PHẠM", id="capitals in VNI"),
        pytest.param("Aùnh ñeøn, Uûy ban", "VNI", "Ánh đèn, Ủy ban", id="the small mark after a capital"),
        pytest.param("Quyeát ñònh soá 12/QÑ-UBND", "VNI", "Quyết định số 12/QĐ-UBND", id="QÑ"),
        pytest.param("kyõ naêng, quyù I, kæ nieäm", "VNI", "kỹ năng, quý I, kỉ niệm", id="y and i"),
    ],
)  # fmt: skip
def test_recognised(text: str, encoding: str, expected: str) -> None:
    assert recognised(text) == Legacy(encoding, expected, is_sure=True)  # type: ignore[arg-type]


UNTOUCHED = """
Café|naïve|©|© 2024|§ 5|§5|§a|Điều § 3|½|1½|µ|5 µm|N·m|°C|100 m²|m³|± 5|20m×30m|4 × 5|6÷2|m×n|Nº 5|1ª|Nª|TH¹|x¹|£5m|¥
«Bonjour»|Microsoft® Excel®|Word™|AT&T|Wi-Fi|co\u00adoperate|in\u00adformation|Zoë|Noël|Müller|Köln|für die Schüler|Straße
Le montant dû est payé à l'école|où êtes-vous ?|très tôt, déjà là|crème brûlée|Citroën|Thaï|Thaïlande|Saïgon|Hanoï|Caïn|maïs
naïf|hôtel|château|français, garçon|São Paulo|señor|España|AÑO|El Niño|mañana por la mañana|på svenska|är|smörgåsbord|Ærø
Tôt|Tốt|Lôp 1|Lơp 1|cá|Cá|Hoàng|hoàn toàn|khoá|toán|tài|Có|có|Hà|HÀ|Tháng 9|Tính toán|Trà|Ðánh giá|Ðo|Ðà Nẵng|Không|KHÔNG
1.10|TT17-2018|12/QĐ-UBND|19/2018/TT-BGDĐT|100%|5.000.000 đ|a b c|-|Hội đồng trường|QUÝ I|Học kì I|hoà|hòa|thuý|quý|uý lạo
Ô|ô|à|ý kiến|Ý|ba má|con ngoan trò giỏi|thầy Hùng|Mĩ|mĩ thuật|Trần Lê Ân|bàn ghế|câu lạc bộ|âm nhạc
"""


@pytest.mark.parametrize("text", [text for line in UNTOUCHED.split("\n") for text in line.split("|") if text])
def test_what_is_not_legacy_is_left_alone(text: str) -> None:
    assert recognised(text) is None
    assert encoding_of([text]) is None


@pytest.mark.parametrize(
    "text", ["Đo", "Café", "§ 5", "½", "20m×30m", "©", "100 m²", "tài", "1.10", "", "Hội"]
)
@pytest.mark.parametrize("sheet", ["TCVN3", "VNI"])
def test_some_texts_are_left_alone_in_any_sheet(text: str, sheet: str) -> None:
    """No word in the sheet's encoding; tài is one in Unicode alone."""
    assert recognised(text, sheet=sheet) is None  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "sheet", "read"),
    [
        ("12.500.000®", "TCVN3", "12.500.000đ"),
        ("5.000.000 ñ", "VNI", "5.000.000 đ"),
        ("B×nh Minh", "TCVN3", "Bình Minh"),
    ],
)
def test_signs_that_say_nothing_elsewhere_are_letters_in_a_legacy_sheet(
    text: str, sheet: str, read: str
) -> None:
    assert recognised(text) is None
    found = recognised(text, sheet=sheet)  # type: ignore[arg-type]
    assert found is not None
    assert found.text == read


def test_unicode_texts_are_left_alone() -> None:
    for text in TEXTS:
        assert recognised(text) is None, text
        assert recognised(unicodedata.normalize("NFD", text)) is None, text
        assert recognised(text.upper()) is None, text
    assert encoding_of(TEXTS) is None
    # The short ones, without a letter beyond Latin-1, are the hardest: "Tháng 4/2026", "Ghi chú".
    assert encoding_of(text for text in TEXTS if max(text, default="") < "\u0100") is None


def test_a_converted_text_is_left_alone() -> None:
    """Conversion twice is conversion once."""
    for text in TEXTS:
        for write in (in_tcvn3, in_vni):
            legacy = recognised(write(text))
            assert legacy is None or recognised(legacy.text) is None


# --- A sheet


LEGACY_LINES = [
    "KÕ ho¹ch c¶i tiÕn chÊt l\u00adîng",
    "N¨ng cao chÊt l\u00adîng gi¸o dôc",
    "HiÖu tr\u00adëng phô tr¸ch",
]


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        pytest.param(LEGACY_LINES, "TCVN3", id="all legacy"),
        pytest.param([*LEGACY_LINES, "Tiêu chí", "Kết quả cần đạt"], "TCVN3", id="Unicode headings over legacy lines"),
        pytest.param(["Häc sinh", "Häc sinh giái", "N÷"], "TCVN3", id="short cells together"),
        pytest.param(["dû", "dû", "dû", "dû"], None, id="one word often is one word in each, but here French") ,
        pytest.param(LEGACY_LINES[:1] + TEXTS[-200:], None, id="one pasted line"),
        pytest.param(["Khoâng", "Coù", "1.1"], "VNI", id="VNI"),
        pytest.param([], None, id="nothing"),
        pytest.param(["1", "a", "©", "½"], None, id="signs alone"),
    ],
)  # fmt: skip
def test_a_sheet_is_decided_from_all_its_texts(texts: list[str], expected: str | None) -> None:
    assert encoding_of(texts) == expected


@pytest.mark.parametrize(
    ("text", "expected", "is_sure"),
    [
        pytest.param("Häc sinh", "Học sinh", True, id="too little alone"),
        pytest.param("Q§-UBND", "QĐ-UBND", True, id="an abbreviation"),
        pytest.param("N÷", "Nữ", False, id="one sign at the end"),
        pytest.param("cá", "cỏ", False, id="a word in both"),
        pytest.param("Häc sinh líp häcz", "Học sinh lớp họcz", False, id="not all are words"),
    ],
)
def test_a_short_text_goes_by_its_sheet(text: str, expected: str, is_sure: bool) -> None:
    assert recognised(text) is None
    assert recognised(text, sheet="TCVN3") == Legacy("TCVN3", expected, is_sure)


def test_a_text_goes_by_itself_first() -> None:
    legacy = recognised("Tröôøng Tieåu hoïc", sheet="TCVN3")
    assert legacy == Legacy("VNI", "Trường Tiểu học", is_sure=True)


def test_recognition_comes_before_cleaning() -> None:
    assert recognised(clean("Tr\u00adêng")) is None


# --- Any text, in time


@given(st.text(st.characters(max_codepoint=0x1FF), max_size=60))
def test_any_text_is_answered_in_nfc(text: str) -> None:
    legacy = recognised(text, sheet="VNI")
    assert legacy is None or unicodedata.is_normalized("NFC", legacy.text)


def shortest(call: Callable[[], object]) -> float:
    spans = []
    for _ in range(5):
        start = time.perf_counter()
        call()
        spans.append(time.perf_counter() - start)
    return min(spans)


def test_a_unicode_sheet_costs_next_to_nothing() -> None:
    sheet = sorted(TEXTS, key=len)[-300:]
    assert shortest(lambda: encoding_of(sheet)) < 0.001


@pytest.mark.parametrize("text", ["a" * 32767 + "é", "é" * 32767, "é " * 16000, "aù" * 16000, "¸A" * 16000])
def test_a_long_cell_is_answered_in_time(text: str) -> None:
    assert shortest(lambda: recognised(text, sheet="TCVN3")) < 0.2
