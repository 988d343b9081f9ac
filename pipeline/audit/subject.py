"""What a figure measures: its words in, a `Subject` (指标、口径) out, the same for every way to write it.

An indicator of the lexicon is found in the sentence before the figure. Words that stand around it must be known: what is not
(民营 before 经济增长, 贡献率 behind it) makes another indicator, which is known by its own words alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import NamedTuple

from pipeline.fold import fold
from pipeline.lexicon.alternatives import one_of
from pipeline.lexicon.indicators import Direction, Indicator, indicators
from pipeline.lexicon.subject_words import Stand, subject_words
from pipeline.lexicon.units import units
from pipeline.model import Change


class Aspect(StrEnum):
    """What of the indicator a figure tells."""

    LEVEL = "level"  # 达到40%, 900万人
    GROWTH = "growth"  # 增长8%, 下降3.4%
    DELTA = "delta"  # 比上年增加505万吨, 提高3个百分点


@dataclass(frozen=True, slots=True)
class Subject:
    """An indicator, what of it is told, and of which part of the population (城镇, 小学); `known` to the lexicon or not."""

    name: str
    aspect: Aspect
    qualifiers: tuple[str, ...] = ()
    known: bool = True

    @property
    def shown(self) -> str:
        """Return the name for people: 城镇 居民人均可支配收入（增幅）."""
        tail = {Aspect.LEVEL: "", Aspect.GROWTH: "增幅", Aspect.DELTA: "增量"}[self.aspect]
        tail = "" if "价" in self.name and self.known else tail
        return "".join(self.qualifiers) + self.name.partition("|")[0] + (f"（{tail}）" if tail else "")

    @property
    def direction(self) -> Direction:
        """Return which way the figure is better; of what the lexicon does not know, nothing is said."""
        found = indicators().get(self.name) if self.known else None
        return Direction.NONE if found is None else found.direction

    @property
    def domain(self) -> str:
        """Return the field that the indicator belongs to, empty for those not in the lexicon."""
        found = indicators().get(self.name) if self.known else None
        return "" if found is None else found.domain


class Words(NamedTuple):
    """The words from which a figure's subject is told: `lead` is the sentence before it, `name` its indicator as extracted,
    both folded and without blanks; `own` are names of the document's own place; `listed` says that another figure follows
    it in a list (8.4%和11.4%)."""

    lead: str
    name: str
    unit: str
    change: Change
    own: tuple[str, ...] = ()
    listed: bool = False


# Characters of the sentence before the figure that are looked at.
_REACH = 120
# Pieces between commas that may stand between the indicator and a figure whose own piece names none (，比上年增长8%).
_BACK = 3
_FALLS = re.compile("下降|降低|减少|回落|减产|下调|缩小|降幅|削减")
_RISES = re.compile("增|升|涨|提高|扩大|加快")
_NOT_CHANGE = re.compile(
    "(?:增加|提高|上升|增长|升高|提升|扩大|降低|下降|减少|回落|压减)(?:到|至)|增至|升至|降至|降到|升到"
)
_CHANGE_NAMED = re.compile("[增降涨升]幅|增速|降低率")
_FALL_NAMED = re.compile("(?:降幅|降低率)[^,;]{0,8}$")
_PIECES = re.compile(r"(?<!\d),|,(?!\d)|[;:。!?]")
_LAST_PIECE = re.compile(r"(?:.*(?:(?<!\d),|,(?!\d)|[;:。!?]))?", re.DOTALL)
_BORDER = re.compile('[、“”"()《》—\\-·]')
_NUMBER = (
    r"(?:\d[\d.,·]*|百分之[一二三四五六七八九十百零〇点]+|[一二三四五六七八九十百千零〇两]+)(?:%|‰|万亿|万|亿|千|百|多|余|几)*"
    r"(?:个百分点|元|美元|吨|公斤|斤|人次|人|亩|户|个|公里|千瓦时|大关|左右|以上|以内)*"
)
_YEAR = "(?:(?:19|20)\\d\\d|[一二][九〇零]..)年(?:末|底)?"
_PLAN = "“?[一二三四五六七八九十]{1,2}五”?(?:时期|期间|末)?"
_SPAN = "(?:过去|今后|未来|近|这|前)?[一二两三四五六七八九十\\d]{1,2}年(?:来|间|内)?"
_ORDER = "[一二三四五六七八九十]是"
_SAME = {"规上": "规模以上", "幼儿园": "幼儿", "市本级": "本级"}
# What the indicator's own name says in another word is no part of it: 农村居民人均纯收入 is 农民人均纯收入.
_IMPLIED = {"农村": "农民", "城市": "城镇", "幼儿": "学前", "初中": "高中阶段升学率"}
_FIGURE = "\\d[\\d.]*|百分之[一二三四五六七八九十零点]+"
_BOTH = re.compile("城乡(?P<name>居民[^,增分]{2,12})(?:分别)(?P<behind>.*)$")
# Names that share a figure, and names in a list whose figures follow in the same order.
_SHARED = re.compile("^(?:[和与及、][^,;]{2,14}?)+?(?=(?:预期|计划|实际)?(?:增长|增速|涨幅)?[均都])")
_TWO = 2
_MADE = "产量"
_WEIGHT = "吨"
_PART = re.compile("[东中西]部|地带|地区")
# Characters of the longest product's name: 水产品.
_PRODUCT = 3
_OUTPUT = re.compile(f"(?:{_YEAR}|去年|上年|全年|今年)*总?产量?")
_BY_THE_WAY = re.compile("^(?:经过|按|扣除|考虑|在|由于|虽然|尽管|通过|其中|剔除|高于|低于|超过|快于)")


@cache
def _names() -> dict[str, Indicator]:
    return {fold(name): found for name, found in indicators().items()}


@cache
def name_pattern() -> re.Pattern[str]:
    """Return the pattern of every name in the lexicon of indicators, the longest first."""
    return re.compile(one_of(_names()))


def names_in(folded: str) -> frozenset[str]:
    """Return the indicators that a text names, by their names in the lexicon."""
    return frozenset(_names()[match.group()].name for match in name_pattern().finditer(folded))


@cache
def _before() -> re.Pattern[str]:
    words = one_of(subject_words(Stand.BEFORE))
    return re.compile(f"(?:{one_of(subject_words(Stand.QUALIFIER))}|{words}|{_YEAR}|{_PLAN}|{_SPAN}|{_ORDER})*")


@cache
def _row() -> re.Pattern[str]:
    names = name_pattern().pattern
    return re.compile(f"(?:{names})[和与及、](?:{names})")


@cache
def _between() -> re.Pattern[str]:
    words = one_of(subject_words(Stand.BETWEEN))
    return re.compile(f"(?:{words}|{_YEAR}|{_NUMBER}|[、到至-])*")


@cache
def _qualifier() -> re.Pattern[str]:
    return re.compile(one_of(subject_words(Stand.QUALIFIER)))


@cache
def _at_end() -> re.Pattern[str]:
    return re.compile(f"(?:{one_of(subject_words(Stand.QUALIFIER))})+$")


def subject_of(words: Words) -> Subject | None:
    """Return what the figure measures, None where the words do not tell: 国内生产总值…，比上年增长|7.2% → 地区生产总值 growth."""
    lead = words.lead[-_REACH:]
    last = _last_piece(lead)
    return _in_sentence(lead, last, words) or _by_name(last, words)


def _in_sentence(lead: str, last: str, words: Words) -> Subject | None:
    if "分别" in last:
        return _town_and_country(last, words)  # of other lists extraction knows which name is a figure's
    speaks = not _between().fullmatch(last)  # 扣除物价因素 names no indicator
    match = _last_name(last) if speaks else None
    if match is not None:
        between = _SHARED.sub("", last[match.end() :]).removesuffix("和")
        if not _between().fullmatch(between):
            return None
        return _in_list(last, between, words) or _made(match, between, words)
    if speaks:
        return _product(lead, last, words) or _output(lead, last, words)
    for piece in reversed(_PIECES.split(lead)[-1 - _BACK : -1]):
        match = _last_name(piece)
        if match is not None:
            behind = piece[match.end() :]
            begins = _between().match(behind)
            follows = not behind or (begins is not None and begins.end() > 0)
            return (_as_extracted(lead, last, words) or _made(match, last, words)) if follows else None
        if not (_BY_THE_WAY.match(piece) or _between().fullmatch(piece)):
            return None
    return None


def _in_list(piece: str, between: str, words: Words) -> Subject | None:
    """Return the name whose turn it is, where names in a row have figures in a row: A和B增长|8.4%和11.4% is of A."""
    names = [match.group() for match in name_pattern().finditer(piece)]
    turn = len(re.findall(_FIGURE, between))
    if len(names) != _TWO or turn >= _TWO or not (words.listed or turn) or not _row().search(piece):
        return None
    return _subject(names[turn], piece[: piece.index(names[0])] if not turn else "", between, words)


def _as_extracted(before: str, between: str, words: Words) -> Subject | None:
    """Return the subject by the extracted name where that is a known one of those before."""
    known = words.name in _names() and words.name in before
    return _subject(words.name, "", between, words) if known else None


def _product(lead: str, last: str, words: Words) -> Subject | None:
    """Return the output of a product that a list names alone, and not of a part of the country: 原煤达到10亿吨,钢突破|7000万吨."""
    unit = units().get(words.unit)
    if words.change is not Change.LEVEL or unit is None or unit.base != units()[_WEIGHT].base or _PART.search(lead):
        return None
    for size in range(1, _PRODUCT + 1):
        if f"{last[:size]}{_MADE}" in _names() and _between().fullmatch(last[size:]):
            return _subject(f"{last[:size]}{_MADE}", "", last[size:], words)
    return None


def _output(lead: str, last: str, words: Words) -> Subject | None:
    """Return the output of what the piece before names: 粮食连续四年增产,产量达到|50150万吨."""
    begins = _OUTPUT.match(last)
    if begins is None or not _between().fullmatch(last[begins.end() :]):
        return None
    before = _PIECES.split(lead)[-2:-1]
    if not before:
        return None
    stems = [name for name in _names() if name.endswith(_MADE) and name.removesuffix(_MADE) in before[0]]
    found = max(stems, key=lambda name: before[0].rindex(name.removesuffix(_MADE)), default=None)
    return None if found is None else _subject(found, "", last[begins.end() :], words)


def _last_piece(lead: str) -> str:
    """Return what stands behind the last border; most figures need no other piece."""
    border = _LAST_PIECE.match(lead)
    return lead if border is None else lead[border.end() :]


def _last_name(piece: str) -> re.Match[str] | None:
    match = None
    for match in name_pattern().finditer(piece):  # noqa: B007 -- the last one counts
        pass
    return match


def _town_and_country(piece: str, words: Words) -> Subject | None:
    """Return the one that is meant of two told as one: 城乡居民人均可支配收入分别增长7%和|8% is of the country."""
    match = _BOTH.search(piece)
    if match is None:
        return None
    parts = [fold(part + match["name"]) for part in ("城镇", "农村")]
    figures = len(re.findall(_FIGURE, match["behind"]))
    if figures >= len(parts) or parts[figures] not in _names():
        return None
    return _subject(parts[figures], "", match["behind"], words)


def _made(match: re.Match[str], between: str, words: Words) -> Subject | None:
    prefix = match.string[: match.start()]
    for name in words.own:
        prefix = prefix.replace(name, "")
    prefix = _BORDER.split(prefix)[-1]
    if not _before().fullmatch(prefix):
        return None
    return _subject(match.group(), prefix, between, words)


def _subject(written: str, prefix: str, between: str, words: Words) -> Subject | None:
    indicator = _names()[written]
    aspect = _aspect(indicator, written, between, words)
    if aspect is None:
        return None
    near = _at_end().search(prefix)
    words_told = _qualifier().findall((near.group() if near else "") + written)
    told = {word for word in (_SAME.get(word, word) for word in words_told) if word not in indicator.name}
    if words.own or "地方一般公共预算收入" in indicator.synonyms:
        told.discard("地方")  # a place's own budget is 地方
    told = {word for word in told if word != "城乡" and _IMPLIED.get(word, word) not in indicator.name}
    return Subject(indicator.name, aspect, tuple(sorted(told)))


def _by_name(last: str, words: Words) -> Subject | None:
    """Return the subject that the extracted name alone tells: a name of the lexicon, or its own words."""
    begins = _before().match(words.name)
    bare = words.name[begins.end() :] if begins is not None else words.name
    between = last[-8:]
    for name in (words.name, bare):
        if name in _names():
            prefix = words.name[: len(words.name) - len(name)]
            return _subject(name, prefix, between, words)
    if len(bare) < 2:
        return None
    changed = {Change.LEVEL: Aspect.LEVEL, Change.MULTIPLE: None}.get(words.change, Aspect.GROWTH)
    if changed is None:
        return None
    aspect = Aspect.DELTA if changed is Aspect.GROWTH and words.unit not in ("%", "‰") else changed
    return Subject(f"{words.name}|{words.unit}", aspect, known=False)


def _aspect(indicator: Indicator, written: str, between: str, words: Words) -> Aspect | None:
    """Return what of the indicator a figure in this unit tells, None where it tells nothing of it."""
    if words.change is Change.MULTIPLE:
        return None
    moves = bool(_RISES.search(between) or _FALLS.search(between)) and not _NOT_CHANGE.search(between)
    if indicator.unit in ("%", "‰"):
        if words.unit == "百分点":
            return Aspect.DELTA if moves else None
        if words.unit != indicator.unit:
            return None
        if "价" in indicator.name or _CHANGE_NAMED.search(between):
            return Aspect.GROWTH
        return Aspect.GROWTH if moves and words.change is not Change.LEVEL else Aspect.LEVEL
    if words.unit == "%":
        return Aspect.GROWTH if moves or words.change is not Change.LEVEL or "增" in written[2:] else None
    known = units()
    mine, its = known.get(words.unit), known.get(indicator.unit)
    if words.unit != indicator.unit and (mine is None or its is None or mine.base != its.base):
        return None
    if "增" in indicator.name or not moves:
        return Aspect.LEVEL if not written.endswith(("增长", "速度", "增速")) else None
    return Aspect.DELTA


def falls(words: Words) -> bool:
    """Say whether the figure tells a fall: 单位国内生产总值能耗下降|3.4%."""
    return words.change is Change.DECREASE or _FALL_NAMED.search(words.lead) is not None
