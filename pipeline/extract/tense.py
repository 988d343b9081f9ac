"""Whether a stretch of text plans, reports or does neither: told by its words, its headings, the document's kind.

`Reading` in, `Tenses` out; `Tenses.at(span)` gives a `Judgement` with the cue (线索) that told it. Quantities, goals
and deadlines ask the same question: 已完成80% is reported, 力争完成80% planned, 完成80% what its heading says.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from pipeline.extract.tense_cues import Cue, word_cues
from pipeline.extract.time_tense import Told, time_cues, told_by
from pipeline.model import Clause, Kind, Period, Section, Span
from pipeline.segment.reading import Reading


class Tense(StrEnum):
    """What a stretch of text does with what it tells."""

    PLANNED = "planned"
    REPORTED = "reported"
    NEITHER = "neither"


class Ground(StrEnum):
    """Where the cue stands, nearest first."""

    PIECE = "piece"
    SENTENCE = "sentence"
    HEADING = "heading"
    LEAD_IN = "lead-in"
    KIND = "kind"


@dataclass(frozen=True, slots=True)
class Judgement:
    """A tense with the words that told it and where they stand; `cue` is the kind's name where only that told it."""

    tense: Tense
    cue: str
    ground: Ground


_PIECE_EDGE = re.compile(r"[,;。!?\n\t]")

# What a heading is about stands at its end:
# 重点工作完成情况 reports, 存在的问题及下一步打算 plans, 困难学生资助 does neither.
_PLAN_WORDS = (
    r"(?:计划|打算|思路|目标|任务|工作安排|安排意见|部署|要求|举措|保障措施|改进措施|主要措施|工作措施|展望|方向|要点|建议|预期|原则|指导思想|政策取向"
    r"|主要考虑|实施方案|发展规划|步骤|重点工作|重点项目|下半年(?:各项)?工作|下一?步工作|今后(?:的)?工作|今年(?:的)?工作|明年(?:的)?工作)"
)
_REPORT_WORDS = (
    r"(?:工作总结|年度?总结|总结如下|回顾|情况|情况(?:的)?汇报|进展|成效|成就|成绩|主要做法|问题|困难|不足|现状|形势|背景|发展环境|发展基础|工作基础"
    r"|现实基础|执行结果|亮点|体会|经验|挑战)"
)
_HEAD = re.compile(
    rf"(?P<plan>{_PLAN_WORDS})(?:\([^)]*\))?[\s。:、]*$|(?P<report>{_REPORT_WORDS})(?:\([^)]*\))?[\s。:、]*$"
    r"|^[^,。]{0,6}(?:(?P<report2>过去[一二三四五]?年|[一二三四五几近]年来)|(?P<plan2>下一?步|今后))"
)
# 一、1998年工作回顾和1999年工作的总体要求 says both.
_BOTH = re.compile(r"(?:回顾|总结|成就|成绩|情况)(?:[和与及]|以及|、)")
_INLINE_HEAD = re.compile(
    rf"[一二三四五六七八九十]{{1,2}}、[^,。;:]{{0,14}}?(?:(?P<plan>{_PLAN_WORDS})|(?P<report>{_REPORT_WORDS}))(?=[\s(:。]|[今去\d一]|$)"
)
# What opens the planning half of a report that has no headings, and the reporting half of one that has none.
_LEAD_IN = re.compile(
    r"(?P<plan>[^,。;:\n]{0,12}(?:下一步|今后一个时期|来年|明年)[^。:;\n]{0,30}(?:[:。]|我们|将|要)"
    r"|[^。;:\n]{0,30}(?:主要预期目标|总体要求|总的?要求|总体思路|指导思想|工作思路|基本思路)[^。;:\n]{0,8}(?:是|为|:)"
    r"|[^。;:\n]{0,30}(?:重点|着力|主要)?(?:做好|抓好|把握|推进)(?:以下|如下|好?下列)[^。;:\n]{0,20}[:。])"
    r"|(?P<report>[^。;\n]{0,60}(?:总结|汇报|报告|回顾|简述)如下|[^,。;\n]{0,10}(?:过去的?[一二三四五]?年|[一五]年来)[,，])"
)
# Every lead-in holds one of these, no farther from its beginning.
_LEAD_HINT = re.compile(
    "下一步|今后一个时期|来年|明年|主要预期目标|总体要求|总要求|总的要求|总体思路|指导思想|工作思路|基本思路|以下|如下|下列|过去|年来"
)
_HINT_REACH = 70
_IMPERATIVE = re.compile(
    r"[\W\d一二三四五六七八九十]*(?:坚持|大力|继续|加快|进一步|搞好|从严|促进|推[进动]|深化|加强|实施|全面|切实|着力|努力|扩大|坚定|统筹|抓好)"
)
_TITLE = re.compile(
    r"(?P<report>总结|汇报|自评|自查|述职|情况报告|情况的?通报|回顾|年报|执行情况)"
    r"|(?P<mixed>政府工作(?:的)?报告|工作报告)"
    r"|(?P<plan>计划|要点|方案|规划|纲要|意见|打算|安排|思路|行事历|工作历|日程|任务(?:分解|清单)?|清单|部署|建议|目标|责任书|通知)"
)
# The title stands among the first lines; this many characters hold them, an html page's menus included.
TITLE_REACH = 400
# What stands further before a sentence tells nothing of its tense; pages that lost their line ends are one paragraph.
PARAGRAPH_REACH = 600
# A list is longer than the sentences that its semicolons part; what opened it stands no further before.
LIST_REACH = 4000


