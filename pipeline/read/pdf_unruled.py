"""Tables without vertical lines (三线表, or none at all): characters of a page in, tables that white space aligns out.

A table is there where a row of short names stands above three rows and more, white space goes down between all of them
at the same places, and a column holds numbers. All else in columns is prose, contents, signatures, or a list of names.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import pairwise
from statistics import median

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_columns import Beside
from pipeline.read.pdf_glyphs import Glyphs, changes, text_of
from pipeline.read.pdf_lines import LABEL, Line, glue
from pipeline.read.pdf_rows import lines_in
from pipeline.read.pdf_tables import Ruled
from pipeline.read.pieces import Grid, GridCell, Inked

# Sizes of a character: a gap that may part columns, and what is left of it where all rows are laid over one another.
# LaTeX sets columns 12 points apart, 1.2 sizes of small print.
_GAP = 0.8
_GUTTER = 0.4
_COLUMNS = 3
# Rows below the head, of which each fills three columns.
_BODY = 3
# Steps between rows in usual ones from which on a table has ended, and below which a last line is the end of a cell.
_APART = 2.0
_CLOSE = 0.9
# Sizes of print from line to line in a table set wide.
_LEADING = 2.0
# Sizes of print short of its column's edge at which a line was broken for lack of room.
_ROOM = 1.6
# Characters of a column's name; with its unit in brackets it is longer.
_NAME = 16
# Share of a column's cells that are numbers in one of numbers, and of rows in which a cell itself has a gap.
_NUMBERS = 0.6
_GAPPED = 0.25
_NUMBER = re.compile(
    r"[-+－−＋约]?\d[\d,，.．年月日/:：~～\-—–－至]*\s*(?:[%％‰]|[\u4e00-\u9fff]{1,3}|[A-Za-z]{1,3}[²³23]?)?"
)
_NUMBER_ONLY = re.compile(r"[\d,，.．%％\-—–]+[%％\u4e00-\u9fff]?")
_YEAR = re.compile(r"(?:19|20)\d\d年?")
_WORD = re.compile(r"[\u4e00-\u9fffA-Za-z]")
_NO_NAME = re.compile(r"[。；;：:！!？?，、]|\.{2}|…|·{2}|页[码次]")
_Places = npt.NDArray[np.intp]
_Spans = tuple[tuple[float, float], ...]


@dataclass(frozen=True, slots=True)
class _Row:
    """A printed line: its place, the size of its print, and the sides and texts of the pieces between its gaps."""

    top: float
    size: float
    pieces: _Spans
    texts: tuple[str, ...]

    @property
    def is_full(self) -> bool:
        return len(self.pieces) >= _COLUMNS


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows of a page from `first` on, and the white space left and right of each of their columns."""

    first: int
    rows: Sequence[_Row]
    gutters: _Spans


def unruled_tables(among: Beside, page: int) -> list[Ruled]:
    """Return the tables of a page that only white space makes, of the characters outside of its ruled ones."""
    inked, numbers = among
    order = np.lexsort((inked.left, numbers))
    inked, numbers = inked.take(order), numbers[order]
    begins = _pieces(inked, numbers)
    counts = np.bincount(numbers[begins]) if len(begins) else np.zeros(0, np.intp)
    if int((counts >= _COLUMNS).sum()) <= _BODY:  # most pages of prose end here
        return []
    rows, found, at = _rows(inked, numbers, begins), [], 0
    while at < len(rows):
        block = _block(rows, at) if _is_head(rows[at]) else None
        table = _table(block, inked, numbers, page) if block is not None else None
        if table is not None:
            found.append(table)
        at += 1 if block is None else len(block.rows)
    return found


def _pieces(glyphs: Glyphs, numbers: _Places) -> _Places:
    """Return where the pieces of lines begin: at another line, and behind a gap."""
    starts = changes(numbers)
    starts[1:] |= glyphs.left[1:] - glyphs.right[:-1] > _GAP * np.minimum(glyphs.size[1:], glyphs.size[:-1])
    return np.flatnonzero(starts)


