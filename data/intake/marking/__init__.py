"""The workbook that somebody handed in, with its bad cells coloured, noted and listed: what they correct and hand in again."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import NamedTuple

from data.intake import legacy_sheets
from data.intake.edits import Edit, apply
from data.intake.marking import copying, marks
from data.intake.marking.index import Line, is_index
from data.intake.marking.marks import Book
from data.intake.marking.splice import NotMarkable
from data.intake.problems import ERROR, NOTE, WARNING, Problem
from data.intake.reading import Reader
from data.intake.sheets import Sheet, position

__all__ = ["SUFFIX", "Marked", "is_index", "marked", "worth_marking"]

SUFFIX = " (đã đánh dấu)"
_CELL = re.compile(r"(?<![A-Z0-9])[A-Z]{1,3}[1-9][0-9]{0,6}(?![0-9])")
_MORE = re.compile(r" … \(còn ([0-9]+) ô\)$")  # how the cells of a problem end that has very many
_KINDS = {
    ".docx": "tệp Word",
    ".csv": "tệp văn bản",
    ".txt": "tệp văn bản",
    ".ods": "tệp OpenDocument",
    ".xls": "tệp Excel kiểu cũ",
}
_COPIED = (
    "Đây là bản Excel chép từ {kind} «{name}»: nội dung và vị trí các ô đúng như phần mềm đã đọc, còn hình thức không giữ được."
    " Sửa rồi nộp bản Excel này, hoặc sửa trong tệp gốc rồi nộp lại tệp gốc."
)
_CUT = "Có {count} ô dài hơn mức một ô Excel chứa được nên phần cuối bị cắt; hãy xem ở tệp gốc."
_NOT_LISTED = (
    "{message} (Còn {count} ô nữa như vậy chưa được đánh dấu: sửa các ô này rồi nộp lại để thấy tiếp.)"
)


@dataclass(frozen=True, slots=True)
class Marked:
    """The workbook to hand back, and what it is called."""

    content: bytes
    file_name: str


def worth_marking(problems: Iterable[Problem]) -> bool:
    """Whether there is a cell to point at."""
    return any(problem.cell and problem.level != NOTE for problem in problems)


def marked(
    reader: Reader, content: bytes, *, file_name: str, problems: Sequence[Problem], edits: Sequence[Edit] = ()
) -> Marked:
    """The same workbook with these problems marked; of another kind of file, a plain Excel copy with them marked.

    Every part that bears no mark stays as it is to the last byte. Earlier marks of ours give way. Cells that were typed anew
    on the page (`edits`) are typed anew in it. Raises Unreadable.
    """
    sheets = reader.read(
        content, file_name=file_name
    ).sheets  # also the guard, before anything here looks inside
    name = file_name.replace(SUFFIX, "")
    stem = PurePath(name).stem or "bang"
    try:
        book = marks.opened(content, sheets)
        if book is not None:
            marks.put(book, _lines(book, problems), about=f"Tệp «{name}»: {_counted(problems)}", edits=edits)
            return Marked(book.package.saved(), f"{stem}{SUFFIX}{marks.ending(book)}")
    except NotMarkable:
        pass  # built in a way that is better left alone
    return Marked(_copy(sheets, name, problems, edits), f"{stem}{SUFFIX}.xlsx")


def _copy(sheets: Sequence[Sheet], name: str, problems: Sequence[Problem], edits: Sequence[Edit]) -> bytes:
    read = [legacy_sheets.in_unicode(sheet)[0] for sheet in sheets if not is_index(sheet)]
    kept, _ = apply(read, edits)
    called = copying.names(kept)
    renamed = [replace(sheet, name=new) for sheet, new in zip(kept, called, strict=True)]
    new_names = {sheet.name: new for sheet, new in reversed(list(zip(kept, called, strict=True)))}
    about = [_COPIED.format(kind=_KINDS.get(PurePath(name).suffix.lower(), "tệp"), name=name)]
    if cut := copying.cut_count(renamed):
        about.append(_CUT.format(count=cut))
    book = marks.opened(copying.workbook(renamed), renamed)
    assert book is not None  # we have just written it
    moved = [replace(each, sheet=new_names.get(each.sheet or "", each.sheet)) for each in problems]
    marks.put(book, _lines(book, moved), about=" ".join([*about, _counted(problems)]))
    return book.package.saved()


def _counted(problems: Sequence[Problem]) -> str:
    count = Counter(problem.level for problem in problems)
    return f"{count[ERROR]} lỗi, {count[WARNING]} điểm cần xem lại, {count[NOTE]} ghi chú."


def _lines(book: Book, problems: Sequence[Problem]) -> list[Line]:
    """The list: errors first, then as the cells stand; what concerns the whole file before what concerns a cell."""
    order = {each.sheet.name: place for place, each in reversed(list(enumerate(book.sheets)))}
    places = {
        name: _Place(
            book.sheets[order[name]].name, marks.anchors(book.package.part(book.sheets[order[name]].path))
        )
        for name in {problem.sheet for problem in problems if problem.cell}
        if name in order
    }
    levels = (ERROR, WARNING, NOTE)
    found = [line for problem in problems for line in _of_problem(problem, places.get(problem.sheet or ""))]

    def rank(line: Line) -> tuple[int, int, tuple[int, int]]:
        where = position(line.cell) if line.cell else (0, 0)
        return levels.index(line.level), order.get(line.sheet or "", -1), where

    return sorted(found, key=rank)


class _Place(NamedTuple):
    """A sheet to point at: its name in the file, and which cell shows for another."""

    name: str
    anchor: Callable[[str], str]


def _of_problem(problem: Problem, place: _Place | None) -> Iterator[Line]:
    line = Line(problem.level, problem.message, problem.sheet)
    more = _MORE.search(problem.cell or "")
    cells = _CELL.findall(_MORE.sub("", problem.cell or ""))
    for cell in cells:
        if place is None:
            yield replace(line, cell=cell)
        else:
            mark = None if problem.level == NOTE else place.anchor(cell)
            yield replace(line, cell=cell, mark=mark, target=place.name)
    if more or not cells:
        message = _NOT_LISTED.format(message=problem.message, count=more[1]) if more else problem.message
        yield replace(line, message=message)
