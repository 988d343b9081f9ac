"""The characters that pdfium finds on a page: a page in, its characters and the way up they are read out."""

from __future__ import annotations

import ctypes
from collections import deque
from collections.abc import Set
from dataclasses import dataclass
from itertools import repeat

import numpy as np
import pypdfium2
import pypdfium2.raw as pdfium

from pipeline.read.pdf_calls import address, char_angle, char_box, char_colour, char_font
from pipeline.read.pdf_glyphs import Codes, Flags, Floats, Glyphs, changes
from pipeline.read.pdf_marks import Found, Mark, found_marks
from pipeline.read.pdf_place import Place

# Sine of twice the angle at which a character stands slantwise: a watermark across the page.
_SLANTED = 0.2
# Share of a page's characters that run another way than the page is turned for it to be read that way: a table drawn on
# its side, below a running head that is not.
_MOST = 0.5
# A soft hyphen that is drawn is a hyphen, whatever the font's table calls it: 2014-2020年.
_SOFT_HYPHEN, _HYPHEN = 0xAD, 0x2D
_BOLD_NAMES = ("bold", "heavy", "black", "simhei", "heiti", "-hei")
# Characters after which a font is asked for again: one line may go on in another of the same size.
_SAME_FONT = 16
_FONT_NAME = 128
# Of 255: what all of red, green and blue have at the least in pale print, and what ink that hides has.
_PALE, _CLEAR = 100, 180
_BLANK = 0x20
_BREAKS = frozenset((0x09, 0x0A, 0x0D))
# Codes that draw nothing.
_NO_WIDTH = 0x200B
_INKLESS = frozenset((_NO_WIDTH, 0xFEFF, 0xFFFE, 0xFFFF))


@dataclass(frozen=True, slots=True)
class PageText:
    """The characters of a page, those of watermarks, how many the file has no character for, and what may be a mark."""

    kept: Glyphs
    place: Place
    watermark: str = ""
    unmapped: int = 0
    marks: tuple[Found, ...] = ()


def text_of_page(page: pypdfium2.PdfPage, marks: Set[Mark] = frozenset()) -> PageText:
    """Return the characters of a page in the order of the file, without watermarks and what pdfium adds itself.

    Slanted characters are watermarks; `marks` are those that stand straight, known from all pages.
    """
    text = page.get_textpage()
    try:
        return _text(text.raw, page, marks)
    finally:
        text.close()


def _text(raw: pdfium.FPDF_TEXTPAGE, page: pypdfium2.PdfPage, marks: Set[Mark]) -> PageText:
    # The hot place of reading: one call of pdfium for each character, all else by whole pages or by lines.
    codes = _codes(raw)
    drawn = _drawn(raw, codes)
    boxes = _boxes(raw, drawn)
    sized = boxes[:, 1] > boxes[:, 3]
    drawn, boxes = drawn[sized], boxes[sized]
    bold, angles, pale = _looks(raw, drawn, boxes)
    slanted = np.abs(np.sin(2 * angles)) > _SLANTED
    place = Place(page, _rotation(angles[~slanted]))
    signs = codes[drawn]
    signs[signs == _SOFT_HYPHEN] = _HYPHEN
    left, top, right, bottom = place.of(*boxes.T)
    glyphs = Glyphs(signs, left, top, right, bottom, bold, np.full(len(signs), np.nan))
    straight = ~slanted & glyphs.is_near
    kept, watermark = glyphs.take(straight), glyphs.take(slanted).text
    found = found_marks(kept, pale[straight], place.size)
    gone = [one.places for one in found if one.mark in marks]
    if gone:
        stays = np.ones(len(kept), np.bool_)
        stays[np.concatenate(gone)] = False
        watermark = "\n".join(filter(None, (watermark, *(kept.take(places).text.strip() for places in gone))))
        kept = kept.take(stays)
    return PageText(kept, place, watermark, _unmapped(raw, codes), found)


def _rotation(angles: Floats) -> int | None:
    """Return by how many degrees most characters want the page turned, None where they do not agree."""
    # pdfium counts clockwise how far a character is turned; so far the page is turned back.
    quarters = np.bincount(np.rint(-angles / (np.pi / 2)).astype(np.intp) % 4, minlength=4)
    most = int(quarters.argmax())
    return 90 * most if quarters[most] > _MOST * len(angles) else None


