"""A document before it is a file: sheets of cells that know which line and field of the truth they carry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

TITLE, HEADER, GROUP, LINE, MORE, FOOTER, DEBRIS = (
    "title", "header", "group", "line", "more", "footer", "debris",
)  # fmt: skip


@dataclass
class Put:
    """One cell as it is put into the file; `line` and `field` name the truth it carries, where it carries any."""

    value: object
    line: int | None = None
    field: str | None = None
    format: str = ""
    down: int = 1
    right: int = 1
    is_formula: bool = False
    has_result: bool = True


@dataclass
class Row:
    cells: list[Put | None]
    role: str
    is_hidden: bool = False


@dataclass
class Truth:
    """What a line says: the text of each field, and what must be read from it, both written by hand."""

    kind: str
    texts: dict[str, str]
    reads: dict[str, object]


@dataclass(frozen=True)
class Form:
    """A form as a school fills it in: its columns, its lines, and the titles that stand above some of them.

    `texts` may be cut short at the end of a line; `parents` are headings above several columns.
    """

    layout: str
    kind: str
    year: str
    school: str | None
    headings: Mapping[str, str]
    lines: tuple[tuple[str, ...], ...]
    reads: tuple[Mapping[str, object], ...]
    groups: Mapping[int, str] = field(default_factory=dict)
    parents: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    required: tuple[str, ...] = ()


@dataclass
class Sheet:
    name: str
    form: Form
    fields: list[str]
    rows: list[Row]
    is_hidden: bool = False
    hidden_columns: list[int] = field(default_factory=list)

    def of(self, *roles: str) -> list[Row]:
        return [row for row in self.rows if row.role in roles]

    def place(self, row: Row) -> int:
        return next(number for number, each in enumerate(self.rows) if each is row)

    def before(self, row: Row, *new: Row) -> None:
        place = self.place(row)
        self.rows[place:place] = new

    def column(self, name: str) -> int:
        return self.fields.index(name)

    def puts(self) -> Iterator[tuple[int, int, Put]]:
        """Row and column, both from 1, of each cell."""
        for row_number, row in enumerate(self.rows, 1):
            for column, put in enumerate(row.cells, 1):
                if put is not None:
                    yield row_number, column, put

    def put(self, line: int, name: str) -> Put:
        """The first cell that carries a field of a line."""
        return next(put for _, _, put in self.puts() if (put.line, put.field) == (line, name))


@dataclass
class Document:
    """Sheets, the truth of all their lines in order, and the problems that have to be told: exactly `flags`.

    `may` are problems that may be told besides; `given` whether the person says school and year.
    """

    sheets: list[Sheet]
    truths: list[Truth]
    flags: set[str] = field(default_factory=set)
    may: set[str] = field(default_factory=set)
    given: bool = True
    file: str = "xlsx"
    year: str | None = None
    school: str | None = None


def document(*forms: Form) -> Document:
    """The forms filled in without any irregularity, a sheet each."""
    made = Document([], [], year=forms[0].year, school=forms[0].school)
    for number, form in enumerate(forms, 1):
        names = list(form.headings)
        rows = [Row([Put(heading) for heading in form.headings.values()], HEADER)]
        for texts, reads in zip(form.lines, form.reads, strict=True):
            line = len(made.truths)
            said = {name: text for name, text in zip(names, texts, strict=False) if text}
            rows.append(Row([Put(said[name], line, name) if name in said else None for name in names], LINE))
            told = {name: text for name, text in said.items() if name != "ordinal"}
            made.truths.append(Truth(form.kind, told, dict(reads)))
        made.sheets.append(Sheet(f"Trang {number}", form, names, rows))
    return made


def group_row(names: list[str], title: str) -> Row:
    """The title of a standard, merged over the whole row."""
    return Row([Put(title, right=len(names)), *[None] * (len(names) - 1)], GROUP)
