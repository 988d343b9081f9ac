"""Pdf files with a text layer: paragraphs joined from lines, ruled tables in their place, pages as spans.

pdfium gives the characters and ruled lines with their places, pdfplumber finds the cells between the lines. (Not by
pdfplumber's own reading of the page: that took 100 ms a page where this takes 30.)
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.limits import exceeded, limits
from pipeline.read.pdf_columns import stretches
from pipeline.read.pdf_frame import without_frame
from pipeline.read.pdf_glyphs import Glyph, glyphs_of
from pipeline.read.pdf_lines import Line, joined, lines_of
from pipeline.read.pdf_rules import Edge, edges_of
from pipeline.read.pdf_tables import Ruled, join_over_pages, ruled_tables
from pipeline.read.pieces import Grid, Paragraph, compose

# Characters a page on the average: a scan may carry a page number or a stamp as text, which is less.
_FEWEST_GLYPHS = 8


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands on one page, and its size in points."""

    glyphs: list[Glyph]
    edges: tuple[Edge, ...]
    width: float
    height: float


def read_pdf(data: bytes, source: Source) -> Document:
    """Return the document of a pdf file, or raise a `ReadError` where it is locked, damaged or only pictures."""
    file = _open(data, source.path)
    try:
        return _read(file, source)
    finally:
        file.close()


def _open(data: bytes, path: str) -> pypdfium2.PdfDocument:
    try:
        file = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).lower():
            reason = "the pdf is protected by a password; save a copy without one"
            raise ReadError(path, reason, code="encrypted") from error
        reason = "the pdf is damaged or cut short; fetch it again"
        raise ReadError(path, reason, code="damaged") from error
    pages = len(file)
    if pages > limits().pages:
        file.close()
        raise exceeded(path, "pages", f"the pdf has {pages} pages")
    return file


def _read(file: pypdfium2.PdfDocument, source: Source) -> Document:
    pages = {number: _page(file, number) for number in range(1, len(file) + 1)}
    whole = {number: page for number, page in pages.items() if page is not None}
    if not whole:
        raise ReadError(source.path, "no page of the pdf can be read; fetch it again", code="damaged")
    if sum(len(page.glyphs) for page in whole.values()) < _FEWEST_GLYPHS * len(whole):
        reason = "the pdf holds pictures of pages and no text; it needs text recognition (OCR) first"
        raise ReadError(source.path, reason, code="no-text-layer")
    tables, irregular = ruled_tables(
        {number: page.edges for number, page in whole.items()}, {number: page.glyphs for number, page in whole.items()}
    )
    composed = compose(_pieces(whole, tables), page_count=len(pages))
    blank = tuple(issue for number, page in pages.items() if (issue := _issue(number, page)) is not None)
    return Document(
        source, composed.text, composed.blocks, composed.tables, composed.pages, issues=(*irregular, *blank)
    )


def _page(file: pypdfium2.PdfDocument, number: int) -> _Page | None:
    """Return what stands on a page, None where the page is damaged."""
    try:
        page = file[number - 1]
        glyphs = glyphs_of(page)
        found = _Page(glyphs, edges_of(page) if glyphs else (), *page.get_size())
    except pypdfium2.PdfiumError:
        return None
    page.close()
    return found


def _issue(number: int, page: _Page | None) -> Issue | None:
    if page is not None and page.glyphs:
        return None
    why = "is damaged" if page is None else "holds no text, perhaps a picture of it"
    return Issue(IssueCode.PAGE_WITHOUT_TEXT, f"page {number} {why}")


def _pieces(pages: dict[int, _Page], tables: dict[int, list[Ruled]]) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs and grids from top to bottom, page by page."""
    lines = {}
    for number, page in pages.items():
        free = [glyph for glyph in page.glyphs if not any(table.holds(glyph) for table in tables.get(number, ()))]
        parts = stretches(free, page.width)
        lines[number] = [line for part in parts for line in lines_of(part.glyphs, number, part.column)]
    flow: list[Line | Ruled] = []
    for number, kept in without_frame(lines, {number: page.height for number, page in pages.items()}).items():
        flow.extend(_in_place(kept, tables.get(number, [])))
    yield from joined(join_over_pages(flow), {number: page.width for number, page in pages.items()})


def _in_place(lines: list[Line], tables: list[Ruled]) -> list[Line | Ruled]:
    """Return the lines in their order, each table before the first line that stands below its head."""
    out: list[Line | Ruled] = []
    waiting = sorted(tables, key=lambda table: table.top)
    for line in lines:
        while waiting and waiting[0].top < line.top:
            out.append(waiting.pop(0))
        out.append(line)
    return [*out, *waiting]
