"""From where somebody calls, as a socket, a trusted proxy, or a liar says it."""

from __future__ import annotations

from ipaddress import ip_network

import pytest

from pages.door import caller

TRUSTED = (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"), ip_network("::1"))


@pytest.mark.parametrize(
    ("peer", "forwarded", "expected", "why"),
    [
        ("127.0.0.1", ["203.0.113.9"], "203.0.113.9", "the proxy says whom it saw"),
        ("127.0.0.1", ["198.51.100.1, 203.0.113.9"], "203.0.113.9", "what the caller claimed stands before"),
        ("127.0.0.1", ["198.51.100.1", "203.0.113.9"], "203.0.113.9", "the same in two headers"),
        ("127.0.0.1", ["203.0.113.9, 10.0.0.7"], "203.0.113.9", "two proxies of ours"),
        ("127.0.0.1", ["203.0.113.9:4711"], "203.0.113.9", "with a port"),
        ("127.0.0.1", ["[2001:db8::9]:4711"], "2001:db8::9", "IPv6 with a port"),
        ("127.0.0.1", ["2001:db8::9"], "2001:db8::9", "IPv6"),
        ("127.0.0.1", ["<script>"], "127.0.0.1", "no address: the proxy itself"),
        ("127.0.0.1", ["<script>, 203.0.113.9"], "203.0.113.9", "no address before one"),
        ("127.0.0.1", [""], "127.0.0.1", "empty"),
        ("127.0.0.1", [], "127.0.0.1", "nothing said"),
        ("::ffff:10.0.0.7", ["203.0.113.9"], "203.0.113.9", "IPv4 seen by a socket of both families"),
        ("192.0.2.5", ["203.0.113.9"], "192.0.2.5", "nobody trusts this one"),
    ],
)
def test_the_address_of_who_calls(peer: str, forwarded: list[str], expected: str, why: str) -> None:
    headers = [(b"x-forwarded-for", value.encode()) for value in forwarded]
    scope = {"type": "http", "client": (peer, 5), "scheme": "http", "headers": headers}
    caller.believe(scope, TRUSTED)
    assert caller.address_of(scope) == expected, why


@pytest.mark.parametrize(
    ("kind", "peer", "told", "expected", "why"),
    [
        ("http", "127.0.0.1", [b"https"], "https", "the proxy speaks TLS"),
        ("websocket", "127.0.0.1", [b"https"], "wss", "so does its websocket"),
        ("http", "127.0.0.1", [b"HTTPS "], "https", "however it is spelled"),
        ("http", "127.0.0.1", [b"https", b"http"], "http", "the last word is the proxy's"),
        ("http", "127.0.0.1", [b"gopher"], "http", "no scheme of ours"),
        ("http", "192.0.2.5", [b"https"], "http", "nobody trusts this one"),
        ("http", "127.0.0.1", [], "http", "nothing said"),
    ],
)
def test_the_scheme(kind: str, peer: str, told: list[bytes], expected: str, why: str) -> None:
    headers = [(b"x-forwarded-proto", value) for value in told]
    scope = {"type": kind, "client": (peer, 5), "scheme": "https", "headers": headers}
    caller.believe(scope, TRUSTED)
    assert scope["scheme"] == expected, why


def test_without_a_trusted_proxy_nothing_is_believed() -> None:
    headers = [(b"x-forwarded-for", b"203.0.113.9"), (b"x-forwarded-proto", b"https")]
    scope = {"type": "http", "client": ("127.0.0.1", 5), "scheme": "http", "headers": headers}
    caller.believe(scope, ())
    assert (caller.address_of(scope), scope["scheme"]) == ("127.0.0.1", "http")
