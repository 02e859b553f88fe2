"""What an office has configured at the door."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from pages.door import settings

OIDC = """
[oidc]
client_id = "dashboard"
client_secret = "s"
server_metadata_url = "https://accounts.example/.well-known/openid-configuration"
"""


def read(home: Path, text: str = "", **environ: str) -> settings.Settings:
    if text:
        (home / settings.FILE_NAME).write_text(text, "utf-8")
    return settings.read(environ, home)


def test_nothing_configured(tmp_path: Path) -> None:
    found = read(tmp_path)
    assert (found.trusted_proxies, found.oidc) == ((), None)
    assert found.quotas["specialist"].count > found.quotas["school"].count


def test_the_file(tmp_path: Path) -> None:
    text = (
        '[proxy]\ntrusted = ["127.0.0.1", "10.0.0.0/8"]\n[upload]\nschool_files = 7\nschool_megabytes = 3\n'
    )
    found = read(tmp_path, text + OIDC)
    assert found.trusted_proxies == (ip_network("127.0.0.1"), ip_network("10.0.0.0/8"))
    assert found.quotas["school"] == settings.Quota(7, 3 * 2**20)
    assert found.oidc is not None
    assert found.oidc.client_id == "dashboard"
    assert found.oidc.label


def test_the_environment_wins(tmp_path: Path) -> None:
    found = read(
        tmp_path,
        '[proxy]\ntrusted = ["10.0.0.0/8"]\n' + OIDC,
        DASHBOARD_TRUSTED_PROXIES="::1, 127.0.0.1",
        DASHBOARD_OIDC_CLIENT_ID="another",
    )
    assert found.trusted_proxies == (ip_network("::1"), ip_network("127.0.0.1"))
    assert found.oidc is not None
    assert found.oidc.client_id == "another"


def test_an_empty_environment_trusts_nobody(tmp_path: Path) -> None:
    text = '[proxy]\ntrusted = ["10.0.0.0/8"]\n'
    assert read(tmp_path, text, DASHBOARD_TRUSTED_PROXIES="").trusted_proxies == ()


@pytest.mark.parametrize(
    ("text", "environ", "why"),
    [
        ("[proxy", {}, "no TOML"),
        ("proxy = 1", {}, "no section"),
        ('[proxy]\ntrusted = ["proxy.example"]', {}, "a name is no address"),
        ("", {"DASHBOARD_TRUSTED_PROXIES": "*"}, "everybody"),
        ("", {"DASHBOARD_OIDC_CLIENT_ID": "x"}, "half a provider"),
        ('[upload]\nschool_files = "many"', {}, "no number"),
        ("[upload]\nschool_files = 0", {}, "nothing at all"),
    ],
)
def test_what_cannot_be_used_is_said(tmp_path: Path, text: str, environ: dict[str, str], why: str) -> None:
    with pytest.raises(settings.SettingsError):
        read(tmp_path, text, **environ)
