"""Login names and e-mail addresses, as they are kept and compared."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection

from data.intake.text import fold

_LOGIN_NAME = re.compile(r"[a-z0-9](?:[a-z0-9._-]{0,62}[a-z0-9])?")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_LONGEST_EMAIL = 254
LOGIN_NAME_FAULT = (
    "Tên đăng nhập gồm 1 đến 64 chữ cái không dấu, chữ số, dấu chấm, gạch ngang hoặc gạch dưới; "
    "bắt đầu và kết thúc bằng chữ cái hoặc chữ số."
)
EMAIL_FAULT = "Địa chỉ thư điện tử không đúng; hãy ghi như ten@truong.edu.vn."


def login_name(text: str) -> str:
    """A login name as it is kept: no blanks around it, small letters."""
    return unicodedata.normalize("NFKC", text).strip().lower()


def is_login_name(name: str) -> bool:
    """Whether a normal name may be an account's: it travels in a header, so plain letters alone."""
    return bool(_LOGIN_NAME.fullmatch(name))


def email(text: str) -> str | None:
    """An address as it is kept, None when it is none.

    Plain letters alone: two addresses that only look alike must never open the same account.
    """
    folded = text.strip(" \t").lower() if text.isascii() else ""
    return folded if len(folded) <= _LONGEST_EMAIL and _EMAIL.fullmatch(folded) else None


def for_school(school_code: str, taken: Collection[str]) -> str:
    """A free login name made from a school's code: THCS-BO-SUOI is thcs-bo-suoi."""
    stem = re.sub(r"[^a-z0-9._]+", "-", fold(school_code).lower())[:56].strip("-._") or "truong"
    name, number = stem, 1
    while name in taken:
        number += 1
        name = f"{stem}-{number}"
    return name
