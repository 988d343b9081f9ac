"""What the text ties together: which deadline a target is due by, which bodies answer for it. Resolved facts in and out.

A target takes the time of its own clause, else of the sentence that leads its list, the row it stands in, the heading
above; else the plan's period (GUIDE §2 `deadline`). Bodies come by the scope that each assignment holds for.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date

from pipeline.lexicon import named_times
from pipeline.model import Assignment, Clause, Deadline, Kind, Meta, Section, Span
from pipeline.segment.reading import Reading

# A cell this short holds a time and little else; a time in a longer one is due for what stands beside it.
LONGEST_TIME_CELL = 24
# From the end of a deliverable to the bracket that dates its item.
LONGEST_TO_BRACKET = 60
# Characters back to what opened a list of clauses that semicolons part.
FARTHEST = 4000
_PLAN_IN_HEAD = re.compile(r"“?(?P<plan>[一二三四五六七八九十]{1,2}五)”?(?:时期|期间|规划期|末|主要|发展)")
_YEAR_IN_HEAD = re.compile(r"(20\d\d|19\d\d)\s?年?")


@dataclass(frozen=True, slots=True)
class _Reach:
    """The scope of an assignment, with the furthest end of it and all scopes that begin before it."""

    start: int
    end: int
    furthest: int
    tie: Assignment


def _reaches(assignments: tuple[Assignment, ...]) -> tuple[_Reach, ...]:
    found: list[_Reach] = []
    for tie in sorted(assignments, key=lambda tie: tie.scope.start):
        furthest = max(tie.scope.end, found[-1].furthest if found else 0)
        found.append(_Reach(tie.scope.start, tie.scope.end, furthest, tie))
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Ties:
    """The deadlines and the scopes of assignments of one document, ready to be asked what holds for a place."""

    reading: Reading
    meta: Meta
    deadlines: tuple[Deadline, ...]
    scopes: tuple[_Reach, ...]

    @classmethod
    def of(
        cls, reading: Reading, meta: Meta, deadlines: tuple[Deadline, ...], assignments: tuple[Assignment, ...]
    ) -> Ties:
        """Return the ties of a document."""
        return cls(reading, meta, deadlines, _reaches(assignments))

    def due(self, span: Span, clause: Clause, head: Span | None = None) -> date | None:
        """Return the day by which what stands at the span is due, None where nothing tells; `head` is where the date
        that heads its list stands, if that is known."""
        own = self._own(span, clause, head)
        if own is not None:
            return own
        return None if self.meta.kind is Kind.REPORT else self.meta.period.last

    def explicit(self, span: Span, clause: Clause) -> Deadline | None:
        """Return the deadline that the text gives for the span itself, recurring and unresolved ones included."""
        inside = self._between(clause.span.start, clause.span.end)
        before = [found for found in inside if found.span.start < span.end]
        return before[-1] if before else inside[0] if inside else None

    def responsible(self, span: Span) -> tuple[str, ...]:
        """Return the bodies that answer for the span, as quoted, in text order."""
        found = []
        at = bisect_right(self.scopes, span.start, key=lambda reach: reach.start)
        while at and self.scopes[at - 1].furthest > span.start:
            at -= 1
            if self.scopes[at].end >= span.end:
                found.append(self.scopes[at].tie)
        return tuple(dict.fromkeys(tie.quote for tie in sorted(found, key=lambda tie: tie.span.start)))

    def _own(self, span: Span, clause: Clause, head: Span | None) -> date | None:
        for found in self._candidates(span, clause, head):
            if found.last is not None and not found.recurring:
                return found.last
        column = self._column(clause)
        return column if column is not None else self._heading(clause)

    def _candidates(self, span: Span, clause: Clause, head: Span | None) -> list[Deadline]:
        """Return deadlines from the nearest outwards: before it in its clause, behind it, in the bracket that ends its
        item, at the head of its line, in its row's own column for times, at the head of its list."""
        inside = self._between(clause.span.start, clause.span.end)
        near = self._nearest([found for found in inside if found.span.start < span.end], span, clause)
        behind = [
            found for found in inside if found.span.start >= span.end and not self._stops(span.end, found.span.start)
        ]
        heads = self._between(head.start, head.end) if head is not None else []
        told = near + behind + self._bracket(span) + self._line_head(span) + heads
        row = self.reading.row_of(clause)
        if row is None:
            return told + self._list_head(clause)
        times = [cell.span for cell in row.cells if cell.span.end - cell.span.start <= LONGEST_TIME_CELL]
        return told + [found for cell in times for found in self._between(cell.start, cell.end)]

    def _bracket(self, span: Span) -> list[Deadline]:
        """Return the time in the bracket at the end of the span's item: 期末试卷上交；（1月9日）."""
        line = self.reading.line(span.start)
        opened = self.reading.folded.find("(", span.end, line.end)
        if opened < 0 or opened - span.end > LONGEST_TO_BRACKET:
            return []
        return [found for found in self._between(opened, opened + 4) if not self._is_parted(span.end, opened)]

    def _is_parted(self, start: int, end: int) -> bool:
        return bool(re.search(r"。|;(?!\s*$)|\d[.、]", self.reading.folded[start:end]))

    def _line_head(self, span: Span) -> list[Deadline]:
        """Return the time that labels the span's line: 3月：1、制定方案；2、召开会议."""
        line = self.reading.line(span.start)
        opening = self._between(line.start, line.start + 3)
        return [found for found in opening if self.reading.folded[found.span.end : found.span.end + 1] == ":"]

    def _nearest(self, before: list[Deadline], span: Span, clause: Clause) -> list[Deadline]:
        """Return the deadlines before a span from the nearest, but the one that opens its sentence before one that
        belongs to another piece of it: 年内新建4所，6月底前全部开工，入园率达97.5%."""
        if (
            len(before) > 1
            and self._stops(before[-1].span.end, span.start)
            and before[0].span.start - clause.span.start <= 4
        ):
            return [before[0], *reversed(before[1:])]
        return before[::-1]

    def _stops(self, start: int, end: int) -> bool:
        return bool(re.search("[,。;]", self.reading.folded[start:end]))

    def _list_head(self, clause: Clause) -> list[Deadline]:
        """Return the year's end that opens a list of clauses that semicolons part: 到2020年，…；…；…。

        A nearer day (8月底前完成…；…) is due for its own clause alone.
        """
        folded, start = self.reading.folded, clause.span.start
        line = folded.rfind("\n", max(0, start - FARTHEST), start) + 1 or max(0, start - FARTHEST)
        line = folded.rfind("。", line, start) + 1 or line
        before = self._between(line, start) if line < start else []
        opening = [found for found in before if found.span.start - line <= 6]
        return [found for found in opening if found.last and (found.last.month, found.last.day) == (12, 31)]

    def _column(self, clause: Clause) -> date | None:
        cell = self.reading.cell_of(clause)
        for head in reversed(cell.heads if cell else ()):
            years = _YEAR_IN_HEAD.findall(self.reading.words(head))
            if years:
                return date(int(years[-1]), 12, 31)
        return None

    def _heading(self, clause: Clause) -> date | None:
        """Return the deadline of the nearest heading or lead-in above."""
        for section in self.reading.sections_of(clause):
            if not self._is_heading(section):
                continue
            for found in self._between(section.title.start, section.title.end + 1):
                if found.last is not None and not found.recurring:
                    return found.last
            if (end := self._plan_end(section)) is not None:
                return None if self._year_has_begun(section, clause) else end
        return None

    def _year_has_begun(self, section: Section, clause: Clause) -> bool:
        """Say whether a heading names the plan and the year's work, and a line before the clause opens the latter:
        二、“十五五”时期目标任务和2026年工作安排 … 今年是“十五五”开局之年."""
        first, folded = self.meta.period.first, self.reading.folded
        if first is None:
            return False
        year = rf"(?:今年|{first.year}\s?年)"
        named = re.search(year, folded[section.title.start : section.title.end]) is not None
        return named and re.search(rf"\n\s*{year}", folded[section.title.end : clause.span.end]) is not None

    def _plan_end(self, section: Section) -> date | None:
        """Return the end of the plan that a heading names when it outlasts the document's own period:
        二、“十五五”时期主要目标 in a yearly report; restating headings are no deadlines but date what they head."""
        match = _PLAN_IN_HEAD.search(self.reading.folded, section.title.start, section.title.end)
        named = named_times().get(match["plan"]) if match else None
        if named is None or not named.last or self.meta.period.last is None:
            return None
        end = date.fromisoformat(named.last)
        return end if end > self.meta.period.last else None

    def _is_heading(self, section: Section) -> bool:
        """Say whether a section's title stands apart from what it heads; else its times are its first sentence's own."""
        clauses = self.reading.outline.clauses
        at = bisect_right(clauses, section.title.start, key=lambda clause: clause.span.start) - 1
        return at >= 0 and clauses[at].heading

    def _between(self, start: int, end: int) -> list[Deadline]:
        low = bisect_left(self.deadlines, start, key=lambda found: found.span.start)
        high = bisect_right(self.deadlines, end - 1, key=lambda found: found.span.start)
        return list(self.deadlines[low:high])
