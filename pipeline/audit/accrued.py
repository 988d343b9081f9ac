"""Growth over years against growth a year (累计增幅与年均增速): 比1985年增长59%，平均每年增长8.5%."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, beside
from pipeline.audit.finding import Family, Finding
from pipeline.audit.rates import FROM_TO, NOMINAL_UNSURE, between
from pipeline.model import Change

_MEAN = re.compile(r"^[,、(]\s?(?:年均|平均每年|每年平均|年平均|平均每年约)(?:递增|增长|增加|提高)?[了约]?\s*$")
_SINCE = re.compile(r"比(?P<first>(?:19|20)\d\d)年(?:实际)?(?:增长|增加|提高)[了约]?\s*$")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?=年)")
# Characters before the older year in which the later one is told, in the line or in the heads above it.
_BACK = 160
# Years that growth in plans and reports is counted over, where the text does not tell them.
_USUAL = range(2, 21)


def check(ground: Ground) -> Iterator[Finding]:
    """Yield yearly means that the growth beside them does not make: 比1985年增长59%，平均每年增长8.5%."""
    yield from _from_to(ground)
    for at in range(1, len(ground.figures)):
        whole, mean = ground.figures[at - 1 : at + 1]
        if whole.key != "%" or mean.key != "%" or whole.hedged or mean.hedged:
            continue
        if whole.quantity.change is Change.MULTIPLE or not _MEAN.match(ground.folded[whole.span.end : mean.span.start]):
            continue
        since = _SINCE.search(ground.folded, max(0, whole.span.start - 16), whole.span.start)
        if since is not None:
            yield from _held(ground, whole, mean, int(since["first"]), since.start())


def _from_to(ground: Ground) -> Iterator[Finding]:
    """Yield a mean that two amounts make in no number of years, where the text tells none: 由2.57万元增加到3.52万元、年均增长9.5%."""
    for old, new, mean in zip(ground.figures, ground.figures[1:], ground.figures[2:], strict=False):
        start = ground.sentence(old.span.start).start
        words = ground.folded[start : mean.span.start]
        if (
            mean.key != "%"
            or old.key != new.key
            or old.key == "%"
            or not 0 < old.high < new.low
            or any(figure.hedged for figure in (old, new, mean))
            or not re.search(
                r"(?:由|从)[^,。;\d]{0,6}$", ground.folded[max(start, old.span.start - 8) : old.span.start]
            )
            or not FROM_TO.match(between(ground, old, new))
            or not _MEAN.match(between(ground, new, mean))
            or re.search(r"(?:19|20)\d\d年|\d年|[两三四五六七八九十]年|可比|实际", words)
            or NOMINAL_UNSURE.search(ground.label(new) + ground.label(old) + new.quantity.indicator + words)
        ):
            continue
        low, high = 100 * (new.low / old.high - 1), 100 * (new.high / old.low - 1)
        whole = replace(mean, low=low, high=high)
        if not any(_makes(whole, mean, years) for years in _USUAL):
            quote = ground.document.text
            told = f"由{old.span.of(quote)}到{new.span.of(quote)}，所称年均{mean.span.of(quote)}，与任何年数都不符"
            yield ground.finding(Family.RATES, "年均增速与首末两数不符", told, mean.span, new.span, old.span)


def _held(ground: Ground, whole: Figure, mean: Figure, first: int, before: int) -> Iterator[Finding]:
    told = [int(year) for year in _YEAR.findall(ground.folded, max(0, before - _BACK), before)]
    later = [year - first for year in dict.fromkeys(told) if year > first + 1]
    end = ground.extraction.meta.period.last
    planned = [end.year - first] if end is not None and end.year > first + 1 else []
    if any(_makes(whole, mean, years) for years in ((*later, *planned) if later else _USUAL)):
        return
    years = later[-1] if later else None
    quote = ground.document.text
    if years is None:
        words = f"增长{whole.span.of(quote)}，所称年均{mean.span.of(quote)}，与任何年数都不符"
    else:
        real = 100 * (float(1 + whole.value / 100) ** (1 / years) - 1)
        words = f"(1+{whole.span.of(quote)})的{years}次方根-1={beside(mean.quantity.quote, real)}%，所称年均{mean.span.of(quote)}"
    yield ground.finding(Family.RATES, "年均增速与累计增幅不符", words, mean.span, whole.span)


def _makes(whole: Figure, mean: Figure, years: int) -> bool:
    """Say whether so many years of a mean rate, compounded or only added, make the growth that is told."""
    top = mean.high + (mean.high - mean.low) / 2  # a rate may have been cut off instead of rounded
    low, high = (1 + mean.low / 100) ** years, (1 + top / 100) ** years
    added = Fraction(years) * mean.low, Fraction(years) * top
    return ((low - 1) * 100 <= whole.high and whole.low <= (high - 1) * 100) or (
        added[0] <= whole.high and whole.low <= added[1]
    )
