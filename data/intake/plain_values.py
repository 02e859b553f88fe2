"""The values of sheets that are written the way programs write them, from our own look: most files need no other reader.

Whatever is not wholly plain (dates, rich text, escapes, odd numbers) is left to that reader, so nothing is understood twice.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from xml.parsers import expat

from data.intake.look import Look

Plain = str | float | bool

_NUMBER = re.compile(r"-?[0-9]{1,17}(?:\.[0-9]{1,20})?(?:E[+-]?[0-9]{1,2})?").fullmatch
_NO_DATE = re.compile(r"[#0?,.]*%?|@").fullmatch
_SHARED = re.compile(r'<si><t(?: xml:space="preserve")?+(?:>([^<]*+)</t>|/>)</si>')
_AROUND_SHARED = re.compile(r"(?:<\?xml [^<>]*\?>\s*)?<sst [^<>]*>\s*(?:</sst>\s*)?").fullmatch
_NUMBERS = tuple(map(str, range(2000)))
_BETWEEN = "\ue000"  # nobody's letter: it parts texts while they are decoded together


def of(looks: Sequence[Look], formats: Sequence[str], shared: bytes | None) -> list[list[Plain]] | None:
    """For each look a value for each of its cells, in its order, "" where there is none; None where one is not plain."""
    texts = _shared_texts(shared) if shared is not None else []
    if texts is None:
        return None
    numbers = _NUMBERS if len(texts) <= len(_NUMBERS) else map(str, range(len(texts)))
    by_number = dict(zip(numbers, texts, strict=False))
    found = []
    for look in looks:
        values = _values(look, formats, by_number)
        if values is None:
            return None
        found.append(values)
    return found


def _shared_texts(content: bytes) -> list[str] | None:
    pieces = _SHARED.split(content.decode())
    return _decoded([text or "" for text in pieces[1::2]]) if _AROUND_SHARED("".join(pieces[::2])) else None


def _values(look: Look, formats: Sequence[str], shared: Mapping[str, str]) -> list[Plain] | None:
    if not look.is_plain:
        return None
    contents = ["" if content is None else content for content in look.contents]
    if not {"str", "inlineStr"}.isdisjoint(look.kinds):
        decoded = _decoded(contents)
        if decoded is None:
            return None
        contents = decoded
    dated = {
        style for style in set(look.styles.values()) if style < len(formats) and not _NO_DATE(formats[style])
    }
    values = [
        shared.get(content) if kind == "s" else _own_value(kind, content, is_dated=style in dated)
        for kind, content, style in zip(look.kinds, contents, look.styles.values(), strict=True)
    ]
    return None if None in values else values  # type: ignore[return-value]


def _own_value(kind: str | None, content: str, *, is_dated: bool) -> Plain | None:
    if kind == "e" or not content:
        return ""
    if kind == "inlineStr" or kind == "str":
        return content
    if kind is None or kind == "n":
        return float(content) if not is_dated and _NUMBER(content) else None
    return content == "1" if kind == "b" and content in ("0", "1") else None


def _decoded(texts: Sequence[str]) -> list[str] | None:
    """Texts as they stand in XML, with &amp; and the like read, all in one go; None where one is not plain."""
    if not texts:
        return []
    count, joined = len(texts), _BETWEEN.join(texts)
    if "&" in joined:
        chunks: list[str] = []
        parser = expat.ParserCreate("utf-8")
        parser.buffer_text = True
        parser.CharacterDataHandler = chunks.append
        try:
            parser.Parse(f"<a>{joined}</a>".encode(), True)
        except expat.ExpatError:
            return None
        joined = "".join(chunks)
        texts = joined.split(_BETWEEN)
    # _x000D_ and the like stand for another character, and so may an end of line of Windows.
    is_plain = joined.count(_BETWEEN) == count - 1 and "_x" not in joined and "\r" not in joined
    return list(texts) if is_plain else None
