"""Who calls: the address and the scheme of a request, from its socket, or from a proxy that the office trusts."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.types import Scope
from streamlit import config

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network

# What proxies add. Names are compared with "-" for "_"; any that begins with x-forwarded counts.
_FORWARDED = frozenset(
    "forwarded via x-real-ip x-client-ip x-cluster-client-ip x-original-host x-original-url true-client-ip "
    "cf-connecting-ip cf-ray fastly-client-ip x-envoy-external-address".split()
)


def believe(scope: Scope, trusted: Iterable[Network]) -> None:
    """Write the caller's address and scheme into the scope; X-Forwarded-* counts only when a trusted proxy sends it."""
    sent = Headers(scope=scope)
    peer = _address((scope.get("client") or ("", 0))[0])
    scheme = "https" if config.get_option("server.sslCertFile") else "http"
    if peer is not None and _is_in(peer, trusted):
        scope["client"] = (str(_told(sent.getlist("x-forwarded-for"), peer, trusted)), 0)
        told = sent.getlist("x-forwarded-proto")
        if told and told[-1].strip().lower() in {"http", "https"}:
            scheme = told[-1].strip().lower()
    scope["scheme"] = scheme if scope["type"] == "http" else scheme.replace("http", "ws")


def address_of(scope: Scope) -> str:
    """The address of who calls, as `believe` has left it."""
    return str((scope.get("client") or ("", 0))[0])


def is_at_this_machine(request: Request) -> bool:
    """Asked for by this very machine under its own name, and not through a proxy that stands on it.

    A proxy that adds no header mostly speaks HTTP/1.0 to us (nginx does so by default); no browser does.
    """
    if _is_through_proxy(request):
        return False
    host = urlsplit(f"//{request.headers.get('host', '')}").hostname or ""
    return _is_loopback(address_of(request.scope)) and (host == "localhost" or _is_loopback(host))


def _told(forwarded: list[str], peer: Address, trusted: Iterable[Network]) -> Address:
    """Each proxy adds at the end whom it saw, so the last one that is no proxy of ours is the caller."""
    found = peer
    for entry in reversed(",".join(forwarded).split(",")):
        address = _address(entry)
        if address is None:
            break
        found = address
        if not _is_in(address, trusted):
            break
    return found


def _address(text: str) -> Address | None:
    """An address, also with a port behind it; None for anything else."""
    bare = text.strip()
    if bare.startswith("["):
        bare = bare[1:].partition("]")[0]
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    try:
        found = ipaddress.ip_address(bare)
    except ValueError:
        return None
    # A socket that listens on both families names IPv4 callers so.
    return getattr(found, "ipv4_mapped", None) or found


def _is_in(address: Address, networks: Iterable[Network]) -> bool:
    return any(address in network for network in networks)


def _is_through_proxy(request: Request) -> bool:
    names = {name.lower().replace("_", "-") for name in request.headers}
    return (
        request.scope.get("http_version") == "1.0"
        or bool(names & _FORWARDED)
        or any(name.startswith("x-forwarded") for name in names)
    )


def _is_loopback(text: str) -> bool:
    address = _address(text)
    return address is not None and address.is_loopback
