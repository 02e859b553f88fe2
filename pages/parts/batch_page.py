"""Handing in many files: dropped, examined while one looks on, chosen among, kept, summed up."""

from __future__ import annotations

from collections import Counter

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

import queries
from data.access import roles
from data.intake import bulk
from pages import addresses
from pages.door import paths
from pages.parts import (
    batch_book,
    batch_choices,
    batch_job,
    batch_tables,
    journal,
    picks,
    plain_answer,
    tables,
    visit,
    words,
)
from pages.parts.batch_job import Job
from pages.parts.batch_tables import Tables
from pages.parts.visit import Visit

MEGABYTES = 20
TITLE = "Nộp nhiều tệp"
FIELD, WHOLE_FOLDER, IS_FOLDER, VIEW = "nhieu-tep-so", "ca-thu-muc", "la-thu-muc", "xem-nhieu-tep"
# The states of the files as the opening sentence counts them, in its order.
_COUNTED = (
    ("đã nhận", (bulk.KEPT,)),
    ("nhận được", (bulk.READY,)),
    ("đã nộp trước đó", (bulk.KNOWN, bulk.REPLACED, bulk.WITHDRAWN)),
    ("trùng nội dung với tệp khác", (bulk.SAME,)),
    ("chờ chọn", (bulk.UNSAID, bulk.UNCLEAR, bulk.RIVAL)),
    ("không nhận vì đã chọn tệp khác", (bulk.LEFT,)),
    ("chưa nhận được", (bulk.REJECTED,)),
    ("chưa đọc", (bulk.WAITING,)),
)


def show(here: Visit) -> None:
    """The answer first, then the field for files, the work, and what came of it."""
    head = st.container()
    files = _field()
    if not files:
        batch_job.forget()
        with head:
            plain_answer.show(
                TITLE,
                "Thả tệp của nhiều trường, hoặc tệp nén .zip: từng tệp được đọc và kiểm tra trước khi nhận.",
            )
        return
    job = batch_job.for_files(files)
    if job.is_busy:
        with head:
            is_keeping = job.phase == batch_job.KEEPING
            plain_answer.show(TITLE, "Đang nhận các tệp…" if is_keeping else "Đang đọc và kiểm tra các tệp…")
        _progress()
        return
    job.batch.settle(here.store)
    schools = queries.schools.listing(here.store, here.lens, queries.Choice())
    names = dict(zip(schools["school_code"], schools["school_name"], strict=True))
    actions = st.container()
    batch_choices.ask(here, job, names)
    batch_choices.choose(job.batch, names)
    found = batch_tables.of(job.batch, schools)
    with head:
        plain_answer.show(TITLE, _sentence(job, found))
    with actions:
        _actions(here, job, found)
    _tables(found)


def _field() -> list[UploadedFile]:
    number = st.session_state.setdefault(FIELD, 0)
    # Remembered apart from its switch, which goes as soon as there are files.
    is_folder = st.session_state.get(WHOLE_FOLDER, st.session_state.get(IS_FOLDER, False))
    st.session_state[IS_FOLDER] = is_folder
    files = st.file_uploader(
        f"Tệp Excel, Word (.docx), .ods, .csv hoặc .zip, mỗi tệp không quá {MEGABYTES} MB;"
        f" nhiều nhất {bulk.MOST_FILES} tệp mỗi lần",
        accept_multiple_files="directory" if is_folder else True,
        key=f"{FIELD}-{number}",
        max_upload_size=MEGABYTES,
    )
    if not files:
        st.toggle("Chọn cả một thư mục", value=is_folder, key=WHOLE_FOLDER)
        st.caption(
            "Tên trường lấy từ trong tệp; tệp không ghi thì theo tên tệp, tên thư mục. Tệp đã nộp rồi được nhận ra và không"
            " nộp thêm lần nữa."
        )
    return list(files)


