"""The HTML pages of the door. No script; everything that is not ours is escaped."""

from __future__ import annotations

from datetime import timedelta
from html import escape
from urllib.parse import quote

from starlette.responses import HTMLResponse

from data.access.demo import LOGIN_NAMES
from data.access.roles import ROLE_NAMES
from pages.door import headers, paths

SAMPLE_NOTICE = "DỮ LIỆU MẪU – hoàn toàn hư cấu"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."
NOT_THE_SAME = "Hai lần nhập mật khẩu mới không giống nhau."
TOO_OLD = "Trang này đã quá hạn. Hãy thử lại."


def sign_in(
    *,
    form_token: str,
    after: str,
    login_name: str = "",
    fault: str = "",
    demo: bool = False,
    is_sample: bool = False,
    other_door: str = "",
    status: int = 401,
) -> HTMLResponse:
    """The form for name and password; with `demo` the buttons of the sample store too, with `other_door` that one's."""
    body = f"""
{_SAMPLE if is_sample else ""}
<h1>Đăng nhập</h1>
<p class="lead">Bảng điều hành công tác đánh giá chất lượng trường học</p>
{_fault(fault)}
<form method="post" action="{paths.SIGN_IN}" autocomplete="on">
{_hidden(form_token, after)}
<label for="ten">Tên đăng nhập</label>
<input id="ten" name="ten" value="{escape(login_name, quote=True)}" autocomplete="username" maxlength="64"
 autocapitalize="none" spellcheck="false" required{"" if login_name else " autofocus"}>
<label for="mat-khau">Mật khẩu</label>
<input id="mat-khau" name="mat-khau" type="password" autocomplete="current-password" maxlength="200"
 required{" autofocus" if login_name else ""}>
<button type="submit">Đăng nhập</button>
</form>
{_other_door(other_door, after) if other_door else ""}
{_demo(form_token, after) if demo else ""}
<p class="foot">Quên mật khẩu? Hãy liên hệ người quản trị của cơ quan để được cấp lại.
{"" if is_sample else "Đây là kho dữ liệu thật của cơ quan."}</p>"""
    return _page("Đăng nhập", body, status if fault else 200)


def set_up(*, form_token: str, login_name: str = "", fault: str = "") -> HTMLResponse:
    """The form that makes the first administrator, for who has the code from the terminal."""
    body = f"""
<h1>Thiết lập lần đầu</h1>
<p class="lead">Kho dữ liệu thật này chưa có tài khoản nào. Hãy tạo tài khoản quản trị đầu tiên bằng mã thiết lập
vừa in ra ở cửa sổ dòng lệnh của máy chủ.</p>
{_fault(fault)}
<form method="post" action="{paths.SET_UP}" autocomplete="off">
<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">
<label for="ma-thiet-lap">Mã thiết lập</label>
<input id="ma-thiet-lap" name="ma-thiet-lap" maxlength="64" autocapitalize="none" spellcheck="false" required autofocus>
<label for="ten">Tên đăng nhập</label>
<input id="ten" name="ten" value="{escape(login_name, quote=True)}" autocomplete="username" maxlength="64"
 autocapitalize="none" spellcheck="false" required>
{_NEW_PASSWORD}
<button type="submit">Tạo tài khoản quản trị</button>
</form>"""
    return _page("Thiết lập lần đầu", body, 400 if fault else 200)


def change_password(
    *, form_token: str, display_name: str, login_name: str, is_forced: bool, fault: str = ""
) -> HTMLResponse:
    """The form for another password; with `is_forced` it is the only page that this account reaches."""
    reason = (
        "Mật khẩu được cấp chỉ dùng một lần: hãy đặt mật khẩu riêng rồi mới vào được. " if is_forced else ""
    )
    way_back = (
        f'<a href="{paths.SIGN_OUT}">Đăng xuất</a>'
        if is_forced
        else f'<a href="{paths.HOME}">Quay lại bảng điều hành</a>'
    )
    body = f"""
<h1>Đổi mật khẩu</h1>
<p class="lead">Tài khoản <strong>{escape(display_name)}</strong>. {reason}Các phiên đang mở ở nơi khác sẽ kết thúc.</p>
{_fault(fault)}
<form method="post" action="{paths.CHANGE}" autocomplete="on">
<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">
<input type="text" name="ten" value="{escape(login_name, quote=True)}" autocomplete="username" hidden readonly>
<label for="mat-khau-cu">Mật khẩu hiện tại</label>
<input id="mat-khau-cu" name="mat-khau-cu" type="password" autocomplete="current-password" maxlength="200" required autofocus>
{_NEW_PASSWORD}
<button type="submit">Đổi mật khẩu</button>
</form>
<p class="foot">{way_back}</p>"""
    return _page("Đổi mật khẩu", body, 400 if fault else 200)


