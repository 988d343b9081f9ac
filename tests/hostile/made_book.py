"""Bad workbooks and OFD files: gigantic sheets, merges and strings that grow, pages in circles. `files()` yields (name, bytes)."""

from __future__ import annotations

from collections.abc import Iterator

from made_xml import package

_S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELS = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
_LAST_ROW, _LAST = 1_048_576, "XFD1048576"
_OFD = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def files(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files."""
    yield from _books(size)
    yield from _fixed(size)


def book(sheet: str, *, strings: str = "", target: str = "worksheets/sheet1.xml", after: str = "") -> bytes:
    """Return an xlsx of one sheet with these rows; `after` stands behind them."""
    relation = f'<Relationship Id="{{}}" Type="{_R}/{{}}" Target="{{}}"/>'
    shared = relation.format("rId2", "sharedStrings", "sharedStrings.xml") if strings else ""
    members = {
        "[Content_Types].xml": '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": _RELS.format(relation.format("rId1", "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": f'<workbook xmlns="{_S}" xmlns:r="{_R}"><sheets>'
        '<sheet name="表" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": _RELS.format(relation.format("rId1", "worksheet", target) + shared),
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{_S}"><dimension ref="A1:{_LAST}"/>'
        f"<sheetData>{sheet}</sheetData>{after}</worksheet>",
    }
    if strings:
        members["xl/sharedStrings.xml"] = f'<sst xmlns="{_S}">{strings}</sst>'
    return package(members)


def good_book() -> bytes:
    """Return a good workbook, to make bad ones of."""
    rows = "".join(_row(at, f"{at}所") for at in range(2, 20))
    return book(_row(1, "2026年") + rows + '<row r="30"><c r="A30"><v>0.5</v></c></row>', after=_merged("A30:B30"))


def good_fixed() -> bytes:
    """Return a good OFD file, to make bad ones of."""
    lines = (_text("到2026年年底前新建幼儿园3所。", box=f"20 {20 + 10 * at} 150 8") for at in range(20))
    return fixed("".join(lines))


def _cell(place: str, text: str) -> str:
    return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'


def _row(number: int, text: str = "3所") -> str:
    return f'<row r="{number}">{_cell(f"A{number}", "幼儿园")}{_cell(f"B{number}", text)}</row>'


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, last = divmod(number - 1, 26)
        letters = chr(65 + last) + letters
    return letters


def _merged(*ranges: str) -> str:
    marks = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return f"<mergeCells>{marks}</mergeCells>"


def _books(size: int) -> Iterator[tuple[str, bytes]]:
    yield "good.xlsx", good_book()
    yield "sparse.xlsx", book(_row(1) + f'<row r="{_LAST_ROW}">{_cell(_LAST, "3所")}</row>')
    slope = "".join(f'<row r="{at}">{_cell(f"{_letters(at)}{at}", "3所")}</row>' for at in range(1, 3000))
    yield "sparse-slope.xlsx", book(slope)
    yield "merged-whole.xlsx", book(_row(1) + _row(2), after=_merged(f"A1:{_LAST}"))
    yield "merged-often.xlsx", book(_row(1) + _row(2), after=_merged(*[f"A1:{_LAST}"] * 19_000))
    rows = "".join(_row(at) for at in range(1, size))
    yield "merged-rows.xlsx", book(rows, after=_merged(*(f"A{at}:B{at + size}" for at in range(1, size))))
    yield "merged-upside-down.xlsx", book(_row(1) + _row(2), after=_merged("B2:A1", "A1:A0", "ZZZZ9:A1", "A1"))
    yield "rows-many.xlsx", book(rows)
    yield "cells-without-places.xlsx", book("<row>" + '<c t="str"><v>3所</v></c>' * size + "</row>")
    long = f"<si><t>{'计划' * 500_000}</t></si>"
    shared = "".join(f'<row r="{at}"><c r="A{at}" t="s"><v>0</v></c></row>' for at in range(1, 5000))
    yield "string-shared.xlsx", book(shared, strings=long)
    yield "string-missing.xlsx", book('<row r="1"><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c></row>')
    numbers = ("1e999", "-1e999", "nan", "1e-400", "9" * 5000, "0x10", "１２", "--1", "")
    yield "numbers.xlsx", book("<row>" + "".join(f"<c><v>{one}</v></c>" for one in numbers) + "</row>" + _row(2))
    yield "places-wrong.xlsx", book(f'<row r="99999999999999999999">{_cell("A0", "x")}{_cell("AAAA1", "3所")}</row>')
    yield "sheet-outside.xlsx", book(_row(1), target="../../../../../etc/passwd")
    yield "sheet-is-the-workbook.xlsx", book(_row(1), target="workbook.xml")


def fixed(page: str, *, document: str = "", more: dict[str, str] | None = None) -> bytes:
    """Return an OFD of one page with this content; `document` stands beside the pages of its list."""
    return package(
        {
            "OFD.xml": f"<ofd:OFD {_OFD}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
            "Doc_0/Document.xml": f'<ofd:Document {_OFD}>{document}<ofd:Pages><ofd:Page ID="1" BaseLoc="Pages/Content.xml"/>'
            "</ofd:Pages></ofd:Document>",
            "Doc_0/Pages/Content.xml": f"<ofd:Page {_OFD}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>",
            **(more or {}),
        }
    )


def _text(words: str, *, box: str = "20 20 150 8", more: str = "") -> str:
    code = f'<ofd:TextCode X="0" Y="5" {more}>{words}</ofd:TextCode>'
    return f'<ofd:TextObject ID="9" Boundary="{box}" Size="4">{code}</ofd:TextObject>'


def _fixed(size: int) -> Iterator[tuple[str, bytes]]:
    good = _text("年底前新建幼儿园3所。")
    yield "good.ofd", good_fixed()
    template = '<ofd:CommonData><ofd:TemplatePage ID="7" BaseLoc="Pages/Content.xml"/></ofd:CommonData>'
    yield "cycle-template.ofd", fixed(good + '<ofd:Template TemplateID="7"/>' * 50, document=template)
    yield "cycle-root.ofd", fixed(good).replace(b"Document.xml", b"./././././x")
    yield "root-is-itself.ofd", package({"OFD.xml": f"<O {_OFD}><ofd:DocRoot>OFD.xml</ofd:DocRoot></O>"})
    roots = "<ofd:DocRoot>OFD.xml</ofd:DocRoot>" * 3000
    pages = '<ofd:Page BaseLoc="OFD.xml"/>' * 3000
    yield "roots-and-pages.ofd", package({"OFD.xml": f"<ofd:OFD {_OFD}>{roots}{pages}</ofd:OFD>"})
    resource = "<ofd:PublicRes>Document.xml</ofd:PublicRes>" * 200
    yield "cycle-resource.ofd", fixed(good, document=resource)
    yield "page-outside.ofd", fixed(good).replace(b"Pages/Content.xml", b"../../../../../etc")
    yield "pages-many.ofd", fixed(good, document='<ofd:Page BaseLoc="Pages/Content.xml"/>' * 5000)
    yield "box-gigantic.ofd", fixed(_text("3所" * 20, box="1e30 -1e30 1e38 1e38"))
    yield "box-odd.ofd", fixed(_text("3所" * 20, box="nan inf x -"))
    yield "steps-many.ofd", fixed(_text("3所" * 20, more='DeltaX="g 999999999999 9e99 g g g -1"'))
    yield "glyphs-many.ofd", fixed(_text("幼儿园3所，" * size))
    yield "glyphs-in-one-place.ofd", fixed(_text("3", more='DeltaX="0"') * size)
    lines = "".join(f"M 0 {at} L 200 {at} M {at} 0 L {at} 200 " for at in range(200))
    path = f'<ofd:PathObject Boundary="0 0 200 200"><ofd:AbbreviatedData>{lines}</ofd:AbbreviatedData></ofd:PathObject>'
    yield "lines-many.ofd", fixed(good + path * 50)
    yield "curves.ofd", fixed(good + path.replace("L", "B 1 1 2 2"))
    yield "nested-blocks.ofd", fixed("<ofd:PageBlock>" * 200 + good + "</ofd:PageBlock>" * 200)
