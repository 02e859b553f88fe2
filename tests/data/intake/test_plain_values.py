"""What our own look reads of a plainly written sheet is what python-calamine reads of it; the rest is left to that."""

from __future__ import annotations

import zlib
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from data.intake import plain_values, sheet_xml, workbook_xml, worker
from data.intake.guard import Limits, Part

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
FORMATS = (0, 2, 3, 9, 14, 17, 20, 22, 27, 36, 46, 49, 50, 58, 164, 165)
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/>'
    '<numFmt numFmtId="165" formatCode="#,##0&quot; đ&quot;"/></numFmts><cellXfs>'
    + "".join(f'<xf numFmtId="{number}"/>' for number in FORMATS)
    + "</cellXfs></styleSheet>"
)
TEXTS = st.sampled_from(
    [
        "Đạt",
        " hai  dấu cách ",
        "a &amp; b &lt;c&gt;",
        "&#7852;N",
        "&#x1EAC;",
        "_x000D_",
        "dòng\n2",
        "\r\n",
        "",
        "&nbsp;",
    ]
) | st.text(st.characters(exclude_characters="&<\0", exclude_categories=["Cs"]), max_size=5)
NUMBERS = st.sampled_from(
    [
        "5",
        "1.1",
        "-0.5",
        "1E-3",
        "4.4999999999999998E-2",
        "45000",
        "1e999",
        "1_0",
        "nan",
        " 1",
        "",
        "00",
        "9" * 20,
    ]
) | st.floats(allow_nan=False, allow_infinity=False).map(repr)


def parts_of(rows: str, shared: str) -> dict[str, Part]:
    contents = {
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="r1" Type="{OFFICE}/officeDocument" '
        'Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="r1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="r2" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>'
        f'<Relationship Id="r3" Type="{OFFICE}/styles" Target="styles.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets><sheet name="A" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/styles.xml": STYLES,
        "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}" count="9" uniqueCount="9">{shared}</sst>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{MAIN}"><sheetData>{rows}</sheetData></worksheet>',
    }
    return {name: Part(text.encode(), zlib.crc32(text.encode())) for name, text in contents.items()}


def both(rows: str, shared: str = "") -> tuple[list[Any] | None, list[Any]]:
    """The values of the only sheet as we read them (None: not plain) and as python-calamine does."""
    parts = parts_of(rows, shared)
    sheets, formats, texts = workbook_xml.contents(
        {name: part.content for name, part in parts.items()}, Limits()
    )
    look = sheet_xml.look_at(parts["xl/worksheets/sheet1.xml"].content, Limits())
    own = plain_values.of([look], formats, texts)
    return own[0] if own else None, worker._values(parts, sheets, [look])[0]


def told(value: Any) -> tuple[type, Any]:
    """Blanks around a text, which are cleaned away anyway, the other reader sometimes drops."""
    return type(value), value.strip(" \t\n") if isinstance(value, str) else value


@st.composite
def cells(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from(["", "s", "str", "inlineStr", "n", "b", "e", "d"]))
    text = draw(TEXTS)
    values = {
        "": draw(NUMBERS),
        "n": draw(NUMBERS),
        "s": draw(st.sampled_from(["0", "1", "2"])),
        "b": draw(st.sampled_from(["0", "1"])),
        "e": "#N/A",
        "d": "2023-09-01T00:00:00",
    }
    value = f"<is><t>{text}</t></is>" if kind == "inlineStr" else f"<v>{values.get(kind, text)}</v>"
    formula = draw(st.sampled_from(["", "", "<f>1+1</f>"]))
    style = draw(st.integers(0, len(FORMATS)))
    return f's="{style}"' + (f' t="{kind}"' if kind else "") + f">{formula}{value}</c>"


@given(st.lists(cells(), max_size=6), st.lists(TEXTS, min_size=3, max_size=3))
@example(['s="0" t="b"><v>1</v></c>'], ["", "", ""])
def test_reads_what_the_other_reader_reads(written: list[str], texts: list[str]) -> None:
    row = "".join(f'<c r="{"ABCDEF"[place]}1" {cell}' for place, cell in enumerate(written))
    shared = "".join(f'<si><t xml:space="preserve">{text}</t></si>' for text in texts)
    try:
        own, other = both(f'<row r="1">{row}</row>', shared)
    except worker.Unreadable:
        return  # refused by the reader: what we would have made of it is tested where it is read
    if own is not None:
        assert [*map(told, own)] == [*map(told, other)]


PLAIN = (
    '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" s="1"><v>1.1</v></c><c r="C1" t="inlineStr"><is>'
    "<t>Đạt</t></is></c></row>"
)


def test_needs_no_other_reader_for_an_ordinary_sheet() -> None:
    own, other = both(PLAIN, "<si><t>Tiêu chí &amp; mức</t></si>")
    assert own == other == ["Tiêu chí & mức", 1.1, "Đạt"]


@pytest.mark.parametrize(
    ("rows", "shared", "reason"),
    [
        (PLAIN, "<si><r><t>Tiêu</t></r><r><t> chí</t></r></si>", "rich text"),
        (PLAIN, "<si><t>a_x000D_b</t></si>", "an escaped character"),
        (PLAIN, "<si><t>a</t></si><!-- -->", "a remark"),
        (PLAIN.replace(' s="1"', ' s="4"'), "<si><t>a</t></si>", "a date"),
        (PLAIN.replace("<c r", "<c  r"), "<si><t>a</t></si>", "two blanks in a tag"),
        (PLAIN.replace("<v>0</v>", "<v>1</v>"), "<si><t>a</t></si>", "a text that is not there"),
    ],
)
def test_leaves_what_is_not_plain_to_the_other_reader(rows: str, shared: str, reason: str) -> None:
    parts = parts_of(rows, shared)
    look = sheet_xml.look_at(parts["xl/worksheets/sheet1.xml"].content, Limits())
    formats = workbook_xml.contents({name: part.content for name, part in parts.items()}, Limits()).formats
    assert plain_values.of([look], formats, parts["xl/sharedStrings.xml"].content) is None, reason
