"""Summary against body (目标与分述): what the opening goals set, against the section that carries it out: 新建幼儿园12所 and 10所.

Only the same deed done to the same thing is compared (改造农村户厕 with 改造农村户厕), said of the whole plan in both places, and only
where the numbers are near: a far smaller one is a part, a town's or a quarter's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Change, Comparator, Kind, Section, Status

_OPENING = re.compile(r"目标|总体要求|总体思路|指导思想|概述|摘要|提要|总则|工作思路")
_DEED = re.compile(
    r"(?:新建|改建|扩建|新改扩建|改扩建|建成|建设|创建|培育|引进|改造|治理|完成|新增|培训|打造|实施|选派|招聘|开展|举办|种植|栽植|发放|救助|资助|修建|整治|硬化|安装|配备)[\u4e00-\u9fff“”]{3,16}"
)
_BEFORE = re.compile(
    r"^(?:全[年省市县区镇乡校国]|年内|力争|确保|计划|再|到(?:19|20)\d\d年[底末]?|(?:19|20)\d\d年|今年|当年|将|要|共)+"
)
# Words by which a deed is done to a part, a step or each.
_PART = re.compile(r"其中|每|各|分别|首批|第一批|一期|二期|累计|已|另|还|第[一二三]")
_NEAR = Fraction(2)


@dataclass(frozen=True, slots=True)
class _Set:
    """A target with the deed that it counts, and whether it is set in the opening or under a task."""

    figure: Figure
    deed: str
    opening: bool


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the goals that their own section sets otherwise: 新建幼儿园12所 in 工作目标, 新建幼儿园10所 under 主要任务."""
    if ground.extraction.meta.kind not in (Kind.PLAN, Kind.MIXED):
        return
    tops = _tops(ground)
    named: dict[tuple[str, str], list[_Set]] = {}
    for figure in ground.figures:
        found = _set(ground, figure, tops)
        if found is not None:
            named.setdefault((found.deed, figure.key), []).append(found)
    for (deed, _), told in named.items():
        opening, body = [one for one in told if one.opening], [one for one in told if not one.opening]
        if len(opening) == 1 and len(body) == 1:
            yield from _compared(ground, deed, opening[0].figure, body[0].figure)


def _tops(ground: Ground) -> list[Section]:
    """Return the sections of the highest level."""
    return [section for section in ground.extraction.outline.sections if section.parent is None]


def _set(ground: Ground, figure: Figure, tops: list[Section]) -> _Set | None:
    quantity = figure.quantity
    if (
        quantity.status is not Status.TARGET
        or quantity.change is not Change.LEVEL
        or quantity.comparator is not Comparator.EQ
        or figure.hedged
        or figure.key in ("%", "元", "年", "天")
    ):
        return None
    deed = _BEFORE.sub("", ground.label(figure))
    sentence = ground.sentence(figure.span.start)
    before = re.split("[,;]", ground.folded[sentence.start : figure.span.start])[-1]
    if not _DEED.fullmatch(deed) or _PART.search(before) or _BEFORE.sub("", before.strip()) != deed:
        return None
    at = bisect_right(tops, figure.span.start, key=lambda section: section.span.start) - 1
    if at < 0:
        return _Set(figure, deed, opening=True)
    opening = _OPENING.search(tops[at].title.of(ground.folded)) is not None
    return _Set(figure, deed, opening=opening)


def _compared(ground: Ground, deed: str, goal: Figure, task: Figure) -> Iterator[Finding]:
    due, other = goal.quantity.deadline, task.quantity.deadline
    ratio = max(goal.value, task.value) / max(min(goal.value, task.value), Fraction(1, 10**6))
    if goal.allows(task.low, task.high) or ratio >= _NEAR or (due and other and due.year != other.year):
        return
    quote = ground.document.text
    apart = like(goal, abs(goal.value - task.value))
    words = f"{deed}：目标部分为{goal.span.of(quote)}，任务部分为{task.span.of(quote)}，相差{apart}"
    yield ground.finding(Family.TWICE, "目标与任务分述不一致", words, task.span, goal.span, severity=Severity.WARNING)
