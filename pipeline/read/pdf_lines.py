"""From characters with places to paragraphs: lines gathered, page numbers and running heads dropped, lines joined."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.read.pdf_glyphs import Glyph
from pipeline.read.pieces import Grid, Paragraph

# All in sizes of the line's own characters unless said otherwise.
_SAME_LINE = 0.5
_LATIN_GAP = 0.2
_WIDE_GAP = 1.0
_ROOM_FOR_MORE = 1.6
_INDENT = 1.2
_LEADING = 1.5
_OTHER_SIZE = 0.12
# Share of the page's lines, at its head and foot, in which running heads and page numbers stand.
_FRAME_LINES = 2
_REPEATED = 3
_PAGE_NUMBER = re.compile(r"[-—–－―·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·\s]*")
_CONTENTS_LINE = re.compile(r".*[.…·．]{4,}\s*[-—]?\s*\d{1,4}\s*[-—]?")
_DIGITS = re.compile(r"\d+")
_LATIN = re.compile(r"[A-Za-z0-9]")


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its place in points from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    bold: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid in its place on a page."""

    grid: Grid
    top: float


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[Line]:
    """Return the lines of a page from top to bottom."""
    rows: list[list[Glyph]] = []
    middle = height = 0.0
    for glyph in sorted((g for g in glyphs if g.size > 0), key=lambda g: g.middle):
        if rows and glyph.middle - middle <= _SAME_LINE * max(height, glyph.size) * (1 if glyph.char != " " else 2):
            rows[-1].append(glyph)
        elif glyph.char not in " \u3000\xa0":
            rows.append([glyph])
            middle, height = glyph.middle, glyph.size
    return [line for row in rows if (line := _line(row, page)) is not None]


def _line(row: list[Glyph], page: int) -> Line | None:
    row.sort(key=lambda glyph: glyph.left)
    size = median(glyph.size for glyph in row)
    text: list[str] = []
    kept: list[Glyph] = []
    for glyph in row:
        last = kept[-1] if kept else None
        # A character printed twice to look bold stands a hair's breadth beside itself.
        if last and glyph.char == last.char and abs(glyph.left - last.left) < 0.3 * size and glyph.char.strip():
            continue
        if last and _parted(last, glyph, size):
            text.append(" ")
        text.append(glyph.char)
        kept.append(glyph)
    written = re.sub(r"[ \xa0]{2,}", " ", "".join(text)).strip()
    inked = [glyph for glyph in kept if glyph.char.strip()]
    if not written or not inked:
        return None
    bold = sum(glyph.bold for glyph in inked) > len(inked) / 2
    top, bottom = min(g.top for g in inked), max(g.bottom for g in inked)
    return Line(written, inked[0].left, top, inked[-1].right, bottom, size, page, bold)


def _parted(last: Glyph, glyph: Glyph, size: float) -> bool:
    if " " in (last.char, glyph.char):
        return False
    both_latin = _LATIN.match(last.char) and _LATIN.match(glyph.char)
    return glyph.left - last.right > size * (_LATIN_GAP if both_latin else _WIDE_GAP)


def without_frame(pages: dict[int, list[Line]]) -> dict[int, list[Line]]:
    """Return the lines of the pages without page numbers, running heads, and lines of a table of contents."""
    seen = Counter(_shape(line) for lines in pages.values() for line in _edges(lines))
    often = max(_REPEATED, len(pages) // 3)
    kept = {}
    for number, lines in pages.items():
        edges = _edges(lines)
        kept[number] = [
            line
            for line in lines
            if not _CONTENTS_LINE.fullmatch(line.text)
            and not (line in edges and (_PAGE_NUMBER.fullmatch(line.text) or seen[_shape(line)] >= often))
        ]
    return kept


def _edges(lines: list[Line]) -> list[Line]:
    return lines if len(lines) <= 2 * _FRAME_LINES else lines[:_FRAME_LINES] + lines[-_FRAME_LINES:]


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)


@dataclass(frozen=True, slots=True)
class _Measure:
    """The frame of the type area that most lines keep, and the usual size and leading."""

    left: float
    right: float
    size: float
    leading: float


def _measure(lines: list[Line]) -> _Measure:
    size = median(line.size for line in lines)
    rights = Counter(round(line.right / 4) * 4 for line in lines)
    # The right edge is the furthest that a fair share of the lines reach; ragged ends lie before it.
    fair = max(2, len(lines) // 12)
    right = max((edge for edge, count in rights.items() if count >= fair), default=max(rights))
    lefts = Counter(round(line.left / 4) * 4 for line in lines if line.right > right - 2 * size)
    left = lefts.most_common(1)[0][0] if lefts else min(line.left for line in lines)
    steps = [b.top - a.top for a, b in pairwise(lines) if a.page == b.page and b.top > a.top]
    return _Measure(left, right, size, median(steps) if steps else size * _LEADING)


def joined(flow: list[Line | Placed]) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs of joined lines, and grids as they come."""
    lines = [item for item in flow if isinstance(item, Line)]
    measure = _measure(lines) if lines else None
    gathered: list[Line] = []
    for item in flow:
        if gathered and (isinstance(item, Placed) or (measure and _begins_new(gathered[-1], item, measure))):
            yield _paragraph(gathered, measure)
            gathered = []
        if isinstance(item, Placed):
            yield item.grid
        else:
            gathered.append(item)
    if gathered:
        yield _paragraph(gathered, measure)


def _begins_new(last: Line, line: Line, measure: _Measure) -> bool:
    """Say whether a line begins a new paragraph: the one before it ends early, or this one is indented or set apart."""
    if last.right < measure.right - _ROOM_FOR_MORE * last.size:
        return True
    if abs(line.size - last.size) > _OTHER_SIZE * measure.size:
        return True
    if line.left > measure.left + _INDENT * line.size and line.left > last.left - _INDENT * line.size:
        return True
    return line.page == last.page and line.top - last.top > 1.7 * max(measure.leading, last.size)


def glue(before: str, after: str) -> str:
    """Return two lines as one: nothing between 汉字, a blank between Latin words."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return f"{before} {after}"
    return before + after


def _paragraph(lines: list[Line], measure: _Measure | None) -> Paragraph:
    text, turns, page = "", [], lines[0].page
    for line in lines:
        text = glue(text, line.text) if text else line.text
        if line.page != page:
            page = line.page
            turns.append((len(text) - len(line.text), page))
    is_large = measure is not None and lines[0].size > measure.size * (1 + _OTHER_SIZE)
    bold = is_large or all(line.bold for line in lines)
    return Paragraph(text, bold=bold, page=lines[0].page, turns=tuple(turns))
