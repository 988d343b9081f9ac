"""Phrases: the words of an indicator as spans, and what is cut from their ends. Folded text in, spans out."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.extract.wording import GREW, LEAD, LINK, MOVES, TRAILING_BRACKET, YEARLY
from pipeline.model import Span

# A phrase shorter than this many characters rarely stands alone: 投资, 小学, 得分.
SHORTEST_ALONE = 4
# A title longer than this tells of more than one indicator.
LONGEST_TITLE = 24


@dataclass(frozen=True, slots=True)
class Phrase:
    """An indicator: `spans` in text order, `own` those that stand beside the number."""

    spans: tuple[Span, ...]
    own: tuple[Span, ...]

    @property
    def lent(self) -> tuple[Span, ...]:
        """The spans that complete it, which the rest of its list shares."""
        return self.spans[: len(self.spans) - len(self.own)]


def trim(folded: str, start: int, end: int, *, counted: bool) -> Span | None:
    """Return what is left of the words before a number without what leads in and what links to the number."""
    size = -1
    while size != end - start and start < end:
        size = end - start
        if match := LEAD.match(folded, start, end):
            start = match.end()
        if tail := LINK.search(folded[start:end]):
            end = start + tail.start()
        if bracket := TRAILING_BRACKET.search(folded[start:end]):
            end = start + bracket.start()
        if not counted and (tail := MOVES.search(folded[start:end])) and not YEARLY.search(tail[0]):
            end = start + tail.start()
        if counted and (tail := GREW.search(folded[start:end])):
            end = start + tail.start()
    return Span(start, end) if start < end else None
