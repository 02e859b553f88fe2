"""The script of the app: it says who is here and which pages there are, and runs the one that was asked for."""

from __future__ import annotations

import streamlit as st

from data.access import roles
from pages import addresses
from pages.parts import frame, lens_bar, visit

st.set_page_config(page_title="Đánh giá chất lượng trường học", layout="wide")

here = visit.here()
questions = [
    st.Page("questions/overview.py", title="Tổng quan", default=True),
    st.Page("questions/schedule.py", title="Lịch đánh giá ngoài", url_path=addresses.SCHEDULE),
    st.Page("questions/completion.py", title="Tỉ lệ hoàn thành", url_path=addresses.COMPLETION),
    st.Page("questions/weaknesses.py", title="Điểm yếu lặp lại", url_path=addresses.WEAKNESSES),
    st.Page("questions/overdue.py", title="Báo cáo quá hạn", url_path=addresses.OVERDUE),
]
closer = [
    st.Page("questions/school.py", title="Hồ sơ trường", url_path=addresses.SCHOOL),
    st.Page("questions/since.py", title="Thay đổi từ cuộc họp trước", url_path=addresses.SINCE),
    st.Page("questions/hollow.py", title="Nội dung cần đọc kỹ", url_path=addresses.HOLLOW),
    st.Page("questions/coming.py", title="Sắp tới", url_path=addresses.COMING),
    st.Page("questions/lifelines.py", title="Vòng đời điểm yếu", url_path=addresses.LIFELINES),
    st.Page("questions/levels.py", title="Vướng ở đâu", url_path=addresses.LEVELS),
    st.Page("questions/crosswalk.py", title="Đối chiếu hai thông tư", url_path=addresses.CROSSWALK),
    st.Page("questions/requests.py", title="Kinh phí và kiến nghị", url_path=addresses.REQUESTS),
]
# Whoever may not is told so by the page, in our words, and it is written down.
many_files = st.Page(
    "hand_in/many.py",
    title="Nộp nhiều tệp",
    url_path=addresses.HAND_IN_MANY,
    visibility="visible" if roles.may_hand_in_for_any(here.account) else "hidden",
)
about_tables = [
    st.Page(
        "hand_in/upload.py",
        title="Nộp bảng tính"
        if roles.may_hand_in_for_any(here.account) or roles.may_hand_in_for_own(here.account)
        else "Bảng tính đã nộp",
        url_path=addresses.HAND_IN,
    ),
    many_files,
    st.Page("hand_in/statuses.py", title="Xác nhận tình trạng", url_path=addresses.STATUSES),
]
about_accounts = [
    st.Page(
        "account/administration.py",
        title="Quản trị",
        url_path=addresses.ADMINISTRATION,
        visibility="visible" if roles.may_keep_accounts(here.account) else "hidden",
    ),
    st.Page(
        "account/settings.py",
        title="Cài đặt",
        url_path=addresses.SETTINGS,
        visibility="visible" if roles.may_read_settings(here.account) else "hidden",
    ),
    st.Page("account/mine.py", title="Tài khoản của tôi", url_path=addresses.ACCOUNT),
]

# The questions stand side by side; the rest opens under a word, for all in one row would run into the name of who is here.
sections = {"": questions, "Xem kỹ hơn": closer, "Bảng tính": about_tables, "Tài khoản": about_accounts}
page = st.navigation(sections, position="top")
frame.show(here)
if page in questions + closer + about_tables and page != many_files:
    lens_bar.show(here)
page.run()
