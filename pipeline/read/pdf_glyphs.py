"""The characters of a page with their places, counted in points from the top left corner of the page as it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[Any]
Floats = npt.NDArray[np.float64]
Flags = npt.NDArray[np.bool_]
# Points off the page's corner behind which nothing is printed; the largest page that a pdf can have has 14,400.
_FAR = 1e6
# For each code up to the ideographic blank, the last, whether it is one; the code behind it stands for all others.
_IS_BLANK = np.array([chr(code).isspace() for code in range(0x3002)], np.bool_)


class Glyph(NamedTuple):
    """One character, its box in points from the top left of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Many characters, a column of them for each of their properties: a page has thousands, and Python counts calls.

    `codes` are code points, the four places are points, `confidence` is NaN where nothing was recognised.
    """

    codes: Codes
    left: Floats
    top: Floats
    right: Floats
    bottom: Floats
    bold: Flags
    confidence: Floats

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def middle(self) -> Floats:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> Floats:
        return self.bottom - self.top

    @property
    def is_blank(self) -> Flags:
        """Which of them have no ink, as `str.isspace` says."""
        blank: Flags = _IS_BLANK[np.minimum(self.codes, len(_IS_BLANK) - 1)]
        return blank

    @property
    def text(self) -> str:
        """The characters in their order."""
        return text_of(self.codes)

    @property
    def is_near(self) -> Flags:
        """Which of them stand where something can be printed; the files' own numbers may be anything."""
        near: Flags = np.abs([self.left, self.top, self.right, self.bottom]).max(axis=0, initial=0.0) < _FAR
        return near

    def take(self, at: Flags | npt.NDArray[np.intp]) -> Glyphs:
        """Return those at these places, or those that are marked."""
        return Glyphs(
            self.codes[at],
            self.left[at],
            self.top[at],
            self.right[at],
            self.bottom[at],
            self.bold[at],
            self.confidence[at],
        )


def changes(values: npt.NDArray[Any]) -> Flags:
    """Return at which places the values are others than just before; the first always is."""
    found = np.ones(len(values), np.bool_)
    np.not_equal(values[1:], values[:-1], out=found[1:])
    return found


def text_of(codes: Codes) -> str:
    """Return code points as a string."""
    return codes.astype("<u4").tobytes().decode("utf-32-le", "surrogatepass")


def glyphs_from(glyphs: Sequence[Glyph]) -> Glyphs:
    """Return single characters as columns, without those in impossible places."""
    codes = np.array([ord(glyph.char) for glyph in glyphs], np.uint32)
    places = np.array([glyph[1:5] for glyph in glyphs], np.float64).reshape(-1, 4)
    bold = np.array([glyph.bold for glyph in glyphs], np.bool_)
    confidence = np.array([np.nan if glyph.confidence is None else glyph.confidence for glyph in glyphs], np.float64)
    left, top, right, bottom = places.T
    made = Glyphs(codes, left, top, right, bottom, bold, confidence)
    return made.take(made.is_near)
