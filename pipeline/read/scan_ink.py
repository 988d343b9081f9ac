"""What is no print on the picture of a page: seals, which are taken off, and ruled lines, which make tables."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

# How much redder than green and blue, of 255, the ink of a seal or a red head (红头) is.
_RED = 60
# Share of the picture's width that a seal takes: it measures 3.8 to 5 cm on a page of 21 cm.
_SEAL = (0.1, 0.4)
# Sides of a seal, the longer through the shorter: round and square ones have 1, ovals of a contract 1.5.
_ROUND = 1.6
# Share of its box that the red ink of a seal fills: a picture fills more, a red title in one line is no square.
_FILLED = 0.6
# Inches: rows that stand apart by less are one mark of red ink.
_TOGETHER = 0.06
# Inches of the shortest ruled lines: strokes of characters are shorter across, those of titles nearly as long down.
_ACROSS, _DOWN = 0.4, 0.28
# Inches: the thickest ruled line.
_THICK = 0.06
# Of 255: ink is darker than its surroundings by this.
_DARKER = 20

# Dots across at which it is seen how askew a page lies, and degrees: a hand lays no page on the glass worse than this.
_ASKEW_ACROSS = 800
_MOST_ASKEW = 3.0
_COARSE, _FINE = 0.25, 0.05

_Box = tuple[float, float, float, float]


def without_seals(picture: Image) -> Image:
    """Return the picture with the red ink of seals (公章) as white; print below it and red heads stay."""
    import cv2
    import numpy as np
    from PIL import Image as Pictures

    colours = np.asarray(picture).copy()
    red, green, blue = (colours[:, :, band].astype(np.int16) for band in range(3))
    ink = ((red - np.maximum(green, blue)) > _RED).astype(np.uint8)
    if not ink.any():
        return picture
    reach = max(3, int(_TOGETHER * picture.width / 8))
    near = cv2.dilate(ink, np.ones((reach, reach), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(near, connectivity=8)
    for left, top, width, height, _ in boxes[1:count]:
        part = (slice(top, top + height), slice(left, left + width))
        if _is_seal(width, height, float(ink[part].mean()), picture.width):
            # In red light red ink is white and black ink black.
            colours[part] = np.where(ink[part][:, :, None] > 0, colours[part][:, :, :1], colours[part])
    return Pictures.fromarray(colours)


def _is_seal(width: int, height: int, filled: float, across: int) -> bool:
    longer, shorter = max(width, height), max(1, min(width, height))
    return _SEAL[0] * across <= longer <= _SEAL[1] * across and longer <= _ROUND * shorter and filled < _FILLED


def slant(picture: Image) -> float:
    """Return by how many degrees, counted against the clock, the picture is to be turned for its lines to be level.

    Rows of dots are then either full of ink or empty: print and ruled lines tell it alike, so that a page of narrow
    cells, which has no long line of print, is set straight too.
    """
    import cv2
    import numpy as np

    small = picture.convert("L")
    small.thumbnail((_ASKEW_ACROSS, 4 * _ASKEW_ACROSS))
    grey = np.asarray(small)
    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, 15, _DARKER)
    middle = (dark.shape[1] / 2, dark.shape[0] / 2)

    def unrest(angle: float) -> float:
        turned = cv2.warpAffine(dark * 255, cv2.getRotationMatrix2D(middle, angle, 1.0), dark.shape[::-1])
        return float(np.square(np.diff(turned.sum(axis=1, dtype=np.float64))).sum())

    best = max(np.arange(-_MOST_ASKEW, _MOST_ASKEW + _COARSE, _COARSE), key=unrest)
    return float(max(np.arange(best - _COARSE, best + _COARSE, _FINE), key=unrest))


def ruled(picture: Image, dots: float) -> list[_Box]:
    """Return the ruled lines of a straight picture, each as left, top, right, bottom in dots."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(np.asarray(picture.convert("RGB")), cv2.COLOR_RGB2GRAY)
    block = max(15, int(dots / 6) | 1)
    dark = cv2.adaptiveThreshold(grey, 1, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, block, _DARKER)
    # A line a dot thick that is not quite level is broken into steps: thickened, it holds together.
    across = _lines(cv2.dilate(dark, np.ones((3, 1), np.uint8)), int(_ACROSS * dots), 1)
    down = _lines(cv2.dilate(dark, np.ones((1, 3), np.uint8)), 1, int(_DOWN * dots))
    thick = _THICK * dots + 2
    found = [(x, y + h / 2, x + w, y + h / 2) for x, y, w, h in across if h <= thick]
    found += [(x + w / 2, y, x + w / 2, y + h) for x, y, w, h in down if w <= thick]
    return found


def _lines(dark: Any, wide: int, high: int) -> list[_Box]:
    """Return the boxes of what is dark over so many dots."""
    import cv2
    import numpy as np

    kept = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((high, wide), np.uint8))
    count, _, boxes, _ = cv2.connectedComponentsWithStats(kept, connectivity=8)
    return [(float(x), float(y), float(w), float(h)) for x, y, w, h, _ in boxes[1:count]]
