"""Rates against amounts (比率与数额): shares of a total, growth from one amount to another, yearly means, counts with shares.

Every number is the interval that its digits allow; a finding is made only where no numbers inside the intervals fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pipeline.audit.figures import Figure, Ground, beside, told
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Change, Span

_HUNDRED = Fraction(100)
# 占总人口(的)54.78%: the base is named between 占 and the number.
_SHARE = re.compile(r"占(?:到|了)?(?P<base>[^,。;:%\d占()\n\t]{2,14}?)的?(?:比重|比例|份额)?[约为达到的]{0,3}\s*$")
# A whole less something is not the whole that a share is of: 地方支出(扣除上解部分)为77亿元.
_LESS = re.compile(r"\([^()]{0,20}(?:扣除|不含|不包括|剔除|除外)[^()]*\)[^,。;]{0,4}$")
_GROWS = re.compile(
    r"^[,]?\s*(?:同比|净)?(?P<verb>增长|增加|提高|上升|增|净增|下降|减少|降低|缩短|下降了|降)[了到约达]{0,2}\s*$"
)
FROM_TO = re.compile(
    r"^[^,。;\d]{0,8}?(?P<verb>增加|增长|提高|上升|扩大|发展|增|升|减少|下降|降低|缩减|降|减)(?:到|至|为)(?:(?P<year>(?:19|20)?\d\d)年的?)?\s*$"
)
_THAN = re.compile(
    r"^[^。;\n]{0,6}?[,]?比(?:(?P<year>(?:19|20)?\d\d)年|上年|去年|上年同期|[^,。;\d]{0,6})(?:实际|实绩|完成数|预计|末)?的?\s*$"
)
_REAL = re.compile(r"可比|不变价|实际增长|同口径|按价格|扣除|剔除|年均|平均每年|每年平均|年平均|可比价")
NOMINAL_UNSURE = re.compile(r"生产总值|增加值|GDP|总产值|生产净值")
# Characters of a name that no other amount bears: 工业支出, where 收入 may be any.
_PLAIN_NAME = 4
DOWN = frozenset(["下降", "减少", "降低", "缩短", "下降了", "降", "缩减", "减"])


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the rates that their amounts do not make: 总人口20500人，劳动力10850人，占总人口54.87%."""
    figures = ground.figures
    for at, figure in enumerate(figures):
        if figure.key == "%":
            yield from _share(ground, at)
        if at >= 2:
            yield from _growth(ground, figures[at - 2], figures[at - 1], figure)
            yield from _compared(ground, figures[at - 2], figures[at - 1], figure)
    yield from _shares_of_one(ground)
    yield from _covered(ground)
    yield from _products(ground)
    yield from _whole(ground)
    yield from _structure(ground)


def between(ground: Ground, first: Figure, second: Figure) -> str:
    return ground.folded[first.span.end : second.span.start]


