"""Which passwords of people's own choice are not taken: too short, their own name, or among the first that anybody tries.

No digit, sign or capital is asked for: those rules make passwords that are hard to keep and easy to guess.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from data.access.passwords import LONGEST
from data.intake.text import fold

SHORTEST = 12
_FEWEST_DIFFERENT = 5
_DIGITS = "0123456789"
# Rows of keys and rows that everybody knows, followed either way and over their ends.
_ROWS = (
    "1234567890",
    "12345678987654321",
    "147258369",
    "qwertyuiop",
    "qwertyuiopasdfghjklzxcvbnm",
    "asdfghjkl",
    "zxcvbnm",
    "qazwsxedcrfvtgbyhnujmikolp",
    "1qaz2wsx3edc4rfv5tgb",
    "abcdefghijklmnopqrstuvwxyz",
    "!@#$%^&*()_+",
)
_WAYS = tuple(way * (LONGEST // len(way) + 2) for row in _ROWS for way in (row, row[::-1]))
_DISGUISES = str.maketrans("@4301!$5", "aaeoiiss")
_DIGITS_AND_SIGNS = _DIGITS + "!@#$%^&*()-_=+.,;:?/ "
# Words that make no password, whatever digits and signs stand around them or between them.
_COMMON = frozenset(
    "password passwort pass matkhau matkhaucuatoi matkhaumoi khongcomatkhau quenmatkhau admin administrator adminadmin "
    "admintelecom adminisp root user guest demo test secret student quantri quantrivien quantrihethong nguoidung taikhoan "
    "dangnhap hethong letmein welcome changeme doimatkhau iloveyou anhyeuem maiyeuem anhnhoem emyeuanh toiyeuem yeuem yeuanh "
    "giadinh conyeu mayman hanhphuc vietnam toiyeuvietnam vietnamvodich xinchao chaoban nguyen hanoi saigon hochiminh "
    "giaoduc phonggiaoduc sogiaoduc truonghoc nhatruong hieutruong giaovien hocsinh mamnon tieuhoc trunghoccoso "
    "truongmamnon truongtieuhoc kiemdinhchatluong danhgiachatluong bangdieuhanh azerty superman footballer bongda bismillah "
    "minecraft theworldinyourhand".split()
)


def fault(password: str, *, names: Iterable[str | None] = ()) -> str | None:
    """Why a password is not taken, in Vietnamese; None when it is. `names` are the account's own and its school's."""
    text = unicodedata.normalize("NFC", password)
    if len(text) < SHORTEST:
        return f"Mật khẩu cần ít nhất {SHORTEST} ký tự; có thể dùng một câu ngắn dễ nhớ."
    if len(text) > LONGEST:
        return f"Mật khẩu dài quá {LONGEST} ký tự."
    bare = _bare(text)
    core = bare.strip(_DIGITS)
    if core and core in {_bare(name).strip(_DIGITS) for name in names if name}:
        return "Mật khẩu không được là tên đăng nhập hoặc tên trường."
    if len(set(text.lower())) < _FEWEST_DIFFERENT or _is_common(text, bare) or _is_pattern(text, bare):
        return "Mật khẩu này quá dễ đoán; hãy chọn mật khẩu khác."
    return None


def _is_common(text: str, bare: str) -> bool:
    plain = _bare(text.rstrip(_DIGITS_AND_SIGNS).translate(_DISGUISES))
    return not _COMMON.isdisjoint({bare, bare.strip(_DIGITS), plain, _letters(bare)})


def _is_pattern(text: str, bare: str) -> bool:
    """Rows of keys and repetitions, as they stand, or as letters and digits between each other: 1q2w3e, abc123abc123."""
    if _is_simple(text.lower()) or (bare and _is_simple(bare)):
        return True
    digits = "".join(letter for letter in bare if letter in _DIGITS)
    return bool(bare) and _is_simple(_letters(bare)) and _is_simple(digits)


def _is_simple(part: str) -> bool:
    if len(part) < 4:
        return True
    once = "".join(letter for letter, before in zip(part, " " + part, strict=False) if letter != before)
    return any(_is_along(each) or each in (each + each)[1:-1] for each in (part, once, part.replace("0", "")))


def _is_along(part: str) -> bool:
    return any(part in way for way in _WAYS)


def _letters(bare: str) -> str:
    return "".join(letter for letter in bare if letter not in _DIGITS)


def _bare(text: str) -> str:
    """Small letters without accents, and digits: what makes Trường Hoa Sen and truonghoasen the same."""
    return "".join(letter for letter in fold(text) if letter.isalnum())
