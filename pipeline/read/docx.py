"""Word documents (docx): paragraphs, headings, tables with merged cells, automatic numbering written out.

Headers, footers, comments, deleted text and tables of contents are left out. python-docx opens the package; the body is
walked with lxml, which is ten times as fast on tables.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

import docx
from docx.document import Document as Package
from docx.opc.exceptions import OpcError
from lxml import etree

from pipeline.model import Document, ReadError, Source
from pipeline.read.numbering import Numbering, local, number_of, value_of
from pipeline.read.package import check_package
from pipeline.read.pieces import BLANKS, Grid, GridCell, Paragraph, compose, is_table, visible
from pipeline.read.styles import Styles

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGED = "the Word file is damaged or cut short; fetch or save it again"
# python-docx checks little of a package itself: a relationship without its target ends in a TypeError, a part that is
# another part's in an AttributeError, a member packed in an unknown way in a NotImplementedError.
_DAMAGES = (
    OpcError,
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    EOFError,
    KeyError,
    IndexError,
    TypeError,
    AttributeError,
    NotImplementedError,
)
_OTHER_KIND = "this is a Word file of a kind that is not read (a template, macros, strict XML); save it as plain docx"
# Elements whose text is not the document's: deleted text, old places of moved text, fields' codes, comments, pictures'
# second rendering, and properties.
_SKIPPED = frozenset(
    "del,moveFrom,instrText,delText,pPr,rPr,tblPr,trPr,tcPr,"  # noqa: SIM905
    "tblGrid,sectPr,Fallback,footnoteReference,endnoteReference,commentReference,annotationRef,pict,object".split(",")
)
_WRAPPERS = frozenset(("sdt", "sdtContent", "ins", "moveTo", "smartTag", "customXml"))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The parts of a package that bear on its text."""

    body: etree._Element
    styles: etree._Element
    numbering: etree._Element | None


def read_docx(data: bytes, source: Source) -> Document:
    """Return the document of a docx file."""
    check_package(data, source.path, damaged=_DAMAGED)
    parts = _open(data, source.path)
    composed = compose(_Body(Styles(parts.styles), Numbering(parts.numbering)).pieces(parts.body))
    if not composed.text.strip(BLANKS):
        raise ReadError(source.path, "the document holds no text, perhaps only pictures of it", code="no-text")
    return Document(source, composed.text, composed.blocks, composed.tables)


def _open(data: bytes, path: str) -> _Parts:
    try:
        parts = _parts(docx.Document(io.BytesIO(data)))
    except ValueError as error:
        raise ReadError(path, _OTHER_KIND, code="unsupported-format") from error
    except _DAMAGES as error:
        raise ReadError(path, _DAMAGED, code="damaged") from error
    if parts is None:
        raise ReadError(path, _OTHER_KIND, code="unsupported-format")
    return parts


def _parts(package: Package) -> _Parts | None:
    """Return the parts, None where the body is not in the usual namespace."""
    body = package.element.find(f"{W}body")
    rels = package.part.rels.values()
    numbering = next((rel.target_part for rel in rels if rel.reltype.endswith("/numbering")), None)
    root = None if numbering is None else getattr(numbering, "element", None)
    return None if body is None else _Parts(body, package.styles.element, root)


