"""Pages set in two columns, as gazettes are: the characters of a page in, what is to be read one after another out.

A page has two columns where hardly a line crosses its middle, and the lines on both sides keep an edge there. What
crosses (a headline) parts the page into bands; in each the left column comes before the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_glyphs import Flags, Floats, Glyphs, changes

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
# Lines looked at together, so that a page of a hundred thousand needs no more memory than another.
_AT_ONCE = 1000
_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters that are read together; `column` is 0 for the whole width, 1 for the left column, 2 for the right."""

    glyphs: Glyphs
    column: int


class Beside(NamedTuple):
    """The characters with ink of a page from top to bottom, and the number of the line of each."""

    glyphs: Glyphs
    rows: _Places


def beside(glyphs: Glyphs) -> Beside:
    """Return the characters with ink, and which of them stand beside one another."""
    inked = glyphs.take(~glyphs.is_blank & (glyphs.size > 0))
    inked = inked.take(np.argsort(inked.middle, kind="stable"))
    return Beside(inked, _rows(inked))


def stretches(glyphs: Glyphs, among: Beside, width: float) -> list[Stretch]:
    """Return the page in the order in which it is read; one stretch where it has one column."""
    inked, rows = among
    gutter = _gutter(inked, rows, width)
    if gutter is None:
        return [Stretch(glyphs, 0)]
    crossing = np.zeros(int(rows[-1]) + 1, np.bool_)
    crossing[rows[_crosses(inked, gutter)]] = True
    # Numbers the bands: a line that crosses is one of its own.
    bands = np.cumsum(crossing) + np.cumsum(np.append(False, crossing[:-1]))
    wide, left = crossing[rows], inked.right <= gutter
    column = np.where(wide, 0, np.where(left, 1, 2))
    out = []
    for band in np.unique(bands):
        for number in (1, 2, 0):
            part = np.flatnonzero((bands[rows] == band) & (column == number))
            if len(part):
                out.append(Stretch(inked.take(part), number))
    return out


def _rows(glyphs: Glyphs) -> _Places:
    """Return the number of the line of each character; they come from top to bottom."""
    middles, halves = glyphs.middle, glyphs.size / 2
    starts = np.flatnonzero(changes(middles) | changes(halves))
    found, first, number = [], 0.0, -1
    for middle, half in zip(middles[starts].tolist(), halves[starts].tolist(), strict=True):
        if number < 0 or middle - first > half:
            number += 1
            first = middle
        found.append(number)
    return np.repeat(np.array(found, np.intp), np.diff(starts, append=len(middles)))


def _crosses(glyphs: Glyphs, gutter: float) -> Flags:
    crosses: Flags = (glyphs.left < gutter + _HALF_GAP) & (glyphs.right > gutter - _HALF_GAP)
    return crosses


def _gutter(glyphs: Glyphs, rows: _Places, width: float) -> float | None:
    """Return where the gap between two columns lies, None where the page has one column."""
    count = int(rows[-1]) + 1 if len(rows) else 0
    places = np.arange(int(_MIDDLE[0] * width), int(_MIDDLE[1] * width), _STEP)
    if count < _FEWEST_LINES or not len(places):
        return None
    crossings = _crossings(glyphs, rows, places)
    fewest = crossings.min()
    if fewest > _MOST_CROSSING * count:
        return None
    gutter = float(np.median(places[crossings == fewest]))
    crossed = np.zeros(count, np.bool_)
    crossed[rows[_crosses(glyphs, gutter)]] = True
    apart = ~crossed[rows]
    left, right = apart & (glyphs.right <= gutter), apart & (glyphs.left > gutter)
    ends = _each(np.maximum, glyphs.right[left], rows[left])
    starts = _each(np.minimum, glyphs.left[right], rows[right])
    size = float(np.median(glyphs.size))
    keeps = _keep_edge(ends, ends.max(initial=0.0), size) and _keep_edge(starts, starts.min(initial=width), size)
    return gutter if keeps else None


def _each(function: np.ufunc, values: Floats, rows: _Places) -> Floats:
    """Return the greatest or least value of each line."""
    found: Floats = function.reduceat(values, np.flatnonzero(changes(rows))) if len(rows) else values
    return found


def _crossings(glyphs: Glyphs, rows: _Places, places: _Places) -> _Places:
    """Return for each place how many lines cross it."""
    first, last = places[0] - _HALF_GAP, places[-1] + _STEP + _HALF_GAP
    about = (glyphs.right > first) & (glyphs.left < last)
    rows = rows[about]
    # A character crosses the places from the first that is left of it by less than half the gap to the last on the right.
    begins = np.clip((glyphs.left[about] - first - 2 * _HALF_GAP) // _STEP + 1, 0, len(places)).astype(np.intp)
    ends = np.clip(-((first - glyphs.right[about]) // _STEP), 0, len(places)).astype(np.intp)
    ends = np.maximum(begins, ends)
    found = np.zeros(len(places), np.intp)
    size = len(places) + 1
    count = int(rows[-1]) + 1 if len(rows) else 0
    for start in range(0, count, _AT_ONCE):
        part = slice(*np.searchsorted(rows, (start, start + _AT_ONCE)))
        own = (rows[part] - start) * size
        all_turns = min(_AT_ONCE, count - start) * size
        turns = np.bincount(own + begins[part], minlength=all_turns) - np.bincount(
            own + ends[part], minlength=all_turns
        )
        found += (np.cumsum(turns.reshape(-1, size), axis=1)[:, :-1] > 0).sum(axis=0)
    return found


def _keep_edge(values: Floats, edge: float, size: float) -> bool:
    near = int((np.abs(values - edge) <= _OFF * size).sum())
    return len(values) >= _FEWEST_LINES and near >= _KEEP_EDGE * len(values)
