"""Functions of pdfium that take and give plain addresses: half the time of those that make a pointer for each call."""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any

import pypdfium2.raw as pdfium

_ADDRESS, _INT = ctypes.c_void_p, ctypes.c_int


def address(pointer: Any) -> int:
    """Return where something of pdfium's stands, 0 for nowhere."""
    return ctypes.cast(pointer, _ADDRESS).value or 0


def _plain(function: Any, result: Any, *kinds: Any) -> Callable[..., Any]:
    made: Callable[..., Any] = ctypes.CFUNCTYPE(result, *kinds)(address(function))
    return made


# The text page, the number of the character, where to write four 32 bit numbers: left, top, right, bottom.
char_box = _plain(pdfium.FPDFText_GetLooseCharBox, _INT, _ADDRESS, _INT, _ADDRESS)
# The text page and the number of the character.
char_angle = _plain(pdfium.FPDFText_GetCharAngle, ctypes.c_float, _ADDRESS, _INT)
# Also where to write red, green, blue and how much the ink hides, 32 bit each, up to 255.
char_colour = _plain(pdfium.FPDFText_GetFillColor, _INT, _ADDRESS, _INT, _ADDRESS, _ADDRESS, _ADDRESS, _ADDRESS)
# The text page and the number of the character, where to write the name, how many bytes there are for it, and where the flags go.
char_font = _plain(pdfium.FPDFText_GetFontInfo, ctypes.c_ulong, _ADDRESS, _INT, _ADDRESS, ctypes.c_ulong, _ADDRESS)
# The page or form and the number of the object; the object.
page_object = _plain(pdfium.FPDFPage_GetObject, _ADDRESS, _ADDRESS, _INT)
form_object = _plain(pdfium.FPDFFormObj_GetObject, _ADDRESS, _ADDRESS, ctypes.c_ulong)
object_kind = _plain(pdfium.FPDFPageObj_GetType, _INT, _ADDRESS)
# The object, and where to write left, bottom, right and top.
object_bounds = _plain(
    pdfium.FPDFPageObj_GetBounds, _INT, _ADDRESS, *(ctypes.POINTER(ctypes.c_float) for _ in range(4))
)