def _rows(glyphs: Glyphs, numbers: _Places, begins: _Places) -> list[_Row]:
    ends = np.append(begins[1:], len(numbers))
    sides = list(zip(glyphs.left[begins].tolist(), glyphs.right[ends - 1].tolist(), strict=True))
    text = text_of(glyphs.codes)
    texts = [text[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]
    at = np.flatnonzero(changes(numbers[begins]))
    places = zip(glyphs.top[begins[at]].tolist(), glyphs.size[begins[at]].tolist(), strict=True)
    stops = np.append(at[1:], len(begins)).tolist()
    return [
        _Row(top, size, tuple(sides[start:stop]), tuple(texts[start:stop]))
        for (top, size), start, stop in zip(places, at.tolist(), stops, strict=True)
    ]


def _is_head(row: _Row) -> bool:
    """Say whether a line may be the head of a table: three short names or years and more, no number, no mark of a sentence."""
    names = all(len(text) <= _NAME and not _NO_NAME.search(text) for text in row.texts)
    years = [bool(_YEAR.fullmatch(text)) for text in row.texts]
    words = (_WORD.search(text) and not _NUMBER_ONLY.fullmatch(text) for text in row.texts)
    return row.is_full and names and not all(years) and all(map(any, zip(years, words, strict=True)))


def _block(rows: Sequence[_Row], first: int) -> _Block | None:
    """Return the rows from a head on as far as their columns stay the same, None where there are too few."""
    gutters = _gaps(rows[first])
    end, full = first + 1, 1
    for at in range(first + 1, len(rows)):
        row = rows[at]
        usual = _step(rows[first:at], row)
        left = _common(gutters, _gaps(row), _GUTTER * row.size)
        if row.top - rows[at - 1].top > _APART * usual or len(left) <= _COLUMNS:
            break
        if full > _BODY and len(left) < len(gutters):
            break
        if not row.is_full and not _fits(row, gutters):
            break
        is_close = row.top - rows[at - 1].top < _CLOSE * usual
        gutters = left
        full += row.is_full
        if row.is_full or (end == at and (len(row.pieces) > 1 or (is_close and _goes_on(row, rows[at - 1], gutters)))):
            end = at + 1
    return _Block(first, rows[first:end], gutters) if full > _BODY else None


def _step(rows: Sequence[_Row], row: _Row) -> float:
    """Return the usual step between the last rows; as long as there are too few, what print of their size may have."""
    last = rows[-_BODY - 1 :]
    steps = [below.top - above.top for above, below in pairwise(last)]
    return median(steps) if steps else _LEADING * row.size


def _fits(row: _Row, gutters: _Spans) -> bool:
    """Say whether a line of fewer pieces stands between the sides of the block."""
    return row.pieces[0][0] > gutters[0][1] - row.size and row.pieces[-1][1] < gutters[-1][0] + row.size


def _goes_on(row: _Row, above: _Row, gutters: _Spans) -> bool:
    """Say whether a line is the end of cells that fill their columns: no full row, no label, no number, no first cell."""
    if row.is_full or row.pieces[0][0] < gutters[1][0] or LABEL.match(row.texts[0]):
        return False
    edges = [begin for begin, _ in gutters[1:]]
    filled = {bisect_left(edges, right) for _, right in above.pieces if _reaches(right, edges, row.size)}
    own = {bisect_left(edges, right) for _, right in row.pieces}
    return own <= filled and not any(_NUMBER.fullmatch(text) for text in row.texts)


def _reaches(right: float, edges: Sequence[float], size: float) -> bool:
    """Say whether a piece ends where the next character has no room in its column."""
    at = bisect_left(edges, right)
    return at < len(edges) and edges[at] - right < _ROOM * size


def _gaps(row: _Row) -> _Spans:
    """Return the white space of a row, also on both sides of it."""
    ends = (0.0, *(right for _, right in row.pieces))
    starts = (*(left for left, _ in row.pieces), np.inf)
    return tuple(zip(ends, starts, strict=True))


def _common(some: _Spans, others: _Spans, least: float) -> _Spans:
    """Return the white space that two rows share, where that is wide enough."""
    found, a, b = [], 0, 0
    while a < len(some) and b < len(others):
        begin, end = max(some[a][0], others[b][0]), min(some[a][1], others[b][1])
        if end - begin >= least:
            found.append((begin, end))
        if some[a][1] < others[b][1]:
            a += 1
        else:
            b += 1
    return tuple(found)


def _table(block: _Block, glyphs: Glyphs, numbers: _Places, page: int) -> Ruled | None:
    """Return the table that a block of rows is, None where its cells say that it is none."""
    edges = [(begin + end) / 2 for begin, end in block.gutters[1:-1]]
    at = np.cumsum([not below for below in _below(block)]) - 1
    inside = np.flatnonzero((numbers >= block.first) & (numbers < block.first + len(block.rows)))
    own = glyphs.take(inside)
    across = np.searchsorted(edges, (own.left + own.right) / 2)
    wide = len(edges) + 1
    held: dict[int, list[Line]] = {}
    for number, line in lines_in(own, at[numbers[inside] - block.first] * wide + across, page):
        held.setdefault(number, []).append(line)
    texts = {number: reduce(glue, (line.text for line in lines)) for number, lines in held.items()}
    if not _is_table(texts, wide) or _gapped(block) > _GAPPED * len(block.rows):
        return None
    cells = [
        GridCell(number // wide, number % wide, texts.get(number, ""), inked=_inked(held.get(number), page))
        for number in range((int(at[-1]) + 1) * wide)
    ]
    left, top, right, bottom = own.left.min(), own.top.min(), own.right.max(), own.bottom.max()
    columns = (float(left), *edges, float(right))
    return Ruled(Grid(tuple(cells), page), float(top), float(bottom), float(left), float(right), columns)


def _below(block: _Block) -> list[bool]:
    """Return which rows are the ends of cells of the row above."""
    return [False, *(_goes_on(row, above, block.gutters) for above, row in pairwise(block.rows))]


def _is_table(texts: Mapping[int, str], wide: int) -> bool:
    """Say whether all columns but one have a name, and one has numbers; years below a year are dates of signatures."""
    named = sum(1 for number in texts if number < wide)
    below: dict[int, list[str]] = {}
    for number, text in texts.items():
        if number >= wide:
            below.setdefault(number % wide, []).append(text)
    return named >= wide - 1 and any(_is_numeric(texts.get(at, ""), column) for at, column in below.items())


def _is_numeric(name: str, column: Sequence[str]) -> bool:
    is_year = bool(_YEAR.fullmatch(name))
    many = sum(1 for text in column if _NUMBER.fullmatch(text) and not (is_year and _YEAR.fullmatch(text)))
    return many >= max(_BODY, _NUMBERS * len(column))


def _gapped(block: _Block) -> int:
    """Return in how many rows a gap stands inside a cell."""
    columns = list(pairwise(block.gutters))
    return sum(
        1 for row in block.rows if any(sum(1 for left, _ in row.pieces if a[0] <= left < b[0]) > 1 for a, b in columns)
    )


def _inked(lines: Sequence[Line] | None, page: int) -> Inked | None:
    if not lines:
        return None
    lefts, tops, rights, bottoms = zip(*(line.box for line in lines), strict=True)
    sure = [line.confidence for line in lines if line.confidence is not None]
    return Inked(0, 0, page, (min(lefts), min(tops), max(rights), max(bottoms)), min(sure, default=None))
