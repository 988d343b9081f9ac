"""Assets against their classes (资产与分类): 资产总额2.84亿元 beside 流动资产1.55亿元, 林木资产1.26亿元 and 固定资产2948万元.

The classes leave each other out by the law of accounting, so that together they are never more than all assets, wherever in the
paragraph they are told.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding
from pipeline.model import Change

_ALL = re.compile(r"(?:总资产|资产总额|资产总计|资产总量|资产总值)$")
_CLASS = re.compile(
    r"(?P<name>流动资产|固定资产|无形资产|林木资产|生物资产|长期投资|递延资产)(?:净值|净额|总额|合计)?$"
)
# Not what is there, but what comes, goes or is planned: 完成固定资产投资, 新增固定资产.
_OTHER = re.compile(r"投资|新增|购置|处置|增加|减少|折旧|原值|周转|消耗性")
_LEAST = 2


def check(ground: Ground) -> Iterator[Finding]:
    """Yield all assets of a paragraph that are less than its classes of assets together."""
    for total in ground.figures:
        if total.key != "元" or not _ALL.search(ground.label(total)) or total.hedged:
            continue
        line = ground.line(total)
        inside = [one for one in ground.inside(line.start, line.end) if one.key == "元"]
        if sum(_ALL.search(ground.label(one)) is not None for one in inside) != 1:
            continue  # of several owners
        yield from _held(ground, total, inside)


def _held(ground: Ground, total: Figure, inside: tuple[Figure, ...] | list[Figure]) -> Iterator[Finding]:
    classes: dict[str, Figure] = {}
    for one in inside:
        label = ground.label(one)
        found = _CLASS.search(label)
        if found is None or one.quantity.change is not Change.LEVEL or _OTHER.search(label):
            continue
        if found["name"] in classes:
            return
        classes[found["name"]] = one
    parts = list(classes.values())
    low = sum((part.low for part in parts), Fraction(0))
    if len(parts) < _LEAST or low <= total.high:
        return
    quote = ground.document.text
    added = sum((part.value for part in parts), Fraction(0))
    listed = "+".join(part.span.of(quote) for part in parts)
    words = f"{listed}={like(total, added)}，大于资产总额{total.span.of(quote)}"
    yield ground.finding(Family.TWICE, "各类资产之和大于总额", words, total.span, *(part.span for part in parts))
