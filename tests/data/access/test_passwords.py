"""Passwords: hashed, made up, and which ones of people's own choice are taken."""

from __future__ import annotations

import unicodedata

import pytest

from data.access import guessable, passwords

NAMES = ["truong.hoasen", "THCS Hoa Sen", "THCS-HOA-SEN", None, ""]


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("bốn con ngựa xanh", "a short sentence"),
        ("kem dừa sáng thứ bảy", "no digit, no sign, no capital is asked for"),
        ("483920175566", "twelve digits in no order"),
        ("v7#kQz!m2Rt@", "letters, digits and signs"),
        ("matkhaucuanhatoilahoahong", "begins with a common word and goes on"),
        ("hoa sen nở trong hồ", "holds a word of the school's name"),
        ("x" + "ế" * 3 + "abcdefg8", "twelve letters, accents counted once"),
        ("con 9 ngựa 7 dê " * 12 + "x1y2z3", "hundreds of letters, not only the same again"),
        ("{?}&~#%;:!§+", "signs alone, but not along a row"),
        ("Xuân2026sangHè", "a year in the middle"),
    ],
)
def test_taken(password: str, why: str) -> None:
    assert guessable.fault(password, names=NAMES) is None, why


@pytest.mark.parametrize(
    ("password", "why"),
    [
        ("bốn con ngự", "eleven letters"),
        ("bốn con n" + "ự" + "a\u0323", "eleven letters, one of them written as two signs"),
        ("con 9 ngựa 7 dê " * 13, "more than two hundred"),
        ("truong.hoasen", "the login name"),
        ("Truong.HoaSen@2026", "the login name with a year"),
        ("2026thcs hoa sen", "the school's name behind a year"),
        ("THCS Hoa Sèn", "the school's name with a wrong accent"),
        ("aaaaaaaaaaaa", "one letter"),
        ("abababababab", "two letters"),
        ("1111222233334444", "four digits"),
        ("123456789012", "a row of digits"),
        ("098765432109", "a row of digits backwards"),
        ("12345678987654321", "there and back"),
        ("112233445566", "each digit twice"),
        ("102030405060", "zeros between"),
        ("147258369147", "down the columns of the number pad"),
        ("123123123123", "the same again and again"),
        ("abc123abc123", "letters and digits again"),
        ("1q2w3e4r5t6y", "two rows of keys at once"),
        ("a1b2c3d4e5f6", "the alphabet and the digits"),
        ("Aa@123456789", "a few letters and a row of digits"),
        ("qwerty123456", "a row of keys and a row of digits"),
        ("zxcvbnm@2345", "the same with a sign"),
        ("!@#$%^&*()_+", "the row of signs"),
        ("admintelecom", "a password that machines are delivered with"),
        ("qwertyuiop12", "a row of keys"),
        ("poiuytrewqpoiuy", "a row of keys backwards, twice"),
        ("abcdefghijkl", "the alphabet"),
        ("password1234", "a common word and digits"),
        ("P@ssw0rd2026!", "a common word in disguise"),
        ("@dm1n@dm1n2026", "another one in disguise"),
        ("Mật khẩu 123456", "a common word in Vietnamese"),
        ("Admin@12345678", "a common word with a sign"),
        ("adminadmin123", "a common word twice"),
        ("anhyeuem@1995", "a common word with a year"),
        ("123456matkhau", "digits before it"),
        ("Giáo dục 2026!", "the trade"),
    ],
)
def test_refused(password: str, why: str) -> None:
    assert guessable.fault(password, names=NAMES) is not None, why


def test_a_hash_is_right_for_its_password_alone() -> None:
    kept = passwords.hashed("bốn con ngựa xanh")
    assert passwords.verifies(kept, "bốn con ngựa xanh")
    assert not passwords.verifies(kept, "bốn con ngựa đỏ")
    assert not passwords.verifies("no hash at all", "bốn con ngựa xanh")
    assert not passwords.verifies(None, "bốn con ngựa xanh")


def test_what_we_make_up_would_be_taken() -> None:
    assert [guessable.fault(passwords.new_password()) for _ in range(200)] == [None] * 200


def test_a_password_of_two_hundred_letters_is_right_as_a_whole_alone() -> None:
    longest = "ngựa" * 50
    kept = passwords.hashed(longest)
    assert passwords.verifies(kept, longest)
    assert passwords.verifies(kept, unicodedata.normalize("NFD", longest)), (
        "letters typed as two or three signs"
    )
    assert not passwords.verifies(kept, longest + "x")
    assert not passwords.verifies(kept, longest[:-1])
