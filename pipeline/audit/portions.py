"""Parts told with their share (占比, 完成率): 其中专任教师205人，占比93.6%; 计划99.8亿元，完成73.58亿元，完成率73.73%; 排查42条，已整改45条.

Which whole a share is of is seldom said, so a finding is made only where no amount before it in its sentence fits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, beside
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.audit.parts import is_plain
from pipeline.model import Change

_HUNDRED = Fraction(100)
_SHARE = re.compile(
    r"^\s?(?:\([^()\d]{1,12}\))?\s?[,(、]\s?(?:约|只|仅)?占(?:比|总数|总额|总量|总面积|总人数)?(?:为|达|的|约)?\s*$"
)
_AMONG = re.compile("其中")
# Characters that a list after 其中 may take, with the shares of its parts, on lines of their own as well.
_LONGEST = 400
_RATE = re.compile(
    r"(?:(?:完成|支付|到位|执行|支出|使用|拨付|落实|兑现|入库)[^,。;:\d\n]{0,8}(?:率|比例|比率|进度)[为达到约]{0,2}"
    r"|(?:完成|占)(?:年初|年度|全年|调整)?(?:预算|计划|任务|目标)(?:数|额|任务|投资)?的)\s*$"
)
_PLANNED = re.compile("计划|任务|目标|预算|获批|下达|批复|应|安排|核定|争取")
_DONE = re.compile("完成|已|支付|支出|实际|决算|到位|收入|拨付|执行|入库")
_NOT = re.compile(r"非(?P<name>[\u4e00-\u9fff]{2,8}?)(?:所占)?的?比重")
_KNOWN = re.compile(r"(?:排查|发现|受理|收到|交办|接到|梳理|转办|反馈|检查出|查出)[^,。;\d]{0,12}$")
_SETTLED = re.compile(
    r"^[^,。;\d]{0,2}[,、]\s?(?:其中)?(?:已|现已|目前已|均已)?(?:全部)?(?:完成)?(?:整改|办结|化解|解决|销号|处置|整治)(?:到位|完成|完毕)?[了]?\s*$"
)
_CARRIED = re.compile("上年|往年|历年|结转|遗留|含|累计整改")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the shares that part and whole do not make: 教职工219人，其中专任教师205人，占比96.3%."""
    for at in range(1, len(ground.figures)):
        if ground.figures[at].key == "%":
            yield from _listed(ground, at)
            yield from _carried_out(ground, at)
        else:
            yield from _settled(ground, ground.figures[at - 1], ground.figures[at])
    yield from _halves(ground)


def _between(ground: Ground, first: Figure, second: Figure) -> str:
    return ground.folded[first.span.end : second.span.start]


def _makes(part: Figure, whole: Figure, rate: Figure) -> bool:
    if whole.low <= 0:
        return True
    cut = (rate.high - rate.low) / 2  # a share may have been cut off instead of rounded
    low, high = _HUNDRED * part.low / whole.high, _HUNDRED * part.high / whole.low
    return low <= rate.high + cut and rate.low <= high


