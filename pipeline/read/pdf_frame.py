"""What a pdf repeats on its pages — page numbers, running heads — and its table of contents are left out here."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from pipeline.model import CutReason
from pipeline.read.pdf_lines import Line
from pipeline.read.pieces import is_contents_line

# Lines at the head and at the foot of a page among which running heads and page numbers stand.
_FRAME_LINES = 2
# Pages at whose head or foot a line stands to be a running head wherever that is: so many, and one in so many.
_REPEATED = 3
_REPEATED_SHARE = 3
# Share of the page's height that its upper and its lower margin take at the least.
_MARGIN = 0.08
# What a table's figures are counted in stands above each part of it and is no running head.
_UNITS = re.compile(r"单位\s*[:：].*[元人%个吨亩]")
_PAGE_NUMBER = re.compile(r"[-—–－―·\s]*(?:第\s*)?\d{1,4}(?:\s*页)?(?:\s*[/／,，]?\s*共?\s*\d{1,4}\s*页?)?[-—–－―·\s]*")
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Framed:
    """The lines of a page that are its text, and those that frame it, each with why it is none."""

    kept: list[Line]
    cut: list[tuple[Line, CutReason]]


def without_frame(pages: Mapping[int, list[Line]], heights: Mapping[int, float]) -> dict[int, Framed]:
    """Return the lines of the pages parted from page numbers, running heads, and lines of a table of contents."""
    heads = _running_heads(pages, heights)
    return {number: _framed(lines, heads) for number, lines in pages.items()}


def _framed(lines: list[Line], heads: set[str]) -> Framed:
    found = Framed([], [])
    edges = set(map(id, _edges(lines)))
    for line in lines:
        reason = None
        if is_contents_line(line.text):
            reason = CutReason.CONTENTS
        elif id(line) in edges and _PAGE_NUMBER.fullmatch(line.text):
            reason = CutReason.PAGE_NUMBER
        elif id(line) in edges and _shape(line) in heads:
            reason = CutReason.RUNNING_HEAD
        if reason is None:
            found.kept.append(line)
        else:
            found.cut.append((line, reason))
    return found


def _running_heads(pages: Mapping[int, list[Line]], heights: Mapping[int, float]) -> set[str]:
    """Return what stands at the head or foot of a third of the pages, or in the margins of two of them."""
    seen = Counter(_shape(line) for lines in pages.values() for line in _edges(lines))
    often = max(_REPEATED, len(pages) // _REPEATED_SHARE)
    in_margin = Counter(
        _shape(line)
        for number, lines in pages.items()
        for line in _edges(lines)
        if line.bottom < _MARGIN * heights[number] or line.top > (1 - _MARGIN) * heights[number]
    )
    heads = {shape for shape, count in seen.items() if count >= often}
    heads |= {shape for shape, count in in_margin.items() if count > 1}
    return {shape for shape in heads if not _UNITS.search(shape)}


def _edges(lines: list[Line]) -> list[Line]:
    lines = sorted(lines, key=lambda line: line.top)
    return lines if len(lines) <= 2 * _FRAME_LINES else lines[:_FRAME_LINES] + lines[-_FRAME_LINES:]


def _shape(line: Line) -> str:
    return _DIGITS.sub("#", line.text)
