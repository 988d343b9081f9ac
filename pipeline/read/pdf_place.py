"""Places on a pdf page: pdfium's, counted from the bottom left of the unturned page, in, those of the reader out."""

from __future__ import annotations

from typing import TypeVar

import pypdfium2

from pipeline.read.pdf_glyphs import Floats

_Length = TypeVar("_Length", float, Floats)


class Place:
    """Turns pdfium's places into places from the top left of the page, turned so that its text lies."""

    def __init__(self, page: pypdfium2.PdfPage, rotation: int | None = None) -> None:
        self.left, self.bottom, self.right, self.top = page.get_bbox()
        self.rotation = page.get_rotation() if rotation is None else rotation

    @property
    def size(self) -> tuple[float, float]:
        """Width and height of the page as it is read."""
        wide, high = self.right - self.left, self.top - self.bottom
        return (high, wide) if self.rotation in (90, 270) else (wide, high)

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
