"""The sheet that lists every problem, with a way to each cell; and how it is known again when the file comes back."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from data.intake.marking import splice
from data.intake.marking.package import MAIN, XML
from data.intake.marking.styles import Styles
from data.intake.problems import ERROR, NOTE, WARNING
from data.intake.sheets import Sheet, address

NAME = "CẦN XEM LẠI"
MARK = "NHỮNG ĐIỂM CẦN XEM LẠI (trang này do phần mềm tạo, không phải nội dung của bảng)"
LEVELS = {ERROR: "Lỗi", WARNING: "Cần xem lại", NOTE: "Ghi chú"}
COLOURS = {ERROR: "FFF9B5B0", WARNING: "FFFFE79A"}
# Which of these was in the cell before stands in a hidden column, so that it can be put back.
FIRST_ROW = 9
_SHEET_COLUMN, _CELL_COLUMN, _BEFORE_COLUMN = 3, 4, 6
_MOST_REMEMBERED = 20_000
_HEADINGS = ("STT", "Mức", "Trang tính", "Ô", "Sai gì, cần làm gì", "")
_WIDTHS = (6, 14, 26, 9, 90)
_LETTERS_A_LINE = 130  # over all columns
_LINE_HEIGHT, _HIGHEST = 15, 409
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")

HOW = (
    "Cách làm: bấm vào địa chỉ ở cột «Ô» để tới ô cần sửa; ghi chú trên ô nói rõ sai gì. Sửa xong thì lưu tệp rồi nộp lại ở trang"
    " «Nộp bảng tính». Không cần xóa màu, ghi chú hay trang này: khi nộp lại, phần mềm tự bỏ qua."
)
ERRORS_ARE = "Lỗi: phải sửa thì tệp mới được nhận."
WARNINGS_ARE = "Cần xem lại: vẫn nộp được, nhưng nên kiểm tra."
OLD_COLOURS = "Ô còn màu từ lần trước mà không có trong danh sách này thì đã ổn; có thể bỏ màu của ô đó."


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the list: a problem at one cell, or at none; `mark` is the cell that bears colour and note."""

    level: str
    message: str
    sheet: str | None = None
    cell: str | None = None
    mark: str | None = None
    target: str | None = None  # the sheet's name as it stands in the file
    before: str = ""


def is_index(sheet: Sheet) -> bool:
    """Whether this is a sheet of ours in a file that comes back."""
    first = sheet.cell(1, 1)
    return sheet.name.startswith(NAME) and first is not None and first.text == MARK


def free_name(taken: Iterable[str]) -> str:
    """The name of the sheet; with a number where the workbook has one of that name."""
    lowered = {name.lower() for name in taken}
    names = (NAME if number == 1 else f"{NAME} ({number})" for number in range(1, len(lowered) + 2))
    return next(name for name in names if name.lower() not in lowered)


def remembered(sheet: Sheet) -> dict[tuple[str, str], str]:
    """(sheet, cell) -> the fill before, as an earlier marking wrote it down. From a file: to be believed no further."""
    found: dict[tuple[str, str], str] = {}
    for row in range(1, min(sheet.row_count, _MOST_REMEMBERED) + 1):
        before = sheet.cell(row, _BEFORE_COLUMN)
        name = sheet.cell(row, _SHEET_COLUMN)
        cell, _, fill = before.text.partition(": ") if before is not None else ("", "", "")
        if name is not None and fill:
            found[name.text, cell] = fill
    return found


def sheet_xml(lines: Sequence[Line], styles: Styles, *, about: str) -> bytes:
    """The XML of the sheet: what it is about, how to go on, and the list."""
    looks = _Looks(styles)
    head = [
        (MARK, looks.title, 24),
        (about, looks.text, 18 if len(about) < _LETTERS_A_LINE else 34),
        (HOW, looks.text, 34),
        (ERRORS_ARE, looks.level[ERROR], 18),
        (WARNINGS_ARE, looks.level[WARNING], 18),
        (OLD_COLOURS, looks.text, 18),
    ]
    rows = [
        f'<row r="{row}" ht="{height}" customHeight="1">{_text(row, 1, words, style)}</row>'
        for row, (words, style, height) in enumerate(head, start=1)
    ]
    heading = FIRST_ROW - 1
    cells = "".join(
        _text(heading, place, words, looks.heading) for place, words in enumerate(_HEADINGS, 1) if words
    )
    rows.append(f'<row r="{heading}">{cells}</row>')
    rows += [_row(row, line, looks) for row, line in enumerate(lines, start=FIRST_ROW)]
    merges = "".join(f'<mergeCell ref="A{row}:E{row}"/>' for row in range(1, len(head) + 1))
    return (
        XML
        + "".join(
            [
                f'<worksheet xmlns="{MAIN}"><sheetPr><tabColor rgb="FFC00000"/><pageSetUpPr fitToPage="1"/></sheetPr>',
                f'<dimension ref="A1:F{heading + len(lines)}"/>',
                '<sheetViews><sheetView tabSelected="1" workbookViewId="0">',
                f'<pane ySplit="{heading}" topLeftCell="A{FIRST_ROW}" activePane="bottomLeft" state="frozen"/>',
                "</sheetView></sheetViews>",
                f'<sheetFormatPr defaultRowHeight="15"/><cols>{_columns()}</cols>',
                f"<sheetData>{''.join(rows)}</sheetData>",
                f'<mergeCells count="{len(head)}">{merges}</mergeCells>',
                _links(lines),
                '<pageMargins left="0.4" right="0.4" top="0.5" bottom="0.5" header="0.3" footer="0.3"/>',
                '<pageSetup paperSize="9" orientation="landscape" fitToHeight="0"/></worksheet>',
            ]
        ).encode()
    )