class _Body:
    """Walks the body in reading order; numbering counts on from paragraph to paragraph."""

    def __init__(self, styles: Styles, numbering: Numbering) -> None:
        self.styles = styles
        self.numbering = numbering

    def pieces(self, parent: etree._Element) -> Iterator[Paragraph | Grid]:
        """Yield the pieces of a body, a content control, or a text box."""
        for element in parent:
            tag = local(element)
            if tag == "p":
                yield from self._paragraph(element)
            elif tag == "tbl":
                yield from self._table(element)
            elif tag in _WRAPPERS and not _is_contents(element):
                yield from self.pieces(element)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Paragraph | Grid]:
        style = self.styles.of(paragraph)
        if style.is_contents:
            return
        runs = list(_runs(paragraph))
        text = visible("".join(text for text, _ in runs)).strip(BLANKS)
        label = self.numbering.label(paragraph, style.numbering) if text else ""
        bold = all(on if on is not None else style.bold for written, on in runs if written.strip(BLANKS))
        for line in (label + text).split("\n") if text else ():
            yield Paragraph(line, style.level, bold)
        for box in paragraph.iter(f"{W}txbxContent"):
            if not any(local(above) == "Fallback" for above in box.iterancestors()):
                yield from self.pieces(box)

    def _table(self, table: etree._Element) -> Iterator[Paragraph | Grid]:
        cells = tuple(self._cells(table))
        if is_table(cells):
            yield Grid(cells)
            return
        for cell in table.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tbl")) is table:
                yield from self.pieces(cell)

    def _cells(self, table: etree._Element) -> Iterator[GridCell]:
        rows = [row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table]
        grid = [list(_row(row)) for row in rows]
        begun = {(number, column) for number, row in enumerate(grid) for column, _, goes_on, _ in row if not goes_on}
        for number, (row, cells) in enumerate(zip(rows, grid, strict=True)):
            head = row.find(f"{W}trPr/{W}tblHeader") is not None
            for column, wide, goes_on, cell in cells:
                if goes_on and (number, column) not in begun and number > 0:
                    continue
                high = 1
                while number + high < len(grid) and any(c == column and on for c, _, on, _ in grid[number + high]):
                    high += 1
                yield GridCell(number, column, self._cell_text(cell), high, wide, head)

    def _cell_text(self, cell: etree._Element) -> str:
        """Return the text of a cell without automatic numbers, which would be words of our own between the cells."""
        lines = []
        for paragraph in cell.iter(f"{W}p"):
            self.numbering.label(paragraph, self.styles.of(paragraph).numbering)
            lines.append(visible("".join(text for text, _ in _runs(paragraph))))
        return "\n".join(lines)


def _row(row: etree._Element) -> Iterator[tuple[int, int, bool, etree._Element]]:
    """Yield column, width, whether it goes on from the row above, and the element of each cell."""
    column = number_of(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in row.iter(f"{W}tc"):
        if next(cell.iterancestors(f"{W}tr")) is not row:
            continue
        wide = max(1, number_of(cell.find(f"{W}tcPr/{W}gridSpan"), 1))
        merge = cell.find(f"{W}tcPr/{W}vMerge")
        yield column, wide, merge is not None and value_of(merge) != "restart", cell
        column += wide


def _is_contents(control: etree._Element) -> bool:
    """Say whether a content control holds the table of contents."""
    gallery = control.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
    return gallery is not None and "Contents" in (value_of(gallery) or "")


def _runs(element: etree._Element) -> Iterator[tuple[str, bool | None]]:
    """Yield the text of each run of a paragraph with whether it is bold, None where its style decides."""
    for child in element:
        tag = local(child)
        if tag in _SKIPPED or tag == "txbxContent":
            continue
        if tag == "r":
            yield from _run(child)
        else:
            yield from _runs(child)


def _run(run: etree._Element) -> Iterator[tuple[str, bool | None]]:
    properties = run.find(f"{W}rPr")
    bold: bool | None = None
    if properties is not None:
        if _is_on(properties.find(f"{W}vanish")):
            return
        mark = properties.find(f"{W}b")
        bold = None if mark is None else _is_on(mark)
    text = []
    for child in run:
        tag = local(child)
        if tag == "t":
            text.append(child.text or "")
        elif tag in ("tab", "ptab"):
            text.append(" ")
        elif tag == "cr" or (tag == "br" and child.get(f"{W}type") in (None, "textWrapping")):
            text.append("\n")
        elif tag == "noBreakHyphen":
            text.append("-")
        elif tag == "ruby":
            text.extend(t.text or "" for t in child.iterfind(f"{W}rubyBase//{W}t"))
    yield "".join(text), bold


def _is_on(mark: etree._Element | None) -> bool:
    return mark is not None and (value_of(mark) or "true") not in ("false", "0", "off", "none")
