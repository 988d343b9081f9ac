"""Watermarks set straight across the text (内部资料, 征求意见稿): pale or large characters of each page in, which are marks out.

One page alone does not tell: a mark stands at the same place on most pages and, on one at least, over other characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from pipeline.read.pdf_glyphs import Flags, Glyphs

# Sizes of the page's usual print from which on characters may be a mark.
_LARGE = 1.4
# Pages that a mark stands on: so many, and so many in one of those that have the page's size.
_PAGES = 2
_SHARE = 0.6
# Points within which two places are the same.
_SAME_PLACE = 8
# Share of a character's height that its print fills, about its middle.
_PRINT = 0.6
# Characters of a page, and stretches of them, that may be marks; a page that is pale as a whole has none.
_MOST = 0.5
_MOST_RUNS = 200


class Mark(NamedTuple):
    """What may be a mark: its characters, the place and the page's size in steps of `_SAME_PLACE`."""

    text: str
    left: int
    top: int
    wide: int
    high: int


class Found(NamedTuple):
    """A mark on one page: the places of its characters among the page's, and whether it crosses others."""

    mark: Mark
    places: npt.NDArray[np.intp]
    crosses: bool


def found_marks(glyphs: Glyphs, pale: Flags, size: tuple[float, float]) -> tuple[Found, ...]:
    """Return what may be marks on a page of upright characters in the order of the file."""
    if not len(glyphs):
        return ()
    usual = np.sort(glyphs.size)[len(glyphs) // 2]  # a third of the time of np.median
    odd = pale | (glyphs.size > _LARGE * usual)
    at = np.flatnonzero(odd)
    if not 0 < len(at) <= _MOST * len(glyphs):
        return ()
    # Characters of one mark come one after another and on one line.
    moves = np.abs(np.diff(glyphs.middle[at])) > glyphs.size[at[1:]] / 2
    runs = np.split(at, np.flatnonzero((np.diff(at) > 1) | moves) + 1)
    if len(runs) > _MOST_RUNS:
        return ()
    plain = glyphs.take(~odd & ~glyphs.is_blank)
    wide, high = (round(side / _SAME_PLACE) for side in size)
    found = []
    for run in runs:
        own = glyphs.take(run)
        left, top = (round(float(sides.min()) / _SAME_PLACE) for sides in (own.left, own.top))
        mark = Mark(own.text.strip(), left, top, wide, high)
        found.append(Found(mark, run, _crosses(own, plain)))
    return tuple(found)


def _crosses(own: Glyphs, plain: Glyphs) -> bool:
    """Say whether characters are printed over others."""
    reach = _PRINT / 2 * own.size.max()
    middle = float(np.median(own.middle))
    over = np.abs(plain.middle - middle) < reach + _PRINT / 2 * plain.size
    lefts, rights = plain.left[over], plain.right[over]
    across = (lefts[:, None] < own.right) & (rights[:, None] > own.left)
    return bool(across.any())


def repeated_marks(pages: Iterable[Sequence[Found]], sizes: Iterable[tuple[float, float]]) -> frozenset[Mark]:
    """Return the marks that most pages of one size have at the same place."""
    of_size: dict[tuple[int, int], int] = {}
    for wide, high in sizes:
        side = round(wide / _SAME_PLACE), round(high / _SAME_PLACE)
        of_size[side] = of_size.get(side, 0) + 1
    counts: dict[Mark, int] = {}
    crossing: set[Mark] = set()
    for page in pages:
        for mark in {found.mark for found in page}:
            counts[mark] = counts.get(mark, 0) + 1
        crossing |= {found.mark for found in page if found.crosses}
    return frozenset(
        mark
        for mark in crossing
        if mark.text and counts[mark] >= max(_PAGES, _SHARE * of_size.get((mark.wide, mark.high), 0))
    )
