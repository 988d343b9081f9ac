"""The ruled lines of a pdf page: what is drawn on it in, horizontal and vertical edges from the top left out."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import chain, pairwise
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.read.pdf_calls import address, form_object, object_bounds, object_kind, page_object
from pipeline.read.pdf_place import Place

# Points. A drawn box thinner than this is a line; Word draws its borders as boxes half a point wide.
_THIN = 2.5
# Points. Borders are drawn in pieces, the shortest where rows meet.
_SHORTEST = 1.0
# Drawn paths on a page from which on it may hold a table: a header's line and an underline are fewer.
_FEWEST_PATHS = 4
# Drawn objects looked at on one page; maps and charts have tens of thousands, tables some hundred.
_MOST_OBJECTS = 20_000
# A page and three forms, one within the other; nothing that an office writes is deeper.
_DEEPEST = 4
# Points of one path; a border has five, a curve of a map thousands.
_MOST_POINTS = 200
# Of 255: a colour that cannot be told from paper.
_WHITE = 250
_Matrices = tuple[pypdfium2.PdfMatrix, ...]


class Edge(NamedTuple):
    """A horizontal or vertical stretch of ruled line, in points from the top left of the page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def is_horizontal(self) -> bool:
        return self.bottom - self.top < self.right - self.left


def edges_of(page: pypdfium2.PdfPage, place: Place) -> tuple[Edge, ...]:
    """Return the ruled lines of the page, none where there are too few for a table."""
    whole = address(page.raw)
    count = min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS + 1)
    paths = []
    for number, path in enumerate(_paths([page_object(whole, at) for at in range(count)])):
        if number == _MOST_OBJECTS:
            return ()
        if path is not None:
            paths.append(path)
    edges = tuple(chain.from_iterable(_edges(path, forms, place) for path, forms in paths))
    return edges if len(paths) >= _FEWEST_PATHS or len(edges) > 2 * _FEWEST_PATHS else ()


def _paths(objects: list[int], forms: _Matrices = ()) -> Iterator[tuple[int, _Matrices] | None]:
    """Yield what is drawn with the matrices of the forms it stands in, the innermost first; None for each other object."""
    for item in objects:
        kind = object_kind(item)
        yield (item, forms) if kind == pdfium.FPDF_PAGEOBJ_PATH else None
        if kind == pdfium.FPDF_PAGEOBJ_FORM and len(forms) + 1 < _DEEPEST:
            form = ctypes.cast(item, pdfium.FPDF_PAGEOBJECT)
            count = min(pdfium.FPDFFormObj_CountObjects(form), _MOST_OBJECTS + 1)
            inner = [form_object(item, at) for at in range(count)]
            yield from _paths(inner, (_matrix(form), *forms))


def _matrix(item: pdfium.FPDF_PAGEOBJECT) -> pypdfium2.PdfMatrix:
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFPageObj_GetMatrix(item, matrix):
        raise pypdfium2.PdfiumError("an object has no matrix")
    return pypdfium2.PdfMatrix.from_raw(matrix)


def _edges(path: int, forms: _Matrices, place: Place) -> Iterator[Edge]:
    if not forms:
        left, bottom, right, top = (ctypes.c_float() for _ in range(4))
        object_bounds(path, left, bottom, right, top)
        wide, high = right.value - left.value, top.value - bottom.value
        if min(wide, high) < _THIN:  # most borders are such: one call instead of twenty
            if max(wide, high) >= _SHORTEST:
                yield Edge(*place.of(left.value, top.value, right.value, bottom.value))
            return
    drawn = ctypes.cast(path, pdfium.FPDF_PAGEOBJECT)
    points = [] if _is_unseen(drawn) else _points(drawn, forms, place)
    for (x0, y0, _), (x1, y1, draws) in pairwise(points):
        if not draws:
            continue
        edge = Edge(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))
        wide, high = edge.right - edge.left, edge.bottom - edge.top
        if min(wide, high) < _THIN and max(wide, high) >= _SHORTEST:
            yield edge


def _is_unseen(path: pdfium.FPDF_PAGEOBJECT) -> bool:
    """Say whether a path is only filled, and with white: the shading of a line of text that came from a web page."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    if not pdfium.FPDFPath_GetDrawMode(path, mode, stroke) or stroke.value or not mode.value:
        return False
    red, green, blue, clear = (ctypes.c_uint() for _ in range(4))
    if not pdfium.FPDFPageObj_GetFillColor(path, red, green, blue, clear):
        return False
    return min(red.value, green.value, blue.value) >= _WHITE


def _points(path: pdfium.FPDF_PAGEOBJECT, forms: _Matrices, place: Place) -> list[tuple[float, float, bool]]:
    """Return the corners of the path on the page, each with whether a line is drawn to it."""
    size = pdfium.FPDFPath_CountSegments(path)
    if not 2 <= size <= _MOST_POINTS:
        return []
    matrices = (_matrix(path), *forms)
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
