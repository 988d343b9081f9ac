"""OFD (GB/T 33190), the fixed layout of Chinese offices: a zip of XML; text and ruled lines by their places on each page.

Where the same stands on the page as in a pdf, the same code reads it: lines into paragraphs, ruled lines into tables.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice, pairwise

from lxml import etree

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.limits import exceeded, limits
from pipeline.read.numbering import local
from pipeline.read.parts import Package
from pipeline.read.pdf_glyphs import Glyph, glyphs_from
from pipeline.read.pdf_page import Sheet, sheet_of
from pipeline.read.pdf_rules import Edge
from pipeline.read.sheets import document_of

# OFD counts in millimetres, the code for pages in points.
_POINTS = 72 / 25.4
_A4 = (0.0, 0.0, 210.0, 297.0)
# Points. A filled shape thinner than this is a ruled line.
_THIN = 2.5
_SHORTEST = 1.0
# Share of its size by which a character reaches below the line that it stands on.
_DESCENT = 0.12
# From this weight on a font is bold (§11.3: 400 is regular, 700 bold).
_BOLD = 700
_BOLD_FONTS = re.compile(r"黑体|小标宋|SimHei|Bold", re.I)
# Characters of one page, and numbers of one path: more is a map.
_MOST_GLYPHS = 50_000
_MOST_NUMBERS = 400
_TOKEN = re.compile(r"[A-Za-z]|-?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d{1,2})?")
_Matrix = tuple[float, float, float, float, float, float]
_UPRIGHT: _Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where an object's own coordinates lie on the page, in millimetres: its matrix, then its boundary's corner."""

    matrix: _Matrix
    left: float
    top: float

    def of(self, x: float, y: float) -> tuple[float, float]:
        """Return a point on the page in points."""
        a, b, c, d, e, f = self.matrix
        return (a * x + c * y + e + self.left) * _POINTS, (b * x + d * y + f + self.top) * _POINTS


def read_ofd(data: bytes, source: Source) -> Document:
    """Return the document of an OFD file, all its bodies one after another."""
    package = Package(data, source.name, "OFD file")
    roots = _found(package.xml(_named(package, "OFD.xml")), "DocRoot")
    every = (page for root in roots for page in _pages(package, _resolved("", root.text or "")))
    pages = list(islice(every, limits().pages + 1))
    if len(pages) > limits().pages:
        raise exceeded(source.name, "pages", f"the OFD file has more than {limits().pages} pages")
    sheets = [_sheet(page, number) for number, page in enumerate(pages, 1)]
    if not any(sheet.has_text for sheet in sheets):
        reason = "the OFD file holds pictures of pages and no text; it needs text recognition (OCR) first"
        raise ReadError(source.name, reason, code="no-text-layer")
    return document_of(sheets, source)


@dataclass(frozen=True, slots=True)
class _PageParts:
    """One page: its own content after that of its templates, its size, and which fonts are bold."""

    contents: tuple[etree._Element, ...]
    box: tuple[float, ...]
    bold: frozenset[str]


def _pages(package: Package, name: str) -> Iterator[_PageParts]:
    """Yield the pages of one body of the file; a template stands on many pages and is a frame of them, or a form."""
    document = package.xml(_named(package, name))
    folder = posixpath.dirname(name)
    bold = frozenset(_bold_fonts(package, document, folder))
    usual = _box(document, _A4)
    templates = {
        page.get("ID"): _resolved(folder, page.get("BaseLoc") or "") for page in _found(document, "TemplatePage")
    }
    for page in _found(document, "Page"):
        content = package.xml(_named(package, _resolved(folder, page.get("BaseLoc") or "")))
        used = (templates.get(each.get("TemplateID") or "") for each in _found(content, "Template"))
        below = tuple(package.xml(each) for each in used if each in package.names)
        yield _PageParts((*below, content), _box(content, usual), bold)


def _named(package: Package, name: str) -> str:
    """Return the name of a part as the archive spells it: some programs differ in capital letters."""
    if name in package.names:
        return name
    found = next((each for each in package.names if each.lower() == name.lower()), None)
    if found is None:
        raise package.damage()
    return found


def _resolved(folder: str, location: str) -> str:
    """Return the name of a part from its location: from the root of the file with a slash, else from its folder."""
    return posixpath.normpath(posixpath.join("/", folder, location.strip())).lstrip("/")


def _found(root: etree._Element, tag: str) -> list[etree._Element]:
    return [element for element in root.iter() if local(element) == tag]


def _bold_fonts(package: Package, document: etree._Element, folder: str) -> Iterator[str]:
    for tag in ("PublicRes", "DocumentRes"):
        for element in _found(document, tag):
            name = _resolved(folder, element.text or "")
            for font in _found(package.xml(name), "Font") if name in package.names else ():
                is_bold = font.get("Bold") == "true" or _BOLD_FONTS.search(font.get("FontName") or "")
                if is_bold and (number := font.get("ID")):
                    yield number


def _box(root: etree._Element, usual: tuple[float, ...]) -> tuple[float, ...]:
    for tag in ("PhysicalBox", "ApplicationBox"):
        for element in _found(root, tag):
            numbers = _numbers(element.text or "")
            if len(numbers) == 4 and numbers[2] > 0 and numbers[3] > 0:
                return numbers
    return usual


def _numbers(written: str) -> tuple[float, ...]:
    return tuple(float(token) for token in _TOKEN.findall(written)[:_MOST_NUMBERS] if token[0] not in _LETTERS)


_LETTERS = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")


