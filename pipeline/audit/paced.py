"""Amounts told by the year against their whole (年均额): 由865亿元增加到1890亿元，五年平均每年增加205亿元; 每年500万元，五年共计2500万元."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.counts import count
from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding
from pipeline.model import Span

_YEAR = r"(?:19|20)\d\d"
_ROSE = re.compile(
    rf"(?:由|从)(?P<first>{_YEAR})年[底末]?的?(?P<old>\d[^,。;]{{1,12}}?)(?:增加|增长|提高|上升|扩大)(?:到|至)(?P<last>{_YEAR})年[底末]?的?"
    r"(?P<new>\d[^,。;]{1,12}),(?:平均每年|年均|每年平均)(?:增加|增长|提高|净增)(?P<mean>\d)"
)
_EACH = re.compile(
    r"每年[^,。;\d]{0,10}(?P<each>\d[\d.]*)[^。;\d]{1,26},(?P<years>[二两三四五六七八九十]|\d)年"
    r"(?:共计|共|合计|总计|总|累计)[^,。;\d]{0,6}(?P<whole>\d)"
)
# A mean may be told in rounder words than the amounts that it is of.
_ROUND = Fraction(1, 50)


def check(ground: Ground) -> Iterator[Finding]:
    """Yield means of years and sums over years that the amounts beside them do not make."""
    for match in _ROSE.finditer(ground.folded):
        old, new, mean = (_at(ground, match.start(name)) for name in ("old", "new", "mean"))
        years = int(match["last"]) - int(match["first"])
        if old and new and mean and old.key == new.key == mean.key and mean.key != "%" and years > 0:
            low, high = (new.low - old.high) / years, (new.high - old.low) / years
            words = f"({new.quantity.quote}-{old.quantity.quote})÷{years}={like(mean, (new.value - old.value) / years)}"
            yield from _told(ground, mean, (old, new), (low, high), words)
    for match in _EACH.finditer(ground.folded):
        each, whole = _at(ground, match.start("each")), _at(ground, match.start("whole"))
        years = count(match["years"])
        if each and whole and each.key == whole.key and each.key != "%" and not each.hedged:
            words = f"{each.quantity.quote}×{years}={like(whole, each.value * years)}"
            yield from _told(ground, whole, (each,), (each.value * years, each.value * years), words)


def _at(ground: Ground, start: int) -> Figure | None:
    return next((one for one in ground.inside(start, start + 24) if one.span.start == start), None)


def _told(
    ground: Ground, said: Figure, amounts: tuple[Figure, ...], real: tuple[Fraction, Fraction], words: str
) -> Iterator[Finding]:
    low, high = real[0] * (1 - _ROUND), real[1] * (1 + _ROUND)
    if not said.hedged and not said.allows(min(low, high), max(low, high)):
        told = f"{words}，所称{said.quantity.quote}"
        spans: tuple[Span, ...] = (said.span, *(one.span for one in amounts))
        yield ground.finding(Family.RATES, "逐年数额与总数不符", told, *spans)
