"""The characters of a pdf page with their places, counted from the top left corner as the page is shown."""

from __future__ import annotations

import ctypes
import math
from typing import NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

# Sine of twice the angle at which a character stands slantwise: a watermark across the page.
_SLANTED = 0.2
# A soft hyphen that is drawn is a hyphen, whatever the font's table calls it: 2014-2020年.
_SIGNS = {0xAD: "-"}
_BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "-hei")


class Glyph(NamedTuple):
    """One character, its box in points from the top left of the page."""

    char: str
    left: float
    top: float
    right: float
    bottom: float
    bold: bool

    @property
    def middle(self) -> float:
        return (self.top + self.bottom) / 2

    @property
    def size(self) -> float:
        return self.bottom - self.top


def glyphs_of(page: pypdfium2.PdfPage) -> list[Glyph]:
    """Return the characters of a page in the order of the file, without watermarks and what pdfium adds itself."""
    text = page.get_textpage()
    raw = text.raw
    place = Place(page)
    box = pdfium.FS_RECTF()
    found: list[Glyph] = []
    bold, font_key = False, (-1.0, -1)
    for at in range(pdfium.FPDFText_CountChars(raw)):
        code = pdfium.FPDFText_GetUnicode(raw, at)
        if code < 0x20 or 0xD800 <= code <= 0xDFFF or code in (0xFFFE, 0xFFFF, 0xFEFF, 0x200B):
            continue
        if pdfium.FPDFText_IsGenerated(raw, at) == 1:
            continue
        if abs(math.sin(2 * pdfium.FPDFText_GetCharAngle(raw, at))) > _SLANTED:
            continue
        if not pdfium.FPDFText_GetLooseCharBox(raw, at, ctypes.byref(box)):
            continue
        left, top, right, bottom = place.of(box.left, box.top, box.right, box.bottom)
        key = (round(box.top - box.bottom, 1), len(found) // 40)
        if key != font_key:
            font_key, bold = key, _is_bold(raw, at)
        found.append(Glyph(_SIGNS.get(code) or chr(code), left, top, right, bottom, bold))
    text.close()
    return found


def _is_bold(raw: pdfium.FPDF_TEXTPAGE, at: int) -> bool:
    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    size = pdfium.FPDFText_GetFontInfo(raw, at, buffer, 128, ctypes.byref(flags))
    name = buffer.raw[: max(0, min(128, size) - 1)].decode("utf-8", "replace").lower()
    return any(word in name for word in _BOLD_NAMES)


class Place:
    """Turns pdfium's unrotated places, counted from the bottom left, into places on the page as it is shown."""

    def __init__(self, page: pypdfium2.PdfPage) -> None:
        self.left, self.bottom, self.right, self.top = page.get_mediabox()
        self.rotation = page.get_rotation()

    def of(self, left: float, top: float, right: float, bottom: float) -> tuple[float, float, float, float]:
        if self.rotation == 90:
            return bottom - self.bottom, left - self.left, top - self.bottom, right - self.left
        if self.rotation == 180:
            return self.right - right, bottom - self.bottom, self.right - left, top - self.bottom
        if self.rotation == 270:
            return self.top - top, self.right - right, self.top - bottom, self.right - left
        return left - self.left, self.top - top, right - self.left, self.top - bottom
