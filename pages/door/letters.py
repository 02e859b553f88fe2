"""The HTML pages of the door. No script; everything that is not ours is escaped."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

from data.access.roles import ROLE_NAMES
from pages.door import headers, paths

SAMPLE_NOTICE = "DỮ LIỆU MẪU – hoàn toàn hư cấu"
WRONG = "Tên đăng nhập hoặc mật khẩu không đúng."


def sign_in(
    *,
    form_token: str,
    after: str,
    login_name: str = "",
    fault: str = "",
    demo: bool = False,
    is_sample: bool = False,
) -> HTMLResponse:
    """The form for name and password; with `demo` the three buttons of the sample store too."""
    fault_line = f'<p class="fault" role="alert">{escape(fault)}</p>' if fault else ""
    body = f"""
{_SAMPLE if is_sample else ""}
<h1>Đăng nhập</h1>
<p class="lead">Bảng điều hành công tác đánh giá chất lượng trường học</p>
{fault_line}
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
{_demo(form_token, after) if demo else ""}
<p class="foot">Quên mật khẩu? Hãy liên hệ người quản trị của cơ quan để được cấp lại.</p>"""
    return _page("Đăng nhập", body, 401 if fault else 200)


def sign_out(*, form_token: str, display_name: str) -> HTMLResponse:
    """The form that ends the session: a link alone must not."""
    body = f"""
<h1>Đăng xuất</h1>
<p class="lead">Bạn đang đăng nhập với tên <strong>{escape(display_name)}</strong>.</p>
<form method="post" action="{paths.SIGN_OUT}">
<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">
<button type="submit">Đăng xuất</button>
</form>
<p class="foot"><a href="/">Quay lại bảng điều hành</a></p>"""
    return _page("Đăng xuất", body)


def not_found() -> HTMLResponse:
    """The same page for what does not exist and for what is not theirs."""
    body = """
<h1>Không tìm thấy</h1>
<p class="lead">Không có nội dung này, hoặc tài khoản của bạn không được xem.</p>
<p class="foot"><a href="/">Về trang tổng quan</a></p>"""
    return _page("Không tìm thấy", body, 404)


def mishap(code: str) -> HTMLResponse:
    """The server failed; the code is in its log."""
    body = f"""
<h1>Có lỗi xảy ra</h1>
<p class="lead">Máy chủ gặp lỗi khi xử lý yêu cầu. Hãy thử lại; nếu vẫn lỗi, báo mã <strong>{escape(code)}</strong>
cho người quản trị.</p>
<p class="foot"><a href="/">Về trang tổng quan</a></p>"""
    return _page("Có lỗi xảy ra", body, 500)


_SAMPLE = f'<p class="sample">{SAMPLE_NOTICE}</p>'


def _hidden(form_token: str, after: str) -> str:
    return (
        f'<input type="hidden" name="ma" value="{escape(form_token, quote=True)}">'
        f'<input type="hidden" name="tiep" value="{escape(after, quote=True)}">'
    )


def _demo(form_token: str, after: str) -> str:
    buttons = "\n".join(
        f'<button type="submit" name="mau" value="{role}" class="second">{escape(name)}</button>'
        for role, name in ROLE_NAMES.items()
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
