"""The characters of a pdf page with their places, counted from the top left corner as the page is shown."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from itertools import repeat
from typing import Any, NamedTuple, TypeVar

import numpy as np
import numpy.typing as npt
import pypdfium2
import pypdfium2.raw as pdfium

# Sine of twice the angle at which a character stands slantwise: a watermark across the page.
_SLANTED = 0.2
# A soft hyphen that is drawn is a hyphen, whatever the font's table calls it: 2014-2020年.
_SIGNS = {0xAD: "-"}
_BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "-hei")
# Characters after which a font is asked for again: one line may go on in another of the same size.
_SAME_FONT = 16
_FONT_NAME = 128
_BLANK = 0x20
_BREAKS = frozenset((0x09, 0x0A, 0x0D))
# Codes that draw nothing.
_NO_WIDTH = 0x200B
_INKLESS = frozenset((_NO_WIDTH, 0xFEFF, 0xFFFE, 0xFFFF))
_Codes = npt.NDArray[Any]
_Floats = npt.NDArray[np.float64]
_Flags = npt.NDArray[np.bool_]


class Glyph(NamedTuple):
    """One character, its box in points from the top left of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool
    middle: float
    size: float
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Glyphs:
    """The characters of a page, those of watermarks across it, and how many the file has no character for."""

    kept: list[Glyph]
    slanted: str = ""
    unmapped: int = 0


def glyphs_of(page: pypdfium2.PdfPage) -> Glyphs:
    """Return the characters of a page in the order of the file, without watermarks and what pdfium adds itself."""
    text = page.get_textpage()
    try:
        return _glyphs(text.raw, Place(page))
    finally:
        text.close()


def _glyphs(raw: pdfium.FPDF_TEXTPAGE, place: Place) -> Glyphs:
    # The hot place of reading: one call of pdfium for each character, all else by whole pages or by lines.
    codes = _codes(raw)
    drawn = _drawn(raw, codes)
    if not len(drawn):
        return Glyphs([], unmapped=_unmapped(raw, codes))
    boxes = _boxes(raw, drawn)
    sized = boxes[:, 1] > boxes[:, 3]
    drawn, boxes = drawn[sized], boxes[sized]
    bold, slanted = _looks(raw, drawn, boxes[:, 3])
    left, top, right, bottom = place.of(*boxes.T)
    chars = [_SIGNS.get(code) or chr(code) for code in codes[drawn].tolist()]
    columns = (left, top, right, bottom, bold, (top + bottom) / 2, bottom - top)
    rows = zip(chars, *(column.tolist() for column in columns), repeat(None))
    made = [tuple.__new__(Glyph, row) for row in rows]  # a third of the time of calling `Glyph`
    if not slanted.any():
        return Glyphs(made, unmapped=_unmapped(raw, codes))
    leans = slanted.tolist()
    kept = [glyph for glyph, lean in zip(made, leans, strict=True) if not lean]
    across = "".join(glyph.char for glyph, lean in zip(made, leans, strict=True) if lean)
    return Glyphs(kept, across, _unmapped(raw, codes))


def _codes(raw: pdfium.FPDF_TEXTPAGE) -> _Codes:
    """Return the code of each character of the page: in one call, where pdfium gives one for each."""
    count = pdfium.FPDFText_CountChars(raw)
    if count <= 0:
        return np.zeros(0, np.uint32)
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    codes = np.frombuffer(buffer, np.uint16)[:count].astype(np.uint32)
    if written == count + 1 and not ((codes >= 0xD800) & (codes <= 0xDFFF)).any():
        return codes
    return np.array([pdfium.FPDFText_GetUnicode(raw, at) for at in range(count)], np.uint32)


def _drawn(raw: pdfium.FPDF_TEXTPAGE, codes: _Codes) -> _Codes:
    """Return the places in the file's order of characters with ink, and of blanks that the file itself has."""
    keeps = codes >= _BLANK
    odd = np.flatnonzero((codes >= 0xD800) | (codes == _NO_WIDTH)).tolist()
    keeps[[at for at in odd if codes[at] <= 0xDFFF or codes[at] in _INKLESS]] = False
    for at in np.flatnonzero(codes == _BLANK).tolist():
        keeps[at] = pdfium.FPDFText_IsGenerated(raw, at) != 1
    return np.flatnonzero(keeps)


def _boxes(raw: pdfium.FPDF_TEXTPAGE, drawn: _Codes) -> _Floats:
    """Return left, top, right and bottom of the characters as pdfium counts, from the bottom left of the page."""
    boxes = (pdfium.FS_RECTF * len(drawn))()
    first, size = boxes[0], ctypes.sizeof(pdfium.FS_RECTF)
    box_of, place = pdfium.FPDFText_GetLooseCharBox, ctypes.byref
    for number, at in enumerate(drawn.tolist()):
        box_of(raw, at, place(first, number * size))
    return np.frombuffer(boxes, np.float32).reshape(-1, 4).astype(np.float64)


def _looks(raw: pdfium.FPDF_TEXTPAGE, drawn: _Codes, feet: _Floats) -> tuple[_Flags, _Flags]:
    """Return which characters are bold and which stand slantwise.

    The foot of a line is the same for all its characters, and climbs where it stands slantwise: so it is enough to ask
    where it changes, and now and then for another font on the same line.
    """
    asked = np.flatnonzero((np.diff(feet, prepend=np.inf) != 0) | (np.arange(len(feet)) % _SAME_FONT == 0))
    fonts = _Fonts(raw)
    places = drawn[asked].tolist()
    bold = np.array([fonts.is_bold(at) for at in places])
    slanted = np.array([abs(math.sin(2 * pdfium.FPDFText_GetCharAngle(raw, at))) > _SLANTED for at in places])
    runs = np.diff(asked, append=len(feet))
    return np.repeat(bold, runs), np.repeat(slanted, runs)


def _unmapped(raw: pdfium.FPDF_TEXTPAGE, codes: _Codes) -> int:
    """Return how many characters are drawn for which the font names none: signs of control, U+FFFD, private use."""
    private = ((codes >= 0xE000) & (codes <= 0xF8FF)) | ((codes >= 0xFFFD) & (codes <= 0xFFFF))
    control = np.flatnonzero(codes < _BLANK).tolist()
    drawn = [at for at in control if codes[at] not in _BREAKS and pdfium.FPDFText_IsGenerated(raw, at) != 1]
    return int(private.sum()) + len(drawn)


class _Fonts:
    """Tells by the name of a character's font whether it is bold."""

    def __init__(self, raw: pdfium.FPDF_TEXTPAGE) -> None:
        self.raw = raw
        self.buffer = ctypes.create_string_buffer(_FONT_NAME)
        self.flags = ctypes.c_int()
        self.known: dict[bytes, bool] = {}

    def is_bold(self, at: int) -> bool:
        size = pdfium.FPDFText_GetFontInfo(self.raw, at, self.buffer, _FONT_NAME, self.flags)
        name = self.buffer.raw[: max(0, min(_FONT_NAME, size) - 1)]
        known = self.known.get(name)
        if known is None:
            lower = name.decode("utf-8", "replace").lower()
            known = self.known[name] = any(word in lower for word in _BOLD_NAMES)
        return known


_Length = TypeVar("_Length", float, _Floats)


class Place:
    """Turns pdfium's unrotated places, counted from the bottom left, into places on the page as it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_mediabox()
        self.rotation = page.get_rotation()

    def of(
        self, left: _Length, top: _Length, right: _Length, bottom: _Length
    ) -> tuple[_Length, _Length, _Length, _Length]:
        """Return left, top, right and bottom from the top left."""
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom
