"""The audit: who did what, from where and when. Rows are only added; no password, no token, no text of a document."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from data.store import Store, Writer

ACTION_NAMES = {
    "sign_in": "Đăng nhập",
    "sign_in_failed": "Đăng nhập không thành công",
    "locked": "Tạm khoá vì sai mật khẩu nhiều lần",
    "sign_out": "Đăng xuất",
    "session_ended": "Kết thúc phiên đăng nhập",
    "password_changed": "Đổi mật khẩu",
    "password_reset": "Cấp lại mật khẩu",
    "account_added": "Thêm tài khoản",
    "account_changed": "Sửa thông tin tài khoản",
    "account_disabled": "Khoá tài khoản",
    "account_enabled": "Mở lại tài khoản",
    "role_changed": "Đổi vai trò",
    "accounts_issued": "Cấp tài khoản hàng loạt",
    "set_up": "Thiết lập ban đầu",
    "upload_examined": "Tải tệp lên để kiểm tra",
    "hand_in_kept": "Nộp bảng tính",
    "hand_in_withdrawn": "Rút bảng tính",
    "hand_in_accepted": "Tiếp nhận bảng tính",
    "hand_in_returned": "Trả lại bảng tính",
    "schedule_moved": "Dời lịch đánh giá ngoài theo đề xuất",
    "setting_changed": "Đổi cài đặt của cơ quan",
    "planning_rule_set": "Đặt quy tắc xếp lịch",
    "status_said": "Trường báo tình trạng",
    "status_confirmed": "Xác nhận tình trạng",
    "report_waived": "Miễn nộp báo cáo",
    "report_received": "Ghi báo cáo nhận trên giấy",
    "due_day_set": "Đặt hạn nộp báo cáo",
    "register_taken_back": "Bỏ mục đã ghi trong sổ báo cáo",
    "request_answered": "Trả lời kiến nghị",
    "theme_changed": "Sửa danh mục chủ đề",
    "meeting_recorded": "Ghi lại cuộc họp",
    "meeting_taken_back": "Bỏ ghi cuộc họp",
    "crosswalk_changed": "Ghi bảng đối chiếu hai thông tư",
    "download": "Tải tệp về",
    "download_refused": "Bị từ chối tải tệp",
    "page_refused": "Bị từ chối xem trang",
    "school_mismatch": "Tệp ghi tên trường khác",
    "oidc_refused": "Bị từ chối đăng nhập bằng thư điện tử",
    "configuration_changed": "Thay đổi cấu hình",
}
ACTIONS = tuple(ACTION_NAMES)
OK = "ok"
REFUSED = "refused"
OUTCOMES = (OK, REFUSED)
_LONGEST = {"address": 64, "subject": 200, "school_code": 100, "detail": 500}


@dataclass(frozen=True, slots=True)
class AuditRow:
    """One deed. `subject` is what it was done to: a login name, a receipt number, a page."""

    audit_id: str
    recorded_at: datetime
    login_name: str | None
    address: str | None
    action: str
    subject: str | None
    school_code: str | None
    outcome: str
    detail: str | None


def record(
    store: Store | Writer,
    *,
    at: datetime,
    login_name: str | None,
    address: str | None,
    action: str,
    subject: str | None = None,
    school_code: str | None = None,
    outcome: str = OK,
    detail: str | None = None,
) -> None:
    """Write a deed down, with a writer in the same transaction as the deed itself.

    A login name that is nobody's is left out: what people type into that field by mistake is often their password.
    """
    if action not in ACTIONS or outcome not in OUTCOMES:
        raise ValueError(f"The audit knows no {action} {outcome}.")
    said = {"address": address, "subject": subject, "school_code": school_code, "detail": detail}
    row = {
        "audit_id": f"{at.astimezone(UTC):%Y%m%dT%H%M%S.%fZ}-{secrets.token_hex(4)}",
        "recorded_at": at,
        "login_name": login_name,
        "action": action,
        "outcome": outcome,
        **{name: _one_line(text, _LONGEST[name]) for name, text in said.items()},
    }
    if isinstance(store, Writer):
        _add(store, row)
    else:
        with store.transaction(changes_answers=False) as writer:
            _add(writer, row)


def search(
    store: Store,
    *,
    action: str | None = None,
    login_name: str | None = None,
    school_code: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    text: str | None = None,
    limit: int = 500,
) -> list[AuditRow]:
    """Deeds, the newest first; `since` and `until` belong to the span, `text` stands anywhere in a row."""
    rows = store.rows(
        "select audit_id, recorded_at, login_name, address, action, subject, school_code, outcome, detail "
        "from kept.audit where ($action is null or action = $action) "
        "and ($login_name is null or login_name = $login_name) "
        "and ($school_code is null or school_code = $school_code) "
        "and ($since is null or recorded_at >= $since) and ($until is null or recorded_at <= $until) "
        "and ($text is null or contains("
        "lower(concat_ws(' ', login_name, address, action, subject, school_code, outcome, detail)), lower($text))) "
        "order by recorded_at desc, rowid desc limit $limit",
        {
            "action": action,
            "login_name": login_name,
            "school_code": school_code,
            "since": since,
            "until": until,
            "text": text or None,
            "limit": limit,
        },
    )
    return [AuditRow(**row) for row in rows]


def _add(writer: Writer, row: Mapping[str, object]) -> None:
    if row["login_name"] is not None:
        known = writer.rows(
            "select 1 from kept.account where login_name = $name", {"name": row["login_name"]}
        )
        row = row if known else {**row, "login_name": None}
    writer.add("kept.audit", [row])


def _one_line(text: str | None, longest: int) -> str | None:
    """No line breaks, no control characters: nobody writes rows of their own into an exported audit."""
    printable = "".join(letter if letter.isprintable() else " " for letter in text or "")
    return " ".join(printable.split())[:longest] or None
