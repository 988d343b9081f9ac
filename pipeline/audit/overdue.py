"""Deadlines that had passed when the plan began (过期的时限): 2021年底前建成12所 in a plan for 2024.

Such a sentence reads like a report, so that extraction takes no target from it; only its own words, a year before the plan and
前 behind it with a deed that is still to be done, tell that a date was not brought up to date.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Kind, Span

_DUE = re.compile(
    r"(?:^|(?<=[。;,:、\n\t)]))(?:要|须|必须|力争|确保|计划|在|于|到|各[^,。;\n]{1,6}(?:要|须)?|全[县市区镇乡校])*"
    r"(?P<due>(?P<year>20\d\d)年(?:[底末]|年[底末]|(?P<month>\d{1,2})月(?:[底末]|中旬|上旬|下旬|\d{1,2}日)?)(?:之前|以前|前))"
    r",?(?:要|须|必须|全面|全部|力争|确保|基本)*(?P<deed>完成|建成|实现|修建|改造|新建|培训|新增|治理|出台|制定|达到|建立|编制|开工|上报|报送)"
)
# Sections and sentences that look back, and conditions that a person or a thing must have met.
_BACK = re.compile(
    r"已|了|曾|回顾|原定|原计划|现状|基础|成效|总结|历史|经验|过去|上年|去年|以来|的(?:单位|人员|项目|学校|企业|职工|教师)"
)
_LAST_MONTH = 12
# Months by which a deadline can lie before a plan and still be one that was forgotten to be changed.
_OLD = 60


def check(ground: Ground) -> Iterator[Finding]:
    """Yield deadlines before the year in which a plan begins."""
    meta = ground.extraction.meta
    first, last = meta.period.first, meta.period.last
    if meta.kind is not Kind.PLAN or first is None or last is None:
        return
    for match in _DUE.finditer(ground.folded):
        sentence = ground.sentence(match.start("due"))
        month = min(_LAST_MONTH, max(1, int(match["month"] or _LAST_MONTH)))
        due = date(int(match["year"]), month, 28)
        headed = "".join(title.of(ground.folded) for title in _titles(ground, match.start("due")))
        words = ground.folded[sentence.start : sentence.end] + headed
        if due >= first or (first.year - due.year) * 12 + first.month - due.month > _OLD or _BACK.search(words):
            continue
        span = Span(*match.span("due"))
        told = f"时限{span.of(ground.document.text)}早于计划起始日{first}，文中仍作为待办任务"
        yield ground.finding(Family.IMPOSSIBLE, "时限早于计划期", told, span, severity=Severity.WARNING)


def _titles(ground: Ground, position: int) -> Iterator[Span]:
    for section in ground.extraction.outline.sections:
        if section.span.start <= position < section.span.end:
            yield section.title
