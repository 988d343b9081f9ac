"""Announced counts against what follows in order (所称项数与其后列举): 以下五个部分：（1）…（4）…, 五个层次：甲、乙、丙、丁.

What is announced stands right before its list. An order that comes twice, or one that is left out, leaves no count to hold
against; a list is told by 等 to be open.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.audit.counts import count
from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Span

_HAN = r"(?:[二三四五六七八九]|十[一二三四五六七八九]?)"
_HEAD = re.compile(
    rf"(?<![第\d.一二三四五六七八九十百千万至到~“”—-])(?P<count>{_HAN}|\d{{1,2}})(?P<kind>个|项|类|条|种|点|大|部分|方面|层次|阶段|环节)"
    r"(?P<noun>[\u4e00-\u9fff]{0,10})(?P<gap>[^。;:!?\n\d“”、]{0,20}(?:[:。\n]\s{0,4}){1,2})"
)
_TELLS = re.compile("以下|如下|下列|抓好|做好|突出|实施|坚持|开展|推进|落实|把握|完成")
# A list that has its last items told in other words.
_GOES_ON = re.compile("还有|还要|另外|另有|此外|再有|再次|最后|与此同时")
# Nouns of which there are so many without any being listed: 三个月内, 五年规划.
_NO_LIST = re.compile(r"^(?:月|小时|工作日|五年|年|学期|以上|以下|以内|左右|多)")
_ORDERS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?:^|(?<=[。;:,!?\n\s]))(?P<order>[一二三四五六七八九十]{1,3})是",
        r"\((?P<order>[一二三四五六七八九十]{1,3})\)",
        r"\((?P<order>\d{1,2})\)",
        r"(?:^|(?<=[\n。;:\s]))(?P<order>\d{1,2})[、.](?!\d)",
        r"(?:^|(?<=[。;:,\n\s]))第(?P<order>[一二三四五六七八九十]{1,3})[个项类条种点大部方层阶环,、:]",
    )
)
_FIRST = re.compile(r"一|1")
_FLAT = re.compile(r"[^。:!?\n\d]{4,400}")
_OPEN = re.compile("等|其中|以及其他|之一|例如|如|尤其|特别|为了|包括|重点|要求|争取|力争|确保")
# Characters in which a list may go on behind the last order found, that a list of one's own inside an item would take up.
_NESTED = 1500
_LONGEST, _FEWEST, _OFF = 30000, 2, 2
# Characters of a name in a flat list, and of an item in one divided by semicolons.
_NAME, _CLAUSE = 14, 60


def check(ground: Ground) -> Iterator[Finding]:
    """Yield announced counts that the list behind them does not have."""
    for match in _HEAD.finditer(ground.folded):
        announced = count(match["count"])
        if announced < _FEWEST or _NO_LIST.match(match["noun"]):
            continue
        listed = _orders(ground.folded, match.end())
        if listed is not None:
            yield from _told(ground, match, announced, listed)
        elif match["gap"].strip() == ":":
            yield from _flat(ground, match, announced)


def _is_told(folded: str, match: re.Match[str]) -> bool:
    """Say whether the words before a list announce it: a colon right behind the noun, or 以下 and 如下."""
    return match["gap"].strip() == ":" or _TELLS.search(folded, max(0, match.start() - 6), match.end()) is not None


def _orders(folded: str, start: int) -> list[re.Match[str]] | None:
    """Return the orders of the list that begins at a position, none where one is told twice or left out; None for no list."""
    for style in _ORDERS:
        first = style.match(folded, start)
        if first is None or not _FIRST.fullmatch(first["order"]):
            continue
        found = [first]
        for order in style.finditer(folded, first.end(), min(len(folded), start + _LONGEST)):
            number = _number(order["order"])
            if number == 1:
                break
            if number != len(found) + 1:
                return []
            found.append(order)
        again = style.finditer(folded, found[-1].end(), min(len(folded), found[-1].end() + _NESTED))
        return [] if any(_number(order["order"]) == len(found) + 1 for order in again) else found
    return None


def _number(written: str) -> int:
    return 1 if written == "一" else count(written) if re.fullmatch(rf"{_HAN}|\d{{1,2}}", written) else 0


def _told(ground: Ground, match: re.Match[str], announced: int, listed: list[re.Match[str]]) -> Iterator[Finding]:
    counted = len(listed)
    if not _is_told(ground.folded, match) or counted < _FEWEST or not 0 < abs(counted - announced) <= _OFF:
        return
    end = ground.folded.find("\n", listed[-1].end())
    if counted < announced and _GOES_ON.search(ground.folded, listed[-1].end(), end if end > 0 else len(ground.folded)):
        return
    where = Span(match.start("count"), match.end("kind"))
    words = f"所称{where.of(ground.document.text)}，其后列至“{listed[-1][0]}”共{counted}项"
    spans = where, Span(*listed[-1].span())
    yield ground.finding(Family.COUNTS, "所称数目与所列不符", words, *spans, severity=Severity.WARNING)


def _flat(ground: Ground, match: re.Match[str], announced: int) -> Iterator[Finding]:
    """Yield a list of names behind a colon that has another length: 四个阶段：甲阶段，乙阶段，丙阶段。"""
    listed = _FLAT.match(ground.folded, match.end())
    if listed is None or ground.folded[listed.end() : listed.end() + 1] not in ("。", "\n"):
        return
    words = re.sub(r"\([^()]*\)", "", listed[0])
    if _OPEN.search(words):
        return
    mark = next((mark for mark in ";," if mark in words), "、")
    names = [name for name in words.split(mark) if name.strip()]
    joined = 0 if mark == ";" else sum(re.search("和|及|与", name) is not None for name in names)
    longest = _CLAUSE if mark == ";" else _NAME
    if len(names) < _FEWEST + 1 or max(map(len, names)) > longest or "(" in words:
        return
    if abs(len(names) - announced) <= _OFF and not len(names) <= announced <= len(names) + joined:
        told = f"所称{announced}，所列{len(names)}：{'、'.join(name.strip() for name in names)}"
        spans = Span(*match.span("count")), Span(*listed.span())
        yield ground.finding(Family.COUNTS, "所称数目与所列不符", told, *spans, severity=Severity.WARNING)