def _sheet(page: _PageParts, number: int) -> Sheet:
    glyphs: list[Glyph] = []
    edges: list[Edge] = []
    for content in page.contents:
        for element in content.iter():
            tag = local(element)
            if tag == "TextObject":
                glyphs.extend(islice(_glyphs(element, page.bold), _MOST_GLYPHS))
            elif tag == "PathObject":
                edges.extend(_edges(element))
    size = page.box[2] * _POINTS, page.box[3] * _POINTS
    kept = [glyph for glyph in glyphs if glyph.char.strip()]
    if len(glyphs) > _MOST_GLYPHS:
        why = f"page {number} has {len(glyphs)} characters, more than any page; it is left out"
        return Sheet(number, *size, issues=(Issue(IssueCode.PAGE_WITHOUT_TEXT, why),))
    sheet = sheet_of(glyphs_from(glyphs), tuple(edges), number, size)
    if kept:
        return sheet
    return Sheet(number, *size, issues=(Issue(IssueCode.PAGE_WITHOUT_TEXT, f"page {number} holds no text"),))


def _place(element: etree._Element) -> _Place:
    left, top = (*_numbers(element.get("Boundary") or ""), 0.0, 0.0)[:2]
    matrix = _numbers(element.get("CTM") or "")
    a, b, c, d, e, f = matrix if len(matrix) == 6 else _UPRIGHT
    return _Place((a, b, c, d, e, f), left, top)


def _glyphs(element: etree._Element, bold_fonts: frozenset[str]) -> Iterator[Glyph]:
    """Yield the characters of a text object; each TextCode tells where its first stands and how far the next are."""
    place = _place(element)
    size = (*_numbers(element.get("Size") or ""), 4.2)[0]
    scale = (*_numbers(element.get("HScale") or ""), 1.0)[0]
    weight = (*_numbers(element.get("Weight") or ""), 0.0)[0]
    bold = weight >= _BOLD or element.get("Font") in bold_fonts
    x = y = 0.0
    for code in element:
        if local(code) != "TextCode":
            continue
        x = (*_numbers(code.get("X") or ""), x)[0]
        y = (*_numbers(code.get("Y") or ""), y)[0]
        across, down = _steps(code.get("DeltaX")), _steps(code.get("DeltaY"))
        for at, char in enumerate((code.text or "").strip("\r\n")):
            yield _glyph(char, place, (x, y), (size, scale), bold)
            width = size * scale * (0.5 if char.isascii() else 1.0)
            x += across[min(at, len(across) - 1)] if across else 0.0 if down else width
            y += down[min(at, len(down) - 1)] if down else 0.0


def _glyph(char: str, place: _Place, at: tuple[float, float], size: tuple[float, float], bold: bool) -> Glyph:
    high, scale = size
    x, y = at
    wide = high * scale * (0.5 if char.isascii() else 1.0)
    corners = [place.of(*point) for point in ((x, y - high * (1 - _DESCENT)), (x + wide, y + high * _DESCENT))]
    left, right = sorted(corner[0] for corner in corners)
    top, bottom = sorted(corner[1] for corner in corners)
    return Glyph(char, left, top, right, bottom, bold)


def _steps(written: str | None) -> list[float]:
    """Return the steps from one character to the next: "g 3 6.5 7" stands for 6.5 6.5 6.5 7 (§11.3)."""
    tokens = _TOKEN.findall(written or "")
    steps: list[float] = []
    at = 0
    while at < len(tokens) and len(steps) < _MOST_GLYPHS:
        if tokens[at] == "g" and at + 2 < len(tokens):
            count = int(float(tokens[at + 1])) if tokens[at + 1][0] not in _LETTERS else 0
            step = tokens[at + 2]
            steps.extend([float(step) if step[0] not in _LETTERS else 0.0] * min(max(count, 0), _MOST_GLYPHS))
            at += 3
            continue
        if tokens[at][0] not in _LETTERS:
            steps.append(float(tokens[at]))
        at += 1
    return steps


def _edges(element: etree._Element) -> Iterator[Edge]:
    """Yield the ruled lines of a path: those drawn, and a filled shape as thin as one."""
    place = _place(element)
    for data in element:
        if local(data) != "AbbreviatedData":
            continue
        for line in _lines(data.text or ""):
            points = [place.of(*point) for point in line]
            for (x0, y0), (x1, y1) in pairwise(points):
                edge = Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
                wide, high = edge.right - edge.left, edge.bottom - edge.top
                if min(wide, high) < _THIN and max(wide, high) >= _SHORTEST:
                    yield edge


def _lines(data: str) -> Iterator[list[tuple[float, float]]]:
    """Yield the straight runs of a path: S and M begin one, L goes on, C closes; curves are no ruled lines (§9.3)."""
    tokens = _TOKEN.findall(data)
    run: list[tuple[float, float]] = []
    at = 0
    while at < min(len(tokens), _MOST_NUMBERS):
        sign = tokens[at]
        numbers: list[float] = []
        at += 1
        while at < len(tokens) and tokens[at][0] not in _LETTERS:
            numbers.append(float(tokens[at]))
            at += 1
        if sign in "SM":
            if len(run) > 1:
                yield run
            run = [(numbers[0], numbers[1])] if len(numbers) > 1 else []
        elif sign == "L" and len(numbers) > 1:
            run.append((numbers[0], numbers[1]))
        elif sign == "C" and run:
            run.append(run[0])
        else:
            run = run[-1:]
    if len(run) > 1:
        yield run