def waiting(left: timedelta) -> str:
    """What somebody reads who has to wait after too many wrong passwords."""
    seconds = max(1, round(left.total_seconds()))
    wait = f"{seconds} giây" if seconds < 90 else f"{-(-seconds // 60)} phút"
    return f"Đã nhập sai nhiều lần. Hãy đợi {wait} rồi thử lại."


def sign_out(*, form_token: str, display_name: str) -> HTMLResponse:
    """The form that ends the session: a link alone must not."""
    body = f"""
<h1>Đăng xuất</h1>
<p class="lead">Bạn đang đăng nhập với tên <strong>{escape(display_name)}</strong>.</p>
<form method="post" action="{paths.SIGN_OUT}">
<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">
<button type="submit">Đăng xuất</button>
</form>
<p class="foot"><a href="{paths.HOME}">Quay lại bảng điều hành</a></p>"""
    return _page("Đăng xuất", body)


def not_found() -> HTMLResponse:
    """The same page for what does not exist and for what is not theirs."""
    body = f"""
<h1>Không tìm thấy</h1>
<p class="lead">Không có nội dung này, hoặc tài khoản của bạn không được xem.</p>
<p class="foot"><a href="{paths.HOME}">Về trang tổng quan</a></p>"""
    return _page("Không tìm thấy", body, 404)


def mishap(code: str) -> HTMLResponse:
    """The server failed; the code is in its log."""
    body = f"""
<h1>Có lỗi xảy ra</h1>
<p class="lead">Máy chủ gặp lỗi khi xử lý yêu cầu. Hãy thử lại; nếu vẫn lỗi, báo mã <strong>{escape(code)}</strong>
cho người quản trị.</p>
<p class="foot"><a href="{paths.HOME}">Về trang tổng quan</a></p>"""
    return _page("Có lỗi xảy ra", body, 500)


def refused(sentence: str, status: int = 403) -> HTMLResponse:
    """Somebody came to the second door who has no business here, or its provider did not answer."""
    body = f"""
<h1>Không đăng nhập được</h1>
<p class="lead">{escape(sentence)}</p>
<p class="foot"><a href="{paths.SIGN_IN}">Về trang đăng nhập</a></p>"""
    return _page("Không đăng nhập được", body, status)


_NEW_PASSWORD = """<label for="mat-khau-moi">Mật khẩu mới</label>
<input id="mat-khau-moi" name="mat-khau-moi" type="password" autocomplete="new-password" minlength="12" maxlength="200"
 aria-describedby="quy-tac" required>
<p class="rule" id="quy-tac">Ít nhất 12 ký tự; một câu dài dễ nhớ thì tốt hơn một từ khó. Không cần ký tự đặc biệt.</p>
<label for="mat-khau-lai">Nhập lại mật khẩu mới</label>
<input id="mat-khau-lai" name="mat-khau-lai" type="password" autocomplete="new-password" maxlength="200" required>"""
_SAMPLE = f'<p class="sample">{SAMPLE_NOTICE}</p>'


def _fault(sentence: str) -> str:
    return f'<p class="fault" role="alert">{escape(sentence)}</p>' if sentence else ""


def _other_door(label: str, after: str) -> str:
    query = f"?tiep={quote(after, safe='')}" if after != paths.HOME else ""
    return f'<p class="other"><a class="button" href="{paths.OIDC}{query}">{escape(label)}</a></p>'


def _hidden(form_token: str, after: str) -> str:
    return (
        f'<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">'
        f'<input type="hidden" name="tiep" value="{escape(after, quote=True)}">'
    )


def _demo(form_token: str, after: str) -> str:
    buttons = "\n".join(
        f'<button type="submit" name="mau" value="{role}" class="second">{escape(ROLE_NAMES[role])}</button>'
        for role in LOGIN_NAMES
    )
    return f"""
<section class="demo"><h2>Xem thử với dữ liệu mẫu</h2>
<p>Chọn một vai trò để vào ngay, không cần mật khẩu. Chỉ hiện trên chính máy đang chạy bảng điều hành.</p>
<form method="post" action="{paths.SIGN_IN}" class="row">
{_hidden(form_token, after)}
{buttons}
</form></section>"""


def _page(title: str, body: str, status: int = 200) -> HTMLResponse:
    html = f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="stylesheet" href="{paths.STYLE}">
<link rel="icon" href="data:,">
</head>
<body><main>{body}
</main></body>
</html>
"""
    return HTMLResponse(html, status, headers={"Content-Security-Policy": headers.DOOR_POLICY})
