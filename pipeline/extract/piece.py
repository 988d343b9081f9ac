"""Pieces: each quantity of a clause with the stretch of the sentence that is its own. Mentions in, `Piece`s out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.extract.comparison import hedge_end
from pipeline.model import Clause, QuantityWords
from pipeline.rules import Mention

# A phrase shorter than this many characters rarely stands alone: 投资, 小学, 得分.
SHORTEST_ALONE = 4
# What is counted behind the number is cut off after this many characters without a stop.
LONGEST_BEHIND = 28
# A title longer than this tells of more than one indicator.
LONGEST_TITLE = 24
# Rates are named at more length, several at a time: 自查率、排查整治覆盖率.
LONGEST_RATE = 40

_STOPS = "。;!?,:\n\t"
# A phrase shorter than this many characters rarely stands alone: 投资, 小学, 得分.
SHORTEST_ALONE = 4
# What is counted behind the number is cut off after this many characters without a stop.
LONGEST_BEHIND = 28
# A title longer than this tells of more than one indicator.
LONGEST_TITLE = 24
# Rates are named at more length, several at a time: 自查率、排查整治覆盖率.
LONGEST_RATE = 40

_STOPS = "。;!?,:\n\t"
_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍", "比", ""})
_BEHIND_END = re.compile(
    r"[,。;:!?\n\t(]|\s{2}|(?:于|在|到)?(?:19|20)\d\d年|为(?:主|骨干|龙头|核心|重点)|在(?![建校园职岗编线册读外业])|实行"
)
_MONEY_END = re.compile(r"[,。;:、!?\n\t(]|\s{2}|和|及|的|用于|支持|与|,")
_TRAILING_BRACKET = re.compile(r"\([^()]*\)$")
_RESPECTIVELY = re.compile(r"分别|依次")
# 年运量150万吨以上的企业: what follows is selected, not counted.
_THAT_SELECTS = re.compile(r"\s?(?:及?以上|以下|以内)的\s?")
# What is counted begins with a character, a quote, or an age: 50万名3岁以下婴幼儿.
_NOUN = re.compile(r"[\u4e00-\u9fff“《]|\d{1,2}(?:周?岁|-\d{1,2}周?岁)")
_RISES = re.compile(
    r"(?:增|升|降|减少|增加|提高|下降|上升|调整|扩大|发展|增长|提升)(?:加|少|长|高)?(?:到|至|为)|(?:以上|以下|左右)"
)
_PARTED = re.compile(r"[,。;:、和]")
_ITEMS = re.compile(r"、|和|及|与|以及")
_BETWEEN = re.compile(r"[\s、和及与以,]*(?:到|至)?")
# A phrase shorter than this many characters rarely stands alone: 投资, 小学, 得分.
SHORTEST_ALONE = 4
# What is counted behind the number is cut off after this many characters without a stop.
LONGEST_BEHIND = 28
# A title longer than this tells of more than one indicator.
LONGEST_TITLE = 24
# Rates are named at more length, several at a time: 自查率、排查整治覆盖率.
LONGEST_RATE = 40

_STOPS = "。;!?,:\n\t"
_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍", "比", ""})
_BEHIND_END = re.compile(
    r"[,。;:!?\n\t(]|\s{2}|(?:于|在|到)?(?:19|20)\d\d年|为(?:主|骨干|龙头|核心|重点)|在(?![建校园职岗编线册读外业])|实行"
)
_MONEY_END = re.compile(r"[,。;:、!?\n\t(]|\s{2}|和|及|的|用于|支持|与|,")
_TRAILING_BRACKET = re.compile(r"\([^()]*\)$")
_RESPECTIVELY = re.compile(r"分别|依次")
# 年运量150万吨以上的企业: what follows is selected, not counted.
_THAT_SELECTS = re.compile(r"\s?(?:及?以上|以下|以内)的\s?")
# What is counted begins with a character, a quote, or an age: 50万名3岁以下婴幼儿.
_NOUN = re.compile(r"[\u4e00-\u9fff“《]|\d{1,2}(?:周?岁|-\d{1,2}周?岁)")
_RISES = re.compile(
    r"(?:增|升|降|减少|增加|提高|下降|上升|调整|扩大|发展|增长|提升)(?:加|少|长|高)?(?:到|至|为)|(?:以上|以下|左右)"
)
_PARTED = re.compile(r"[,。;:、和]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A quantity in its piece of a sentence: `left` is where the piece begins, `end` where the quantity's hedge ends,
    `right` where the next quantity begins; `place` and `places` count it among values listed side by side (5%、6.5%)
    whose words begin at `list_start`; `chain` is the end of the last of numbers that touch (3批次101名)."""

    mention: Mention[QuantityWords]
    left: int
    end: int
    right: int
    list_start: int
    place: int
    places: int
    chain: int


def pieces(found: list[Mention[QuantityWords]], clause: Clause, folded: str) -> list[Piece]:
    """Return each quantity of a clause in its piece: from the last stop or the quantity before it, to the next one."""
    lists = _lists(found, folded)
    cut: list[Piece] = []
    edge = clause.span.start
    for number, mention in enumerate(found):
        if number and _selects(folded, found[number - 1], mention):
            edge = cut[-1].left
        left = max(edge, *(folded.rfind(stop, edge, mention.span.start) + 1 for stop in _STOPS))
        right = found[number + 1].span.start if number + 1 < len(found) else clause.span.end
        edge = hedge_end(mention, folded)
        first, places = lists[number]
        start = cut[first].left if first < number else left
        cut.append(Piece(mention, left, edge, right, start, number - first, places, _chain(found, number, folded)))
    return cut


def _selects(folded: str, first: Mention[QuantityWords], second: Mention[QuantityWords]) -> bool:
    """Say whether the first of two quantities only selects what the second counts: 引进500万以上民宿项目8个, 600分以上11人."""
    end = hedge_end(first, folded)
    return end > first.span.end and first.words.unit != "%" and not _PARTED.search(folded, end, second.span.start)


def _chain(found: list[Mention[QuantityWords]], number: int, folded: str) -> int:
    end = hedge_end(found[number], folded)
    while number + 1 < len(found) and found[number + 1].span.start == end:
        number += 1
        end = hedge_end(found[number], folded)
    return end


def _lists(found: list[Mention[QuantityWords]], folded: str) -> list[tuple[int, int]]:
    """Return for each quantity the number of the first in its list and how many the list has: 分别达到97%和40%."""
    firsts: list[int] = []
    for number, mention in enumerate(found):
        beside = number > 0 and _BETWEEN.fullmatch(folded, hedge_end(found[number - 1], folded), mention.span.start)
        firsts.append(firsts[-1] if beside else number)
    return [(first, firsts.count(first)) for first in firsts]
