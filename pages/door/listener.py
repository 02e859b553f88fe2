"""Two settings of uvicorn that Streamlit does not let us make: no banner, and no belief in forwarded addresses.

Streamlit starts uvicorn with arguments of its own and reads none of ours. uvicorn imports dashboard.py while it loads its
settings and asks for these two afterwards, so they can still be said on the class. If a later version asks in another way,
the tests of tests/pages/door say so.
"""

from __future__ import annotations

import uvicorn


def settle() -> None:
    """Say both. `pages.door.caller` decides about forwarded addresses, which uvicorn would believe of any local program."""
    uvicorn.Config.proxy_headers = property(lambda _: False, lambda _, value: None)  # type: ignore[assignment]
    uvicorn.Config.encoded_headers = property(_without_banner, _keep)  # type: ignore[assignment]


def _keep(settings: uvicorn.Config, headers: list[tuple[bytes, bytes]]) -> None:
    vars(settings)["encoded_headers"] = headers


def _without_banner(settings: uvicorn.Config) -> list[tuple[bytes, bytes]]:
    return [header for header in vars(settings)["encoded_headers"] if header[0] != b"server"]
