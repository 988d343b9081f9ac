"""What is known of a document while its goals are looked for: its reading, deadlines, tenses and numeric targets."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from dataclasses import dataclass

from pipeline.extract.goal_dates import Dates
from pipeline.extract.goal_piece import SHORTEST, trim
from pipeline.extract.tense import Tenses
from pipeline.model import Clause, GoalWords, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# What is left of a piece that only tells the time of day, the lesson or the festival.
_TIME = re.compile(
    r"[\s\d.、:-]*(?:\((?:周|星期)?[一二三四五六日天]\)|(?:周|星期)[一二三四五六日天])?(?:上午|下午|中午|晚上|早上|晚)?"
    r"(?:第[一二三四五六七八九\d、至到和-]{1,6}节课?|[\d一二三四五六七八九十:]{1,5}(?:点半?|时)?(?:\d{1,2}分)?)?(?:之?前|左右|起|开始)?\s*"
    r"|[\s\d.月日号]*(?:[\u4e00-\u9fff]{0,6}(?:元宵|清明|端午|中秋|国庆|劳动|青年|儿童|教师|妇女|植树|护士|春|重阳)节|元旦|[\u4e00-\u9fff]{0,8}纪念日|(?:世界|国际|全国)[\u4e00-\u9fff]{1,8}日|[\u4e00-\u9fff]{0,6}教育日)"
)


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known of a document while its goals are looked for."""

    reading: Reading
    known: Dates
    tense: Tenses
    taken: tuple[Span, ...]

    def is_taken(self, span: Span) -> bool:
        """Say whether a numeric target stands in the span."""
        at = bisect_left(self.taken, span.start, key=lambda taken: taken.start)
        return at < len(self.taken) and self.taken[at].start < span.end

    def clause(self, position: int) -> Clause | None:
        clauses = self.reading.outline.clauses
        at = bisect_right(clauses, position, key=lambda clause: clause.span.start) - 1
        return clauses[at] if at >= 0 and position < clauses[at].span.end else None

    def after_dates(self, span: Span) -> Span | None:
        """Return the span without label, intent and the dates that open it: 6月底前力争建成新馆 → 建成新馆."""
        trimmed = trim(self.reading.folded, span)
        while trimmed is not None:
            opening = [
                found
                for found in self.known.inside(trimmed.start, trimmed.start + 3)
                if not self.reading.folded[trimmed.start : found.span.start].strip("在于自从到至截止 ")
            ]
            if not opening or trimmed.end - opening[0].span.end < SHORTEST:
                return trimmed
            start = opening[0].span.end
            while start < trimmed.end and self.reading.folded[start] in "前后内起、,()和及 的":
                start += 1
            trimmed = trim(self.reading.folded, Span(start, trimmed.end)) if start < trimmed.end else None
        return None

    def is_time(self, span: Span) -> bool:
        """Say whether a piece is a time and nothing else: 6月3日-6月5日, 下午1点半, 5.4青年节."""
        words = self.reading.words(span)
        for found in reversed(self.known.inside(span.start, span.end)):
            words = words[: found.span.start - span.start] + words[max(found.span.end - span.start, 0) :]
        return _TIME.fullmatch(words) is not None

    def goal(self, span: Span, rule: str) -> Mention[GoalWords]:
        """Return the goal that stands at a span."""
        return Mention(span, GoalWords(self.reading.words(span)), rule)

    def is_title(self, clause: Clause) -> bool:
        """Say whether a clause is a heading above items, not an item that ends in a stop (1.完成校舍改造。)."""
        if not clause.heading:
            return False
        section = self.reading.outline.sections[clause.section] if clause.section is not None else None
        return section is None or not section.label.strip("().、,:").isdigit()