def _codes(raw: pdfium.FPDF_TEXTPAGE) -> Codes:
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


def _drawn(raw: pdfium.FPDF_TEXTPAGE, codes: Codes) -> Codes:
    """Return the places in the file's order of characters with ink, and of blanks that the file itself has."""
    keeps = codes >= _BLANK
    odd = np.flatnonzero((codes >= 0xD800) | (codes == _NO_WIDTH)).tolist()
    keeps[[at for at in odd if codes[at] <= 0xDFFF or codes[at] in _INKLESS]] = False
    for at in np.flatnonzero(codes == _BLANK).tolist():
        keeps[at] = pdfium.FPDFText_IsGenerated(raw, at) != 1
    return np.flatnonzero(keeps)


def _boxes(raw: pdfium.FPDF_TEXTPAGE, drawn: Codes) -> Floats:
    """Return left, top, right and bottom of the characters as pdfium counts, from the bottom left of the page."""
    boxes = np.zeros((len(drawn), 4), np.float32)  # four of them are an FS_RECTF
    start, step = boxes.ctypes.data, 4 * boxes.itemsize
    places = range(start, start + len(drawn) * step, step)
    deque(map(char_box, repeat(address(raw)), drawn.tolist(), places), maxlen=0)
    return boxes.astype(np.float64)


def _looks(raw: pdfium.FPDF_TEXTPAGE, drawn: Codes, boxes: Floats) -> tuple[Flags, Floats, Flags]:
    """Return which characters are bold, the angle in radians at which each stands, and which are pale.

    A line's characters share their foot, or their left edge where it runs up the page; slantwise they share neither. So
    it is enough to ask where both change, and now and then for another font on the same line.
    """
    moves = changes(boxes[:, 0]) & changes(boxes[:, 3])
    begins = np.flatnonzero(moves)
    moves[::_SAME_FONT] = True
    asked = np.flatnonzero(moves)
    page = address(raw)
    fonts = _Fonts(page)
    places = drawn[asked].tolist()
    bold = np.array([fonts.is_bold(at) for at in places], np.bool_)
    angles = np.array([char_angle(page, at) for at in places], np.float64)
    runs = np.diff(asked, append=len(boxes))
    pale = np.repeat(_pale(page, drawn[begins].tolist()), np.diff(begins, append=len(boxes)))
    return np.repeat(bold, runs), np.repeat(angles, runs), pale


def _pale(page: int, places: list[int]) -> Flags:
    """Return which of these characters are drawn in grey or a light colour, or so that what is below shows through."""
    shades = np.zeros((len(places), 4), np.uint32)
    start, step = shades.ctypes.data, shades.itemsize
    end = start + shades.nbytes
    channels = (range(start + at * step, end, 4 * step) for at in range(4))
    deque(map(char_colour, repeat(page), places, *channels), maxlen=0)
    pale: Flags = (shades[:, :3].min(axis=1) >= _PALE) | ((shades[:, 3] > 0) & (shades[:, 3] < _CLEAR))
    return pale


def _unmapped(raw: pdfium.FPDF_TEXTPAGE, codes: Codes) -> int:
    """Return how many characters are drawn for which the font names none: signs of control, U+FFFD, private use."""
    private = ((codes >= 0xE000) & (codes <= 0xF8FF)) | ((codes >= 0xFFFD) & (codes <= 0xFFFF))
    control = np.flatnonzero(codes < _BLANK).tolist()
    drawn = [at for at in control if codes[at] not in _BREAKS and pdfium.FPDFText_IsGenerated(raw, at) != 1]
    return int(private.sum()) + len(drawn)


class _Fonts:
    """Tells by the name of a character's font whether it is bold."""

    def __init__(self, page: int) -> None:
        self.page = page
        self.buffer = ctypes.create_string_buffer(_FONT_NAME)
        self.name = ctypes.addressof(self.buffer)
        self.known: dict[bytes, bool] = {}

    def is_bold(self, at: int) -> bool:
        size = char_font(self.page, at, self.name, _FONT_NAME, None)
        name = self.buffer.raw[: max(0, min(_FONT_NAME, size) - 1)]
        known = self.known.get(name)
        if known is None:
            lower = name.decode("utf-8", "replace").lower()
            known = self.known[name] = any(word in lower for word in _BOLD_NAMES)
        return known