@dataclass(frozen=True, slots=True)
class Tenses:
    """The tense of every place of one document; `told` is what dates the times that it tells."""

    folded: str
    clauses: tuple[Clause, ...]
    starts: tuple[int, ...]
    parts: tuple[tuple[int, Judgement], ...]
    kind: Kind
    told: Told

    def part(self, position: int) -> Judgement:
        """Return what headings, lead-ins and the document's kind say of a place."""
        at = bisect_right(self.parts, position, key=lambda part: part[0]) - 1
        return self.parts[max(at, 0)][1]

    def at(self, span: Span) -> Judgement:
        """Return the tense of a span: 已于6月完成 reported, 将于6月完成 planned, else what stands above it says.

        Words of its piece come first, then a time told there, then those of its sentence and, where nothing above has
        told the tense, of its paragraph.
        """
        part = self.part(span.start)
        start, end = self._sentence(span)
        left, right = self._piece(span, start, end)
        cue = _nearest(self._words(left, right, part), span)
        if cue is None or cue.weak:
            cue = _nearest(self._times(left, right), span) or cue
        if cue is not None:
            return Judgement(_tense(cue), cue.words, Ground.PIECE)
        cue = self._behind(start, left, part) or self._listed(start, part) or self._ahead(right, end, part)
        if cue is None and part.tense is Tense.NEITHER and self.kind is Kind.MIXED:
            cue = self._behind(self._back_to("\n", start, PARAGRAPH_REACH), start, part)
        return Judgement(_tense(cue), cue.words, Ground.SENTENCE) if cue else part

    def _sentence(self, span: Span) -> tuple[int, int]:
        at = bisect_right(self.starts, span.start) - 1
        if at < 0:
            return span.start, span.end
        clause = self.clauses[at].span
        return (clause.start, max(clause.end, span.end)) if span.start < clause.end else (span.start, span.end)

    def _piece(self, span: Span, start: int, end: int) -> tuple[int, int]:
        edges = _edges(self.folded, start, end)
        left, right = bisect_left(edges, span.start), bisect_left(edges, span.end)
        return edges[left - 1] + 1 if left else start, edges[right] if right < len(edges) else end

    def _words(self, start: int, end: int, part: Judgement) -> Sequence[Cue]:
        """Return the words of a stretch that tell the tense; weak ones do not overrule a reporting heading."""
        reported = part.tense is Tense.REPORTED
        low, high = self._around(start)
        cues = word_cues(self.folded, min(low, start), max(high, end))
        if not cues:
            return ()
        first = bisect_left(cues, start, key=_start)
        within = cues[first : bisect_right(cues, end, lo=first, key=_start)]
        if within and within[-1].end > end:
            within = within[:-1]
        return [cue for cue in within if not cue.weak] if reported else within

    def _around(self, position: int) -> tuple[int, int]:
        """Return the clause of a position, whose cues are looked for once for all its pieces."""
        at = bisect_right(self.starts, position) - 1
        clause = self.clauses[at].span if at >= 0 else None
        return (clause.start, clause.end) if clause and position < clause.end else (position, position)

    def _times(self, start: int, end: int) -> tuple[Cue, ...]:
        return time_cues(self.folded, start, end, known=self.told)

    def _behind(self, start: int, end: int, part: Judgement) -> Cue | None:
        """Return the last cue before the piece; where nothing is known of the document, 要 alone is none."""
        found = [
            *(cue for cue in self._words(start, end, part) if not (cue.weak and part.cue == Kind.OTHER.value)),
            *self._times(start, end),
        ]
        return max(found, key=lambda cue: cue.start, default=None)

    def _listed(self, start: int, part: Judgement) -> Cue | None:
        """Return the last cue of the words that open the list in which a clause stands: 已建成的有:甲;乙;丙."""
        if self.folded[max(0, start - 1) : start] != ";":
            return None
        opening = max(self._back_to(mark, start, LIST_REACH) for mark in "。\n")
        colon = self.folded.find(":", opening, start)
        return self._behind(opening, colon, part) if colon >= 0 else None

    def _back_to(self, mark: str, position: int, reach: int) -> int:
        """Return where what follows the last such mark begins, no farther back than so many characters."""
        low = max(0, position - reach)
        return self.folded.rfind(mark, low, position) + 1 or low

    def _ahead(self, start: int, end: int, part: Judgement) -> Cue | None:
        """Return a cue that follows in the sentence, where nothing above has told the tense."""
        if part.tense is not Tense.NEITHER:
            return None
        found = self._words(start, end, part)
        return found[-1] if found and not found[-1].weak else None


