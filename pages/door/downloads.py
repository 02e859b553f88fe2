"""Files that leave the dashboard. Every one is asked for here, with the right of the account checked.

Streamlit's own media addresses can be guessed and can collide, so nothing goes out through them. Filters bear the names of
`python -m queries`: school_year, level, ownership, ward, school, and what a question asks besides.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import partial
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from data.access import accounts, files, roles
from data.intake.marking import Marked
from exports import table
from pages.door import asked, gate, headers, letters, notes, paths
from pages.parts import (
    audit_sheet,
    batch_book,
    changed_revisions,
    handout,
    house,
    marked_copy,
    since_sheet,
    template_forms,
    words,
)
from queries import asking

_TABLE_ENDINGS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".ods", ".csv", ".txt", ".docx")
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ANY = "application/octet-stream"
_LONGEST_SUBJECT = 120


Maker = Callable[[Request, roles.Account], Response]


def routes() -> list[Route]:
    """What the app serves for download. Starlette runs each in a thread of its own."""
    made: dict[str, Maker] = {
        f"{paths.TABLE}/{{question}}.xlsx": _answer,
        f"{paths.ORIGINAL}/{{revision_id}}": _original,
        f"{paths.MARKED}/{{mark}}": _marked,
        f"{paths.MARKED_ORIGINAL}/{{revision_id}}": _marked_original,
        f"{paths.BATCH}/{{mark}}.xlsx": _batch_book,
        f"{paths.TEMPLATE}/{{kind}}.xlsx": _form,
        f"{paths.CHANGES}/{{revision_id}}.xlsx": _changes_book,
        paths.SINCE: _since_book,
        paths.AUDIT: _audit_book,
        paths.ACCOUNTS: _handed_out,
    }
    return [
        *(Route(path, partial(_noted, make=make), methods=["GET"]) for path, make in made.items()),
        Route(f"{paths.DOWNLOADS}/{{rest:path}}", nothing, methods=["GET"]),
    ]


def nothing(request: Request) -> Response:
    """Any other address here: Streamlit would answer it with the first page of the app."""
    return letters.not_found()


def _noted(request: Request, *, make: Maker) -> Response:
    """The file, or that there is none; either is written down."""
    account = accounts.find(house.house().store, gate.account_in(request.scope))
    if account is None:
        return letters.not_found()
    try:
        response = make(request, account)
    except roles.NotAllowed:
        response = letters.not_found()
    is_given = response.status_code == 200
    notes.note(
        request.scope,
        "download" if is_given else "download_refused",
        login_name=account.login_name,
        school_code=account.school_code,
        subject=request.url.path.removeprefix(f"{paths.DOWNLOADS}/")[:_LONGEST_SUBJECT],
        outcome="ok" if is_given else "refused",
    )
    return response


def _answer(request: Request, account: roles.Account) -> Response:
    """The answer to a question, through the lens of who asks."""
    open_house = house.house()
    given = dict(request.query_params)
    try:
        day = asked.day(given, today=open_house.today)
        question = asked.question(request.path_params["question"], given)
    except (LookupError, ValueError):
        return letters.not_found()
    lens = roles.lens_of(account, day)
    if lens is None:
        return letters.not_found()
    try:
        frame = question.answer(open_house.store, lens)
    except ValueError:
        return letters.not_found()
    content = table.workbook(
        words.readable(frame),
        headings=words.headings(list(frame.columns)),
        title=asking.header(question.name)["question"],
        subtitle=_subtitle(day, open_house.is_sample),
    )
    return _file(content, f"{question.name.replace('.', '-')}-{day:%Y-%m-%d}.xlsx", _XLSX)


def _original(request: Request, account: roles.Account) -> Response:
    open_house = house.house()
    revision_id = request.path_params["revision_id"]
    lens = roles.lens_of(account, open_house.today)
    found = files.original_of(open_house.store, open_house.home, revision_id, lens=lens)
    if found is None:
        return letters.not_found()
    return _file(found.content, _harmless_name(found.file_name), _ANY)


def _batch_book(request: Request, account: roles.Account) -> Response:
    content = batch_book.of_waiting(account, request.path_params["mark"])
    if content is None:
        return letters.not_found()
    return _file(content, f"nhieu-tep-{house.house().today:%Y-%m-%d}.xlsx", _XLSX)


def _marked(request: Request, account: roles.Account) -> Response:
    return _of_marked(marked_copy.of_waiting(account, request.path_params["mark"]))


def _marked_original(request: Request, account: roles.Account) -> Response:
    return _of_marked(marked_copy.of_kept(account, request.path_params["revision_id"]))


def _of_marked(found: Marked | None) -> Response:
    if found is None:
        return letters.not_found()
    return _file(found.content, found.file_name, _XLSX if found.file_name.endswith(".xlsx") else _ANY)


def _harmless_name(name: str) -> str:
    """The name a school gave its file; one that a computer might run when it is opened gets a table's ending."""
    return name if name.lower().endswith(_TABLE_ENDINGS) else f"{name}.xlsx"


