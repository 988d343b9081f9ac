"""Pages set in two columns, as gazettes are: the characters of a page in, what is to be read one after another out.

A page has two columns where hardly a line crosses its middle, and the lines on both sides keep an edge there. What
crosses (a headline) parts the page into bands; in each the left column comes before the right.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from statistics import median

from pipeline.read.pdf_glyphs import Glyph

# Share of the page's width about its middle in which the gap between columns lies.
_MIDDLE = (0.4, 0.6)
# Points from one place tried to the next, and half the width that must be free of ink.
_STEP = 2
_HALF_GAP = 4
# Lines on either side, and the share of all lines that may cross.
_FEWEST_LINES = 8
_MOST_CROSSING = 0.3
# Share of the lines of a column that keep its edge, and how far off they may be, in sizes of the characters: the first
# line of a paragraph stands two off, and the last ends early.
_KEEP_EDGE = 0.6
_OFF = 1.2


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that are read together; `column` is 0 for the whole width, 1 for the left column, 2 for the right."""

    glyphs: list[Glyph]
    column: int


def stretches(glyphs: Sequence[Glyph], width: float) -> list[Stretch]:
    """Return the page in the order in which it is read; one stretch where it has one column."""
    if _is_one_column(glyphs, width):
        return [Stretch(list(glyphs), 0)]
    rows = _rows([glyph for glyph in glyphs if glyph.char.strip() and glyph.size > 0])
    gutter = _gutter(rows, width)
    if gutter is None:
        return [Stretch(list(glyphs), 0)]
    out: list[Stretch] = []
    left: list[Glyph] = []
    right: list[Glyph] = []
    for row in rows:
        if _crosses(row, gutter):
            out += [Stretch(left, 1), Stretch(right, 2), Stretch(row, 0)]
            left, right = [], []
        else:
            left += [glyph for glyph in row if glyph.right <= gutter]
            right += [glyph for glyph in row if glyph.right > gutter]
    out += [Stretch(left, 1), Stretch(right, 2)]
    return [stretch for stretch in out if stretch.glyphs]


def _is_one_column(glyphs: Sequence[Glyph], width: float) -> bool:
    """Say whether so many lines cross the middle that there can be no gap: soon said of most pages."""
    places = range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), _STEP)
    first, last = places.start - _HALF_GAP, places.stop + _HALF_GAP
    middle = [glyph for glyph in glyphs if glyph.right > first and glyph.left < last and glyph.size > 0]
    most_rows = len({int(glyph.middle) for glyph in glyphs})
    return min(_crossings(_rows(middle), places), default=0) > _MOST_CROSSING * most_rows


def _rows(glyphs: list[Glyph]) -> list[list[Glyph]]:
    rows: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=attrgetter("middle")):
        if rows and glyph.middle - rows[-1][0].middle <= glyph.size / 2:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
    return rows


def _crosses(row: list[Glyph], gutter: float) -> bool:
    return any(glyph.left < gutter + _HALF_GAP and glyph.right > gutter - _HALF_GAP for glyph in row)


def _gutter(rows: list[list[Glyph]], width: float) -> float | None:
    """Return where the gap between two columns lies, None where the page has one column."""
    if len(rows) < _FEWEST_LINES:
        return None
    places = range(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), _STEP)
    crossing = _crossings(rows, places)
    fewest = min(crossing, default=len(rows))
    if fewest > _MOST_CROSSING * len(rows):
        return None
    gutter = median(place for place, count in zip(places, crossing, strict=True) if count == fewest)
    apart = [row for row in rows if not _crosses(row, gutter)]
    ends = [max(g.right for g in row if g.right <= gutter) for row in apart if min(g.left for g in row) < gutter]
    starts = [min(g.left for g in row if g.left > gutter) for row in apart if max(g.left for g in row) > gutter]
    size = median(glyph.size for row in rows for glyph in row)
    keeps = _keep_edge(ends, max(ends, default=0.0), size) and _keep_edge(starts, min(starts, default=0.0), size)
    return gutter if keeps else None


def _crossings(rows: list[list[Glyph]], places: range) -> list[int]:
    """Return for each place how many lines cross it; the places that one line crosses are the bits of a number."""
    crossed = [0] * len(places)
    first, last = places.start - _HALF_GAP, places.stop + _HALF_GAP
    everywhere, all_bits = 0, (1 << len(places)) - 1
    for row in rows:
        bits = 0
        for glyph in row:
            if glyph.right > first and glyph.left < last:
                begin = max(0, int((glyph.left - first - 2 * _HALF_GAP) // _STEP) + 1)
                end = min(len(places), -int((first - glyph.right) // _STEP))
                bits |= (1 << max(begin, end)) - (1 << begin)
        if bits == all_bits:
            everywhere += 1
        elif bits:
            for at in range(len(places)):
                crossed[at] += bits >> at & 1
    return [count + everywhere for count in crossed]


def _keep_edge(values: list[float], edge: float, size: float) -> bool:
    near = sum(abs(value - edge) <= _OFF * size for value in values)
    return len(values) >= _FEWEST_LINES and near >= _KEEP_EDGE * len(values)
