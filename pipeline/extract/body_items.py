"""Items (条目): where the text begins that a mark, or a sentence of its own, names the bodies for. `Reading` in."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass

from pipeline.model import Section
from pipeline.segment.reading import Reading

# A mark closes its item's paragraphs; over more lines than this the item's beginning was missed (longest seen: 6).
FARTHEST_LINES = 8
# Characters: pages that lost their line ends are one line, which is looked back through no farther.
FARTHEST = 5000


@dataclass(frozen=True, slots=True)
class Items:
    """Where an item that a mark closes may begin: section titles, and the ends of the marks before."""

    folded: str
    sections: tuple[Section, ...]
    starts: tuple[int, ...]

    def before(self, position: int, last: int) -> int:
        """Return where the item that is closed at a position begins: behind the mark before, inside its section."""
        low = max(0, position - FARTHEST)
        paragraph = self.folded.rfind("\n", low, position) + 1 or low
        at = bisect_right(self.starts, position - 1) - 1
        start = self.starts[at] if at >= 0 else paragraph
        is_near = start >= low and self.folded.count("\n", start, position) <= FARTHEST_LINES
        start = start if is_near else paragraph
        start = max(start, last)
        while start < position and (self.folded[start].isspace() or self.folded[start] in ")。;,"):
            start += 1
        return min(start, position)

    def line(self, position: int) -> int:
        """Return where the line or cell around a position begins."""
        low = max(0, position - FARTHEST)
        low = self.folded.rfind("\n", low, position) + 1 or low
        return self.folded.rfind("\t", low, position) + 1 or low

    def around(self, position: int) -> Section | None:
        """Return the innermost section around a position, None outside sections."""
        at = bisect_right(self.starts, position) - 1
        section = self.sections[at] if at >= 0 else None
        return section if section is not None and position < section.span.end else None


def items(reading: Reading) -> Items:
    """Return the items of a document, ready to be asked."""
    sections = tuple(sorted(reading.outline.sections, key=lambda section: section.title.start))
    return Items(reading.folded, sections, tuple(section.title.start for section in sections))
