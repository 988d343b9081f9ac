"""Wholes over enumerated parts (分项列举): 投资5000万元分配如下：（一）中央3750万元。（二）地方1025万元。（三）自筹125万元.

After 如下 the parts are meant to be all; after 其中 and 包括 only parts above the whole, or a slip of one digit, are wrong.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.counts import count
from pipeline.audit.figures import Figure, Ground
from pipeline.audit.finding import Finding
from pipeline.audit.parts import DOING, SLIP, finding_of, fits, is_plain, name_of, slipped
from pipeline.audit.parts import complements as leave_no_other

_LISTS = re.compile(
    r"(?:(?P<whole>(?:分配|安排|构成|组成|分布|分解|筹措|来源)(?:情况)?(?:如下|是|为):)|(?:其中|包括|具体包括):?)\s{0,4}(?=\(?[一1][)、.．])"
)
_ORDER = re.compile(
    r"(?:^|(?<=[\n。;:,\s\d人元])|(?<=[\u4e00-\u9fff]))\(?(?P<order>[一二三四五六七八九十]{1,2}|\d{1,2})[)、.．](?!\d)"
)
_HEADING = re.compile(r"第[一二三四五六七八九十百]{1,4}[章节篇编]|\n\s{0,4}[一二三四五六七八九十]{1,3}、")
# Characters behind an order in which its amount stands, characters that a list may take, and parts that make one.
_NAME, _LONGEST, _FEWEST = 44, 4000, 2
_GAP = 8  # characters between a whole and what says that it is listed


def check(ground: Ground) -> Iterator[Finding]:
    """Yield enumerated parts that do not make their whole."""
    for match in _LISTS.finditer(ground.folded):
        before = [one for one in ground.inside(max(0, match.start() - 40), match.start()) if is_plain(ground, one)]
        if before and match.start() - before[-1].span.end <= _GAP:
            yield from _listed(ground, before[-1], match)


def _listed(ground: Ground, total: Figure, match: re.Match[str]) -> Iterator[Finding]:
    parts = _parts(ground, total, match.end())
    if len(parts) < _FEWEST or fits(total, parts):
        return
    names = [ground.label(part) for part in parts]
    apart = abs(sum(part.value for part in parts) - total.value)
    if not all(names) or any(DOING.match(name) for name in names) or total.hedged or any(part.hedged for part in parts):
        return
    whole = match["whole"] is not None and apart <= total.value * SLIP
    above = sum(part.low for part in parts) > total.high and apart <= total.value * SLIP
    complete = leave_no_other(name_of(ground, total), names) and apart <= total.value * SLIP
    if whole or above or complete or slipped(ground, total, parts):
        yield finding_of(ground, "分项之和不等于总数", total, parts)


def _parts(ground: Ground, total: Figure, start: int) -> list[Figure]:
    """Return the first amounts behind （一）, （二） …, none where one of them has no amount of the kind."""
    parts: list[Figure] = []
    at = start
    while len(parts) < 20:
        order = _next(ground.folded, at, start + _LONGEST, len(parts) + 1)
        if order is None or _HEADING.search(ground.folded, at, order.start()):
            return parts
        near = [one for one in ground.inside(order.end(), order.end() + _NAME) if one.key == total.key]
        if (
            not near
            or not is_plain(ground, near[0])
            or re.search("[。\n]", ground.folded[order.end() : near[0].span.start])
        ):
            return []
        parts.append(near[0])
        at = near[0].span.end
    return []


def _next(folded: str, start: int, end: int, wanted: int) -> re.Match[str] | None:
    """Return the next order of a list if it is the one wanted; another head or an order of another list ends it."""
    for order in _ORDER.finditer(folded, start, min(end, len(folded))):
        if count(order["order"]) == wanted:
            return order
    return None
