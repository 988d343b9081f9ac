"""Text recognition (OCR) of Chinese print: the picture of a page in, its lines with the place of each character out.

RapidOCR runs the PP-OCR models on onnxruntime; both come with the extra `ocr`, the models inside the wheel, so that
nothing is fetched. Tesseract is not used: it turned 24.1% into 24.19.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from PIL.Image import Image

INSTALL = "install mubiao[ocr] to have the text of pictures recognised"
# Dots of a picture's longer side: more are too slow (seconds grow with the area), fewer blur 10-point print of an A4
# page, which at 170 dots an inch has 2000.
LONGEST_SIDE = 2400
# Dots of the longer side at which lines are looked for; they are read at full size. Half the time of 2000, and on
# pages of the collections the same lines.
_FIND_AT = 1280
# Heights of a picture in widths, from which on it is read in pieces: an A4 page has 1.4, the screen of a phone 2.2.
_TALL = 2.0
# Dots: a slip of paper that is lower is read as it is.
_SHORTEST_TALL = 2000
# Share of a piece behind which it may end, and the differences of brightness, of 255, that an empty row still has.
_CUT_FROM = 0.7
_EMPTY = 12

Corner = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Char:
    """One recognised character, where it begins and ends along its line in dots, and how sure it is, 0 to 1."""

    char: str
    left: float
    right: float
    confidence: float


@dataclass(frozen=True, slots=True)
class Recognised:
    """One recognised line: its corners in dots, from the top left clockwise as it is read, and its characters."""

    corners: tuple[Corner, Corner, Corner, Corner]
    chars: tuple[Char, ...]

    @property
    def text(self) -> str:
        return "".join(char.char for char in self.chars)

    @property
    def confidence(self) -> float:
        """How sure the line is on the average."""
        return sum(char.confidence for char in self.chars) / len(self.chars)

    @property
    def width(self) -> float:
        return abs(self.corners[1][0] - self.corners[0][0])

    @property
    def height(self) -> float:
        return abs(self.corners[3][1] - self.corners[0][1])


def is_installed() -> bool:
    """Say whether the extra `ocr` is there."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def recognise(picture: Image) -> tuple[Recognised, ...]:
    """Return the lines of the picture of a page, those that stand upright, from top to bottom."""
    return tuple(line for top, tile in tiles(picture) for line in _recognised(tile, top))


def tiles(picture: Image) -> Iterator[tuple[int, Image]]:
    """Yield the picture, a long one (a screenshot of a whole page) in pieces with the row of dots where each begins.

    It is cut where a row of dots is emptiest, so that no line of print is cut in two.
    """
    import numpy as np

    most = max(_SHORTEST_TALL, min(LONGEST_SIDE, int(_TALL * picture.width)))
    if picture.height <= most:
        yield 0, picture
        return
    grey = np.asarray(picture.convert("L"), np.int16)
    ink = grey.max(axis=1) - grey.min(axis=1)
    top = 0
    while picture.height - top > most:
        low = top + int(_CUT_FROM * most)
        cut = _middle_of_gap(ink[low : top + most]) + low
        yield top, picture.crop((0, top, picture.width, cut))
        top = cut
    yield top, picture.crop((0, top, picture.width, picture.height))


def _middle_of_gap(ink: Any) -> int:
    """Return the middle of the longest run of rows that have the least ink, the last of several."""
    import numpy as np

    empty = np.concatenate(([0], ink <= ink.min() + _EMPTY, [0])).astype(np.int8)
    begins, ends = np.flatnonzero(np.diff(empty) == 1), np.flatnonzero(np.diff(empty) == -1)
    longest = len(begins) - 1 - int(np.argmax((ends - begins)[::-1]))
    return max(1, int(begins[longest] + ends[longest]) // 2)


def _recognised(picture: Image, top: int) -> tuple[Recognised, ...]:
    """Return the lines of a piece of a picture that begins at a row of dots."""
    import numpy as np

    colours = np.asarray(picture.convert("RGB"))[:, :, ::-1]
    found = _engine()(colours, return_word_box=True, return_single_char_box=True)
    if found.boxes is None or found.word_results is None:
        return ()
    lines = (_line(box, words, top) for box, words in zip(found.boxes, found.word_results, strict=True))
    return tuple(line for line in lines if line is not None)


def _line(box: Any, words: Any, top: int) -> Recognised | None:
    corners = tuple((float(x), float(y) + top) for x, y in box)
    chars = []
    for char, confidence, place in words or ():
        across = [float(x) for x, _ in place]
        if len(char.strip()) == 1:
            chars.append(Char(char, min(across), max(across), float(confidence)))
    if len(corners) != 4 or not chars:
        return None
    return Recognised((corners[0], corners[1], corners[2], corners[3]), tuple(chars))


@cache
def _engine() -> Any:
    """Return the engine, made once in a process: that takes two seconds and some 300 MB.

    It works on one core, since files are read in as many processes as there are cores.
    """
    from rapidocr import RapidOCR

    return RapidOCR(
        params={
            "Global.log_level": "critical",
            "Global.use_cls": False,
            "Global.max_side_len": LONGEST_SIDE,
            "Det.limit_type": "max",
            "Det.limit_side_len": _FIND_AT,
            "EngineConfig.onnxruntime.intra_op_num_threads": 1,
            "EngineConfig.onnxruntime.inter_op_num_threads": 1,
        }
    )
