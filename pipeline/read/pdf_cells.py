"""The cells between ruled lines: the edges of a page in, the boxes of the cells of each of its tables out."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
from pdfplumber.table import cells_to_tables, merge_edges

from pipeline.model import Box
from pipeline.read.pdf_glyphs import Flags
from pipeline.read.pdf_rules import Edge

# Points within which two ruled lines are one.
SAME_EDGE = 3.0
# Points. What is shorter once its pieces are joined is part of a sign or a picture.
_SHORTEST_RULE = 3.0
_Numbers = npt.NDArray[np.intp]
_Point = tuple[int, int]
# The numbers of the vertical lines that meet in a point, and of the horizontal ones.
_Meeting = tuple[frozenset[int], frozenset[int]]


def cells_of(edges: Iterable[Edge]) -> list[list[Box]]:
    """Return the cells of each table of a page: pdfplumber joins lines and tables, cells are found between them here.

    The cells are those of pdfplumber's `intersections_to_cells`, which takes fifty times as long on a full page.
    """
    lines = merge_edges(
        [_as_dict(edge) for edge in edges],
        snap_x_tolerance=SAME_EDGE,
        snap_y_tolerance=SAME_EDGE,
        join_x_tolerance=SAME_EDGE,
        join_y_tolerance=SAME_EDGE,
    )
    lines = [line for line in lines if max(line["width"], line["height"]) >= _SHORTEST_RULE]
    return [list(table) for table in cells_to_tables(_cells(lines))]


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


def _cells(lines: list[dict[str, Any]]) -> list[Box]:
    """Return the smallest box with drawn sides that begins at each point where lines meet."""
    down = np.array([(e["x0"], e["top"], e["bottom"]) for e in lines if e["orientation"] == "v"]).reshape(-1, 3)
    across = np.array([(e["top"], e["x0"], e["x1"]) for e in lines if e["orientation"] == "h"]).reshape(-1, 3)
    meets = (
        (down[:, None, 1] <= across[:, 0] + SAME_EDGE)
        & (down[:, None, 2] >= across[:, 0] - SAME_EDGE)
        & (down[:, None, 0] >= across[:, 1] - SAME_EDGE)
        & (down[:, None, 0] <= across[:, 2] + SAME_EDGE)
    )
    verticals, horizontals = np.nonzero(meets)
    lefts, x = np.unique(down[:, 0], return_inverse=True)
    tops, y = np.unique(across[:, 0], return_inverse=True)
    x, y = x[verticals], y[horizontals]
    grid = np.full((2, len(lefts), len(tops)), -1)
    grid[0, x, y], grid[1, x, y] = verticals, horizontals
    met = np.zeros(grid.shape[1:], np.intp)
    np.add.at(met, (x, y), 1)
    points = np.argwhere(met > 0)
    boxes, open_ones = _nearest(grid, points, met)
    if open_ones:
        meetings = _meetings(x, y, verticals, horizontals)
        boxes |= _smallest(open_ones, meetings)
    return [
        (float(lefts[left]), float(tops[top]), float(lefts[right]), float(tops[bottom]))
        for (left, top), (right, bottom) in sorted(boxes.items())
    ]


def _nearest(grid: _Numbers, points: _Numbers, met: _Numbers) -> tuple[dict[_Point, _Point], list[_Point]]:
    """Return the cells whose lower right corner is where the next lines on both sides meet, and the points left open.

    So it is with all cells of a table without merged ones. A point that has nothing below or beside it begins no cell.
    """
    wide, high = met.shape
    x, y = points.T
    below, beside = _next(met > 0)[x, y], _next((met > 0).T).T[x, y]
    inside = (below < high) & (beside < wide)
    points, x, y, below, beside = points[inside], x[inside], y[inside], below[inside], beside[inside]
    vertical, horizontal = grid
    closed: Flags = (
        (vertical[x, y] == vertical[x, below])
        & (horizontal[x, y] == horizontal[beside, y])
        & (met[beside, below] > 0)
        & (vertical[beside, y] == vertical[beside, below])
        & (horizontal[x, below] == horizontal[beside, below])
        # Where two lines of one direction end, it takes a closer look to say which goes on.
        & (np.maximum(np.maximum(met[x, y], met[beside, y]), np.maximum(met[x, below], met[beside, below])) == 1)
    )
    corners = zip(beside[closed].tolist(), below[closed].tolist(), strict=True)
    boxes = dict(zip(map(tuple, points[closed].tolist()), corners, strict=True))
    return boxes, [(left, top) for left, top in points[~closed].tolist()]


def _next(marked: Flags) -> _Numbers:
    """Return for each place of each row the next one marked, the length of the row where there is none."""
    length = marked.shape[1]
    places = np.where(marked, np.arange(length), length)
    following = np.full(marked.shape, length)
    following[:, :-1] = np.minimum.accumulate(places[:, ::-1], axis=1)[:, ::-1][:, 1:]
    return following


def _meetings(x: _Numbers, y: _Numbers, verticals: _Numbers, horizontals: _Numbers) -> dict[_Point, _Meeting]:
    found: dict[_Point, tuple[set[int], set[int]]] = {}
    for left, top, vertical, horizontal in zip(*(v.tolist() for v in (x, y, verticals, horizontals)), strict=True):
        down, across = found.setdefault((left, top), (set(), set()))
        down.add(vertical)
        across.add(horizontal)
    return {point: (frozenset(down), frozenset(across)) for point, (down, across) in found.items()}


def _smallest(points: list[_Point], meetings: Mapping[_Point, _Meeting]) -> dict[_Point, _Point]:
    """Return the smallest box with drawn sides of each point that has one."""
    below: dict[int, list[int]] = {}
    beside: dict[int, list[int]] = {}
    for x, y in sorted(meetings):
        below.setdefault(x, []).append(y)
        beside.setdefault(y, []).append(x)
    found = ((point, _corner(point, meetings, below[point[0]], beside[point[1]])) for point in points)
    return {point: corner for point, corner in found if corner is not None}


def _corner(point: _Point, meetings: Mapping[_Point, _Meeting], below: list[int], beside: list[int]) -> _Point | None:
    x, y = point
    down, across = meetings[point]
    rights = [other for other in beside[bisect_right(beside, x) :] if not across.isdisjoint(meetings[other, y][1])]
    for foot in below[bisect_right(below, y) :] if rights else ():
        under = meetings[x, foot]
        if down.isdisjoint(under[0]):
            continue
        for right in rights:
            corner = meetings.get((right, foot))
            if corner and not (meetings[right, y][0].isdisjoint(corner[0]) or under[1].isdisjoint(corner[1])):
                return right, foot
    return None
