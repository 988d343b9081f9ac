"""Which found record is which wanted one: by place in the text, one to one, best overlap first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.score.entry import Entry
from pipeline.score.phrase import Squeezed, squeeze

Place = tuple[int, int]
NOWHERE: Place = (-1, -1)


@dataclass(frozen=True, slots=True)
class Pair:
    """A wanted record and the found one that stands in its place."""

    wanted: Entry
    found: Entry


@dataclass(frozen=True, slots=True)
class Matching:
    """The pairs, and what was left over on either side, in text order."""

    pairs: tuple[Pair, ...]
    missed: tuple[Entry, ...]
    spurious: tuple[Entry, ...]


def locate(wanted: Entry, text: str) -> Place:
    """Return where a wanted record stands in squeezed text: by its context, else by a quote that occurs but once."""
    quote = squeeze(wanted.quote or "").text
    context = squeeze(wanted.context or wanted.quote or "").text
    at, inner = text.find(context), context.find(quote)
    if at >= 0 and inner >= 0:
        return at + inner, at + inner + len(quote)
    at = text.find(quote)
    return (at, at + len(quote)) if at >= 0 and text.count(quote) == 1 else NOWHERE


def slices_back(found: Entry, text: str) -> bool:
    """Say whether a found record quotes what the text has at its place."""
    if not isinstance(found.start, int) or not isinstance(found.end, int):
        return False
    return text[found.start : found.end] == found.quote


def _place(found: Entry, text: str, squeezed: Squeezed) -> Place:
    if not slices_back(found, text) or found.start is None or found.end is None:
        return NOWHERE
    return squeezed.stretch(found.start, found.end) or NOWHERE


def _overlaps(wanted: Sequence[Place], found: Sequence[Place], least: float) -> Iterator[tuple[float, int, int]]:
    """Yield share of overlap and both numbers, for those that overlap enough."""
    for g, (start, end) in enumerate(wanted):
        for p, (begin, stop) in enumerate(found):
            shared = min(end, stop) - max(start, begin)
            if shared > 0 and (share := shared / (max(end, stop) - min(start, begin))) >= least:
                yield share, g, p


def match(wanted: Sequence[Entry], found: Sequence[Entry], *, text: str, squeezed: Squeezed, least: float) -> Matching:
    """Return the matching of two lists over one text; `least` is the share of overlap that makes a pair."""
    places = [locate(entry, squeezed.text) for entry in wanted]
    stands = [_place(entry, text, squeezed) for entry in found]
    taken: dict[int, int] = {}
    used: set[int] = set()
    for _, g, p in sorted(_overlaps(places, stands, least), reverse=True):
        if g not in taken and p not in used:
            taken[g] = p
            used.add(p)
    return Matching(
        tuple(Pair(wanted[g], found[p]) for g, p in sorted(taken.items())),
        tuple(entry for g, entry in enumerate(wanted) if g not in taken),
        tuple(entry for p, entry in enumerate(found) if p not in used),
    )
