"""One page of a pdf: its lines in reading order and its ruled tables, whether it holds characters or a picture of them."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.model import Issue, IssueCode
from pipeline.read import ocr
from pipeline.read.pdf_columns import beside, stretches
from pipeline.read.pdf_glyphs import Glyphs, glyphs_from
from pipeline.read.pdf_lines import Line
from pipeline.read.pdf_marks import Found, Mark
from pipeline.read.pdf_rows import lines_of
from pipeline.read.pdf_rules import Edge, edges_of
from pipeline.read.pdf_tables import Ruled, ruled_tables
from pipeline.read.pdf_text import PageText, text_of_page
from pipeline.read.pdf_unruled import unruled_tables
from pipeline.read.scan import DPI, Scan, scan_of

# Characters of a page: a scan may carry its number or a stamp as text, which is less.
_FEWEST_GLYPHS = 20
# Share of a page that its largest picture covers when it is a picture of the page.
_COVERS = 0.5
# Share of characters without a meaning above which the page cannot be read from them. A few signs of a symbol font
# (bullets, ticks) are up to a tenth of a page of short lines.
_GARBLED = 0.3
# Points of a page's side; the largest sheet (A0) has 3370. A picture of a larger page is drawn smaller.
_LONGEST_SIDE = 3400


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page as it is read: lines and tables in points from its top left, watermarks, what was wrong.

    `turned` is by how many degrees it is read turned clockwise from how it is shown.
    """

    number: int
    width: float
    height: float
    lines: tuple[Line, ...] = ()
    tables: tuple[Ruled, ...] = ()
    watermark: str = ""
    issues: tuple[Issue, ...] = ()
    marks: tuple[Found, ...] = ()
    turned: int = 0

    @property
    def has_text(self) -> bool:
        return bool(self.lines or self.tables)


def pdf_sheet(file: pypdfium2.PdfDocument, number: int, marks: Set[Mark] = frozenset()) -> Sheet:
    """Return a page of a pdf; text recognition reads what is a picture, or has characters that mean nothing.

    `marks` are watermarks to leave out, which only all pages together tell.
    """
    try:
        page = file[number - 1]
    except pypdfium2.PdfiumError:
        return _unread(number, f"page {number} is damaged")
    try:
        return _sheet(page, number, marks)
    except pypdfium2.PdfiumError:
        return _unread(number, f"page {number} is damaged")
    finally:
        page.close()


def scanned_sheet(scan: Scan, number: int) -> Sheet:
    """Return a page of recognised characters."""
    sheet = sheet_of(glyphs_from(scan.glyphs), scan.edges, number, (scan.width, scan.height))
    if sheet.has_text:
        return sheet
    return Sheet(number, scan.width, scan.height, issues=(_without(number, "is a picture in which no text was found"),))


def _sheet(page: pypdfium2.PdfPage, number: int, marks: Set[Mark]) -> Sheet:
    found = text_of_page(page, marks)
    size = found.place.size
    garbled = found.unmapped > _GARBLED * max(1, len(found.kept))
    if not garbled and (len(found.kept) >= _FEWEST_GLYPHS or not _is_picture(page, found)):
        edges = edges_of(page, found.place) if len(found.kept) else ()
        sheet = sheet_of(found.kept, edges, number, size, watermark=found.watermark)
        blank = () if len(found.kept) else (_without(number, "holds no text"),)
        turned = (found.place.rotation - page.get_rotation()) % 360
        return replace(sheet, issues=(*sheet.issues, *blank), marks=found.marks, turned=turned)
    if ocr.is_installed():
        dots = DPI * min(1.0, _LONGEST_SIDE / max(*size, 1))
        return scanned_sheet(scan_of(page.render(scale=dots / 72).to_pil(), dots), number)
    return _unreadable(found, number, size, garbled)


def sheet_of(
    glyphs: Glyphs, edges: tuple[Edge, ...], number: int, size: tuple[float, float], *, watermark: str = ""
) -> Sheet:
    """Return a page of characters and ruled lines."""
    found = ruled_tables(edges, glyphs, number)
    tables, issues = ([], (found,)) if isinstance(found, Issue) else (found, ())
    free = glyphs
    for table in tables:
        free = free.take(~table.holds(free))
    among = beside(free)
    aligned = unruled_tables(among, number)
    if aligned:
        for table in aligned:
            free = free.take(~table.holds(free))
        among = beside(free)
    tables += aligned
    lines = (line for part in stretches(free, among, size[0]) for line in lines_of(part.glyphs, number, part.column))
    return Sheet(number, size[0], size[1], tuple(lines), tuple(tables), watermark, issues)


def _unreadable(found: PageText, number: int, size: tuple[float, float], garbled: bool) -> Sheet:
    """Return the page of a pdf that needs text recognition where that is not installed."""
    if garbled:
        detail = f"page {number} has {found.unmapped} signs that its fonts give no character for; {ocr.INSTALL}"
        return Sheet(number, *size, issues=(Issue(IssueCode.PAGE_GARBLED, detail),))
    sheet = _unread(number, f"page {number} is a picture; {ocr.INSTALL}")
    return Sheet(number, *size, issues=sheet.issues)


def _is_picture(page: pypdfium2.PdfPage, found: PageText) -> bool:
    """Say whether pictures cover most of the page, or it has no characters and something else is drawn on it."""
    if not len(found.kept):
        return next(iter(page.get_objects(max_depth=1)), None) is not None
    width, height = page.get_size()
    covered = 0.0
    for item in page.get_objects(filter=(pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = item.get_bounds()
        covered += max(0.0, right - left) * max(0.0, top - bottom)
    return bool(covered >= _COVERS * width * height)


def _unread(number: int, detail: str) -> Sheet:
    return Sheet(number, 0.0, 0.0, issues=(Issue(IssueCode.PAGE_UNREAD, detail),))


def _without(number: int, why: str) -> Issue:
    return Issue(IssueCode.PAGE_WITHOUT_TEXT, f"page {number} {why}")
