"""Pdf files with a text layer: paragraphs joined from lines, ruled tables in their place, pages as spans.

pdfium gives the characters and ruled lines with their places, pdfplumber finds the cells between the lines. (Not by
pdfplumber's own reading of the page: that takes 60 to 130 ms a page.)
"""

from __future__ import annotations

from collections.abc import Iterator

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.pdf_glyphs import Glyph, glyphs_of
from pipeline.read.pdf_lines import Line, joined, lines_of, without_frame
from pipeline.read.pdf_rules import Edge, edges_of
from pipeline.read.pdf_tables import Ruled, join_over_pages, ruled_tables
from pipeline.read.pieces import Grid, Paragraph, compose

# Pages. Yearbooks have 1,000; beyond this a file is no plan and would hold up all that wait behind it.
_MOST_PAGES = 2000
# Characters a page. Scans carry a stamp or a page number as text; the emptiest real page of text has more.
_FEWEST_GLYPHS = 8


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
    if len(file) > _MOST_PAGES:
        reason = f"the pdf has {len(file)} pages, more than the {_MOST_PAGES} that are read; split it"
        raise ReadError(path, reason, code="too-large")
    return file


def _read(file: pypdfium2.PdfDocument, source: Source) -> Document:
    glyphs: dict[int, list[Glyph]] = {}
    sizes: dict[int, tuple[float, float]] = {}
    edges: dict[int, tuple[Edge, ...]] = {}
    for number in range(1, len(file) + 1):
        try:
            page = file[number - 1]
        except pypdfium2.PdfiumError as error:
            reason = f"page {number} of the pdf is damaged; fetch the file again"
            raise ReadError(source.path, reason, code="damaged") from error
        glyphs[number] = glyphs_of(page)
        sizes[number] = page.get_size()
        edges[number] = edges_of(page) if glyphs[number] else ()
        page.close()
    if sum(map(len, glyphs.values())) < _FEWEST_GLYPHS * len(glyphs):
        reason = "the pdf holds pictures of pages and no text; it needs text recognition (OCR) first"
        raise ReadError(source.path, reason, code="no-text-layer")
    tables, issues = ruled_tables(edges, glyphs)
    composed = compose(_pieces(glyphs, tables, sizes), page_count=len(glyphs))
    blank = tuple(
        Issue(IssueCode.PAGE_WITHOUT_TEXT, f"page {number} holds no text, perhaps a picture of it")
        for number, found in glyphs.items()
        if not found
    )
    return Document(source, composed.text, composed.blocks, composed.tables, composed.pages, issues=(*issues, *blank))


def _pieces(
    glyphs: dict[int, list[Glyph]], tables: dict[int, list[Ruled]], sizes: dict[int, tuple[float, float]]
) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs and grids from top to bottom, page by page."""
    lines = {}
    for number, found in glyphs.items():
        free = [glyph for glyph in found if not any(table.holds(glyph) for table in tables.get(number, ()))]
        lines[number] = lines_of(free, number)
    flow: list[Line | Ruled] = []
    for number, kept in without_frame(lines, {n: high for n, (_, high) in sizes.items()}).items():
        flow.extend(sorted([*kept, *tables.get(number, ())], key=lambda item: item.top))
    yield from joined(join_over_pages(flow), {n: wide for n, (wide, _) in sizes.items()})
