"""From characters with places to printed lines: those of a page, of a column, or of all cells of a table at once."""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_glyphs import Codes, Flags, Floats, Glyphs, changes, text_of
from pipeline.read.pdf_lines import Line

# All in sizes of the line's own characters.
_SAME_LINE = 0.5
_LATIN_GAP = 0.2
_WIDE_GAP = 1.0
_PRINTED_TWICE = 0.3
_BLANK = 0x20
_BLANKS = re.compile(r"[ \xa0]{2,}")
# Blanks that begin no line, as `_BLANK` does not, though that may stand twice as far off and yet be on it.
_WIDE_BLANK, _FIRM_BLANK = 0x3000, 0xA0
_Places = npt.NDArray[np.intp]


def lines_of(glyphs: Glyphs, page: int, column: int = 0) -> list[Line]:
    """Return the lines of a page or a column from top to bottom."""
    return [line for _, line in lines_in(glyphs, np.zeros(len(glyphs), np.intp), page, column)]


def lines_in(glyphs: Glyphs, groups: _Places, page: int, column: int = 0) -> Iterator[tuple[int, Line]]:
    """Yield the lines of each group of characters from top to bottom, group by group; `groups` numbers their groups."""
    sized = np.flatnonzero(glyphs.size > 0)
    order = sized[np.lexsort((glyphs.middle[sized], groups[sized]))]
    glyphs, groups = glyphs.take(order), groups[order]
    rows = _rows(glyphs, groups)
    kept = np.flatnonzero(rows >= 0)
    order = kept[np.lexsort((glyphs.left[kept], rows[kept]))]
    glyphs, groups, rows = glyphs.take(order), groups[order], rows[order]
    if len(rows):
        yield from _lines(glyphs, groups, rows, page, column)


def _rows(glyphs: Glyphs, groups: _Places) -> _Places:
    """Return the number of each character's line, -1 for blanks on none; they come sorted by group and middle."""
    middles, sizes = glyphs.middle, glyphs.size
    codes = glyphs.codes
    blanks = 2 * (codes == _BLANK) + (codes == _WIDE_BLANK) + (codes == _FIRM_BLANK)
    starts = np.flatnonzero(changes(groups) | changes(middles) | changes(sizes) | changes(blanks))
    found: list[int] = []
    number, current, middle, height = -1, -1, 0.0, 0.0
    # Characters of one line mostly have the same place and size: only where these change is there something to decide.
    runs = (column[starts].tolist() for column in (groups, middles, sizes, blanks))
    for group, own, size, blank in zip(*runs, strict=True):
        reach = _SAME_LINE * max(height, size) * (2 if blank == 2 else 1)
        if group == current and own - middle <= reach:
            found.append(number)
        elif blank:
            found.append(-1)
        else:
            number += 1
            current, middle, height = group, own, size
            found.append(number)
    return np.repeat(np.array(found, np.intp), np.diff(starts, append=len(groups)))


def _lines(glyphs: Glyphs, groups: _Places, rows: _Places, page: int, column: int) -> Iterator[tuple[int, Line]]:
    """Yield the lines; the characters come sorted by line and place."""
    sizes = _usual_sizes(glyphs.size, rows)
    size = np.repeat(sizes, np.diff(_starts(rows), append=len(rows)))
    once = _once(glyphs, rows, size)
    glyphs, groups, rows, size = glyphs.take(once), groups[once], rows[once], size[once]
    starts = _starts(rows)
    parted = _parted(glyphs, rows, size)
    text = text_of(np.insert(glyphs.codes, parted, _BLANK))
    begins = starts + np.searchsorted(parted, starts, "left")
    ends = np.append(begins[1:], len(text))
    inked = np.flatnonzero(~glyphs.is_blank)
    ink, own = glyphs.take(inked), rows[inked]
    if not len(own):
        return
    firsts = _starts(own)
    lasts = np.append(firsts[1:], len(own)) - 1
    numbers = own[firsts]
    columns = (
        groups[starts[numbers]],
        begins[numbers],
        ends[numbers],
        ink.left[firsts],
        np.minimum.reduceat(ink.top, firsts),
        ink.right[lasts],
        np.maximum.reduceat(ink.bottom, firsts),
        sizes[numbers],
        2 * np.add.reduceat(ink.bold.astype(np.intp), firsts) > lasts - firsts + 1,
        np.fmin.reduceat(ink.confidence, firsts),
    )
    for group, begin, end, left, top, right, bottom, high, bold, sure in zip(
        *(values.tolist() for values in columns), strict=True
    ):
        written = text[begin:end].strip()
        if " " in written or "\xa0" in written:
            written = _BLANKS.sub(" ", written)
        confidence = None if sure != sure else sure
        yield group, Line(written, left, top, right, bottom, high, page, bold, column, confidence)


def _starts(rows: _Places) -> _Places:
    return np.flatnonzero(changes(rows))


def _usual_sizes(sizes: Floats, rows: _Places) -> Floats:
    """Return for each line the size in the middle of those of its characters."""
    starts = _starts(rows)
    counts = np.diff(starts, append=len(rows))
    usual: Floats = sizes[np.lexsort((sizes, rows))][starts + counts // 2]
    return usual


def _once(glyphs: Glyphs, rows: _Places, size: Floats) -> Flags:
    """Return which characters to keep: one printed twice to look bold stands a hair's breadth beside itself."""
    keeps = np.ones(len(rows), np.bool_)
    near = glyphs.left[1:] - glyphs.left[:-1] < _PRINTED_TWICE * size[1:]
    again = near & ~(changes(rows) | changes(glyphs.codes) | glyphs.is_blank)[1:]
    if not again.any():
        return keeps
    doubtful = np.unique(rows[1:][again])
    for start, end in zip(np.searchsorted(rows, doubtful), np.searchsorted(rows, doubtful, "right"), strict=True):
        last = start
        reach = _PRINTED_TWICE * size[start]
        blank = glyphs.is_blank[start:end]
        for at in range(start + 1, end):
            if (
                glyphs.codes[at] == glyphs.codes[last]
                and glyphs.left[at] - glyphs.left[last] < reach
                and not blank[at - start]
            ):
                keeps[at] = False
            else:
                last = at
    return keeps


def _parted(glyphs: Glyphs, rows: _Places, size: Floats) -> _Places:
    """Return the places of the characters before which a blank is to be written.

    Between Latin characters a gap parts words; between others only one in which a whole character has room.
    """
    gap = glyphs.left[1:] - glyphs.right[:-1]
    latin = _is_latin(glyphs.codes)
    inked = glyphs.codes != _BLANK
    wide = (gap > _WIDE_GAP * size[1:]) | ((gap > _LATIN_GAP * size[1:]) & latin[1:] & latin[:-1])
    return np.flatnonzero(wide & ~changes(rows)[1:] & inked[1:] & inked[:-1]) + 1


def _is_latin(codes: Codes) -> Flags:
    letters = ((codes | 0x20) >= ord("a")) & ((codes | 0x20) <= ord("z"))
    latin: Flags = letters | ((codes >= ord("0")) & (codes <= ord("9")))
    return latin