@lru_cache(maxsize=64)
def _edges(folded: str, start: int, end: int) -> tuple[int, ...]:
    """Return where pieces of a sentence end, which several of its words ask for."""
    return tuple(match.start() for match in _PIECE_EDGE.finditer(folded, start, end))


def _tense(cue: Cue) -> Tense:
    return Tense.REPORTED if cue.past else Tense.PLANNED


def _start(cue: Cue) -> int:
    return cue.start


def _nearest(cues: Sequence[Cue], span: Span) -> Cue | None:
    """Return the cue, of some in text order, with the fewest characters between it and the span."""
    if len(cues) > 3:  # of those before the span and those behind it only the nearest may be it
        first = max(0, bisect_right(cues, span.start, key=_start) - 2)
        cues = cues[first : bisect_left(cues, span.end, lo=first, key=_start) + 1]
    return min(cues, key=lambda cue: min(abs(cue.start - span.end), abs(span.start - cue.end)), default=None)


def guess_kind(reading: Reading) -> Kind:
    """Return the kind that the title's words tell: 2011年工作要点 plan, 工作总结 report, both or 政府工作报告 mixed."""
    caption = (reading.document.caption or "").strip()
    lines = [caption, *(line.strip() for line in reading.folded[:TITLE_REACH].split("\n"))]
    for line in lines:
        if 4 <= len(line) <= 60 and not line.endswith((":", "。")):
            found = {match.lastgroup for match in _TITLE.finditer(line)}
            if "mixed" in found or {"report", "plan"} <= found:
                return Kind.MIXED
            if found:
                return Kind.REPORT if "report" in found else Kind.PLAN
    return Kind.OTHER


def tenses(reading: Reading, kind: Kind | None = None, *, period: Period | None = None) -> Tenses:
    """Return the tenses of a document; `kind` is what is known of it, guessed from the title where it is not given.

    With the document's period the times that the text tells count too: 到1990年 is planned in a plan of 1986-1990.
    """
    known = guess_kind(reading) if kind is None else kind
    whole = {Kind.PLAN: Tense.PLANNED, Kind.REPORT: Tense.REPORTED}.get(known, Tense.NEITHER)
    clauses = reading.outline.clauses
    return Tenses(
        reading.folded,
        clauses,
        tuple(clause.span.start for clause in clauses),
        _parts(reading, known, Judgement(whole, known.value, Ground.KIND)),
        known,
        told_by(reading.folded, period=period or Period(None, None), kind=known),
    )


