"""A picture of a page to what a pdf page consists of: recognised characters and ruled lines with places in points.

Seals are taken off before, the picture is turned upright, and what was laid askew on the glass is set straight.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING

from pipeline.read.ocr import Char, Recognised, recognise
from pipeline.read.ocr_mend import mended
from pipeline.read.pdf_glyphs import Glyph
from pipeline.read.pdf_rules import Edge
from pipeline.read.scan_ink import ruled, slant, without_seals

if TYPE_CHECKING:
    from PIL.Image import Image

# Dots an inch at which pages of a pdf are drawn: an A4 page has 2000 along its longer side.
DPI = 170.0
_POINTS = 72.0
# Degrees: less than this moves no character of an A4 line by half its height.
_ASKEW = 0.15
# Share of the lines of a page that are tall when it lies on its side.
_LIES = 0.5
# Mean confidence below which a page may stand on its head; print that is read the right way up has 0.95 and more.
_DOUBTFUL = 0.7
# Two heights that differ by less, in shares of the usual one, are of one size: recognition draws its boxes by eye.
_SAME_SIZE = 0.2
# Gaps between characters, in sizes, that are only the play of recognised places.
_PLAY = 0.9
# Share of a line's height that its box stands over the print.
_SLACK = 0.12
# Steps between characters that tell a line's size, and how much wider than its box is high they are in a spaced head.
_FEWEST_STEPS = 4
_SPACED = 1.25
# Steps to the next 汉字 behind half a blank; recognised places are off by a fifth of one.
_BLANK_STEP = 1.4


@dataclass(frozen=True, slots=True)
class Scan:
    """The picture of a page as it was understood, its size in points."""

    glyphs: list[Glyph]
    edges: tuple[Edge, ...]
    width: float
    height: float


def scan_of(picture: Image, dots: float) -> Scan:
    """Return what stands on the picture of a page that has so many dots an inch."""
    straight, lines = _upright(_levelled(without_seals(picture.convert("RGB"))))
    scale = _POINTS / dots
    usual = _usual(lines)
    glyphs = [glyph for line in lines for glyph in _glyphs(line, usual, scale)]
    edges = tuple(Edge(*(value * scale for value in box)) for box in ruled(straight, dots))
    return Scan(glyphs, edges, straight.width * scale, straight.height * scale)


def _levelled(picture: Image) -> Image:
    """Return the picture with what was laid askew set straight."""
    from PIL.Image import Resampling

    angle = slant(picture)
    if abs(angle) <= _ASKEW:
        return picture
    return picture.rotate(angle, resample=Resampling.BICUBIC, fillcolor="white")


def _upright(picture: Image) -> tuple[Image, tuple[Recognised, ...]]:
    """Return the picture the way up in which its lines can be read, and these lines."""
    lines = recognise(picture)
    tall = [line for line in lines if line.height > 1.5 * line.width and len(line.chars) > 1]
    if lines and len(tall) > _LIES * len(lines):
        turned = [picture.rotate(turn, expand=True, fillcolor="white") for turn in (90, 270)]
    elif lines and _confidence(lines) < _DOUBTFUL:
        turned = [picture.rotate(180, expand=True, fillcolor="white")]
    else:
        return picture, lines
    tried = [(other, recognise(other)) for other in turned]
    return max([(picture, lines), *tried], key=lambda one: _sure(one[1]))


def _confidence(lines: tuple[Recognised, ...]) -> float:
    chars = [char.confidence for line in lines for char in line.chars]
    return sum(chars) / max(1, len(chars))


def _sure(lines: tuple[Recognised, ...]) -> float:
    """Return how much is read, and how surely, in lines that lie."""
    flat = tuple(line for line in lines if line.width >= line.height)
    return _confidence(flat) ** 4 * sum(len(line.chars) for line in flat)


def _size(line: Recognised) -> float:
    """Return the size of a line's print: the step from one 汉字 to the next, or what its box leaves where these are few.

    Boxes are drawn by eye, a third higher than the print or not at all; the step is even. Letter-spaced heads step wider.
    """
    by_box = line.height * (1 - 2 * _SLACK)
    step = _step(line)
    return step if 0 < step < _SPACED * by_box else by_box


def _step(line: Recognised) -> float:
    """Return the usual step from one 汉字 of a line to the next, 0 where these are too few."""
    pairs = pairwise(line.chars)
    steps = [_between(one, other) for one, other in pairs if _is_han(one.char) and _is_han(other.char)]
    return median(steps) if len(steps) >= _FEWEST_STEPS else 0.0


def _between(one: Char, other: Char) -> float:
    return (other.left + other.right - one.left - one.right) / 2


def _is_spaced(one: Char, other: Char, step: float) -> bool:
    """Say whether a blank is printed between two 汉字: 第三章 发展目标."""
    return _is_han(one.char) and _is_han(other.char) and _between(one, other) > _BLANK_STEP * step


def _is_han(char: str) -> bool:
    return "\u4e00" <= char <= "\u9fff"


def _usual(lines: tuple[Recognised, ...]) -> float:
    """Return the size in which most characters of the page are printed."""
    sizes = [size for line in lines for size in [_size(line)] * len(line.chars)]
    return median(sizes) if sizes else 0.0


def _glyphs(line: Recognised, usual: float, scale: float) -> list[Glyph]:
    """Return the characters of a line, all of one height, without the play between them."""
    (x0, y0), (x1, y1), _, (_, y3) = line.corners
    size = _size(line)
    if abs(size - usual) < _SAME_SIZE * usual:
        size = usual
    slope = (y1 - y0) / (x1 - x0) if x1 > x0 else 0.0
    found: list[Glyph] = []
    step = _step(line)
    printed = mended(line.text)
    # The first and the last character are found too narrow; the box of the line tells where the print ends.
    chars = list(line.chars)
    chars[0] = replace(chars[0], left=min(chars[0].left, x0 + _SLACK * line.height))
    chars[-1] = replace(chars[-1], right=max(chars[-1].right, x1 - _SLACK * line.height))
    for at, char in enumerate(chars):
        following = chars[at + 1] if at + 1 < len(chars) else None
        right = char.right
        if following is not None and 0 < following.left - right < _PLAY * size:
            right = following.left
        across = (char.left + char.right) / 2
        middle = ((y0 + y3) / 2 + (across - x0) * slope) * scale
        left, half = char.left * scale, size * scale / 2
        box = left, middle - half, max(left, right * scale), middle + half
        if at and step and _is_spaced(chars[at - 1], char, step):
            found.append(Glyph(" ", found[-1].right, box[1], box[0], box[3], False, char.confidence))
        found.append(Glyph(printed[at], *box, False, char.confidence))
    return found
