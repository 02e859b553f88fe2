"""What differs from office to office at the door, read once at the start: trusted proxies, the second door, upload limits.

Each comes from the environment or from config.toml in the folder of the state; the environment wins.
"""

from __future__ import annotations

import ipaddress
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.access import roles
from pages.door.caller import Network

FILE_NAME = "config.toml"
_MEGABYTE = 2**20
_OIDC = ("client_id", "client_secret", "server_metadata_url", "label")


class SettingsError(Exception):
    """A setting cannot be used. The message is for the administrator, in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Oidc:
    """The provider of the second door, and the words on its button."""

    client_id: str
    client_secret: str
    server_metadata_url: str
    label: str = "Đăng nhập bằng tài khoản của ngành"


@dataclass(frozen=True, slots=True)
class Quota:
    """What one account may upload within ten minutes."""

    count: int
    size: int


@dataclass(frozen=True, slots=True)
class Settings:
    """All of them."""

    trusted_proxies: tuple[Network, ...]
    oidc: Oidc | None
    quotas: Mapping[str, Quota]


# A school hands in three tables a year; a specialist brings in those of a whole district.
QUOTAS = {
    roles.SCHOOL: Quota(60, 120 * _MEGABYTE),
    roles.SPECIALIST: Quota(1000, 600 * _MEGABYTE),
}


def read(environ: Mapping[str, str], home: Path) -> Settings:
    """The settings of an office. Raises SettingsError."""
    file = home / FILE_NAME
    try:
        written = tomllib.loads(file.read_text("utf-8")) if file.is_file() else {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise SettingsError(f"Không đọc được tệp cấu hình {file}: {error}") from None
    told = environ.get("DASHBOARD_TRUSTED_PROXIES")
    proxies = told.split(",") if told is not None else _part(written, "proxy").get("trusted", [])
    return Settings(
        trusted_proxies=tuple(_network(each) for each in proxies if str(each).strip()),
        oidc=_oidc(environ, _part(written, "oidc")),
        quotas={role: _quota(quota, _part(written, "upload"), role) for role, quota in QUOTAS.items()},
    )


def _part(written: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = written.get(name, {})
    if not isinstance(part, dict):
        raise SettingsError(f"Trong {FILE_NAME}, [{name}] phải là một mục.")
    return part


def _network(text: object) -> Network:
    try:
        return ipaddress.ip_network(str(text).strip())
    except ValueError:
        raise SettingsError(
            f"“{text}” không phải địa chỉ hay dải địa chỉ của máy chủ trung gian (DASHBOARD_TRUSTED_PROXIES)."
        ) from None


def _oidc(environ: Mapping[str, str], written: Mapping[str, Any]) -> Oidc | None:
    given = {name: environ.get(f"DASHBOARD_OIDC_{name.upper()}") or written.get(name) for name in _OIDC}
    known = {name: str(value) for name, value in given.items() if value}
    if not known:
        return None
    missing = [name for name in _OIDC[:3] if name not in known]
    if missing:
        raise SettingsError(f"Cấu hình OpenID Connect còn thiếu: {', '.join(missing)}.")
    return Oidc(**known)


def _quota(usual: Quota, written: Mapping[str, Any], role: str) -> Quota:
    """`school_files = 60` and `school_megabytes = 120` under [upload]; the same for specialist."""
    try:
        count = int(written.get(f"{role}_files", usual.count))
        size = int(written.get(f"{role}_megabytes", usual.size // _MEGABYTE)) * _MEGABYTE
    except (TypeError, ValueError):
        raise SettingsError(f"Trong {FILE_NAME}, giới hạn tải lên phải là số nguyên.") from None
    if count < 1 or size < _MEGABYTE:
        raise SettingsError(f"Trong {FILE_NAME}, giới hạn tải lên phải từ 1 trở lên.")
    return Quota(count, size)