def _listed(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield a share of a part after 其中 that part and whole do not make."""
    part, rate = ground.figures[at - 1 : at + 1]
    if (
        not is_plain(ground, part)
        or rate.quantity.change is not Change.LEVEL
        or not _SHARE.match(_between(ground, part, rate))
    ):
        return
    start = max(0, part.span.start - _LONGEST)
    among = [match.start() for match in _AMONG.finditer(ground.folded, start, part.span.start)]
    if not among or "。" in ground.folded[among[-1] : part.span.start]:
        return
    head = ground.sentence(max(0, len(ground.folded[: among[-1]].rstrip()) - 1))
    wholes = [
        figure for figure in ground.inside(head.start, among[-1]) if figure.key == part.key and is_plain(ground, figure)
    ]
    others = [figure for figure in ground.inside(among[-1], part.span.start) if figure.key == part.key]
    if not wholes or any(_makes(part, whole, rate) for whole in (*wholes, *others)) or part.high > wholes[-1].high:
        return
    yield _told(ground, part, wholes[-1], rate)


def _carried_out(ground: Ground, at: int) -> Iterator[Finding]:
    """Yield a rate of completion that plan and deed do not make: 计划投资99.8亿元，已完成73.58亿元，完成率77.73%."""
    rate = ground.figures[at]
    sentence = ground.sentence(rate.span.start)
    if rate.quantity.change is not Change.LEVEL or not _RATE.search(
        ground.folded, max(sentence.start, rate.span.start - 20), rate.span.start
    ):
        return
    before = [figure for figure in ground.inside(sentence.start, rate.span.start) if figure.key != "%"]
    if (
        len(before) < 2
        or before[-1].key != before[-2].key
        or "年" in before[-1].key
        or rate.span.start - before[-1].span.end > 16
    ):
        return
    one, other = before[-2:]
    names = ground.label(one), ground.label(other)
    if _PLANNED.search(names[0]) and _DONE.search(names[1]) and not _PLANNED.search(names[1]):
        plan, deed = one, other
    elif _PLANNED.search(names[1]) and _DONE.search(names[0]) and not _PLANNED.search(names[0]):
        plan, deed = other, one
    else:
        return
    if any(_makes(first, second, rate) for first in before for second in before if first.key == second.key):
        return
    yield _told(ground, deed, plan, rate)


def _halves(ground: Ground) -> Iterator[Finding]:
    """Yield shares of a thing and of what is not it that do not make 100 %: 生产性投资比重77.2%，非生产性投资比重27.8%."""
    for other in _NOT.finditer(ground.folded):
        sentence = ground.sentence(other.start())
        start = max(sentence.start, ground.folded.rfind(";", 0, other.start()))
        first = re.search(
            rf"(?<!非){re.escape(other['name'])}[^,。;\d]{{0,8}}比重", ground.folded[start : other.start()]
        )
        if first is None:
            continue
        stop = min((at for mark in ",;。" if (at := ground.folded.find(mark, other.end())) > 0), default=sentence.end)
        ones = [one for one in ground.inside(start + first.end(), other.start()) if one.key == "%"]
        others = [one for one in ground.inside(other.end(), stop) if one.key == "%"]
        if len(ones) != len(others) or not ones or any(one.hedged for one in (*ones, *others)):
            continue
        for one, rest in zip(ones, others, strict=True):
            if one.low + rest.low > _HUNDRED or one.high + rest.high < _HUNDRED:
                quote = ground.document.text
                words = f"{one.span.of(quote)}+{rest.span.of(quote)}={float(one.value + rest.value):.6g}%，应为100%"
                yield ground.finding(Family.RATES, "各占比之和不为100%", words, rest.span, one.span)


def _told(ground: Ground, part: Figure, whole: Figure, rate: Figure) -> Finding:
    quote = ground.document.text
    real = float(_HUNDRED * part.value / whole.value)
    words = (
        f"{part.span.of(quote)}÷{whole.span.of(quote)}={beside(rate.quantity.quote, real)}%，所称{rate.span.of(quote)}"
    )
    return ground.finding(Family.RATES, "占比与数额不符", words, rate.span, part.span, whole.span)


def _settled(ground: Ground, known: Figure, settled: Figure) -> Iterator[Finding]:
    """Yield more that was settled than was known: 排查问题42条，已完成整改45条."""
    sentence = ground.sentence(known.span.start)
    if (
        known.key != settled.key
        or known.hedged
        or settled.low <= known.high
        or not _KNOWN.search(ground.folded, max(sentence.start, known.span.start - 20), known.span.start)
        or not _SETTLED.match(_between(ground, known, settled))
        or _CARRIED.search(ground.folded, sentence.start, sentence.end)
    ):
        return
    quote = ground.document.text
    words = f"{settled.span.of(quote)}多于{known.span.of(quote)}"
    yield ground.finding(Family.SUMS, "办结数多于所有数", words, settled.span, known.span, severity=Severity.WARNING)