def _parts(reading: Reading, kind: Kind, whole: Judgement) -> tuple[tuple[int, Judgement], ...]:
    """Return where the tense that stands above the text changes.

    A heading holds to its section's end; in a `mixed` document and outside sections, until another one speaks.
    """
    items: list[tuple[int, int, Section | Judgement]] = [
        (section.title.start, 0, section) for section in reading.outline.sections
    ]
    if kind is not Kind.PLAN:
        items += [(start, 1, judgement) for start, judgement in _lead_ins(reading)]
    parts = [(0, whole)]
    running, stack = whole, list[tuple[int, Judgement]]()
    for start, _, item in sorted(items, key=lambda each: each[:2]):
        while stack and stack[-1][0] <= start:
            end, closed = stack.pop()
            if kind is Kind.MIXED and _is_open(stack):
                running = closed
            parts.append((end, running if _is_open(stack) else stack[-1][1]))
        top = _is_open(stack)
        above = running if top else stack[-1][1]
        if isinstance(item, Section):
            own = _heading(reading.words(item.title), above, kind, top=top)
            if kind is Kind.MIXED and own is above and top and item.label and above.tense is Tense.REPORTED:
                own = Judgement(Tense.NEITHER, kind.value, Ground.KIND)
            stack.append((item.span.end, own))
        else:
            own = item
            if item.ground is Ground.HEADING:
                stack = [(end, own) for end, _ in stack]
            elif stack and stack[-1][1].ground is Ground.HEADING and stack[-1][1].tense is not Tense.NEITHER:
                continue
            elif stack:
                stack[-1] = (stack[-1][0], own)
            running = own if top else running
        parts.append((start, own))
    return tuple(parts)


def _is_open(stack: list[tuple[int, Judgement]]) -> bool:
    """Say whether no heading around a place has spoken, so that the one before it still holds."""
    return all(judgement.ground is not Ground.HEADING for _, judgement in stack)


def _heading(title: str, above: Judgement, kind: Kind, *, top: bool) -> Judgement:
    """Return what a heading says of its section, or what stands above it where it says nothing."""
    match = _HEAD.search(title)
    if match is not None and (top or above.ground is not Ground.HEADING or above.tense is not Tense.REPORTED):
        tense = Tense.PLANNED if match["plan"] or match["plan2"] else Tense.REPORTED
        if tense is Tense.PLANNED and kind is Kind.MIXED and _BOTH.search(title):
            return Judgement(Tense.NEITHER, title, Ground.HEADING)
        # In a plan a numbered sentence is no head: 5.市水文中心每日报送,各县于每月报送进展.
        sentence = kind is Kind.PLAN and "," in title
        if not (tense is Tense.REPORTED and (sentence or _IMPERATIVE.match(title))):
            return Judgement(tense, match[0], Ground.HEADING)
    if kind is Kind.MIXED and top and above.tense is Tense.REPORTED and (verb := _IMPERATIVE.match(title)):
        return Judgement(Tense.PLANNED, verb[0], Ground.HEADING)
    return above


def _lead_ins(reading: Reading) -> Iterator[tuple[int, Judgement]]:
    """Yield the sentences that turn a report towards its plan or back, and headings that stand inside a paragraph."""
    hints = [match.start() for match in _LEAD_HINT.finditer(reading.folded)]
    for clause in reading.outline.clauses:
        if clause.heading or clause.row is not None:
            continue
        start, end = clause.span.start, clause.span.end
        hint = bisect_left(hints, start)
        is_hinted = hint < len(hints) and hints[hint] <= start + _HINT_REACH
        if match := _INLINE_HEAD.match(reading.folded, start, end):
            yield start, Judgement(Tense.PLANNED if match["plan"] else Tense.REPORTED, match[0], Ground.HEADING)
        elif is_hinted and (match := _LEAD_IN.match(reading.folded, start, end)):
            yield start, Judgement(Tense.PLANNED if match["plan"] else Tense.REPORTED, match[0], Ground.LEAD_IN)
