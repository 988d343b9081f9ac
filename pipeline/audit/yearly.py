"""Yearly means against their ends (年均): from 2015年的100 to 2020年的150, 五年间, or the columns 2020年 and 2025年 of a table.

A mean is held only against two amounts whose years are certain; the geometric and the plain mean are both let pass, and where
only 五年 is told, four steps as well as five.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import groupby

from pipeline.audit.cells import NUMBER, Stated, stated
from pipeline.audit.figures import Figure, Ground, beside
from pipeline.audit.finding import Family, Finding
from pipeline.audit.rates import DOWN, FROM_TO, NOMINAL_UNSURE, between
from pipeline.fold import fold
from pipeline.model import Span

_MEAN = re.compile(
    r"[,、]?(?:年均|平均每年|年平均|每年平均)(?P<verb>增长|增加|递增|提高|下降|减少|降低|增速)?(?:率|速度)?[了约为达]{0,2}\s*$"
)
_ENDS = re.compile(r"(?:由|从)(?P<first>(?:19|20)\d\d)年[^。;]{0,30}?(?:到|至|为)(?P<last>(?:19|20)\d\d)年")
_HAN = {"两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}
_SPAN = re.compile(
    r"(?P<plan>“?十[一二三四五]五”?(?:时期|期间|以来))|(?:过去|近|这|前|最近)?的?(?P<count>[两三四五六七八九十]|\d{1,2})年(?:来|间|期间|中)|(?:过去|近|这|最近)的?(?P<past>[三四五六七八九十]|\d{1,2})年"
)
_PLAN_YEARS = 5
_MEAN_HEAD = re.compile(r"年均|年平均|平均每年")
_GROWTH_HEAD = re.compile(r"增长|增速|递增|增幅|速度")
_FEWEST = 2  # years; the mean of one is no mean


def check(ground: Ground) -> Iterator[Finding]:
    """Yield yearly means that their ends do not make: 由2015年的100亿元增加到2020年的150亿元，年均增长12%."""
    for at in range(2, len(ground.figures)):
        old, new, rate = ground.figures[at - 2 : at + 1]
        if rate.key == "%" and old.key == new.key != "%" and old.value > 0 and new.value > 0:
            yield from _told(ground, old, new, rate)
    for _, cells in groupby(stated(ground), key=lambda one: (one.table, one.row)):
        yield from _row(ground, list(cells))


def _told(ground: Ground, old: Figure, new: Figure, rate: Figure) -> Iterator[Finding]:
    start = ground.sentence(old.span.start).start
    label = ground.label(new) + ground.label(old) + new.quantity.indicator + ground.folded[start : old.span.start]
    tail = _MEAN.match(between(ground, new, rate))
    if tail is None or NOMINAL_UNSURE.search(label) or "可比" in label or not FROM_TO.match(between(ground, old, new)):
        return
    years = _years(ground, old, new)
    sign = -1 if tail["verb"] in DOWN else 1
    ends = (new.low, new.high), (old.low, old.high)
    if years and not any(_makes(ends, (rate.low, rate.high), sign=sign, years=count) for count in years):
        quote = ground.document.text
        shown = _root(new.span.of(quote), old.span.of(quote), new.value / old.value, years[0], rate.quantity.quote)
        words = f"{shown}，所称年均{rate.span.of(quote)}"
        yield ground.finding(Family.RATES, "年均增速与首末两数不符", words, rate.span, new.span, old.span)


def _years(ground: Ground, old: Figure, new: Figure) -> tuple[int, ...]:
    """Return how many years may lie between two amounts; none where the text does not tell."""
    start = ground.sentence(old.span.start).start
    ends = _ENDS.search(ground.folded, max(start, old.span.start - 12), new.span.start)
    if ends is not None:
        count = int(ends["last"]) - int(ends["first"])
        return (count,) if count >= _FEWEST else ()
    before = ground.folded[start : old.span.start]
    told = list(_SPAN.finditer(before))
    if len(told) != 1 or re.search(
        r"(?:19|20)\d\d年|去年|上年|今年", before + ground.folded[old.span.end : new.span.end]
    ):
        return ()
    if told[0]["plan"]:
        return _PLAN_YEARS, _PLAN_YEARS - 1
    written = told[0]["count"] or told[0]["past"]
    count = _HAN.get(written) or int(written)
    return (count, count - 1) if count - 1 >= _FEWEST else ()


def _root(new: str, old: str, ratio: Fraction, years: int, rate: str) -> str:
    return f"({new}÷{old})的{years}次方根-1={beside(rate, 100 * (float(ratio) ** (1 / years) - 1))}%"


def _makes(
    ends: tuple[tuple[Fraction, Fraction], tuple[Fraction, Fraction]],
    rate: tuple[Fraction, Fraction],
    *,
    sign: int,
    years: int,
) -> bool:
    """Say whether some numbers inside the ends make a mean inside the rate, which may have been cut off instead of rounded."""
    (new_low, new_high), (old_low, old_high) = ends
    low, high = float(new_low / old_high), float(new_high / max(old_low, Fraction(1, 10**9)))
    means = [100 * (low ** (1 / years) - 1), 100 * (high ** (1 / years) - 1)]
    means += [100 * (low - 1) / years, 100 * (high - 1) / years]
    least, most = min(sign * mean for mean in means), max(sign * mean for mean in means)
    cut = float(rate[1] - rate[0]) / 2
    return bool(float(rate[0]) <= most and least <= float(rate[1]) + cut)


def _row(ground: Ground, cells: list[Stated]) -> Iterator[Finding]:
    """Yield a row whose 年均 column is not made by its two columns of years."""
    ends = [one for one in cells if one.year is not None and not _MEAN_HEAD.search(one.head)]
    means = [one for one in cells if _MEAN_HEAD.search(one.head) and _GROWTH_HEAD.search(one.head)]
    if len(ends) != 2 or len(means) != 1 or ends[0].key == "%" or NOMINAL_UNSURE.search(ends[0].name):
        return
    old, new = sorted(ends, key=lambda one: one.year or 0)
    written = NUMBER.match(fold(means[0].span.of(ground.document.text)).strip())
    years = (new.year or 0) - (old.year or 0)
    if written is None or years < _FEWEST or old.value <= 0 or new.value <= 0 or "累计" in means[0].head:
        return
    rate = Fraction(written[0].replace(",", ""))
    half = Fraction(1, 2 * 10 ** len(written[0].partition(".")[2]))
    bounds = ((new.low, new.high), (old.low, old.high))
    if not _makes(bounds, (rate - half, rate + half), sign=1, years=years):
        spans: tuple[Span, ...] = (means[0].span, new.span, old.span)
        shown = _root(
            new.span.of(ground.document.text),
            old.span.of(ground.document.text),
            new.value / old.value,
            years,
            written[0],
        )
        words = f"{old.name}：{shown}，表中年均为{written[0]}%"
        yield ground.finding(Family.RATES, "年均增速与首末两数不符", words, *spans)
