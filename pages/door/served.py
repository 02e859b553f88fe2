"""What is served at all. Streamlit answers every other address with its first page and an English sentence."""

from __future__ import annotations

from pathlib import Path

from streamlit import file_util

from pages import addresses
from pages.door import paths

APP_PREFIXES = tuple(f"{paths.BASE}/{part}/" for part in ("_stcore", "media", "component", "static"))
MEDIA = f"{paths.BASE}/media/"
# Streamlit serves these to everybody who is signed in, and nobody here needs them.
_UNUSED = tuple(f"{paths.BASE}/_stcore/{part}" for part in ("agent", "metrics", "script-health-check"))
_PAGES = frozenset(f"{paths.HOME}{address}" for address in addresses.PAGES)
_DOOR = frozenset(
    {
        paths.SIGN_IN,
        paths.SIGN_OUT,
        paths.SET_UP,
        paths.CHANGE,
        paths.OIDC,
        paths.OIDC_BACK,
        paths.STYLE,
        paths.HEALTH,
    }
)
# index.html, favicon.png and the like, beside the folder of the assets.
_FILES = frozenset(
    f"{paths.HOME}{file.name}" for file in Path(file_util.get_static_dir()).iterdir() if file.is_file()
)


def is_served(path: str) -> bool:
    """Whether there is anything at this address."""
    if path.startswith(_UNUSED):
        return False
    # Streamlit takes one slash too many away.
    is_page = path in _PAGES or path.rstrip("/") in _PAGES | {paths.BASE}
    return is_page or path in _DOOR | _FILES or path.startswith((*APP_PREFIXES, f"{paths.DOWNLOADS}/"))
