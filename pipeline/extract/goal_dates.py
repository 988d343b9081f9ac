"""A document's deadlines as goals ask for them: which stand where, which are narrower than the plan; and the stretches of
text that stand under one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import timedelta
from enum import Enum

from pipeline.model import Deadline, Span
from pipeline.segment.reading import Reading

# A time at least this long only restates what a yearly plan plans: 今年, 全年, 2009年.
WIDE = timedelta(days=300)

_WIDE_WORDS = re.compile(
    r"(?:今年|全年|本年度?|本学年|[12X]\S{1,3}年度?|“?十[一二三四五]五\S*|规划期\S*|当前\S*|今后\S*|未来\S*)$"
)


class Reach(Enum):
    """What counts as an activity in a stretch."""

    CALENDAR = "calendar"  # each piece: 1月6日 高三首考
    ITEMS = "items"  # each item of one piece, and pieces that begin with a deed
    RESULTS = "results"  # pieces that begin with a deed or tell what is done: 3月完成初稿, 论证完成
    DEEDS = "deeds"  # pieces that begin with a deed
    OUTCOMES = "outcomes"  # pieces that tell what is reached: 到2025年,…,基本形成…
    DAYS = "days"  # the first piece of each sentence, and others that begin with a deed: 27日(三),…
    FIRST = "first"  # the first piece, and others that begin with a deed
    PIECE = "piece"  # the piece that holds the date


@dataclass(frozen=True, slots=True)
class Stretch:
    """Text that stands under a date, how freely it is read, in a table the short cells beside it, and the date at the
    head of a list."""

    span: Span
    reach: Reach
    beside: tuple[Span, ...] = ()
    due: Span | None = None


@dataclass(frozen=True, slots=True)
class Dates:
    """The deadlines of a document in text order, ready to be asked what stands where."""

    reading: Reading
    deadlines: tuple[Deadline, ...]
    starts: tuple[int, ...]
    years: int

    def inside(self, start: int, end: int) -> tuple[Deadline, ...]:
        """Return the deadlines that begin in a stretch."""
        return self.deadlines[bisect_left(self.starts, start) : bisect_left(self.starts, end)]

    def own(self, start: int, end: int) -> tuple[Deadline, ...]:
        """Return those that are narrower than the plan."""
        return tuple(found for found in self.inside(start, end) if not self.is_wide(found))

    def only_wide(self, span: Span) -> bool:
        """Say whether a piece has a time of its own that is as wide as the plan: 全年做好… among March's items."""
        found = self.inside(span.start - 3, span.end)
        return bool(found) and all(map(self.is_wide, found))

    def in_table(self, deadline: Deadline) -> bool:
        """Say whether a deadline stands in a table."""
        tables = self.reading.document.tables
        at = bisect_right(tables, deadline.span.start, key=lambda table: table.span.start) - 1
        return at >= 0 and tables[at].span.holds(deadline.span)

    def is_wide(self, deadline: Deadline) -> bool:
        """Say whether a time only restates the plan's period; 到2025年 and 2020年底前 bound it, 今年 does not."""
        if deadline.recurring:
            return False
        if deadline.first and deadline.last:
            if "日" in self.reading.words(deadline.span):
                return False
            return deadline.last - deadline.first >= WIDE
        return deadline.last is None and _WIDE_WORDS.match(self.reading.words(deadline.span)) is not None


def dates(reading: Reading, deadlines: tuple[Deadline, ...]) -> Dates:
    """Return the deadlines ready to be asked."""
    years = {found.last.year for found in deadlines if found.last and not found.recurring}
    return Dates(reading, deadlines, tuple(found.span.start for found in deadlines), len(years))
