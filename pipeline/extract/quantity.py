"""Quantities (数量): a numeral with its unit of measure, as written. Folded text in, `Mention[QuantityWords]` out.

What is left out is the guide's list (§2): dates, ordinals, numbering, names and slogans, ages, indefinite 一个.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract import quantity_counts, quantity_shares
from pipeline.extract.names import outside, zones
from pipeline.extract.quantity_counts import HAN_COUNT, VAGUE_COUNT
from pipeline.lexicon.abstractions import abstractions
from pipeline.model import QuantityWords, Span
from pipeline.rules import Mention, one_of, runner

RULES = (*quantity_counts.RULES, *quantity_shares.RULES)
_find = runner(RULES)

# What stands before or after a Chinese numeral with 一 that really counts: 每月一次, 至少一门, 一项以上.
# 8时35分, 北纬22度26分: minutes. 第四、五、六名: places.
_MINUTES = re.compile(r"[\d一二三四五六七八九十][时点度]$")
_PLACES = re.compile(r"第[一二三四五六七八九十\d]+(?:、[一二三四五六七八九十\d]+)*[、至-]$")
# Chains of numbered nouns are slogans: 五星三名, 两免一补.
_CHAINED = re.compile(r"(?<![第\d])[一二两三四五六七八九][\u4e00-\u9fff]$")
_AT_LEAST = re.compile(r"(?:至少|不少于|不低于|最少|不得少于)[^,。;“”\d]{0,8}$")
_EACH = re.compile(r"[每各][^,。;“”]{0,14}$")
_EACH_HERE = re.compile(r"[每各][^,。;“”]{1,4}$")
_EVENTS = frozenset(["次", "场", "期", "轮", "节", "天", "遍", "小时", "学时", "课时"])
_ABSTRACT = re.compile(rf"[\u4e00-\u9fff]{{0,4}}?{one_of(abstractions())}|“|\d")
_CONCRETE = re.compile("项目|基地|企业|学校|园区|乡镇|专业|中心|试点|校区|公司|机构|床位|课题|案例|整治|小区|村庄|队")
_ABSTRACT_UNITS = frozenset(["个", "项", "类", "种", "条", "位", "大类", "方", "层", "段", "样"])
# A minus stands right behind what is negative: 增长-2.3%, 利润为-3万元; elsewhere the dash parts a range or a number.
_NEGATIVE = re.compile("(?<=[长速幅率为是达])-$")


def _counts(mention: Mention[QuantityWords], folded: str) -> bool:
    """Say whether a number counts something: not 8时35分, 一个, 两个体系, 三项工作 (ruling 1), a past 一次 (ruling 14)."""
    start, end = mention.span.start, mention.span.end
    if mention.words.unit == "分" and _MINUTES.search(folded, max(0, start - 3), start):
        return False
    if folded[start - 1 : start] in ("、", "至", "-") and _PLACES.search(folded, max(0, start - 16), start):
        return False
    if mention.words.unit == "%" and folded[start - 1 : start] in ("×", "*"):
        return False
    if mention.rule not in (HAN_COUNT.name, VAGUE_COUNT.name):
        return True
    words = mention.words
    before, after = folded[max(0, start - 16) : start], folded[end : end + 12]
    if words.low == "一" and not words.low_scale and not words.high:
        if before[-1:] in ("每", "同", "某", "另", "任"):
            return False
        at_least = after.startswith("以上") or _AT_LEAST.search(before) is not None
        return at_least or bool(words.unit in _EVENTS and _EACH.search(before)) or bool(_EACH_HERE.search(before))
    if words.unit == "次" and after.startswith(("全会", "会议")) and before[-1:] in ("届", "大"):
        return False
    if not words.low_scale and len(words.low) == 1 and _CHAINED.search(before):
        return False
    if words.low in ("二", "双") and words.unit in ("次", "类", "期", "级", "个", "轮"):
        return False
    if words.low_scale or words.scale or len(words.low) > 2:
        return True
    abstract = _ABSTRACT.match(after) if words.unit in _ABSTRACT_UNITS else None
    return (abstract is None or _CONCRETE.match(after, abstract.end()) is not None) and before[-1:] not in "“两"


def _signed(mention: Mention[QuantityWords], folded: str) -> Mention[QuantityWords]:
    """Return a number with the minus before it, where it has one: 增长-2.3%."""
    start, words = mention.span.start, mention.words
    if not words.low[:1].isdecimal() or not _NEGATIVE.search(folded, max(0, start - 2), start):
        return mention
    return replace(mention, span=Span(start - 1, mention.span.end), words=replace(words, low=f"-{words.low}"))


def mentions(folded: str) -> tuple[Mention[QuantityWords], ...]:
    """Return the quantities of a folded text, those in names, slogans and page furniture left out."""
    found = [_signed(mention, folded) for mention in _find(folded) if _counts(mention, folded)]
    free = outside([mention.span for mention in found], zones(folded))
    return tuple(mention for mention, counts in zip(found, free, strict=True) if counts)
