"""What one open tab may send, and when it ends; without a server, the messages of the protocol by hand."""

from __future__ import annotations

import asyncio
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from starlette.types import Message
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from data.access.sessions import Session
from pages.door.tab import Tab

AT = datetime(2026, 9, 7, 8, 0, tzinfo=UTC)
SESSION = Session("truong-a", "school", "a", AT, AT)


def said(kind: str) -> Message:
    message = BackMsg()
    if kind == "rerun_script":
        message.rerun_script.query_string = "x=1"
    elif kind == "file_urls_request":
        message.file_urls_request.request_id = "1"
    elif kind == "backend_operation_request":
        message.backend_operation_request.request_id = "1"
    else:
        setattr(message, kind, True)
    return {"type": "websocket.receive", "bytes": message.SerializeToString()}


def received(*messages: Message, now: Session | None = SESSION) -> tuple[Message, list[Message]]:
    """What the app gets first when these arrive while `now` is the session, and what the browser is sent."""
    waiting, sent = list(messages), []

    async def receive() -> Message:
        return waiting.pop(0)

    async def send(message: Message) -> None:
        sent.append(message)

    async def find_session() -> Session | None:
        return now

    opened = Tab(receive, send, session=SESSION, find_session=find_session)
    # In a thread of its own: the browser tests leave a running event loop in this one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, opened.receive()).result(), sent


@pytest.mark.parametrize(
    "kind", ["rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"]
)
def test_what_a_page_says_comes_through(kind: str) -> None:
    assert received(said(kind)) == (said(kind), [])


@pytest.mark.parametrize(
    "kind",
    [
        "clear_cache",
        "set_run_on_save",
        "load_git_info",
        "debug_disconnect_websocket",
        "debug_shutdown_runtime",
    ],
)
def test_what_only_developers_say_is_passed_over(kind: str) -> None:
    assert received(said(kind), said("rerun_script")) == (said("rerun_script"), [])


def test_what_is_no_message_is_left_to_streamlit() -> None:
    garbage: Message = {"type": "websocket.receive", "bytes": b"\xff\xff"}
    assert received(garbage) == (garbage, [])


def test_text_closes_the_tab() -> None:
    got, sent = received({"type": "websocket.receive", "text": "x"})
    assert got == {"type": "websocket.disconnect", "code": 1003}
    assert sent == [{"type": "websocket.close", "code": 1003}]


@pytest.mark.parametrize(
    ("now", "address", "why"),
    [
        (None, "/dang-nhap", "the session is over"),
        (replace(SESSION, role="leadership", school_code=None), "/", "another role"),
        (replace(SESSION, school_code="b"), "/", "another school"),
        (replace(SESSION, login_name="truong-b"), "/", "another account"),
    ],
)
def test_a_tab_of_somebody_who_is_not_the_same_any_more_ends(
    now: Session | None, address: str, why: str
) -> None:
    got, sent = received(said("rerun_script"), now=now)
    assert got == {"type": "websocket.disconnect", "code": 1008}, why
    assert ForwardMsg.FromString(sent[0]["bytes"]).auth_redirect.url == address
    assert sent[1:] == [{"type": "websocket.close", "code": 1008}]
