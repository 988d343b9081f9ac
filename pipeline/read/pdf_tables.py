"""Ruled tables of a pdf: edges and characters of its pages in, tables in their places out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from pipeline.model import Box, Issue, IssueCode
from pipeline.read.pdf_cells import SAME_EDGE, cells_of
from pipeline.read.pdf_glyphs import Flags, Glyphs
from pipeline.read.pdf_lines import Line, Placed, glue, needed
from pipeline.read.pdf_rows import lines_in
from pipeline.read.pdf_rules import Edge
from pipeline.read.pieces import Grid, GridCell, Inked, is_table

# Points between a cell's border and its text, both sides together: the default of Word and of LibreOffice is 5.4 each.
_PADDING = 11.0
# Columns from which on one row is a table's; two are a frame around text with its heading beside it.
_ROW_COLUMNS = 3
# Horizontal times vertical pieces of line on one page; the fullest real page of tables has some hundred thousand.
_MOST_CROSSINGS = 2_000_000


class Again(NamedTuple):
    """What a later page prints once more of a table, its head or caption, and that page."""

    text: str
    page: int


@dataclass(frozen=True, slots=True)
class Ruled(Placed):
    """A table in its place, with the edges of its columns and what was left out of it."""

    bottom: float
    left: float
    right: float
    columns: tuple[float, ...]
    again: tuple[Again, ...] = ()

    def holds(self, glyphs: Glyphs) -> Flags:
        """Return which characters have their middle inside the table."""
        middle, across = glyphs.middle, (glyphs.left + glyphs.right) / 2
        held: Flags = (self.top <= middle) & (middle <= self.bottom) & (self.left <= across) & (across <= self.right)
        return held


def ruled_tables(edges: tuple[Edge, ...], glyphs: Glyphs, page: int) -> list[Ruled] | Issue:
    """Return the ruled tables of a page, or the issue that it has more lines than any table."""
    horizontal = sum(1 for edge in edges if edge.is_horizontal)
    if horizontal * (len(edges) - horizontal) > _MOST_CROSSINGS:
        detail = f"page {page} has {len(edges)} drawn lines; its tables are read as text"
        return Issue(IssueCode.TABLE_IRREGULAR, detail)
    if not edges:
        return []
    found = (_ruled(boxes, glyphs, page) for boxes in cells_of(edges))
    return [table for table in found if table is not None]


def _ruled(boxes: list[Box], glyphs: Glyphs, page: int) -> Ruled | None:
    across = {x for box in boxes for x in (box[0], box[2])}
    down = {y for box in boxes for y in (box[1], box[3])}
    columns, rows = _edges(across), _edges(down)
    column_at = {x: _at(columns, x) for x in across}
    row_at = {y: _at(rows, y) for y in down}
    held = _held(boxes, glyphs, page)
    cells = []
    for number in sorted(range(len(boxes)), key=lambda at: (row_at[boxes[at][1]], column_at[boxes[at][0]])):
        box, lines = boxes[number], held.get(number, [])
        row, column = row_at[box[1]], column_at[box[0]]
        high, wide = max(1, row_at[box[3]] - row), max(1, column_at[box[2]] - column)
        inked = Inked(0, 0, page, box, _confidence(lines)) if lines else None
        cells.append(GridCell(row, column, _cell_text(lines, box[2] - box[0]), high, wide, inked=inked))
    if not is_table(cells) and not _is_torn_row(cells):
        return None
    return Ruled(Grid(tuple(cells), page), rows[0], rows[-1], columns[0], columns[-1], tuple(columns))


def _is_torn_row(cells: list[GridCell]) -> bool:
    """Say whether a grid is one row of several columns: all that a page has of a table when its rows are that long."""
    return len(cells) >= _ROW_COLUMNS and sum(1 for cell in cells if cell.text) > 1 and cells[-1].row == 0


def _held(boxes: list[Box], glyphs: Glyphs, page: int) -> dict[int, list[Line]]:
    """Return the lines of each cell, under its number in the boxes."""
    across = np.unique([x for box in boxes for x in (box[0], box[2])])
    down = np.unique([y for box in boxes for y in (box[1], box[3])])
    # The number of the cell at each place between two edges; beside and outside of them there is none.
    numbers = np.full((len(down) + 1, len(across) + 1), -1)
    lefts, tops, rights, bottoms = np.transpose(boxes)
    columns = np.searchsorted(across, [lefts, rights]) + 1
    rows = np.searchsorted(down, [tops, bottoms]) + 1
    for number in reversed(range(len(boxes))):
        (left, right), (top, bottom) = columns[:, number], rows[:, number]
        numbers[top:bottom, left:right] = number
    middles = (glyphs.left + glyphs.right) / 2
    own = numbers[np.searchsorted(down, glyphs.middle, "right"), np.searchsorted(across, middles, "right")]
    inside = np.flatnonzero(own >= 0)
    held: dict[int, list[Line]] = {}
    for number, line in lines_in(glyphs.take(inside), own[inside], page):
        held.setdefault(number, []).append(line)
    return held


def _confidence(lines: list[Line]) -> float | None:
    return min((line.confidence for line in lines if line.confidence is not None), default=None)


def _edges(values: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for value in sorted(values):
        if not edges or value - edges[-1] > SAME_EDGE:
            edges.append(value)
    return edges


def _at(edges: list[float], value: float) -> int:
    """Return the number of the edge that is nearest."""
    above = bisect_left(edges, value)
    if above == len(edges) or (above > 0 and value - edges[above - 1] <= edges[above] - value):
        return above - 1
    return above


def _cell_text(lines: list[Line], width: float) -> str:
    """Return the lines of a cell as one where what follows had no room, else each on its own."""
    text = ""
    for last, line in zip([None, *lines], lines, strict=False):
        if last is None:
            text = line.text
        elif width - _PADDING - (last.right - last.left) >= needed(line.text, last.text) * line.size:
            text += "\n" + line.text
        else:
            text = glue(text, line.text)
    return text
