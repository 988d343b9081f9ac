"""Pieces: each quantity of a clause with the stretch of the sentence that is its own. Mentions in, `Piece`s out."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from pipeline.extract.comparison import hedge_end
from pipeline.model import Clause, QuantityWords
from pipeline.rules import Mention

_BETWEEN = re.compile(r"[\s、和及与以,]*(?:到|至)?")
_STOPS = "。;!?,:\n\t"
_PARTED = re.compile(r"[,。;:、和]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quantity in its piece of a sentence: `left` is where the piece begins, `end` where the quantity's hedge ends,
    `right` where the next quantity begins; `place` and `places` count it among values listed side by side (5%、6.5%)
    whose words begin at `list_start`; `chain` is the end of the last of numbers that touch (3批次101名)."""

    mention: Mention[QuantityWords]
    left: int
    end: int
    right: int
    list_start: int
    place: int
    places: int
    chain: int


def pieces(found: list[Mention[QuantityWords]], clause: Clause, folded: str) -> list[Piece]:
    """Return each quantity of a clause in its piece: from the last stop or the quantity before it, to the next one."""
    ends = [hedge_end(mention, folded) for mention in found]
    lists, chains = _lists(found, ends, folded), _chains(found, ends)
    cut: list[Piece] = []
    edge = clause.span.start
    for number, mention in enumerate(found):
        if number and _selects(folded, found[number - 1], ends[number - 1], mention):
            edge = cut[-1].left
        left = max(edge, *(folded.rfind(stop, edge, mention.span.start) + 1 for stop in _STOPS))
        right = found[number + 1].span.start if number + 1 < len(found) else clause.span.end
        edge = ends[number]
        first, places = lists[number]
        start = cut[first].left if first < number else left
        cut.append(Piece(mention, left, edge, right, start, number - first, places, chains[number]))
    return cut


def _selects(folded: str, first: Mention[QuantityWords], end: int, second: Mention[QuantityWords]) -> bool:
    """Say whether the first of two quantities only selects what the second counts: 引进500万以上民宿项目8个, 600分以上11人."""
    return end > first.span.end and first.words.unit != "%" and not _PARTED.search(folded, end, second.span.start)


def _chains(found: list[Mention[QuantityWords]], ends: list[int]) -> list[int]:
    """Return for each quantity where the last of those ends that touch it."""
    chains = ends.copy()
    for number in range(len(found) - 2, -1, -1):
        if found[number + 1].span.start == ends[number]:
            chains[number] = chains[number + 1]
    return chains


def _lists(found: list[Mention[QuantityWords]], ends: list[int], folded: str) -> list[tuple[int, int]]:
    """Return for each quantity the number of the first in its list and how many the list has: 分别达到97%和40%."""
    firsts: list[int] = []
    for number, mention in enumerate(found):
        beside = number > 0 and _BETWEEN.fullmatch(folded, ends[number - 1], mention.span.start)
        firsts.append(firsts[-1] if beside else number)
    counts = Counter(firsts)
    return [(first, counts[first]) for first in firsts]
