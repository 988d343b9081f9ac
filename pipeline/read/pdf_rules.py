"""The ruled lines of a pdf page: what is drawn on it in, horizontal and vertical edges from the top left out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.read.pdf_glyphs import Place

# Points. A drawn box thinner than this is a line; Word draws its borders as boxes half a point wide.
_THIN = 2.5
# Points. Borders are drawn in pieces, the shortest where rows meet.
_SHORTEST = 1.0
# Drawn paths on a page from which on it may hold a table: a header's line and an underline are fewer.
_FEWEST_PATHS = 4
# Drawn objects looked at on one page; maps and charts have tens of thousands, tables some hundred.
_MOST_OBJECTS = 20_000
# Points of one path; a border has five, a curve of a map thousands.
_MOST_POINTS = 200


@dataclass(frozen=True, slots=True)
class Edge:
    """A horizontal or vertical stretch of ruled line, in points from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.bottom - self.top < self.right - self.left


def edges_of(page: pypdfium2.PdfPage) -> tuple[Edge, ...]:
    """Return the ruled lines of the page, none where there are too few for a table."""
    if not _has_paths(page):
        return ()
    place = Place(page)
    edges: list[Edge] = []
    paths = 0
    for count, item in enumerate(page.get_objects(max_depth=4)):
        if count > _MOST_OBJECTS:
            return ()
        if item.type == pdfium.FPDF_PAGEOBJ_PATH:
            paths += 1
            edges.extend(_edges(item, place))
    return tuple(edges) if paths >= _FEWEST_PATHS or len(edges) > 2 * _FEWEST_PATHS else ()


def _has_paths(page: pypdfium2.PdfPage) -> bool:
    """Say whether something is drawn on the page, be it inside a form; most pages hold text alone."""
    kinds = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_FORM)
    objects = range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS))
    return any(pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(page, at)) in kinds for at in objects)


def _edges(path: pypdfium2.PdfObject, place: Place) -> Iterator[Edge]:
    if path.container is None:
        left, bottom, right, top = path.get_bounds()
        wide, high = right - left, top - bottom
        if min(wide, high) < _THIN:  # most borders are such: one call instead of twenty
            if max(wide, high) >= _SHORTEST:
                yield Edge(*place.of(left, top, right, bottom))
            return
    points = _points(path, place)
    for (x0, y0, _), (x1, y1, draws) in pairwise(points):
        if not draws:
            continue
        edge = Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        wide, high = edge.right - edge.left, edge.bottom - edge.top
        if min(wide, high) < _THIN and max(wide, high) >= _SHORTEST:
            yield edge


def _points(path: pypdfium2.PdfObject, place: Place) -> list[tuple[float, float, bool]]:
    """Return the corners of the path on the page, each with whether a line is drawn to it."""
    size = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= size <= _MOST_POINTS:
        return []
    matrices = [path.get_matrix()]
    outer = path.container
    while outer is not None:
        matrices.append(outer.get_matrix())
        outer = outer.container
    points: list[tuple[float, float, bool]] = []
    start: tuple[float, float] | None = None
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(size):
        segment = pdfium.FPDFPath_GetPathSegment(path, at)
        pdfium.FPDFPathSegment_GetPoint(segment, x, y)
        across, up = float(x.value), float(y.value)
        for matrix in matrices:
            across, up = matrix.on_point(across, up)
        left, top, _, _ = place.of(across, up, across, up)
        kind = pdfium.FPDFPathSegment_GetType(segment)
        draws = kind == pdfium.FPDF_SEGMENT_LINETO
        points.append((left, top, draws))
        if kind == pdfium.FPDF_SEGMENT_MOVETO:
            start = (left, top)
        if pdfium.FPDFPathSegment_GetClose(segment) and start is not None:
            points.append((*start, True))
    return points