@st.fragment(run_every=batch_job.EVERY_SECONDS)
def _progress() -> None:
    """A slice of the work in each run, so that everybody else has their turn; who is here is asked anew each time."""
    here, job = visit.here(), batch_job.of_tab()
    journal.admit(here, roles.stop_unless_may_hand_in_for_any, page=f"/{addresses.HAND_IN_MANY}")
    if job is None:
        st.rerun()
    # All of it is drawn before the work: the next run may begin before this one has ended.
    bar = st.progress(job.share_done, text=_progress_words(job))
    if st.button("Dừng lại", icon=":material/stop_circle:"):
        job.stop(here)
    job.work(here, seconds=batch_job.SLICE_SECONDS)
    bar.progress(job.share_done, text=_progress_words(job))
    if not job.is_busy:
        st.rerun()


def _progress_words(job: Job) -> str:
    if job.phase == batch_job.KEEPING:
        return f"Đã nhận {words.number(len(job.kept))} tệp"
    looked_at = sum(item.understood is not None for item in job.batch.items)
    return f"Đã đọc {words.number(looked_at)}/{words.number(len(job.batch.items))} tệp"


def _sentence(job: Job, found: Tables) -> str:
    counts = Counter(job.batch.states().values())
    told = [
        f"{words.number(count)} tệp {word}"
        for word, states in _COUNTED
        if (count := sum(counts[state] for state in states))
    ]
    whose = f" của {words.number(found.school_count)} trường" if found.school_count else ""
    return f"{words.number(len(job.batch.items))} tệp{whose}: {', '.join(told)}."


def _actions(here: Visit, job: Job, found: Tables) -> None:
    if job.why_stopped:
        st.error(f"{job.why_stopped} Các tệp đã nhận vẫn được giữ.")
    elif job.is_stopped:
        st.warning("Đã dừng giữa chừng. Các tệp đã nhận vẫn được giữ; có thể làm tiếp.")
    ready = job.batch.ready
    with st.container(horizontal=True, vertical_alignment="center"):
        if job.batch.is_waiting:
            if st.button("Đọc tiếp", type="primary", icon=":material/play_arrow:"):
                job.look()
                st.rerun()
        elif ready and st.button(
            f"Nhận tất cả tệp không có lỗi ({words.number(len(ready))})",
            type="primary",
            icon=":material/check:",
        ):
            job.keep()
            st.rerun()
        if not found.by_file.empty:
            batch_book.leave(
                here.account.login_name, job.mark, found, day=here.today, is_sample=here.is_sample
            )
            st.link_button(
                "Tải tổng hợp và chỗ cần xem lại (Excel)",
                paths.batch_of(job.mark),
                icon=":material/download:",
            )
        if job.kept or not ready:
            st.button("Nộp các tệp khác", icon=":material/restart_alt:", on_click=_start_anew)
    notes = []
    if replacing := sum(bool(item.standing and item.standing.replaced) for item in ready):
        notes.append(
            f"{words.number(replacing)} tệp sẽ thay bảng đang dùng; bảng cũ vẫn còn trong danh sách đã nộp."
        )
    if job.batch.left_out_count:
        notes.append(
            f"Bỏ qua {words.number(job.batch.left_out_count)} tệp phụ trong tệp nén"
            " (tệp khoá của Word và Excel, tệp của hệ điều hành)."
        )
    if notes:
        st.caption(" ".join(notes))


def _start_anew() -> None:
    batch_job.forget()
    st.session_state[FIELD] += 1


def _tables(found: Tables) -> None:
    views = {
        "truong": (
            f"Theo trường ({words.number(len(found.by_school))})",
            found.by_school,
            batch_tables.BY_SCHOOL,
        ),
        "tep": (f"Theo tệp ({words.number(len(found.by_file))})", found.by_file, batch_tables.BY_FILE),
        "loi": (
            f"Chỗ cần xem lại ({words.number(len(found.problems))})",
            found.problems[list(batch_tables.PROBLEMS_SHOWN)],
            batch_tables.PROBLEMS,
        ),
        "thieu": (
            f"Trường chưa có tệp ({words.number(len(found.without))})",
            found.without,
            batch_tables.WITHOUT,
        ),
    }
    chosen = picks.view({key: label for key, (label, *_) in views.items()}, key=VIEW)
    _, frame, labels = views[chosen]
    if frame.empty:
        st.markdown("Không có dòng nào.")
    else:
        tables.grid(frame, labels=labels, rows=10, widths=batch_tables.WIDTHS)
