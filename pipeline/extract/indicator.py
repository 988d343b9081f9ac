"""Indicators (指标): the shortest phrase that tells what a quantity measures, from the words around it.

The phrase may be discontinuous: what stands before the number in its piece of the sentence, what is counted behind it,
and, where these do not stand alone, the head of the list or the heading above (GUIDE §2). Spans out, in text order.
"""

from __future__ import annotations

import re

from pipeline.extract.completion import above
from pipeline.extract.phrase import LONGEST_TITLE, SHORTEST_ALONE, Phrase, trim
from pipeline.extract.piece import Piece
from pipeline.extract.wording import (
    ACT,
    ACT_FIRST,
    DEED,
    DEPENDENT,
    DIFFERENCE,
    DISTANCE,
    GENERIC,
    LINK,
    MEASURE,
    RANK,
    SUBJECT,
)
from pipeline.model import Clause, Span
from pipeline.segment.reading import Reading

# What is counted behind the number is cut off after this many characters without a stop.
LONGEST_BEHIND = 28
# Rates are named at more length, several at a time: 自查率、排查整治覆盖率.
LONGEST_RATE = 40

_SHARES = frozenset({"%", "‰", "百分点", "个百分点", "倍", "比", ""})
_BEHIND_END = re.compile(
    r"[,。;:!?\n\t(]|\s{2}|(?:于|在|到)?(?:19|20)\d\d年|为(?:主|骨干|龙头|核心|重点)|在(?![建校园职岗编线册读外业])|实行"
)
_MONEY_END = re.compile(r"[,。;:、!?\n\t(]|\s{2}|和|及|的|用于|支持|与|,")
_RESPECTIVELY = re.compile(r"分别|依次")
# 年运量150万吨以上的企业: what follows is selected, not counted.
_THAT_SELECTS = re.compile(r"\s?(?:及?以上|以下|以内)的\s?")
# What is counted begins with a character, a quote, or an age: 50万名3岁以下婴幼儿.
_NOUN = re.compile(r"[\u4e00-\u9fff“《]|\d{1,2}(?:周?岁|-\d{1,2}周?岁)")
_RISES = re.compile(
    r"(?:增|升|降|减少|增加|提高|下降|上升|调整|扩大|发展|增长|提升)(?:加|少|长|高)?(?:到|至|为)|(?:以上|以下|左右|安排)"
)
_ITEMS = re.compile(r"、|和|及|与|以及")


def phrase(piece: Piece, earlier: list[Phrase], clause: Clause, reading: Reading, lent: tuple[Span, ...]) -> Phrase:
    """Return the indicator of a quantity: what stands before it, what is counted behind it, and what completes both.

    `earlier` are the phrases of the quantities before it in its clause, `lent` the head of the list that a semicolon carried on.
    """
    folded, counted = reading.folded, piece.mention.words.unit not in _SHARES
    shared = _shared(piece, folded, counted=counted)
    if shared:
        return Phrase(shared, shared)
    before = trim(folded, piece.left, piece.mention.span.start, counted=counted)
    if before and earlier:
        words = folded[before.start : before.end]
        if DISTANCE.match(words):
            return Phrase((*earlier[-1].spans, before), (before,))
        if DIFFERENCE.match(words) or RANK.match(words):
            before = None
    behind = _behind(piece, folded, before, counted=counted)
    if before and behind and earlier and folded[piece.mention.span.start - 1] in "、和及与":
        before = _deed_of(folded, earlier[-1])
    if before:
        before = _narrowed(
            folded, before, counted=behind is not None and behind.end - behind.start > 2, shared=not counted
        )
    own = tuple(span for span in (before, behind) if span)
    if counted and before and not behind and earlier and (deed := _lent_deed(folded, piece, before, earlier[-1])):
        own = (deed, before)
    if not own and earlier:
        return earlier[-piece.places] if len(earlier) >= piece.places else earlier[-1]
    if _stands_alone(piece, own, folded):
        return Phrase(own, own)
    completed = above(piece, clause, reading, earlier, lent)
    return Phrase(tuple(dict.fromkeys((*completed, *own))) or (clause.span,), own)


def _lent_deed(folded: str, piece: Piece, before: Span, last: Phrase) -> Span | None:
    """Return the deed that leads a list for an item without one: 新增示范村200个、中心村800个."""
    if folded[max(piece.left, before.start) - 1] not in "、和及与" and folded[before.start - 1] not in "、和及与":
        return None
    words = folded[before.start : before.end]
    if MEASURE.search(words) or DEED.match(words) or not last.own:
        return None
    first = last.own[0]
    deed = DEED.match(folded, first.start, first.end)
    return Span(*deed.span()) if deed else None


