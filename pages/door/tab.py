"""One open tab: its websocket between Streamlit and the gate."""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from google.protobuf.message import DecodeError
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.runtime_util import get_max_widget_state_size_bytes

from data.access.sessions import Session
from pages.door import paths

# What a page sends. The rest is for developers; "clear_cache" would empty the caches of all users.
_SPOKEN = frozenset(
    {"rerun_script", "stop_script", "app_heartbeat", "file_urls_request", "backend_operation_request"}
)
_POLICY_VIOLATION = 1008
_NO_TEXT = 1003


class Tab:
    """One websocket: asks at every message whether the session still lives, and else sends the tab to the sign-in page.

    A tab whose account got another role or school starts anew: what it holds was made for the old one.
    """

    def __init__(
        self,
        receive: Receive,
        send: Send,
        *,
        session: Session,
        find_session: Callable[[], Awaitable[Session | None]],
    ) -> None:
        self._receive = receive
        self._send = send
        self._find_session = find_session
        self._actor = session.actor
        self._is_over = False

    async def receive(self) -> Message:
        """The next message that the app may have; the end, when the tab is to be closed."""
        while True:
            message = await self._receive()
            if self._is_over or message["type"] != "websocket.receive":
                return message
            if message.get("bytes") is None:
                return await self._close(_NO_TEXT)
            session = await self._find_session()
            if session is None:
                return await self._go_to(paths.SIGN_IN)
            if session.actor != self._actor:
                return await self._go_to(paths.HOME)
            if _is_spoken(message["bytes"]):
                return message

    async def _go_to(self, address: str) -> Message:
        # Streamlit's own message for "go to another page".
        goodbye = ForwardMsg()
        goodbye.auth_redirect.url = address
        self._is_over = True
        await self._send({"type": "websocket.send", "bytes": goodbye.SerializeToString()})
        return await self._close(_POLICY_VIOLATION)

    async def _close(self, code: int) -> Message:
        self._is_over = True
        await self._send({"type": "websocket.close", "code": code})
        return {"type": "websocket.disconnect", "code": code}

    async def send(self, message: Message) -> None:
        """What the app says; nothing more to a tab that is closed."""
        if not self._is_over:
            await self._send(message)


def _is_spoken(content: bytes) -> bool:
    """Whether a message is one that a page sends. One that is too long or is no message is refused by Streamlit."""
    if len(content) > get_max_widget_state_size_bytes():
        return True
    message = BackMsg()
    try:
        message.ParseFromString(content)
    except DecodeError:
        return True
    return message.WhichOneof("type") in _SPOKEN
