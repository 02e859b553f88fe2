"""Our own look at the XML of a workbook: its sheets, which of them are hidden, and the number format of each cell style."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple
from xml.parsers import expat

from data.intake.guard import DAMAGED, Limits
from data.intake.sheets import Unreadable

BUILT_IN_FORMATS = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "d/m/yyyy", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm",
    21: "h:mm:ss", 22: "d/m/yyyy h:mm", 37: "#,##0 ;(#,##0)", 38: "#,##0 ;[Red](#,##0)", 39: "#,##0.00;(#,##0.00)",
    40: "#,##0.00;[Red](#,##0.00)", 45: "mm:ss", 46: "[h]:mm:ss", 47: "mmss.0", 48: "##0.0E+0", 49: "@",
} | dict.fromkeys((*range(27, 37), *range(50, 59)), "d/m/yyyy")  # the last: dates of East Asia  # fmt: skip

Attributes = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SheetPart:
    name: str
    is_hidden: bool
    path: str


def damaged() -> Unreadable:
    return Unreadable("damaged", DAMAGED)


def parse(content: bytes, on_start: Callable[[str, Attributes], None]) -> None:
    """Calls back with each element's local name; XML that is not well formed is a damaged file."""

    def start(name: str, attributes: Attributes) -> None:
        on_start(name.rpartition(":")[2], attributes)

    parser = expat.ParserCreate("utf-8")
    parser.StartElementHandler = start
    try:
        parser.Parse(content, True)
    except expat.ExpatError:
        raise damaged() from None


def relations(parts: Mapping[str, bytes], of: str) -> Mapping[str, tuple[str, str]]:
    """Relation id -> (kind, path), as the part `of` ("" for the whole package) states them."""
    folder, name = posixpath.split(of)
    content = part(parts, posixpath.join(folder, "_rels", name + ".rels"))
    return (_known_relations if len(content) <= _SMALL_RELATIONS else _relations)(content, folder)


_SMALL_RELATIONS = 2**14


def _relations(content: bytes, folder: str) -> Mapping[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}

    def start(element: str, attributes: Attributes) -> None:
        if element == "Relationship" and attributes.get("TargetMode") != "External":
            target = attributes.get("Target", "")
            path = (
                target.lstrip("/")
                if target.startswith("/")
                else posixpath.normpath(posixpath.join(folder, target))
            )
            found[attributes.get("Id", "")] = (attributes.get("Type", "").rpartition("/")[2], path)

    parse(content, start)
    return found


# Files from one program share their relations and styles.
_known_relations = lru_cache(maxsize=64)(_relations)


def main_part(parts: Mapping[str, bytes]) -> str:
    """The path of the part that a container is about: the workbook, or the document."""
    return next((path for kind, path in relations(parts, "").values() if kind == "officeDocument"), "")


def part(parts: Mapping[str, bytes], path: str) -> bytes:
    found = parts.get(path)
    if found is None:
        lowered = path.lower()
        found = next((content for name, content in parts.items() if name.lower() == lowered), None)
    if found is None:
        raise damaged()
    return found


class Contents(NamedTuple):
    """What a workbook is made of: its sheets of cells in their order, each style's number format, the shared texts."""

    sheets: list[SheetPart]
    formats: list[str]
    shared_strings: bytes | None


def contents(parts: Mapping[str, bytes], limits: Limits) -> Contents:
    """The parts of a workbook, as they name one another."""
    workbook = main_part(parts)
    related = relations(parts, workbook)
    sheets: list[SheetPart] = []
    names = 0

    def start(element: str, attributes: Attributes) -> None:
        nonlocal names
        if element == "sheet":
            id_ = next(
                (value for key, value in attributes.items() if key.rpartition(":")[2] == "id" and ":" in key),
                "",
            )
            kind, path = related.get(id_, ("", ""))
            if kind == "worksheet":
                hidden = attributes.get("state", "visible") != "visible"
                sheets.append(SheetPart(attributes.get("name", ""), hidden, path))
        names += element == "definedName"
        if names > limits.defined_names or len(sheets) > limits.sheets:
            raise too_many("trang tính hoặc tên vùng (Name Manager)")

    parse(part(parts, workbook), start)
    styles, shared = (
        next((part(parts, path) for kind, path in related.values() if kind == wanted), None)
        for wanted in ("styles", "sharedStrings")
    )
    if styles is None:
        return Contents(sheets, [], shared)
    read = _known_style_formats if len(styles) <= _SMALL_STYLES else _style_formats
    return Contents(sheets, read(styles, limits), shared)


_SMALL_STYLES = 2**18


def _style_formats(content: bytes, limits: Limits) -> list[str]:
    """The number format of each style that a cell can name, "" for General."""
    codes, formats = dict(BUILT_IN_FORMATS), []
    is_inside = False

    def start(element: str, attributes: Attributes) -> None:
        nonlocal is_inside
        if element == "xf":
            if is_inside:
                formats.append(number(attributes.get("numFmtId", "0")))
            if len(formats) > limits.styles:
                raise too_many("kiểu định dạng ô")
        elif element == "numFmt":
            codes[number(attributes.get("numFmtId", "0"))] = attributes.get("formatCode", "")[:255]
        elif element in ("cellStyleXfs", "cellXfs", "cellStyles", "dxfs"):
            is_inside = element == "cellXfs"

    parse(content, start)
    return ["" if (code := codes.get(id_, "")).lower() == "general" else code for id_ in formats]


_known_style_formats = lru_cache(maxsize=16)(_style_formats)


def number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= 9 else 0


def too_many(what: str) -> Unreadable:
    return Unreadable(
        "too_big_inside",
        f"Tệp có quá nhiều {what}; hãy chép phần có dữ liệu sang một tệp mới rồi gửi lại.",
    )
