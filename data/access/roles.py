"""What each role may do, in one place, as pairs: one function asks, its twin raises.

An account that is disabled, or whose role nobody knows, may do nothing and sees nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from data.lens import OFFICE, Lens, office_lens, school_lens

LEADERSHIP = "leadership"
SPECIALIST = "specialist"
SCHOOL = "school"
ROLES = (LEADERSHIP, SPECIALIST, SCHOOL)
ROLE_NAMES = {LEADERSHIP: "Lãnh đạo", SPECIALIST: "Chuyên viên", SCHOOL: "Trường học"}


@dataclass(frozen=True, slots=True)
class Account:
    """One row of the accounts, without its password. Only a school's account has a school."""

    login_name: str
    display_name: str
    role: str
    school_code: str | None
    is_disabled: bool

    @property
    def role_name(self) -> str:
        """The role as people read it."""
        return ROLE_NAMES.get(self.role, self.role)


class NotAllowed(Exception):
    """Somebody tried what their role does not give them. The message is for the user, in Vietnamese."""


def may_read_office(account: Account) -> bool:
    """Reads every school."""
    return _is(account, LEADERSHIP, SPECIALIST)


def stop_unless_may_read_office(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_read_office(account), "Tài khoản này không được xem dữ liệu của các trường khác.")


def may_hand_in_for_any(account: Account) -> bool:
    """Hands in for whichever school it names."""
    return _is(account, SPECIALIST)


def stop_unless_may_hand_in_for_any(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_hand_in_for_any(account), "Tài khoản này không được nộp bảng tính thay cho các trường.")


def may_hand_in_for_own(account: Account) -> bool:
    """Hands in for the one school it belongs to."""
    return _is(account, SCHOOL) and bool(account.school_code)


def stop_unless_may_hand_in_for_own(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_hand_in_for_own(account), "Tài khoản này không được nộp bảng tính cho trường.")


def may_hand_in_for(account: Account, school_code: str) -> bool:
    """Hands in for this school, as its own or as any other."""
    return may_hand_in_for_any(account) or (
        may_hand_in_for_own(account) and account.school_code == school_code
    )


def stop_unless_may_hand_in_for(account: Account, school_code: str) -> None:
    """Raises NotAllowed."""
    _stop_unless(
        may_hand_in_for(account, school_code), "Tài khoản này không được nộp bảng tính cho trường này."
    )


def may_confirm_statuses(account: Account) -> bool:
    """Says what the status of a reported line really is."""
    return _is(account, SPECIALIST)


def stop_unless_may_confirm_statuses(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_confirm_statuses(account), "Tài khoản này không được xác nhận tình trạng thực hiện.")


def may_keep_schedule(account: Account) -> bool:
    """Keeps the office's own tables: the schedule of external evaluations, recognitions."""
    return _is(account, SPECIALIST)


def stop_unless_may_keep_schedule(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_schedule(account), "Tài khoản này không được cập nhật lịch đánh giá ngoài.")


def may_keep_deadlines(account: Account) -> bool:
    """Keeps the register of reports: notices, what was received, waivers."""
    return _is(account, SPECIALIST)


def stop_unless_may_keep_deadlines(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_deadlines(account), "Tài khoản này không được cập nhật hạn nộp báo cáo.")


def lens_of(account: Account | None, day: date) -> Lens | None:
    """Through whose eyes an account reads at the end of a day; None, through which every view is empty."""
    if account is None:
        return None
    if may_read_office(account):
        return office_lens(day)
    # A school whose code were the office's own word would see everything.
    if _is(account, SCHOOL) and account.school_code and account.school_code != OFFICE:
        return school_lens(account.school_code, day)
    return None


def _is(account: Account, *roles: str) -> bool:
    return not account.is_disabled and account.role in roles


def _stop_unless(may: bool, sentence: str) -> None:
    if not may:
        raise NotAllowed(sentence)
