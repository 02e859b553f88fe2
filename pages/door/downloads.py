"""Files that leave the dashboard. Every one is asked for here, with the right of the account checked.

Streamlit's own media addresses can be guessed and can collide, so nothing goes out through them. Filters bear the names of
`python -m queries`: school_year, level, ownership, ward, school, and what a question asks besides.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from datetime import date
from typing import Any
from urllib.parse import quote

import pandas as pd
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

import queries
from data.access import accounts, files, roles
from data.intake.marking import Marked
from exports import table
from pages.door import gate, headers, letters, notes, paths
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
_OF_CHOICE = {field.name for field in fields(queries.Choice)}
# Years, months, days: nobody asks for more, and a number that the database cannot hold would be a mishap.
_LARGEST_NUMBER = 1200
_LONGEST_SUBJECT = 120


def _count(text: str) -> int:
    number = int(text)
    if not 0 <= number <= _LARGEST_NUMBER:
        raise ValueError(f"{number} is no count")
    return number


_READ_AS: dict[str, Callable[[str], Any]] = {
    "int": _count,
    "float": float,
    "date": date.fromisoformat,
    "str": str,
}


def routes() -> list[Route]:
    """What the app serves for download."""
    return [
        Route(f"{paths.TABLE}/{{question}}.xlsx", answer, methods=["GET"]),
        Route(f"{paths.ORIGINAL}/{{revision_id}}", original, methods=["GET"]),
        Route(f"{paths.MARKED}/{{mark}}", marked, methods=["GET"]),
        Route(f"{paths.MARKED_ORIGINAL}/{{revision_id}}", marked_original, methods=["GET"]),
        Route(f"{paths.BATCH}/{{mark}}.xlsx", batch_book_of, methods=["GET"]),
        Route(f"{paths.TEMPLATE}/{{kind}}.xlsx", form, methods=["GET"]),
        Route(f"{paths.CHANGES}/{{revision_id}}.xlsx", changes_book, methods=["GET"]),
        Route(paths.SINCE, since_book, methods=["GET"]),
        Route(paths.AUDIT, audit_book, methods=["GET"]),
        Route(paths.ACCOUNTS, handed_out, methods=["GET"]),
        Route(f"{paths.DOWNLOADS}/{{rest:path}}", nothing, methods=["GET"]),
    ]


async def answer(request: Request) -> Response:
    """The answer to a question as an Excel file, through the lens of who asks."""
    return await run_in_threadpool(_noted, request, _answer)


async def original(request: Request) -> Response:
    """The file of a hand-in as it came; not found alike when there is none and when it is another school's."""
    return await run_in_threadpool(_noted, request, _original)


async def marked(request: Request) -> Response:
    """The marked copy of a file, for the one who is looking at that file."""
    return await run_in_threadpool(_noted, request, _marked)


async def marked_original(request: Request) -> Response:
    """The marked copy of a hand-in, for whom the hand-in itself is."""
    return await run_in_threadpool(_noted, request, _marked_original)


async def batch_book_of(request: Request) -> Response:
    """The summary and all problems of a batch of files, for the one who has sent them."""
    return await run_in_threadpool(_noted, request, _batch_book)


async def form(request: Request) -> Response:
    """A form to fill in, for a school that the account hands in for."""
    return await run_in_threadpool(_noted, request, _form)


async def changes_book(request: Request) -> Response:
    """What a hand-in says otherwise than the one before; not found alike when it is another school's."""
    return await run_in_threadpool(_noted, request, _changes_book)


async def since_book(request: Request) -> Response:
    """What changed between two days as an Excel file, through the lens of who asks."""
    return await run_in_threadpool(_noted, request, _since_book)


async def audit_book(request: Request) -> Response:
    """The audit as an Excel file, for who may read it."""
    return await run_in_threadpool(_noted, request, _audit_book)


async def handed_out(request: Request) -> Response:
    """The sheet of one-time passwords, for the one who has just issued them."""
    return await run_in_threadpool(_noted, request, _handed_out)


async def nothing(request: Request) -> Response:
    """Any other address here: Streamlit would answer it with the first page of the app."""
    return letters.not_found()


def _noted(request: Request, make: Callable[[Request, roles.Account], Response]) -> Response:
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
    open_house = house.house()
    try:
        day = date.fromisoformat(request.query_params.get("den-ngay") or open_house.today.isoformat())
        question = _question(request.path_params["question"])
        choice, extras = _filters(question, dict(request.query_params))
        if day > open_house.today:
            raise ValueError("The day has not come.")
    except (LookupError, ValueError):
        return letters.not_found()
    lens = roles.lens_of(account, day)
    if lens is None:
        return letters.not_found()
    frame = question(open_house.store, lens, choice, **extras)
    name = request.path_params["question"]
    content = table.workbook(
        words.readable(frame),
        headings=words.headings(list(frame.columns)),
        title=asking.header(name)["question"],
        subtitle=_subtitle(day, open_house.is_sample),
    )
    return _file(content, f"{name.replace('.', '-')}-{day:%Y-%m-%d}.xlsx", _XLSX)


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
        asked = template_forms.asked_in(request.path_params["kind"], request.query_params, account)
        content, name = template_forms.content(open_house.store, lens, asked, is_sample=open_house.is_sample)
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
    asked = dict(request.query_params)
    try:
        day = date.fromisoformat(asked.pop("den-ngay", "") or open_house.today.isoformat())
        since = date.fromisoformat(asked.pop("so-voi", ""))
        lens = roles.lens_of(account, day)
        if lens is None or day > open_house.today or not asked.keys() <= _OF_CHOICE:
            raise ValueError("Nothing that may be asked.")
        choice = queries.Choice(**{name: text for name, text in asked.items() if text})
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


def _question(name: str) -> Callable[..., pd.DataFrame]:
    """The function of a named question; LookupError for any name that is not a question's."""
    if name not in asking.names():
        raise LookupError(name)
    topic, own = name.split(".")
    return getattr(getattr(queries, topic), own)


def _filters(
    question: Callable[..., pd.DataFrame], given: dict[str, str]
) -> tuple[queries.Choice, dict[str, Any]]:
    """The shared filters, and what the question asks besides, read as the function says; ValueError for anything else."""
    asked = {
        name: parameter
        for name, parameter in inspect.signature(question).parameters.items()
        if parameter.kind is parameter.KEYWORD_ONLY
    }
    choice: dict[str, str] = {}
    extras: dict[str, Any] = {}
    for name, text in given.items():
        if name == "den-ngay" or not text:
            continue
        if name in asked:
            kind = str(asked[name].annotation).removesuffix(" | None")
            extras[name] = _READ_AS[kind](text)
        elif name in _OF_CHOICE:
            choice[name] = text
        else:
            raise ValueError(f"unknown filter {name}")
    missing = {
        name for name, parameter in asked.items() if parameter.default is parameter.empty
    } - extras.keys()
    if missing:
        raise ValueError(f"missing {sorted(missing)}")
    return queries.Choice(**choice), extras


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
