"""Changes told beside amounts (增减额): 收入1753亿元，比上年增加225亿元，增长14.7%; 高出农民（8779元）1544元; 由38%上升到34%.

What a change is a change of is seldom named, so a finding is made only where no amount before it in its sentence fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, beside, like
from pipeline.audit.finding import Family, Finding
from pipeline.model import Change

_HUNDRED = Fraction(100)
_MORE = "增加|增长|增收|增支|提高|上升|提升|净增|多|增"
_LESS = "减少|下降|减收|减支|降低|缩减|压缩|少|减|降"
_CHANGES = re.compile(rf"(?:{_MORE}|{_LESS})[了约达]{{0,2}}$")
_RATE = re.compile(
    rf"^[^,。;、()\d\n]{{0,6}}[,、(]\s?(?:同比|比上年|增幅|降幅|增速|上升|即)?(?:{_MORE}|{_LESS})?(?:幅度)?[了约达为]{{0,2}}\s*$"
)
# What the old amount stands behind, and what stands between it and the change: 与上年2309.52万元相比增加, 比计划3856亿斤超过.
_AGAINST = re.compile(r"(?<![占之对类环百可])(?:与|比|较)(?P<base>[^,。;()\n]{0,20})$")
_DIFFERS = re.compile(
    rf"^[^,。;\d\n]{{0,8}}?(?:相比)?,?[^,。;\d\n]{{0,8}}(?:{_MORE}|{_LESS}|超过|超出|高出|相差|只差|还差|短少|超额?)[了出约]{{0,2}}\s*$"
)
_ABOVE = re.compile(r"(?:高出|超出|高于|低于|多于|少于)[^,。;()\d]{0,10}\($")
# Growth that amounts in the prices of their year cannot tell, and changes of another scope.
_UNSURE = re.compile(
    "可比|不变价|实际|同口径|按价格|扣除|剔除|还原|累计|五年[来间内]|年均|平均每年|每年|分别|各增|各减"
)
_LEFT = re.compile(r"(?:结转|结余|剩余|节余)(?:下年|资金|结转)?(?:为)?$")
_BROUGHT = re.compile("年初|上年|期初|调整|收回|上缴|分配|追加")
_INCOME = re.compile("收入|预算|下达|拨款|到位|指标")
_SPENT = re.compile("支出|使用|执行|拨付")
_TURNED = re.compile(
    r"^[^,。;\d]{0,6}?(?P<verb>增加|增长|提高|上升|扩大|提升|减少|下降|降低|缩减|缩短|压缩)(?:到|至|为)[^,。;\d]{0,2}\s*$"
)
_RISES = frozenset(["增加", "增长", "提高", "上升", "扩大", "提升"])
_FROM = re.compile(r"(?:由|从)(?:[^,。;\d]{0,8}|[^,。;]{0,4}(?:19|20)\d\d年的?[^,。;\d]{0,6})$")
# What 超过 and 约 before a change may hide of it here.
_CUT = Fraction(1, 100)
# Characters between an amount and the one it is held against, and how many times as large the one may be as the other.
_NEAR, _ALIKE = 60, 8
# A rank of 3 is above one of 5.
_RANKS = frozenset(["位", "名", "人", "级", "类"])


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the changes that their amounts do not make: 高出农民（8779元）1544元 of 10333元."""
    figures = ground.figures
    for at in range(1, len(figures)):
        yield from _rated(ground, at)
        yield from _apart(ground, at)
        yield from _turned(ground, figures[at - 1], figures[at])
        yield from _left(ground, at)


def _between(ground: Ground, first: Figure, second: Figure) -> str:
    return ground.folded[first.span.end : second.span.start]


def _levels(ground: Ground, change: Figure) -> list[Figure]:
    """Return the amounts before a change in its part of the sentence, that it may be a change of."""
    start = max(ground.sentence(change.span.start).start, ground.folded.rfind(";", 0, change.span.start))
    before = ground.inside(start, change.span.start)
    return [figure for figure in before if figure.key == change.key and figure.quantity.change is Change.LEVEL]