def _form(request: Request, account: roles.Account) -> Response:
    open_house = house.house()
    lens = roles.lens_of(account, open_house.today)
    if lens is None:
        return letters.not_found()
    try:
        form = template_forms.asked_in(request.path_params["kind"], request.query_params, account)
        content, name = template_forms.content(open_house.store, lens, form, is_sample=open_house.is_sample)
    except (LookupError, ValueError):
        return letters.not_found()
    return _file(content, name, _XLSX)


def _changes_book(request: Request, account: roles.Account) -> Response:
    open_house = house.house()
    revision_id = request.path_params["revision_id"]
    lens = roles.lens_of(account, open_house.today)
    content = lens and changed_revisions.content(
        open_house.store, lens, revision_id, mark=letters.SAMPLE_NOTICE if open_house.is_sample else ""
    )
    if not content:
        return letters.not_found()
    return _file(content, f"thay-doi-{revision_id}.xlsx", _XLSX)


def _since_book(request: Request, account: roles.Account) -> Response:
    open_house = house.house()
    given = dict(request.query_params)
    try:
        day = asked.day(given, today=open_house.today)
        since = date.fromisoformat(given.pop("so-voi", ""))
        lens = roles.lens_of(account, day)
        if lens is None:
            raise ValueError("Nothing that may be asked.")
        choice = asked.choice(given)
        notice = f"{letters.SAMPLE_NOTICE}. " if open_house.is_sample else ""
        content = since_sheet.content(open_house.store, lens, choice, since=since, notice=notice)
    except ValueError:
        return letters.not_found()
    return _file(content, f"thay-doi-{since:%Y-%m-%d}-{day:%Y-%m-%d}.xlsx", _XLSX)


def _audit_book(request: Request, account: roles.Account) -> Response:
    open_house = house.house()
    roles.stop_unless_may_read_audit(account)
    try:
        content = audit_sheet.content(
            open_house.store, dict(request.query_params), is_sample=open_house.is_sample
        )
    except ValueError:
        return letters.not_found()
    return _file(content, f"so-ghi-{house.clock():%Y-%m-%d}.xlsx", _XLSX)


def _handed_out(request: Request, account: roles.Account) -> Response:
    roles.stop_unless_may_keep_accounts(account)
    sheet = handout.shelf().waiting(account.login_name, at=house.clock())
    if sheet is None:
        return letters.not_found()
    return _file(sheet.content, f"tai-khoan-{house.clock():%Y-%m-%d}.xlsx", _XLSX)


def _subtitle(day: date, is_sample: bool) -> str:
    mark = f"{letters.SAMPLE_NOTICE}. " if is_sample else ""
    return f"{mark}Số liệu tính đến hết ngày {day:%d/%m/%Y}."


def _file(content: bytes, name: str, media_type: str) -> Response:
    plain = "".join(
        letter if letter.isascii() and (letter.isalnum() or letter in "-_.") else "_" for letter in name
    )
    disposition = f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(name, safe='')}"
    sent = {
        "Content-Disposition": disposition,
        "Cache-Control": "no-store",
        "Content-Security-Policy": headers.FILE_POLICY,
    }
    return Response(content, media_type=media_type, headers=sent)
