"""Wholes that parts and their shares imply (所指总数): 晴天318天（占78.1%），雨天17天（占4.7%），雪天30天（占8.2%）; 5人，占22人的四分之一.

Each part with its share tells a whole. Where all but one of a row tell the same, the one is wrong; where the whole stands between
the part and its fraction, it is there to be reckoned with.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from itertools import pairwise

from pipeline.audit.counts import count
from pipeline.audit.figures import Figure, Ground, beside, told
from pipeline.audit.finding import Family, Finding
from pipeline.audit.parts import is_plain
from pipeline.model import Change, Span

_HUNDRED = Fraction(100)
_SHARE = re.compile(r"[,(]\s?[^,。;()\d]{0,12}?(?:占|概率|比例|比重)(?:比|总数|总额|总量)?[约为达]{0,2}\s?")
_OTHER = re.compile("占(?:全[国省市县]|同)|每|平均")
_FRACTION = re.compile(
    r"占(?P<name>[^,。;:\d占]{0,10})(?P<whole>\d[\d,.]*[万亿]?)(?P<unit>[\u4e00-\u9fff]{1,4}?)(?P<after>[^,。;:\d]{0,8}?)的"
    r"(?P<below>[二三四五六七八九十]{1,3})分之一"
)
# Parts that must imply one whole before another is wrong, characters between two of them.
_AGREE, _APART = 2, 30
# A fraction told in round words may be off by half of its last step, and then some.
_ROUND = Fraction(3, 4)


def check(ground: Ground) -> Iterator[Finding]:
    """Yield shares that imply another whole than those beside them, and fractions that part and whole do not make."""
    for row in _rows(ground):
        yield from _odd_one(ground, row)
    for match in _FRACTION.finditer(ground.folded):
        yield from _fraction(ground, match)


Shared = tuple[Figure, Figure]


def _rows(ground: Ground) -> Iterator[list[Shared]]:
    """Yield runs of parts of one kind, each with its share, in one sentence."""
    row: list[Shared] = []
    for part, rate in pairwise(ground.figures):
        gap = ground.folded[part.span.end : rate.span.start]
        if rate.key != "%" or not is_plain(ground, part) or not _SHARE.fullmatch(gap) or _OTHER.search(gap):
            continue
        if rate.hedged or part.hedged or rate.quantity.change is not Change.LEVEL or rate.value <= 0:
            continue
        if row and not _go_together(ground, row[-1], (part, rate)):
            yield row
            row = []
        row.append((part, rate))
    yield row


def _go_together(ground: Ground, one: Shared, other: Shared) -> bool:
    gap = Span(one[1].span.end, other[0].span.start)
    return (
        one[0].key == other[0].key
        and gap.end - gap.start <= _APART
        and not re.search("[。\n]|其中", gap.of(ground.folded))
    )


def _whole(shared: Shared) -> tuple[Fraction, Fraction]:
    part, rate = shared
    cut = (rate.high - rate.low) / 2
    return _HUNDRED * part.low / (rate.high + cut), _HUNDRED * part.high / max(rate.low - cut, Fraction(1, 1000))


def _odd_one(ground: Ground, row: list[Shared]) -> Iterator[Finding]:
    """Yield the one share of a row whose whole is not that of the others, where the parts together make theirs."""
    if len(row) <= _AGREE:
        return
    for odd in row:
        rest = [_whole(one) for one in row if one is not odd]
        low, high = max(one[0] for one in rest), min(one[1] for one in rest)
        added = sum((part.value for part, _ in row), Fraction(0))
        mine = _whole(odd)
        if low <= added <= high and not (mine[0] <= high and low <= mine[1]):
            quote = ground.document.text
            real = beside(odd[1].quantity.quote, _HUNDRED * odd[0].value / added)
            words = f"{odd[0].span.of(quote)}÷{told(added, odd[0].quantity.amount.unit)}={real}%，所称{odd[1].span.of(quote)}"
            spans = [one.span for shared in row if shared is not odd for one in shared]
            yield ground.finding(Family.RATES, "占比与数额不符", words, odd[1].span, odd[0].span, *spans)
            return


def _fraction(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    """Yield a fraction of a whole named with it: 5人，占73名选手的十三分之一."""
    wholes = [
        one
        for one in ground.inside(match.start("whole"), match.end("whole") + 4)
        if one.span.start == match.start("whole")
    ]
    sentence = ground.sentence(match.start())
    if not wholes:
        return
    whole = wholes[0]
    parts = [
        one for one in ground.inside(sentence.start, match.start()) if one.key == whole.key and is_plain(ground, one)
    ]
    if not parts or parts[-1].hedged or whole.hedged or parts[-1].value >= whole.value:
        return
    below, times = count(match["below"]), [whole.value / part.value for part in parts]
    if any(abs(one - below) <= _ROUND for one in times):
        return
    quote = ground.document.text
    words = f"{whole.span.of(quote)}÷{parts[-1].span.of(quote)}={told(times[-1], '')}，所称{match['below']}分之一"
    yield ground.finding(
        Family.RATES, "占比与数额不符", words, Span(match.start("below"), match.end()), parts[-1].span, whole.span
    )
