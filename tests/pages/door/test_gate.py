"""The parts of the gate, each by itself."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from data.store import open_store
from pages.door import headers, paths, sign_in
from pages.door.settings import Quota
from pages.door.uploads import UploadLimit
from pages.parts import house


def test_the_policy_names_every_inline_script() -> None:
    page = "<script src='a.js'></script><script>one()</script><script type=\"module\">two()</script>"
    policy = headers.app_policy(page)
    for script in (b"one()", b"two()"):
        assert f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" in policy
    assert policy.count("sha256-") == 2


@pytest.mark.parametrize(
    ("length", "expected", "why"),
    [
        (b"1000", None, "a small file"),
        (str(20 * 2**20).encode(), None, "the largest that is allowed"),
        (str(21 * 2**20).encode(), 413, "larger"),
        (b"9" * 400, 413, "absurd"),
        (None, 411, "no length"),
        (b"-1", 411, "no number"),
        (b"", 411, "empty"),
    ],
)
def test_one_upload(length: bytes | None, expected: int | None, why: str) -> None:
    assert UploadLimit().refusal("a", "school", length) == expected, why


@pytest.mark.parametrize(
    ("held", "expected", "why"),
    [
        (0, None, "nothing in memory"),
        (200 * 2**20 - 10, None, "just as much as may be kept"),
        (200 * 2**20 - 9, 429, "one byte too many, however long ago it was uploaded"),
    ],
)
def test_what_is_kept_in_memory_is_limited(held: int, expected: int | None, why: str) -> None:
    assert UploadLimit().refusal("a", "school", b"10", held=held) == expected, why


def test_many_uploads_are_counted_per_account() -> None:
    limit = UploadLimit({"school": Quota(3, 1000), "specialist": Quota(4, 1000)})
    assert [limit.refusal("a", "school", b"10") for _ in range(4)] == [None, None, None, 429]
    assert limit.refusal("b", "school", b"10") is None
    assert [limit.refusal("c", "specialist", b"10") for _ in range(5)] == [None, None, None, None, 429]


def test_the_bytes_of_many_uploads_are_counted() -> None:
    limit = UploadLimit({"school": Quota(100, 1000)})
    assert [limit.refusal("a", "school", b"400") for _ in range(3)] == [None, None, 429]
    assert limit.refusal("a", "school", b"200") is None


def test_a_role_that_hands_in_nothing_uploads_next_to_nothing() -> None:
    limit = UploadLimit({"school": Quota(100, 1000)})
    assert [limit.refusal("a", "leadership", b"1") for _ in range(6)] == [None] * 5 + [429]


def test_the_count_is_forgotten_after_a_while() -> None:
    limit = UploadLimit({"school": Quota(1, 1000)}, seconds=0.0)
    assert [limit.refusal("a", "school", b"1") for _ in range(2)] == [None, None]


@pytest.fixture(scope="module", params=[True, False], ids=["sample store", "real store"])
def is_sample(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[bool]:
    store = open_store(None)
    if request.param:
        with store.transaction() as writer:
            writer.add(
                "kept.fact", [{"name": "kind", "value": "sample"}, {"name": "today", "value": "2026-11-20"}]
            )
    with house.lent(store, Path(tmp_path_factory.mktemp("home"))):
        yield request.param
    store.close()


@pytest.mark.parametrize(
    ("client", "host", "more", "expected", "why"),
    [
        ("127.0.0.1", "127.0.0.1:8501", {}, True, "this machine"),
        ("127.0.0.1", "localhost:8501", {}, True, "this machine by name"),
        ("::1", "[::1]:8501", {}, True, "this machine, IPv6"),
        ("192.168.1.7", "127.0.0.1:8501", {}, False, "another machine that lies about the host"),
        ("127.0.0.1", "192.168.1.5:8501", {}, False, "not asked for as this machine"),
        ("127.0.0.1", "localhost.evil.example", {}, False, "another name"),
        ("127.0.0.1", "", {}, False, "no host"),
        (
            "127.0.0.1",
            "localhost",
            {"x-forwarded-for": "203.0.113.9"},
            False,
            "through a proxy on this machine",
        ),
        ("127.0.0.1", "localhost", {"via": "1.1 proxy"}, False, "through a proxy that says only so"),
        (
            "127.0.0.1",
            "localhost",
            {"x-forwarded-proto": "https"},
            False,
            "a proxy that says only the scheme",
        ),
        ("127.0.0.1", "localhost", {"x_forwarded_for": "203.0.113.9"}, False, "spelled with underscores"),
        ("127.0.0.1", "localhost", {"cf-connecting-ip": "203.0.113.9"}, False, "a tunnel to this machine"),
        ("127.0.0.1", "localhost", {"x-request-id": "1"}, True, "a header that no proxy is known by"),
        ("", "localhost", {}, False, "no client address"),
    ],
)
def test_the_demo_is_for_a_sample_store_on_this_very_machine(
    is_sample: bool, client: str, host: str, more: dict[str, str], expected: bool, why: str
) -> None:
    sent = [(name.encode(), value.encode()) for name, value in {"host": host, **more}.items()]
    scope = {"type": "http", "method": "GET", "path": paths.SIGN_IN, "headers": sent, "client": (client, 1)}
    assert sign_in.is_demo_allowed(Request(scope)) is (expected and is_sample), why


def test_a_proxy_that_adds_nothing_is_known_by_its_old_protocol(is_sample: bool) -> None:
    scope = {"type": "http", "method": "GET", "path": paths.SIGN_IN, "client": ("127.0.0.1", 1)}
    scope |= {"headers": [(b"host", b"localhost:8501")], "http_version": "1.0"}
    assert sign_in.is_demo_allowed(Request(scope)) is False
    assert sign_in.is_demo_allowed(Request(scope | {"http_version": "1.1"})) is is_sample
