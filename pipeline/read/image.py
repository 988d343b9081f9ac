"""Pictures of pages — png, jpg, tif — read by text recognition: one page for each picture of the file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PIL import Image, ImageOps, ImageSequence

from pipeline.model import Document, ReadError, Source
from pipeline.read import ocr
from pipeline.read.limits import exceeded, limits
from pipeline.read.pdf_page import Sheet, scanned_sheet
from pipeline.read.scan import DPI, scan_of
from pipeline.read.sheets import document_of

_FORMATS = ("PNG", "JPEG", "TIFF", "BMP")
# Pillow's own bound has no name to allow more by; ours is looked at before any dot is unpacked.
Image.MAX_IMAGE_PIXELS = None
# Dots an inch that a scanner may have noted; programs write 72 or 96 whatever the size.
_BELIEVED = (100.0, 1200.0)
# Heights of a picture in widths: longer ones are no screenshots, and what they hold cannot be read.
_STRIP = 60
# Inches across: what a picture that does not tell its size is taken for, an A4 page.
_A4 = 8.27


def read_image(data: bytes, source: Source) -> Document:
    """Return the document of a picture or of a tif of several pages, or raise a `ReadError`."""
    with _opened(data, source.path) as picture:
        if not ocr.is_installed():
            raise ReadError(source.path, f"this is a picture; {ocr.INSTALL}", code="no-text-layer")
        pages = getattr(picture, "n_frames", 1)
        if pages > limits().pages:
            raise exceeded(source.path, "pages", f"the picture has {pages} pages")
        sheets = [_sheet(frame, number, source.path) for number, frame in enumerate(ImageSequence.Iterator(picture), 1)]
    if not any(sheet.has_text for sheet in sheets):
        raise ReadError(source.path, "no text was found in the picture; look at it", code="no-text")
    return document_of(sheets, source)


@contextmanager
def _opened(data: bytes, path: str) -> Iterator[Image.Image]:
    """Give the picture; what Pillow finds wrong with it, now or when its dots are unpacked, is a `ReadError`."""
    try:
        with Image.open(io.BytesIO(data), formats=_FORMATS) as picture:
            yield picture
    except (OSError, SyntaxError, ValueError, EOFError) as error:  # what Pillow raises for files cut off or damaged
        raise ReadError(path, "the picture is damaged or cut short; fetch it again", code="damaged") from error


def _sheet(frame: Image.Image, number: int, path: str) -> Sheet:
    if frame.width * frame.height > limits().dots:
        raise exceeded(path, "dots", f"the picture has {frame.width} × {frame.height} dots")
    upright = ImageOps.exif_transpose(frame)
    dots = _dots(upright)
    shrink = min(1.0, DPI / dots, 2 * ocr.LONGEST_SIDE / _longest(*upright.size))
    flat = _flat(upright)
    size = max(1, round(flat.width * shrink)), max(1, round(flat.height * shrink))
    return scanned_sheet(
        scan_of(flat.resize(size, Image.Resampling.LANCZOS) if shrink < 1 else flat, dots * shrink), number
    )


def _longest(width: int, height: int) -> int:
    """Return the side that tells how large a picture is; a long one is read in pieces, so that its height is no matter."""
    is_long = 2 * width < height < _STRIP * width
    return 2 * width if is_long else max(width, height)


def _dots(picture: Image.Image) -> float:
    """Return the dots an inch: those that the file notes, where they can be true, else those of an A4 page."""
    noted = picture.info.get("dpi", (0.0, 0.0))
    across = float(noted[0]) if isinstance(noted, tuple) else 0.0
    if _BELIEVED[0] <= across <= _BELIEVED[1]:
        return across
    return max(1.0, min(picture.size) / _A4)


def _flat(picture: Image.Image) -> Image.Image:
    """Return the picture in plain colours, on white where it lets through."""
    if picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info:
        clear = picture.convert("RGBA")
        white = Image.new("RGBA", clear.size, "white")
        white.alpha_composite(clear)
        return white.convert("RGB")
    if picture.mode.startswith(("I", "F")):  # sixteen bits of grey, which Pillow would cut off at 255
        grey = np.asarray(picture, np.float64)
        span = max(float(np.ptp(grey)), 1.0)
        return Image.fromarray(((grey - grey.min()) * (255 / span)).astype(np.uint8)).convert("RGB")
    return picture.convert("RGB")
