"""The marks on a workbook's own package: colours, notes and the list; earlier marks of ours give way."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from data.intake.edits import Edit as Typed
from data.intake.edits import place
from data.intake.marking import index, notes, splice
from data.intake.marking.cells import Place, SheetXml
from data.intake.marking.index import COLOURS, Line
from data.intake.marking.package import MAIN, RELATIONS, Package
from data.intake.marking.splice import Edit, NotMarkable
from data.intake.marking.styles import Styles
from data.intake.problems import ERROR, NOTE
from data.intake.sheets import Sheet, address, position
from data.intake.text import clean
from data.intake.workbook_xml import Attributes, number, parse

_ENDINGS = {
    "sheet.macroEnabled": ".xlsm",
    "template.macroEnabled": ".xltm",
    "template.main": ".xltx",
}
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_OTHER_SHEETS = ("chartsheet", "dialogsheet", "xlMacrosheet")
_DRAWING_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"


@dataclass(slots=True)
class _OnSheet:
    """What is to be done to one sheet: the colour and the words of each cell, and the fills to put back."""

    path: str
    colours: dict[Place, str] = field(default_factory=dict)
    words: dict[str, list[str]] = field(default_factory=dict)
    texts: dict[Place, str] = field(default_factory=dict)
    before: dict[Place, str] = field(default_factory=dict)
    found: dict[Place, str] = field(default_factory=dict)


class _Comments(NamedTuple):
    """The comments of a sheet without ours: where they belong, and the cells whose box goes."""

    path: str | None
    kept: bytes
    gone: set[str]


class SheetOf(NamedTuple):
    """A sheet as it was read, the path of its part, and its name as it stands in the file."""

    sheet: Sheet
    path: str
    name: str


@dataclass(frozen=True, slots=True)
class Book:
    """A workbook's package with the sheets that were read from it."""

    package: Package
    workbook: str
    sheets: Sequence[SheetOf]


def opened(content: bytes, sheets: Sequence[Sheet]) -> Book | None:
    """The file as a workbook of XML, from which these sheets were read in this order; None for another kind of file."""
    if not content.startswith(b"PK"):
        return None
    package = Package(content)
    workbook = next((each.path for each in package.relations("") if each.kind == "officeDocument"), "")
    if not workbook.startswith("xl/") or not workbook.endswith(".xml"):
        return None
    related = {each.id: each for each in package.relations(workbook)}
    found: list[tuple[str, str]] = []

    def start(element: str, attributes: Attributes) -> None:
        ids = [value for key, value in attributes.items() if key.endswith(":id")]
        if element == "sheet" and ids and ids[0] in related and related[ids[0]].kind == "worksheet":
            found.append((related[ids[0]].path, attributes.get("name", "")))

    parse(package.part(workbook), start)
    if len(found) != len(sheets):
        raise NotMarkable
    return Book(package, workbook, [SheetOf(sheet, *each) for sheet, each in zip(sheets, found, strict=True)])


def ending(book: Book) -> str:
    """The ending that Excel wants for the kind of workbook that the file says it is."""
    said = book.package.content_type(book.workbook)
    return next((ending for words, ending in _ENDINGS.items() if words in said), ".xlsx")


def put(book: Book, lines: Sequence[Line], *, about: str, edits: Sequence[Typed] = ()) -> None:
    """All marks, and the cells that were typed anew, into the package. NotMarkable where it is better left alone."""
    package = book.package
    styles_path = next(
        (each.path for each in package.relations(book.workbook) if each.kind == "styles"), None
    )
    if styles_path is None or MAIN.encode() not in package.part(book.workbook):
        raise NotMarkable
    styles = Styles(package.part(styles_path))
    todo = _by_sheet(book, lines)
    for edit in edits:
        where = place(edit.cell)
        if edit.sheet in todo and where is not None:
            todo[edit.sheet].texts[where] = clean(edit.text)
    for sheet in todo.values():
        _mark(package, sheet, styles)
    for each in package.relations(book.workbook):
        if each.kind in _OTHER_SHEETS:
            xml = SheetXml(package.part(each.path), ())
            xml.deselect()
            package.write(each.path, xml.content())
    lines = [replace(line, before=_before(todo, line)) for line in lines]
    own = next((path for sheet, path, _ in book.sheets if index.is_index(sheet)), None)
    _list(book, index.sheet_xml(lines, styles, about=about), own)
    package.write(styles_path, styles.content())


def _by_sheet(book: Book, lines: Sequence[Line]) -> dict[str, _OnSheet]:
    todo: dict[str, _OnSheet] = {}
    for sheet, path, _ in book.sheets:
        if not index.is_index(sheet):
            todo.setdefault(sheet.name, _OnSheet(path))
    for line in sorted(lines, key=lambda line: line.level != ERROR):
        one = todo.get(line.sheet or "")
        if one is not None and line.mark is not None and line.level != NOTE:
            one.colours.setdefault(position(line.mark), COLOURS[line.level])
            words = f"{index.LEVELS[line.level].upper()}: {line.message}"
            one.words.setdefault(line.mark, []).append(words)
    for old in (each.sheet for each in book.sheets if index.is_index(each.sheet)):
        for (name, cell), fill in index.remembered(old).items():
            if name in todo:
                _remember(todo[name], cell, fill)
    return todo


def _remember(sheet: _OnSheet, cell: str, fill: str) -> None:
    try:
        sheet.before[position(cell)] = fill
    except ValueError:
        return  # somebody wrote into the list


def _before(todo: Mapping[str, _OnSheet], line: Line) -> str:
    sheet = todo.get(line.sheet or "")
    return sheet.found.get(position(line.mark), "") if sheet is not None and line.mark is not None else ""


