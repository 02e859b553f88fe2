"""What each role may do, in one place, as pairs: one function asks, its twin raises.

An account that is disabled, or whose role nobody knows, may do nothing and sees nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from data.lens import OFFICE, Lens, office_lens, school_lens

LEADERSHIP = "leadership"
SPECIALIST = "specialist"
SCHOOL = "school"
ADMINISTRATOR = "administrator"
ROLES = (LEADERSHIP, SPECIALIST, SCHOOL, ADMINISTRATOR)
ROLE_NAMES = {
    LEADERSHIP: "Lãnh đạo",
    SPECIALIST: "Chuyên viên",
    SCHOOL: "Trường học",
    ADMINISTRATOR: "Quản trị",
}


@dataclass(frozen=True, slots=True)
class Account:
    """One row of the accounts, without its password. Only a school's account has a school."""

    login_name: str
    display_name: str
    role: str
    school_code: str | None
    is_disabled: bool
    must_change: bool = False
    email: str | None = None
    password_changed_at: datetime | None = None

    @property
    def role_name(self) -> str:
        """The role as people read it."""
        return ROLE_NAMES.get(self.role, self.role)


class NotAllowed(Exception):
    """Somebody tried what their role does not give them. The message is for the user, in Vietnamese."""


def may_read_office(account: Account) -> bool:
    """Reads every school."""
    return _is(account, LEADERSHIP, SPECIALIST, ADMINISTRATOR)


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


def may_say_status_for(account: Account, school_code: str) -> bool:
    """Says what the status of a line that this school reported is: the school itself, of its own lines."""
    return may_hand_in_for_own(account) and account.school_code == school_code


def stop_unless_may_say_status_for(account: Account, school_code: str) -> None:
    """Raises NotAllowed."""
    _stop_unless(
        may_say_status_for(account, school_code),
        "Tài khoản này không được báo tình trạng thực hiện thay cho trường này.",
    )


def may_accept_hand_ins(account: Account) -> bool:
    """Takes tables over that schools have handed in, and returns them with a reason."""
    return _is(account, SPECIALIST)


def stop_unless_may_accept_hand_ins(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_accept_hand_ins(account), "Tài khoản này không được tiếp nhận, trả lại bảng tính.")


def may_answer_requests(account: Account) -> bool:
    """Notes what the office answered to a request in a school's plan."""
    return _is(account, SPECIALIST)


def stop_unless_may_answer_requests(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(
        may_answer_requests(account), "Tài khoản này không được ghi câu trả lời cho kiến nghị của trường."
    )


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


def may_keep_themes(account: Account) -> bool:
    """Keeps the terms that tell what a text is about."""
    return _is(account, SPECIALIST)


def stop_unless_may_keep_themes(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_themes(account), "Tài khoản này không được sửa danh mục chủ đề.")


def may_keep_crosswalk(account: Account) -> bool:
    """Says which criteria of two frameworks correspond."""
    return _is(account, SPECIALIST)


def stop_unless_may_keep_crosswalk(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_crosswalk(account), "Tài khoản này không được ghi bảng đối chiếu hai thông tư.")


def may_keep_meetings(account: Account) -> bool:
    """Records on which days the office met, with which any number can be compared."""
    return _is(account, SPECIALIST, LEADERSHIP)


def stop_unless_may_keep_meetings(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_meetings(account), "Tài khoản này không được ghi lại ngày họp.")


def may_read_settings(account: Account) -> bool:
    """Reads the office's settings, and who changed them."""
    return _is(account, LEADERSHIP, SPECIALIST, ADMINISTRATOR)


def stop_unless_may_read_settings(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_read_settings(account), "Tài khoản này không được xem cài đặt của cơ quan quản lý.")


def may_keep_rules(account: Account) -> bool:
    """Sets from when the register counts, and when a table counts as hollow."""
    return _is(account, SPECIALIST, ADMINISTRATOR)


def stop_unless_may_keep_rules(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_rules(account), "Tài khoản này không được đổi quy tắc của sổ theo dõi báo cáo.")


def may_keep_accounts(account: Account) -> bool:
    """Issues, resets, disables accounts, gives them their role, ends the sessions of others."""
    return _is(account, ADMINISTRATOR)


def stop_unless_may_keep_accounts(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_keep_accounts(account), "Tài khoản này không được quản lý tài khoản.")


def may_read_audit(account: Account) -> bool:
    """Reads who did what, from where and when."""
    return _is(account, ADMINISTRATOR)


def stop_unless_may_read_audit(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_read_audit(account), "Tài khoản này không được xem nhật ký hoạt động.")


def may_configure(account: Account) -> bool:
    """Sets the office's name, tier and terms; makes backups."""
    return _is(account, ADMINISTRATOR)


def stop_unless_may_configure(account: Account) -> None:
    """Raises NotAllowed."""
    _stop_unless(may_configure(account), "Tài khoản này không được thay đổi cấu hình.")


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