def _share(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield a share that part and whole do not make; the whole must be named: 占总人口 beside 总人口13340人."""
    rate = ground.figures[at]
    sentence = ground.sentence(rate.span.start)
    named = _SHARE.search(ground.folded, max(sentence.start, rate.span.start - 24), rate.span.start)
    if named is None or at == 0 or rate.quantity.change is not Change.LEVEL:
        return
    part = ground.figures[at - 1]
    gap = ground.folded[part.span.end : named.start()]
    if (
        part.span.start < sentence.start
        or not re.fullmatch(r"[\u4e00-\u9fff]{0,6}[,、(]?(?:约|大约)?", gap)
        or part.quantity.change is not Change.LEVEL
    ):
        return
    base = re.sub(
        r"^(?:全[县市省区镇乡校国州部]|同期|当年|其|该)|(?<=[\u4e00-\u9fff]{4})(?:总数|总额)$|的$", "", named["base"]
    )
    wholes = [
        figure
        for figure in ground.inside(max(0, sentence.start - 160), part.span.start)
        if figure.key == part.key
        and (ground.label(figure).endswith(base) or _out_of(ground, figure, part, base))
        and figure.value > 0
        and len(base) >= 2
        and not _LESS.search(ground.folded, max(0, figure.span.start - 30), figure.span.start)
        and ground.folded.count("\n", figure.span.end, part.span.start) == 0
    ]
    if len(wholes) != 1 or ("其中" in between(ground, wholes[0], part) and len(base) < _PLAIN_NAME):
        return
    whole = wholes[0]
    low, high = _HUNDRED * part.low / whole.high, _HUNDRED * part.high / max(whole.low, Fraction(1))
    if not rate.allows(low, high):
        quote = ground.document.text
        real = beside(rate.quantity.quote, _HUNDRED * part.value / whole.value) + "%"
        words = f"{part.span.of(quote)}÷{whole.span.of(quote)}={real}，所称占{base}的{rate.span.of(quote)}"
        yield ground.finding(Family.RATES, "占比与数额不符", words, rate.span, part.span, whole.span)


def _out_of(ground: Ground, whole: Figure, part: Figure, base: str) -> bool:
    """Say whether a part is told as so many out of a whole: 512个自然屯中有507个…，占总数的99%."""
    return (
        base in ("总数", "总量", "全部")
        and re.fullmatch(r"[\u4e00-\u9fff]{1,8}中,?有?", between(ground, whole, part)) is not None
    )


def _unsure(ground: Ground, first: Figure, last: Figure) -> bool:
    """Say whether growth may be in comparable prices or of another scope, which amounts cannot tell."""
    start = max(ground.sentence(first.span.start).start, first.span.start - 40)
    start = max(start, ground.folded.rfind(";", start, first.span.start))
    words = ground.folded[start : last.span.end + 6]
    return _REAL.search(words) is not None


def _growth(ground: Ground, old: Figure, new: Figure, rate: Figure) -> Iterator[Finding]:
    """Yield growth that its ends do not make: 由120所增加到150所，增长30%."""
    middle = FROM_TO.match(between(ground, old, new))
    tail = _GROWS.match(between(ground, new, rate))
    before = ground.folded[max(0, old.span.start - 14) : old.span.start]
    start = re.search(r"(?:由|从)(?:(?P<year>(?:19|20)?\d\d)年的?)?[^,。;\d]{0,6}$", before)
    if middle and tail and start and old.key == new.key and old.value > 0:
        yield from _checked(ground, old, new, rate, tail["verb"])


def _compared(ground: Ground, new: Figure, old: Figure, rate: Figure) -> Iterator[Finding]:
    """Yield growth against the year before that the two amounts do not make: 1340亿元，比2023年的1250亿元增加2亿元."""
    middle = _THAN.match(between(ground, new, old))
    tail = _GROWS.match(between(ground, old, rate))
    if middle and tail and old.key == new.key and old.value > 0 and "的" in between(ground, new, old)[-1:]:
        yield from _checked(ground, old, new, rate, tail["verb"])


def _checked(ground: Ground, old: Figure, new: Figure, rate: Figure, verb: str) -> Iterator[Finding]:
    quote = ground.document.text
    names = [figure.span.of(quote) for figure in (new, old, rate)]
    sign = -1 if verb in DOWN else 1
    spans = (rate.span, new.span, old.span)
    if _unsure(ground, new if new.span.start < old.span.start else old, rate):
        return
    if (rate.key == "百分点" and old.key == "%") or (rate.key == old.key and rate.key != "%"):
        rate_low, rate_high, rule = rate.low, rate.high, "增减额与两数之差不符"
    elif rate.key == "%" and old.key == "%":
        return  # points written as %, or growth of a share: either may be meant
    elif rate.key in ("%", "倍"):
        yield from _relative(ground, old, new, rate, sign)
        return
    else:
        return
    low, high = sign * (new.low - old.high), sign * (new.high - old.low)
    low, high = min(low, high), max(low, high)
    if not (rate_low <= high and low <= rate_high):
        unit = rate.quantity.amount.unit
        size = rate.value / Fraction(rate.quantity.amount.value or 1) or Fraction(1)
        apart = told((new.value - old.value) / size, "个" + unit if unit == "百分点" else unit)
        words = f"{names[0]}-{names[1]}={apart}，所称{verb}{names[2]}"
        yield ground.finding(Family.RATES, rule, words, *spans)


def _relative(ground: Ground, old: Figure, new: Figure, rate: Figure, sign: int) -> Iterator[Finding]:
    label = ground.label(new) + ground.label(old) + new.quantity.indicator
    if NOMINAL_UNSURE.search(label) or (rate.quantity.change is Change.MULTIPLE and rate.key == "%"):
        return
    scale = _HUNDRED if rate.key == "%" else Fraction(1)
    low = sign * scale * (new.low / max(old.high, Fraction(1, 10**6)) - 1)
    high = sign * scale * (new.high / max(old.low, Fraction(1, 10**6)) - 1)
    low, high = min(low, high), max(low, high)
    cut = (rate.high - rate.low) / 2  # a rate may have been cut off instead of rounded
    if rate.low <= high and low <= rate.high + cut:
        return
    if rate.key == "倍" and low <= rate.high + cut - 1 and rate.low - 1 <= high:
        return  # 增长3倍 is written for 是3倍 as well
    quote = ground.document.text
    real = sign * scale * (new.value / old.value - 1)
    unit = "%" if rate.key == "%" else "倍"
    words = f"({new.span.of(quote)}-{old.span.of(quote)})÷{old.span.of(quote)}={beside(rate.quantity.quote, real)}{unit}，所称{rate.span.of(quote)}"
    yield ground.finding(Family.RATES, "增减幅度与两数不符", words, rate.span, new.span, old.span)


_RATIO_NAME = re.compile(r"[,](?P<deed>资助|奖励|补助|表彰|培训|救助|招收|录取)(?:比例|面|率)[为达到约]{0,2}\s*$")


def _shares_of_one(ground: Ground) -> Iterator[Finding]:
    """Yield counts with shares in one sentence that imply two populations: 资助4500名…比例达10%；奖励2250名…比例达8%."""
    implied: list[tuple[Span, Figure, Figure]] = []
    for at in range(1, len(ground.figures)):
        part, rate = ground.figures[at - 1 : at + 1]
        if rate.key == "%" and part.key == "人" and rate.value > 0 and _RATIO_NAME.search(between(ground, part, rate)):
            implied.append((ground.sentence(rate.span.start), part, rate))
    for (where, part, rate), (other, part_, rate_) in pairwise(implied):
        names = between(ground, part, rate)[:8], between(ground, part_, rate_)[:8]
        if where != other or not (names[0] and names[1]):
            continue
        low, high = _HUNDRED * part.low / rate.high, _HUNDRED * part.high / rate.low
        if _HUNDRED * part_.low / rate_.high > high or _HUNDRED * part_.high / rate_.low < low:
            quote = ground.document.text
            first, second = _HUNDRED * part.value / rate.value, _HUNDRED * part_.value / rate_.value
            one = f"{part.span.of(quote)}÷{rate.span.of(quote)}={told(first, '人')}"
            words = f"{one}，{part_.span.of(quote)}÷{rate_.span.of(quote)}={told(second, '人')}"
            spans = (rate_.span, part_.span, rate.span, part.span)
            yield ground.finding(Family.RATES, "两个比例所指总数不一", words, *spans, severity=Severity.WARNING)


def _covered(ground: Ground) -> Iterator[Finding]:
    """Yield a forest cover (森林覆盖率) that forest and area do not make: 107平方公里, 森林8.16万亩, 覆盖率21%."""
    named: dict[str, list[Figure]] = {}
    for figure in ground.figures:
        label = ground.label(figure)
        for name in ("幅员面积", "行政区面积", "行政区域面积", "国土面积", "土地总面积", "森林面积", "森林覆盖率"):
            if label.endswith(name):
                named.setdefault(
                    "面积" if name.endswith(("员面积", "区面积", "域面积", "土面积", "总面积")) else name, []
                ).append(figure)
    lists = [named.get(name, []) for name in ("面积", "森林面积", "森林覆盖率")]
    if any(len({figure.value for figure in figures}) != 1 for figures in lists):
        return
    area, forest, rate = (figures[0] for figures in lists)
    # Scrub and shelter belts count as cover too, so a rate somewhat above the forest is none of our business.
    low, high = _HUNDRED * forest.low / area.high, _HUNDRED * forest.high / area.low
    if area.key == forest.key and not (rate.low - _NEAR <= high and low <= rate.high + _NEAR):
        quote = ground.document.text
        real = float(_HUNDRED * forest.value / area.value)
        words = f"{forest.span.of(quote)}÷{area.span.of(quote)}={beside(rate.quantity.quote, real)}%，所称森林覆盖率{rate.span.of(quote)}"
        yield ground.finding(Family.RATES, "覆盖率与面积不符", words, rate.span, forest.span, area.span)


_NEAR = Fraction(5)  # points of a percent
_TIMES = re.compile(
    r"每(?P<period>[年月季周])(?P<count>\d+)(?P<per>次|期|场),每(?P=per)(?P<each>\d+)(?P<unit>[天人个学时课]{1,2}),(?:全年|每年)?(?:共计|共|合计|总计)(?P<all>\d+)(?P=unit)"
)


def _products(ground: Ground) -> Iterator[Finding]:
    """Yield products that are none: 每年4次，每次2天，共计10天."""
    for match in _TIMES.finditer(ground.folded):
        count, each, all_ = (int(match[name]) for name in ("count", "each", "all"))
        if count * each != all_:
            words = (
                f"{count}{match['per']}×{each}{match['unit']}={count * each}{match['unit']}，所称{all_}{match['unit']}"
            )
            yield ground.finding(Family.RATES, "次数与每次之积不符", words, Span(*match.span()))


_HOLDS = re.compile(r"(?:各?占(?:比)?|权重)[约为达]{0,2}$")
_ONE_WHOLE = re.compile("权重|构成|结构|比例安排|资金来源|分值|共分")
_STRUCTURE = re.compile(
    r"(?:三次产业|三产|产业)(?:增加值)?(?:结构|比例|比)[\u4e00-\u9fff,]{0,14}?(?P<shares>\d{1,2}(?:\.\d+)?:\d{1,2}(?:\.\d+)?:\d{1,2}(?:\.\d+)?)(?![\d:])"
)
# Shares that miss 100 % by more than this are of several wholes, or are not all.
_MISSES = Fraction(15)


def _whole(ground: Ground) -> Iterator[Finding]:
    """Yield shares of one whole that make more than 100 %: 平时成绩占30%、期中占30%、期末占50%."""
    groups: dict[Span, list[Figure]] = {}
    for figure in ground.figures:
        words = ground.folded[max(0, figure.span.start - 6) : figure.span.start]
        if figure.key == "%" and not figure.hedged and figure.quantity.change is Change.LEVEL and _HOLDS.search(words):
            groups.setdefault(ground.sentence(figure.span.start), []).append(figure)
    for sentence, shares in groups.items():
        words = ground.folded[shares[0].span.end : shares[-1].span.start]
        if (
            len(shares) < 3
            or any(_apart(one, other) for one, other in pairwise(shares))
            or re.search("其中|分别|[;比同]", words)
        ):
            continue
        low, high = sum(share.low for share in shares), sum(share.high for share in shares)
        added = sum((share.value for share in shares), Fraction(0))
        whole = _ONE_WHOLE.search(ground.folded, sentence.start, sentence.end) is not None
        above, below = low > _HUNDRED, high < _HUNDRED and whole
        if (above or below) and abs(added - _HUNDRED) <= _MISSES:
            listed = "+".join(share.span.of(ground.document.text) for share in shares)
            words = f"{listed}={told(added, '%')}，应为100%"
            yield ground.finding(Family.RATES, "各占比之和不为100%", words, *(share.span for share in shares))


def _apart(one: Figure, other: Figure) -> bool:
    """Say whether two shares stand too far apart to be of one list."""
    return other.span.start - one.span.end > 16


def _structure(ground: Ground) -> Iterator[Finding]:
    """Yield a structure of industries that does not make 100: 三次产业结构调整为8.2:41.5:52.3."""
    for match in _STRUCTURE.finditer(ground.folded):
        shares = match["shares"].split(":")
        added = sum((Fraction(share) for share in shares), Fraction(0))
        step = sum(Fraction(1, 2 * 10 ** len(share.partition(".")[2])) for share in shares)
        if abs(added - _HUNDRED) > step and abs(added - _HUNDRED) <= _MISSES:
            words = f"{'+'.join(shares)}={told(added, '')}，应为100"
            yield ground.finding(Family.RATES, "产业结构之和不为100", words, Span(*match.span("shares")))