def _mark(package: Package, sheet: _OnSheet, styles: Styles) -> None:
    content = package.part(sheet.path)
    related = package.relations(sheet.path)
    comments = next((each.path for each in related if each.kind == "comments"), None)
    old = notes.EMPTY if comments is None else package.part(comments)
    kept, gone = notes.without_ours(old)
    is_touched = sheet.colours or sheet.before or sheet.texts or kept != old
    if not is_touched and b"tabSelected" not in content:
        return
    xml = SheetXml(content, {row for row, _ in [*sheet.colours, *sheet.before, *sheet.texts]})
    xml.deselect()
    xml.restyle(
        {*sheet.colours, *(xml.there & sheet.before.keys())},
        lambda at, style: _style(sheet, styles, at, style),
        texts=sheet.texts,
    )
    if sheet.words or kept != old:
        _note(package, sheet, xml, _Comments(comments, kept, gone))
    package.write(sheet.path, xml.content())


def _style(sheet: _OnSheet, styles: Styles, at: Place, style: int) -> int:
    """The style of a cell without an earlier colour of ours, or with a new one."""
    if at in sheet.before and styles.described(style) in _OUR_FILLS:
        style = styles.restored(style, sheet.before[at])
    if at not in sheet.colours:
        return style
    sheet.found[at] = styles.described(style)
    return styles.filled(style, sheet.colours[at])


_OUR_FILLS = {f"solid fg(rgb={colour}) bg({back})" for colour in COLOURS.values() for back in ("indexed=64",)}


def _note(package: Package, sheet: _OnSheet, xml: SheetXml, comments: _Comments) -> None:
    words = {cell: "\n".join(said) for cell, said in sheet.words.items()}
    content, boxed = notes.with_ours(comments.kept, words)
    related = {each.id: each.path for each in package.relations(sheet.path)}
    drawing = related.get(xml.notes_relation() or "")
    boxes = notes.EMPTY_DRAWING if drawing is None else package.part(drawing)
    boxes = notes.without_boxes(boxes, comments.gone)
    boxes = notes.with_boxes(boxes, {cell: words[cell] for cell in words if cell in boxed})
    if comments.path is None:
        path = package.add("xl/comments{}.xml", content, f"{_TYPES}.comments+xml")
        package.relate(sheet.path, "comments", path)
    else:
        package.write(comments.path, content)
    if drawing is None:
        package.declare_ending("vml", _DRAWING_TYPE)
        path = package.add("xl/drawings/vmlDrawing{}.vml", boxes, _DRAWING_TYPE)
        xml.refer_to_notes(package.relate(sheet.path, "vmlDrawing", path))
    else:
        package.write(drawing, boxes)


def _list(book: Book, content: bytes, own: str | None) -> None:
    """The list as the last sheet, on which the workbook opens; an earlier one is written anew where it stands."""
    package = book.package
    workbook = package.part(book.workbook)
    elements = splice.outline(workbook, lambda depth, *_: depth <= 2)
    sheets = next((each for each in elements if each.depth == 1 and each.local == "sheets"), None)
    if sheets is None:
        raise NotMarkable
    every = [each for each in elements if each.depth == 2 and each.local == "sheet"]
    edits: list[Edit] = []
    if own is not None:
        package.write(own, content)
        package.forget_relations(own)
        related = {each.id for each in package.relations(book.workbook) if each.path.lower() == own.lower()}
        at = next(at for at, each in enumerate(every) if related & set(each.attributes.values()))
        tag = splice.with_attributes(splice.tag(workbook, every[at]), state=None)
        edits.append(Edit(every[at].start, every[at].inner, tag))
    else:
        path = package.add("xl/worksheets/sheet{}.xml", content, f"{_TYPES}.worksheet+xml")
        relation = package.relate(book.workbook, "worksheet", path)
        at = len(every)
        id_ = max((number(each.attributes.get("sheetId", "0")) for each in every), default=0) + 1
        name = splice.attribute(index.free_name(each.attributes.get("name", "") for each in every))
        said = f'<{sheets.prefix}sheet name={name} sheetId="{id_}" xmlns:r="{RELATIONS}" r:id="{relation}"/>'
        edits.append(splice.appended(workbook, sheets, said.encode()))
    edits.append(_opened_at(workbook, elements, sheets, at))
    package.write(book.workbook, splice.spliced(workbook, edits))


def _opened_at(workbook: bytes, elements: list[splice.Element], sheets: splice.Element, at: int) -> Edit:
    view = next((each for each in elements if each.depth == 2 and each.local == "workbookView"), None)
    if view is not None:
        tag = splice.with_attributes(splice.tag(workbook, view), activeTab=str(at), firstSheet=None)
        return Edit(view.start, view.inner, tag)
    p = sheets.prefix
    views = f'<{p}bookViews><{p}workbookView activeTab="{at}"/></{p}bookViews>'
    return Edit(sheets.start, sheets.start, views.encode())


def anchors(content: bytes) -> Callable[[str], str]:
    """For each cell of a sheet's XML the one that shows for it: the first of those it is merged with, else itself."""
    in_row: dict[int, list[tuple[int, int, int]]] = {}
    is_merge = b"mergeCell" in content  # a large sheet without any is not gone through for them
    merges = (
        splice.outline(content, lambda depth, local, _: depth == 2 and local == "mergeCell")
        if is_merge
        else ()
    )
    for each in merges:
        first, _, last = each.attributes.get("ref", "").partition(":")
        (top, left), (bottom, right) = position(first), position(last or first)
        for row in range(top, bottom + 1):
            in_row.setdefault(row, []).append((top, left, right))

    def anchor(cell: str) -> str:
        row, column = position(cell)
        for top, left, right in in_row.get(row, ()):
            if left <= column <= right:
                return address(top, left)
        return cell

    return anchor
