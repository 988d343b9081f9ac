"""Ruled tables of a pdf: edges and characters of its pages in, tables in their places out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pdfplumber.table import cells_to_tables, edges_to_intersections, merge_edges

from pipeline.model import Issue, IssueCode
from pipeline.read.pdf_glyphs import Glyph
from pipeline.read.pdf_lines import Line, Placed, glue, lines_of, needed
from pipeline.read.pdf_rules import Edge
from pipeline.read.pieces import Grid, GridCell, Inked, is_table

# Points within which two ruled lines are one.
SAME_EDGE = 3.0
# Points. What is shorter once its pieces are joined is part of a sign or a picture.
_SHORTEST_RULE = 3.0
# Points between a cell's border and its text, both sides together: the default of Word and of LibreOffice is 5.4 each.
_PADDING = 11.0
# Columns from which on one row is a table's; two are a frame around text with its heading beside it.
_ROW_COLUMNS = 3
# Horizontal times vertical pieces of line on one page; the fullest real page of tables has some hundred thousand.
_MOST_CROSSINGS = 2_000_000
_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Ruled(Placed):
    """A table in its place, with the edges of its columns."""

    bottom: float
    left: float
    right: float
    columns: tuple[float, ...]

    def outside(self, glyphs: list[Glyph]) -> list[Glyph]:
        """Return the characters whose middle does not lie inside the table."""
        left, right, top, bottom = 2 * self.left, 2 * self.right, self.top, self.bottom
        return [
            glyph
            for glyph in glyphs
            if not (top <= glyph.middle <= bottom and left <= glyph.left + glyph.right <= right)
        ]


def ruled_tables(edges: tuple[Edge, ...], glyphs: list[Glyph], page: int) -> list[Ruled] | Issue:
    """Return the ruled tables of a page, or the issue that it has more lines than any table."""
    horizontal = sum(1 for edge in edges if edge.is_horizontal)
    if horizontal * (len(edges) - horizontal) > _MOST_CROSSINGS:
        detail = f"page {page} has {len(edges)} drawn lines; its tables are read as text"
        return Issue(IssueCode.TABLE_IRREGULAR, detail)
    if not edges:
        return []
    found = (_ruled(list(boxes), glyphs, page) for boxes in _boxes(edges))
    return [table for table in found if table is not None]


def _boxes(edges: tuple[Edge, ...]) -> list[list[_Box]]:
    """Return the cells of each table of a page, as pdfplumber finds them from lines that cross."""
    merged = merge_edges(
        [_as_dict(edge) for edge in edges],
        snap_x_tolerance=SAME_EDGE,
        snap_y_tolerance=SAME_EDGE,
        join_x_tolerance=SAME_EDGE,
        join_y_tolerance=SAME_EDGE,
    )
    merged = [edge for edge in merged if max(edge["width"], edge["height"]) >= _SHORTEST_RULE]
    crossings = edges_to_intersections(merged, x_tolerance=SAME_EDGE, y_tolerance=SAME_EDGE)
    cells = _cells(crossings)
    return [[(float(a), float(b), float(c), float(d)) for a, b, c, d in table] for table in cells_to_tables(cells)]


def _cells(crossings: Mapping[tuple[float, float], Mapping[str, list[dict[str, Any]]]]) -> list[_Box]:
    """Return the smallest box with drawn sides that begins at each crossing.

    It finds what pdfplumber's `intersections_to_cells` finds, in a tenth of the time: lines are compared by number.
    """
    numbers: dict[tuple[object, ...], int] = {}
    lines: dict[tuple[float, float], tuple[frozenset[int], frozenset[int]]] = {}
    for point, drawn in crossings.items():
        down, across = (
            frozenset(
                numbers.setdefault((kind, edge["x0"], edge["top"], edge["x1"], edge["bottom"]), len(numbers))
                for edge in drawn[kind]
            )
            for kind in ("v", "h")
        )
        lines[point] = down, across
    below: dict[float, list[float]] = {}
    beside: dict[float, list[float]] = {}
    for x, y in sorted(lines):
        below.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    found = (_smallest(point, lines, below[point[0]], beside[point[1]]) for point in sorted(lines))
    return [box for box in found if box is not None]


def _smallest(
    point: tuple[float, float],
    lines: Mapping[tuple[float, float], tuple[frozenset[int], frozenset[int]]],
    below: list[float],
    beside: list[float],
) -> _Box | None:
    x, y = point
    down, across = lines[point]
    rights = [other for other in beside if other > x and not across.isdisjoint(lines[other, y][1])]
    for foot in below:
        if foot <= y or down.isdisjoint(lines[x, foot][0]):
            continue
        for right in rights:
            corner = lines.get((right, foot))
            if corner is None or lines[right, y][0].isdisjoint(corner[0]) or lines[x, foot][1].isdisjoint(corner[1]):
                continue
            return x, y, right, foot
    return None


def _as_dict(edge: Edge) -> dict[str, float | str]:
    """Return the edge in the form that pdfplumber's functions take."""
    return {
        "x0": edge.left,
        "x1": edge.right,
        "top": edge.top,
        "bottom": edge.bottom,
        "width": edge.right - edge.left,
        "height": edge.bottom - edge.top,
        "orientation": "h" if edge.is_horizontal else "v",
    }


def _ruled(boxes: list[_Box], glyphs: list[Glyph], page: int) -> Ruled | None:
    columns = _edges([x for box in boxes for x in (box[0], box[2])])
    rows = _edges([y for box in boxes for y in (box[1], box[3])])
    column_at = {x: _at(columns, x) for box in boxes for x in (box[0], box[2])}
    row_at = {y: _at(rows, y) for box in boxes for y in (box[1], box[3])}
    held = _held(boxes, [glyph for glyph in glyphs if rows[0] <= glyph.middle < rows[-1]])
    cells = []
    for box in sorted(boxes, key=lambda b: (row_at[b[1]], column_at[b[0]])):
        row, column = row_at[box[1]], column_at[box[0]]
        high, wide = max(1, row_at[box[3]] - row), max(1, column_at[box[2]] - column)
        lines = lines_of(held[box], page)
        inked = Inked(0, 0, page, box, _confidence(lines)) if lines else None
        cells.append(GridCell(row, column, _cell_text(lines, box[2] - box[0]), high, wide, inked=inked))
    if not is_table(cells) and not _is_torn_row(cells):
        return None
    return Ruled(Grid(tuple(cells), page), rows[0], rows[-1], columns[0], columns[-1], tuple(columns))


def _is_torn_row(cells: list[GridCell]) -> bool:
    """Say whether a grid is one row of several columns: all that a page has of a table when its rows are that long."""
    return len(cells) >= _ROW_COLUMNS and sum(1 for cell in cells if cell.text) > 1 and cells[-1].row == 0


def _held(boxes: list[_Box], glyphs: list[Glyph]) -> dict[_Box, list[Glyph]]:
    """Return the characters of each cell."""
    held: dict[_Box, list[Glyph]] = {box: [] for box in boxes}
    last = boxes[0]
    for glyph in glyphs:
        across, down = (glyph.left + glyph.right) / 2, glyph.middle
        # The next character mostly stands in the same cell.
        if not (last[0] <= across < last[2] and last[1] <= down < last[3]):
            found = next((b for b in boxes if b[0] <= across < b[2] and b[1] <= down < b[3]), None)
            if found is None:
                continue
            last = found
        held[last].append(glyph)
    return held


def _confidence(lines: list[Line]) -> float | None:
    return min((line.confidence for line in lines if line.confidence is not None), default=None)


def _edges(values: list[float]) -> list[float]:
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
