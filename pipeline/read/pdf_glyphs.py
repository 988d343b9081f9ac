"""The characters of a pdf page with their places, counted from the top left corner as the page is shown."""

from __future__ import annotations

import ctypes
import math
from dataclasses import dataclass
from typing import NamedTuple

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
# Codes that draw nothing.
_NO_WIDTH = 0x200B
_INKLESS = frozenset((_NO_WIDTH, 0xFEFF, 0xFFFE, 0xFFFF))


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
    # This is the hot place of reading: one call of pdfium for each character, the others only where a line turns.
    found: list[Glyph] = []
    slanted: list[str] = []
    unmapped = 0
    box = pdfium.FS_RECTF()
    at_box = ctypes.byref(box)
    fonts = _Fonts(raw)
    box_of, is_generated, angle_of, of = (
        pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_IsGenerated, pdfium.FPDFText_GetCharAngle, place.of
    )  # fmt: skip
    level, is_slanted, bold, asked = 0.0, False, False, -_SAME_FONT
    for at, code in enumerate(_codes(raw)):
        if code <= _BLANK or code >= 0xD800 or code == _NO_WIDTH:
            unmapped += _is_unmapped(code, raw, at)
            if code < _BLANK or 0xD800 <= code <= 0xDFFF or code in _INKLESS:
                continue
            if code == _BLANK and is_generated(raw, at) == 1:
                continue
        if not box_of(raw, at, at_box):
            continue
        # The foot of a line is the same for all its characters, and climbs where it stands slantwise.
        if box.bottom != level or at - asked >= _SAME_FONT:
            is_slanted = abs(math.sin(2 * angle_of(raw, at))) > _SLANTED
            level, asked, bold = box.bottom, at, fonts.is_bold(at)
        char = _SIGNS.get(code) or chr(code)
        if is_slanted:
            slanted.append(char)
            continue
        left, top, right, bottom = of(box.left, box.top, box.right, box.bottom)
        found.append(Glyph(char, left, top, right, bottom, bold, (top + bottom) / 2, bottom - top))
    return Glyphs(found, "".join(slanted), unmapped)


def _codes(raw: pdfium.FPDF_TEXTPAGE) -> list[int]:
    """Return the code of each character of the page: in one call, where pdfium gives one for each."""
    count = pdfium.FPDFText_CountChars(raw)
    if count <= 0:
        return []
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(raw, 0, count, buffer)
    codes = list(buffer)[:count]
    if written == count + 1 and not any(0xD800 <= code <= 0xDFFF for code in codes):
        return codes
    return [pdfium.FPDFText_GetUnicode(raw, at) for at in range(count)]


def _is_unmapped(code: int, raw: pdfium.FPDF_TEXTPAGE, at: int) -> bool:
    """Say whether a character is drawn for which the font names none: a control sign, U+FFFD, one for private use."""
    if code >= _BLANK:
        return 0xE000 <= code <= 0xF8FF or code in (0xFFFD, 0xFFFE, 0xFFFF)
    return code not in (0x0A, 0x0D, 0x09) and pdfium.FPDFText_IsGenerated(raw, at) != 1


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
