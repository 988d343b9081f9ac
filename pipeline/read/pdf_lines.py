"""Printed lines with their places, and the paragraphs that they make."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from pipeline.model import Box
from pipeline.read.pieces import Grid, Inked, Paragraph

# All in sizes of the line's own characters unless said otherwise.
_ROOM_FOR_MORE = 1.6
_INDENT = 1.2
_LEADING = 1.5
# Steps from line to line in usual ones; Word's own templates part paragraphs by 10 points, two thirds of a line.
_SET_APART = 1.45
# Share of the type area that a line fills which may have been broken early.
_LONG = 0.8
# Share of the type area to whose right a line begins that is set to the right: a date, a number of a table.
_SET_RIGHT = 0.4
_STOPS = "。；：！？.;:!?”）)"
_OTHER_SIZE = 0.12
# Two labels of one kind one below the other are two items of a list, though the first fills its line.
LABEL = re.compile(
    r"[（(]?[一二三四五六七八九十]{1,3}[、）)]|[（(]?\d{1,3}[、）)]|\d{1,3}[.．]\D|第[一二三四五六七八九十百]{1,4}[章条部]"
)
# What a line does not begin or end with, and what is not torn apart: （2025年 or 41.2%， or 现“一 stands on one line.
_PIECE = r"(?:[!-~]*\d[年月日号]|[!-~]+|.)"
_UNTORN = re.compile(rf"[（(“‘《【〔]*{_PIECE}(?:[“‘〕]+{_PIECE})?[，。；：、？！）)”’》】〕％]*")
# Width of a Latin character or figure in sizes of its print; a 汉字 has 1. Beside one, offices add a quarter.
_NARROW, _BESIDE = 0.55, 0.25
# Lines that end together before an edge is one: at least so many, and one in so many.
_FAIR_LINES = 3
_FAIR_SHARE = 6


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line with its place in points from the top left of its page."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    size: float
    page: int
    bold: bool
    column: int = 0
    confidence: float | None = None

    @property
    def box(self) -> Box:
        """Where the line stands on its page."""
        return self.left, self.top, self.right, self.bottom

    @property
    def area(self) -> tuple[int, int]:
        """The type area that the line stands in: its page and column."""
        return self.page, self.column


@dataclass(frozen=True, slots=True)
class Placed:
    """A grid in its place on a page."""

    grid: Grid
    top: float


@dataclass(frozen=True, slots=True)
class _Measure:
    """The frame of the type area that most lines of a page keep, and their usual size and leading."""

    left: float
    right: float
    size: float
    leading: float


def _measures(lines: list[Line], widths: Mapping[int, float]) -> dict[tuple[int, int], _Measure]:
    """Return the measure of each type area; one of short lines goes by what is usual on pages of its width."""
    areas: dict[tuple[int, int], list[Line]] = {}
    for line in lines:
        areas.setdefault(line.area, []).append(line)
    edges: dict[tuple[int, int], list[float]] = {}
    for (page, column), own in areas.items():
        edge = _right_edge(own)
        if edge is not None:
            edges.setdefault((round(widths[page]), column), []).append(edge)
    found = {}
    for (page, column), own in areas.items():
        usual = edges.get((round(widths[page]), column))
        right = max(_right_edge(own) or 0.0, median(usual)) if usual else max(line.right for line in own)
        found[page, column] = _measure(own, right)
    return found


def _right_edge(lines: list[Line]) -> float | None:
    """Return the furthest edge that a fair share of the lines reach, None where too few lines end together."""
    fair = max(_FAIR_LINES, len(lines) // _FAIR_SHARE)
    rights = sorted((line.right for line in lines), reverse=True)
    for at, edge in enumerate(rights[: len(rights) - fair + 1]):
        if edge - rights[at + fair - 1] <= lines[0].size:
            return rights[at + fair // 2]
    return None


def _measure(lines: list[Line], right: float) -> _Measure:
    size = median(line.size for line in lines)
    lefts = Counter(round(line.left / 4) * 4 for line in lines if line.right > right - 2 * size)
    left = lefts.most_common(1)[0][0] if lefts else min(line.left for line in lines)
    steps = [(a.right > right - 2 * size, b.top - a.top) for a, b in pairwise(lines) if b.top > a.top]
    # Behind full lines a paragraph goes on; where most have one line the usual step is that between paragraphs.
    inner = [step for is_full, step in steps if is_full]
    if len(inner) < _FAIR_LINES:
        inner = [step for _, step in steps]
    return _Measure(left, right, size, median(inner) if inner else size * _LEADING)


def joined(flow: list[Line | Placed], widths: Mapping[int, float]) -> Iterator[Paragraph | Grid]:
    """Yield paragraphs of joined lines, and grids as they come; `widths` are those of the pages."""
    measures = _measures([item for item in flow if isinstance(item, Line)], widths)
    usual = median(measure.size for measure in measures.values()) if measures else 0.0
    gathered: list[Line] = []
    for item in flow:
        if gathered and (isinstance(item, Placed) or _begins_new(gathered, item, measures)):
            yield _paragraph(gathered, usual)
            gathered = []
        if isinstance(item, Placed):
            yield item.grid
        else:
            gathered.append(item)
    if gathered:
        yield _paragraph(gathered, usual)


def _begins_new(gathered: list[Line], line: Line, measures: dict[tuple[int, int], _Measure]) -> bool:
    """Say whether a line begins a new paragraph: the one before it ends early, or this one is indented or set apart."""
    last, above, here = gathered[-1], measures[gathered[-1].area], measures[line.area]
    if last.left > above.left + _SET_RIGHT * (above.right - above.left):
        return True
    room = max(_ROOM_FOR_MORE, needed(line.text, last.text))
    if last.right < above.right - room * last.size and not _stops_short(gathered, line, above):
        return True
    if abs(line.size - last.size) > _OTHER_SIZE * here.size:
        return True
    if line.left > here.left + _INDENT * line.size and line.left > last.left - _INDENT * line.size:
        return True
    if LABEL.match(line.text) and LABEL.match(gathered[0].text) and abs(line.left - gathered[0].left) < line.size / 2:
        return True
    return line.area == last.area and line.top - last.top > _SET_APART * max(here.leading, last.size)


def _stops_short(gathered: list[Line], line: Line, measure: _Measure) -> bool:
    """Say whether a line is long and ends in mid-sentence although there was room: its page has ragged edges."""
    last = gathered[-1]
    is_long = last.right - last.left > _LONG * (measure.right - measure.left)
    is_heading = len(gathered) == 1 and (last.bold or LABEL.match(last.text))
    return is_long and not is_heading and last.text[-1] not in _STOPS and line.left < measure.left + _INDENT * line.size


def glue(before: str, after: str) -> str:
    """Return two lines as one: nothing between 汉字, a blank between Latin words."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return f"{before} {after}"
    return before + after


def needed(text: str, before: str) -> float:
    """Return how much room the first piece of a line that cannot be torn apart takes behind another, in sizes of print."""
    match = _UNTORN.match(text)
    beside = _BESIDE if text[:1].isascii() != before[-1:].isascii() else 0.0
    return beside + sum(_NARROW if char.isascii() else 1.0 for char in match[0]) if match else 1.0


def _paragraph(lines: list[Line], usual: float) -> Paragraph:
    text, turns, page, inked = "", [], lines[0].page, []
    for line in lines:
        text = glue(text, line.text) if text else line.text
        if line.page != page:
            page = line.page
            turns.append((len(text) - len(line.text), page))
        inked.append(Inked(len(text) - len(line.text), len(text), line.page, line.box, line.confidence))
    is_large = lines[0].size > usual * (1 + _OTHER_SIZE)
    bold = is_large or all(line.bold for line in lines)
    return Paragraph(text, bold=bold, page=lines[0].page, turns=tuple(turns), inked=tuple(inked))
