"""Excel workbooks (xlsx, xlsm, and et saved as such): the sheets as they are shown, in the order of their tabs.

The parts are walked with lxml: openpyxl makes a cell of every place that a merged range covers, a million by sixteen
thousand where the file says so, and calamine gives 0.985 for what the sheet shows as 98.5%.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from pipeline.model import Document, Issue, IssueCode, Source
from pipeline.read.limits import exceeded, limits
from pipeline.read.number_format import GENERAL, code_of, plain, shown
from pipeline.read.parts import Package, Relation
from pipeline.read.workbook import Merge, Sheet, document_of

S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"\$?([A-Z]{1,3})\$?([1-9]\d{0,6})")
# Merged ranges that are looked at on one sheet; a large table has some hundred.
_MOST_MERGES = 20_000


@dataclass(frozen=True, slots=True)
class _Book:
    """What all sheets share: texts, the format of each style, and from which year days are counted."""

    texts: list[str]
    formats: list[str]
    from_1904: bool


def read_xlsx(data: bytes, source: Source) -> Document:
    """Return the document of a workbook; an issue counts the formulas that nobody has computed."""
    package = Package(data, source.name, "Excel file")
    main = package.main("xl/workbook.xml")
    relations = package.relations(main)
    workbook = package.xml(main)
    properties = workbook.find(f"{S}workbookPr")
    from_1904 = properties is not None and properties.get("date1904") in ("1", "true")
    book = _Book(_texts(package, relations_to(relations, "sharedStrings")), _formats(package, relations), from_1904)
    targets = {relation.id: relation.target for relation in relations}
    sheets, blank = [], 0
    for element in workbook.iterfind(f"{S}sheets/{S}sheet"):
        target = targets.get(element.get(_RELATION) or "")
        if target is None or target not in package.names:
            continue
        root = package.xml(target)
        cells = dict(_cells(root, book, source.name))
        hidden = element.get("state") in ("hidden", "veryHidden")
        sheets.append(Sheet(element.get("name") or "", cells, tuple(_merges(root)), hidden))
        blank += sum(1 for cell in root.iter(f"{S}c") if cell.find(f"{S}f") is not None and not cell.findtext(f"{S}v"))
    why = f"{blank} cells hold formulas without their results; open the file and save it again"
    issues = (Issue(IssueCode.TABLE_IRREGULAR, why),) if blank else ()
    return document_of(sheets, source, issues=issues)


def relations_to(relations: tuple[Relation, ...], kind: str) -> str | None:
    """Return the name of the first part of a kind."""
    return next((relation.target for relation in relations if relation.kind == kind), None)


def _texts(package: Package, name: str | None) -> list[str]:
    if name is None or name not in package.names:
        return []
    return [_text(item) for item in package.xml(name).iterfind(f"{S}si")]


def _text(item: etree._Element) -> str:
    """Return the text of a shared or inline string; the reading aids of Japanese (rPh) are no text."""
    return "".join(
        text.text or "" for text in item.iter(f"{S}t") if (above := text.getparent()) is None or above.tag != f"{S}rPh"
    )


def _formats(package: Package, relations: tuple[Relation, ...]) -> list[str]:
    """Return the number format of each cell style."""
    name = relations_to(relations, "styles")
    if name is None or name not in package.names:
        return []
    styles = package.xml(name)
    own = {
        int(each.get("numFmtId") or 0): each.get("formatCode") or GENERAL
        for each in styles.iterfind(f"{S}numFmts/{S}numFmt")
        if (each.get("numFmtId") or "").isdecimal()
    }
    return [code_of(_whole(each.get("numFmtId")), own) for each in styles.iterfind(f"{S}cellXfs/{S}xf")]


def _cells(root: etree._Element, book: _Book, path: str) -> Iterator[tuple[tuple[int, int], str]]:
    """Yield place and text of each filled cell; a cell that does not tell its place follows the one before it."""
    row = count = length = 0
    most = limits()
    for line in root.iterfind(f"{S}sheetData/{S}row"):
        row = _whole(line.get("r")) or row + 1
        column = 0
        for cell in line.iterfind(f"{S}c"):
            place = _PLACE.fullmatch(cell.get("r") or "")
            column = _column(place[1]) if place else column + 1
            text = _shown(cell, book)
            if text:
                count += 1
                length += len(text)
                if count > most.cells:
                    raise exceeded(path, "cells", f"a sheet has more than {most.cells} cells")
                if length > most.characters:
                    raise exceeded(path, "characters", f"a sheet has more than {most.characters} characters")
                yield (row, column), text


def _shown(cell: etree._Element, book: _Book) -> str:
    kind = cell.get("t") or "n"
    if kind == "inlineStr":
        inline = cell.find(f"{S}is")
        return "" if inline is None else _text(inline)
    written = cell.findtext(f"{S}v") or ""
    if kind == "s":
        at = int(written) if written.isascii() and written.isdecimal() and len(written) < 10 else -1
        return book.texts[at] if 0 <= at < len(book.texts) else ""
    if kind == "b":
        return {"1": "TRUE", "0": "FALSE"}.get(written, "")
    if kind != "n" or not written:
        return written
    try:
        value = float(written)
    except ValueError:
        return written
    style = _whole(cell.get("s"))
    code = book.formats[style] if style < len(book.formats) else GENERAL
    if value != value or value in (float("inf"), float("-inf")):
        return ""
    return plain(value) if code == GENERAL else shown(value, code, from_1904=book.from_1904)


def _merges(root: etree._Element) -> Iterator[Merge]:
    for number, merge in enumerate(root.iterfind(f"{S}mergeCells/{S}mergeCell")):
        first, _, last = (merge.get("ref") or "").partition(":")
        begin, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if begin and end and number < _MOST_MERGES:
            yield Merge(int(begin[2]), _column(begin[1]), int(end[2]) + 1, _column(end[1]) + 1)


def _column(letters: str) -> int:
    """Return the number of a column from its letters: A is 1, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def _whole(written: str | None) -> int:
    """Return a number that counts, 0 where there is none."""
    return int(written) if written and written.isascii() and written.isdecimal() and len(written) < 10 else 0