class _Looks:
    """The styles of the list, put behind those of the workbook."""

    def __init__(self, styles: Styles) -> None:
        wrap = '<{p}alignment vertical="top" wrapText="1"/>'
        middle = '<{p}alignment horizontal="center" vertical="center" wrapText="1"/>'
        plain, bold, title, link = (
            f"<{{p}}font>{look}</{{p}}font>"
            for look in (
                '<{p}sz val="11"/><{p}name val="Arial"/><{p}family val="2"/>',
                '<{p}b/><{p}sz val="11"/><{p}name val="Arial"/><{p}family val="2"/>',
                '<{p}b/><{p}sz val="14"/><{p}name val="Arial"/><{p}family val="2"/>',
                '<{p}u/><{p}sz val="11"/><{p}color rgb="FF0B4F8A"/><{p}name val="Arial"/><{p}family val="2"/>',
            )
        )
        sides = "".join(
            f'<{{p}}{side} style="thin"><{{p}}color rgb="FFC9D3DE"/></{{p}}{side}>'
            for side in ("left", "right", "top", "bottom")
        )
        border = f"<{{p}}border>{sides}<{{p}}diagonal/></{{p}}border>"
        self.title = styles.add(font=title, inside=wrap)
        self.text = styles.add(font=plain, inside=wrap)
        self.heading = styles.add(font=bold, colour="FFE3EDF7", border=border, inside=middle)
        self.cell = styles.add(font=plain, border=border, inside=wrap)
        self.link = styles.add(font=link, border=border, inside=wrap)
        # Stays text when somebody edits the cell in Excel and presses Enter.
        self.quoted = styles.add(font=plain, border=border, attributes=' quotePrefix="1"', inside=wrap)
        self.level = {
            level: styles.add(font=plain, colour=colour, border=border, inside=wrap)
            for level, colour in COLOURS.items()
        } | {NOTE: self.cell}


def _row(row: int, line: Line, looks: _Looks) -> str:
    texts = (
        (str(row - FIRST_ROW + 1), looks.cell),
        (LEVELS[line.level], looks.level[line.level]),
        (line.sheet or "", looks.cell),
        (line.cell or "", looks.link if line.cell else looks.cell),
        (line.message, looks.cell),
        (f"{line.mark}: {line.before}" if line.mark and line.before else "", looks.cell),
    )
    cells = "".join(
        _text(row, place, words, looks.quoted if words.startswith(_DANGEROUS) else style)
        for place, (words, style) in enumerate(texts, start=1)
        if words or place < _BEFORE_COLUMN
    )
    # Not every program fits the height of a row to its text when it opens a file, so it is said; who edits it gets it fitted.
    lines = max(
        -(-len(words) // int(width * 1.15))
        for (words, _), width in zip(texts[: len(_WIDTHS)], _WIDTHS, strict=True)
    )
    return f'<row r="{row}" ht="{min(_HIGHEST, _LINE_HEIGHT * lines)}">{cells}</row>'


def _text(row: int, column: int, words: str, style: int) -> str:
    where = f'<c r="{address(row, column)}" s="{style}"'
    if not words:
        return f"{where}/>"
    return f'{where} t="inlineStr"><is><t xml:space="preserve">{splice.text(words)}</t></is></c>'


def _columns() -> str:
    shown = "".join(
        f'<col min="{place}" max="{place}" width="{width}" customWidth="1"/>'
        for place, width in enumerate(_WIDTHS, start=1)
    )
    return f'{shown}<col min="{_BEFORE_COLUMN}" max="{_BEFORE_COLUMN}" width="9" hidden="1" customWidth="1"/>'


def _links(lines: Sequence[Line]) -> str:
    links = "".join(
        f'<hyperlink ref="{address(row, _CELL_COLUMN)}" location={splice.attribute(_location(line.target, line.cell))}'
        f" display={splice.attribute(line.cell)}/>"
        for row, line in enumerate(lines, start=FIRST_ROW)
        if line.target is not None and line.cell is not None
    )
    return f"<hyperlinks>{links}</hyperlinks>" if links else ""


def _location(sheet: str, cell: str) -> str:
    return "'{}'!{}".format(sheet.replace("'", "''"), cell)