def _deed_of(folded: str, phrase: Phrase) -> Span | None:
    """Return the deed that two counts share: 完成5个甲项目和3个乙项目."""
    first = phrase.own[0] if phrase.own else None
    return first if first and ACT.search(folded[first.start : first.end]) else None


def _stands_alone(piece: Piece, own: tuple[Span, ...], folded: str) -> bool:
    words = "".join(folded[span.start : span.end] for span in own)
    if len(words) < SHORTEST_ALONE or GENERIC.match(words) or DEPENDENT.match(words):
        return False
    return piece.mention.words.unit not in ("%", "‰") or len(words) > 6 or MEASURE.search(words) is not None


def _shared(piece: Piece, folded: str, *, counted: bool) -> tuple[Span, ...]:
    """Return the item of 一产、二产、三产增加值分别增长5%、6%、5% that belongs to the quantity's place in the list."""
    if piece.places < 2:
        return ()
    start = piece.list_start
    end = piece.mention.span.start
    word = _RESPECTIVELY.search(folded, start, end)
    if word is None:
        return ()
    head = trim(folded, start, word.start(), counted=counted)
    if head is None:
        return ()
    edges = [match.span() for match in _ITEMS.finditer(folded, head.start, head.end)][-(piece.places - 1) :]
    if len(edges) != piece.places - 1:
        return ()
    starts = [head.start, *(edge[1] for edge in edges)]
    ends = [*(edge[0] for edge in edges), head.end]
    last, others = (starts[-1], ends[-1]), max(ends[at] - starts[at] for at in range(piece.places - 1))
    own = Span(starts[piece.place], max(ends[piece.place], starts[piece.place] + 1))
    if last[1] - last[0] <= others + 1:
        return (own,)
    tail = Span(last[0] + others, last[1])
    return (own,) if piece.place == piece.places - 1 else (own, tail)


def _behind(piece: Piece, folded: str, before: Span | None, *, counted: bool) -> Span | None:
    """Return what is counted behind a number: 资助4500名中职学校贫困生, 70%以上学校获…称号."""
    start, right = (piece.end, piece.right) if piece.chain == piece.end else (piece.chain, piece.chain + LONGEST_BEHIND)
    while start < right and folded[start : start + 1] in ("的", " "):
        start += 1
    if before is not None and _THAT_SELECTS.fullmatch(folded, piece.mention.span.end, start):
        return None
    money = piece.mention.words.unit == "元"
    limit = min(right, start + LONGEST_BEHIND, len(folded))
    stop = (_MONEY_END if money else _BEHIND_END).search(folded, start, limit)
    end = stop.start() if stop else limit
    while end > start and folded[end - 1] in "、和及与 ":
        end -= 1
    if _RISES.match(folded, start, end):
        return None
    if linked := LINK.search(folded[start:end]):
        end = start + linked.start()
    if end - start < 2 or not _NOUN.match(folded, start, end):
        return None
    if not counted and before is not None and MEASURE.search(folded[before.start : before.end]):
        return None
    return Span(start, end)


def _narrowed(folded: str, before: Span, *, counted: bool, shared: bool) -> Span | None:
    """Return the deed alone where examples stand between it and the number: 推进甲、乙等5个物流园区建设 → 推进."""
    words = folded[before.start : before.end]
    if counted and (subject := SUBJECT.match(words)) and subject.end() < len(words):
        before = Span(before.start + subject.end(), before.end)
        words = folded[before.start : before.end]
    if counted and words.endswith(("等", "”", "》")):
        deed = ACT_FIRST.match(words)
        return Span(before.start + deed.start("act"), before.start + deed.end("act")) if deed else None
    if counted and words[-1] in "对为向给":
        return None
    if counted and "”" in words[:-1] and DEED.match(words, words.rindex("”") + 1):
        return Span(before.start + words.rindex("”") + 1, before.end)
    if len(words) <= LONGEST_TITLE or (shared and len(words) <= LONGEST_RATE):
        return before
    if counted:
        act = ACT.search(words)
        return Span(before.start + act.start(), before.end) if act else None
    deeds = [match.start() for match in DEED.finditer(words) if len(words) - match.end() >= 2]
    listed = words.rfind("等", 0, -2) + 1
    return Span(before.start + max([listed, *deeds[-1:]]), before.end)