def _rated(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield a change and a rate that are not of one amount: 1753亿元，比上年增加225亿元，增长18.7%."""
    change, rate = ground.figures[at - 1 : at + 1]
    words = ground.folded[max(0, change.span.start - 24) : change.span.start]
    if (
        rate.key != "%"
        or change.key in ("%", "百分点", "倍")
        or change.hedged
        or not _CHANGES.search(words)
        or not _RATE.match(_between(ground, change, rate))
        or _is_unsure(ground, change, rate)
    ):
        return
    levels = _levels(ground, change)
    if not levels or any(_makes(level, change, rate) for level in levels):
        return
    level = levels[-1]
    if change.high >= level.low:
        return
    quote = ground.document.text
    old = (
        level.value - change.value if re.search(rf"(?:{_MORE})[了约达]{{0,2}}$", words) else level.value + change.value
    )
    real = float(_HUNDRED * change.value / old)
    told = f"{change.span.of(quote)}÷{like(level, old)}={beside(rate.quantity.quote, real)}%，所称{rate.span.of(quote)}"
    yield ground.finding(Family.RATES, "增减额与增减幅度不符", told, rate.span, change.span, level.span)


def _makes(level: Figure, change: Figure, rate: Figure) -> bool:
    """Say whether a change of a rate leads to the level, or from it: 225亿元 and 14.7% to 1753亿元."""
    cut = (rate.high - rate.low) / 2  # a rate may have been cut off instead of rounded
    for sign in (-1, 0, 1):
        old_low, old_high = level.low + sign * change.high, level.high + sign * change.high
        old_low = min(old_low, level.low + sign * change.low)
        old_high = max(old_high, level.high + sign * change.low)
        if old_low > 0 and (
            _HUNDRED * change.low / old_high <= rate.high + cut and rate.low <= _HUNDRED * change.high / old_low
        ):
            return True
    return False


def _apart(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield a change that the amounts it lies between do not make: 3748.27万元…，与上年2309.52万元相比增加1438.375万元."""
    old, change = ground.figures[at - 1 : at + 1]
    if old.key != change.key or old.key in ("%", "年", "月", "日"):
        return
    before = ground.folded[max(0, old.span.start - 26) : old.span.start]
    gap = _between(ground, old, change)
    against = _AGAINST.search(before) and not _CHANGES.search(before) and _DIFFERS.match(gap)
    if not (against or (gap == ")" and _ABOVE.search(before))) or _is_unsure(ground, old, change):
        return
    levels = _levels(ground, old)
    if not levels or any(_differ(level, old, change) for level in levels):
        return
    level, quote = levels[-1], ground.document.text
    if old.span.start - level.span.end > _NEAR or not Fraction(1, _ALIKE) < level.value / old.value < _ALIKE:
        return
    more, less = (level, old) if level.value >= old.value else (old, level)
    real = like(level, more.value - less.value)
    told = f"{more.span.of(quote)}-{less.span.of(quote)}={real}，所称{change.span.of(quote)}"
    yield ground.finding(Family.RATES, "增减额与两数之差不符", told, change.span, level.span, old.span)


def _differ(level: Figure, old: Figure, change: Figure) -> bool:
    """Say whether two amounts are a change apart; 超过340 is no more than 340 here, so the hedge of a figure is not asked."""
    low, high = level.low - old.high, level.high - old.low
    low, high = (low, high) if level.value >= old.value else (-high, -low)
    near = change.value * _CUT if change.hedged else change.high - change.value
    return low <= change.value + near and change.value - near <= high


def _is_unsure(ground: Ground, first: Figure, last: Figure) -> bool:
    start = max(ground.sentence(first.span.start).start, first.span.start - 30)
    return _UNSURE.search(ground.folded, start, last.span.end + 4) is not None


def _left(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield what is left over that income and spending do not leave: 收入决算500万元，支出决算192万元，结转下年318万元."""
    left = ground.figures[at]
    start = max(ground.sentence(left.span.start).start, ground.folded.rfind(";", 0, left.span.start))
    names = ground.folded[max(start, left.span.start - 12) : left.span.start]
    before = [figure for figure in ground.inside(start, left.span.start) if figure.key == left.key]
    if at < 2 or len(before) != 2 or not _LEFT.search(names) or _BROUGHT.search(ground.folded, start, left.span.start):
        return
    income, spent = before
    if not (_INCOME.search(ground.label(income)) and _SPENT.search(ground.label(spent))):
        return
    if income.value > spent.value and not left.allows(income.low - spent.high, income.high - spent.low):
        quote = ground.document.text
        real = like(income, income.value - spent.value)
        told = f"{income.span.of(quote)}-{spent.span.of(quote)}={real}，所称结余{left.span.of(quote)}"
        yield ground.finding(Family.RATES, "收支之差与结余不符", told, left.span, income.span, spent.span)


def _turned(ground: Ground, old: Figure, new: Figure) -> Iterator[Finding]:
    """Yield a rise that falls: 比重由38%上升到34.4%."""
    verb = _TURNED.match(_between(ground, old, new))
    if (
        verb is None
        or old.quantity.amount.unit != new.quantity.amount.unit
        or old.key in _RANKS
        or not _FROM.search(_ahead(ground, old))
    ):
        return
    rises = verb["verb"] in _RISES
    if (new.high < old.low) if rises else (new.low > old.high):
        quote = ground.document.text
        told = f"由{old.span.of(quote)}到{new.span.of(quote)}，不是{verb['verb']}"
        yield ground.finding(Family.RATES, "增减方向与两数相反", told, new.span, old.span)


def _ahead(ground: Ground, figure: Figure) -> str:
    return ground.folded[max(0, figure.span.start - 20) : figure.span.start]
