"""The same told twice (前后不一): one indicator with two values, the same digits in two units, wholes smaller than their parts.

Only what names the whole place is compared: 耕地面积 with 全镇耕地总面积, never with 在册耕地 or a village's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise

from pipeline.audit.figures import Figure, Ground, told
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.lexicon.indicators import Direction, indicators
from pipeline.model import Change, Comparator, Status

_SCOPE = r"(?:全[省市县区镇乡村校州国旗]|[我本]?[省市县区镇乡]内|我[省市县区镇乡校]|辖区|境内|镇域|县域|街道|实现|达到|力争|确保|使)"
_HAVE = r"(?:内|共|总|现|拥|共计|的)*有?"
_STOCK = {
    "耕地": r"耕地",
    "林地": r"林地",
    "森林": r"森林",
    "水域": r"水域",
    "草地": r"草地",
    "园地": r"园地",
    "幅员": r"幅[员原]|行政区域?|国土|辖区",
    "水田": r"水田",
    "旱田": r"旱[田地]",
    "林木蓄积": r"(?:林木|森林|活立木)总?(?:蓄积|储)量",
    "人口": r"总人口|人口总数",
    "户数": r"总户数",
}
_NAMED = {
    name: re.compile(
        rf"{_SCOPE}{{0,2}}{_HAVE}(?:{pattern}){'' if name in ('人口', '户数', '林木蓄积') else '地?总?(?:面积)?'}"
    )
    for name, pattern in _STOCK.items()
}
# Words that give a figure a subject of its own, below the place that the document is about.
_OTHER = re.compile(
    r"(?<!农)村(?!民|庄|通)|屯|社区|合作社|公司|企业|基地|园区|小区|项目|水库|林场|农场|每|人均|户均|种植|流转|改造|治理|新增|恢复|征|建设|整治|退|补"
)
_WITHIN = (
    ("耕地", "幅员"),
    ("林地", "幅员"),
    ("森林", "幅员"),
    ("水域", "幅员"),
    ("草地", "幅员"),
    ("园地", "幅员"),
    ("森林", "林地"),
)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_ALTERNATIVE = re.compile(
    r"(?<![\d.])(?P<one>\d[\d,]*(?:\.\d+)?)\((?P<other>\d[\d,]*(?:\.\d+)?)\)(?P<unit>亩|公顷|人|户|个|家|所|万元|亿元|元|公里|吨|平方米|头|项|座|%)"
)
_IRRIGATED = re.compile(r"灌溉[\u4e00-\u9fff]{0,5}$")
# A forest may stand on land that is no 林地 by another survey: only a multiple of it is an error.
_FAR = Fraction(2)


@dataclass(frozen=True, slots=True)
class Told:
    """A figure with what it is said of: its indicator and the year that its sentence names, None where it names none."""

    figure: Figure
    name: str
    year: int | None
    label: str = ""


def check(ground: Ground) -> Iterator[Finding]:
    """Yield what the document tells in two ways: 耕地面积73760亩, 全镇耕地面积73760公顷."""
    stocks = _stocks(ground)
    for name, found in stocks.items():
        yield from _differs(ground, name, found)
    yield from _laws(ground, stocks)
    yield from _alternatives(ground)
    facts = _facts(ground)
    yield from _same_target(ground, facts)
    yield from _below_reached(ground, facts)


def _year(ground: Ground, figure: Figure) -> int | None:
    start = ground.sentence(figure.span.start).start
    years: list[str] = _YEAR.findall(ground.folded[start : figure.span.start])
    return int(years[-1]) if years else None


def _of_another(ground: Ground, figure: Figure) -> bool:
    """Say whether a figure is of a village, a firm or a part: by its own clause, by the head of its sentence, or by 其中."""
    start = ground.sentence(figure.span.start).start
    clauses = re.split("[,;:]", ground.folded[start : figure.span.start])
    words = clauses[0] + "," + clauses[-1]
    return "其中" in ",".join(clauses) or _OTHER.search(words) is not None


def _stocks(ground: Ground) -> dict[str, list[Told]]:
    """Return what the document tells of the whole place's land, people and timber, by what it is."""
    found: dict[str, list[Told]] = {}
    for figure in ground.figures:
        if figure.quantity.change is not Change.LEVEL or figure.key in ("%", "元"):
            continue
        label = ground.label(figure)
        name = next((name for name, pattern in _NAMED.items() if pattern.fullmatch(label)), None)
        if name is None or (name in ("人口", "户数")) != (figure.key in ("人", "户")) or _of_another(ground, figure):
            continue
        if name not in ("人口", "户数", "林木蓄积") and figure.key != "平方米":
            continue
        found.setdefault(name, []).append(Told(figure, name, _year(ground, figure)))
    return found


def _apart(first: Told, second: Told) -> bool:
    """Say whether two figures of one thing cannot be the same number, and no year tells them apart."""
    years = {first.year, second.year} - {None}
    return (
        len(years) < 2
        and (first.figure.quantity.status is Status.TARGET) == (second.figure.quantity.status is Status.TARGET)
        and first.figure.key == second.figure.key
        and not first.figure.allows(second.figure.low, second.figure.high)
    )


def _differs(ground: Ground, name: str, found: list[Told]) -> Iterator[Finding]:
    if len({told.figure.value for told in found}) > 2:
        return  # places, years or classes told one after another
    for first, second in pairwise(found):
        if _apart(first, second):
            quote = ground.document.text
            one, other = first.figure, second.figure
            digits = [re.sub(r"[^\d.]", "", figure.span.of(quote)) for figure in (one, other)]
            units = one.quantity.amount.unit, other.quantity.amount.unit
            if digits[0] == digits[1] and units[0] != units[1]:
                ratio = max(one.value, other.value) / min(one.value, other.value)
                words = (
                    f"{name}：{one.span.of(quote)}与{other.span.of(quote)}数字相同而单位不同，相差{told(ratio, '倍')}"
                )
                yield ground.finding(Family.TWICE, "同一数字两种单位", words, other.span, one.span)
            else:
                words = f"{name}：前称{one.span.of(quote)}，后称{other.span.of(quote)}{_converted(one, other)}"
                yield ground.finding(Family.TWICE, "同一指标两个数值", words, other.span, one.span)


def _converted(one: Figure, other: Figure) -> str:
    """Return the first figure in the other's unit, where they are written in different ones."""
    units = one.quantity.amount.unit, other.quantity.amount.unit
    if units[0] == units[1]:
        return ""
    size = other.value / Fraction(other.quantity.amount.value or 1) or Fraction(1)
    return f"（前者合{told(one.value / size, units[1])}）"


def _laws(ground: Ground, stocks: dict[str, list[Told]]) -> Iterator[Finding]:
    """Yield parts of a place's land that are larger than what they are part of."""
    quote = ground.document.text
    for part, whole in _WITHIN:
        for one in stocks.get(part, ()):
            for other in stocks.get(whole, ()):
                far = _FAR if whole == "林地" else Fraction(1)
                if one.figure.low > other.figure.high * far:
                    words = f"{part}{one.figure.span.of(quote)}大于{whole}{other.figure.span.of(quote)}{_converted(one.figure, other.figure)}"
                    yield ground.finding(Family.TWICE, "部分大于整体", words, one.figure.span, other.figure.span)
                    break
    land = stocks.get("耕地", [])
    if len({told.figure.value for told in land}) != 1:
        return
    whole_land = land[0].figure
    for figure in ground.figures:
        fields = _IRRIGATED.search(ground.label(figure)) and ground.folded.startswith("农田", figure.span.end)
        if fields and figure.key == whole_land.key and figure.low > whole_land.high:
            words = f"灌溉农田{figure.span.of(quote)}大于耕地{whole_land.span.of(quote)}"
            yield ground.finding(Family.TWICE, "部分大于整体", words, figure.span, whole_land.span)
    wet, dry = stocks.get("水田", []), stocks.get("旱田", [])
    if len(wet) == len(dry) == 1 and wet[0].figure.key == dry[0].figure.key == whole_land.key:
        parts = wet[0].figure, dry[0].figure
        low, high = sum(part.low for part in parts), sum(part.high for part in parts)
        among = "其中" in ground.folded[whole_land.span.end : min(part.span.start for part in parts)][:4]
        if not among and not whole_land.allows(Fraction(low), Fraction(high)):
            size = parts[0].value / Fraction(parts[0].quantity.amount.value or 1)
            added, unit = (parts[0].value + parts[1].value) / size, parts[0].quantity.amount.unit
            wet_told, dry_told = (part.span.of(quote) for part in parts)
            land_told = f"耕地{whole_land.span.of(quote)}{_converted(whole_land, parts[0])}"
            words = f"水田{wet_told}+旱田{dry_told}={told(added, unit)}，{land_told}"
            yield ground.finding(
                Family.TWICE,
                "水田旱田之和与耕地不符",
                words,
                whole_land.span,
                parts[0].span,
                parts[1].span,
                severity=Severity.WARNING,
            )


def _alternatives(ground: Ground) -> Iterator[Finding]:
    """Yield a figure printed with another one in brackets: 约10000(6500)亩."""
    for match in _ALTERNATIVE.finditer(ground.folded):
        if match["one"] != match["other"]:
            words = f"同一处写有{match['one']}{match['unit']}与{match['other']}{match['unit']}两个数"
            for figure in ground.inside(match.start(), match.end())[:1]:
                yield ground.finding(Family.TWICE, "一处两个数值", words, figure.span)


def _facts(ground: Ground) -> list[Told]:
    """Return the levels whose whole label is an indicator of the lexicon, said of the whole place."""
    facts = []
    for figure in ground.figures:
        before = ground.folded[max(0, figure.span.start - 10) : figure.span.start]
        if figure.quantity.change is not Change.LEVEL or "分别" in before:
            continue  # 供电可靠率、自来水普及率分别达99.9%: of the first, which the words before do not name
        label = re.sub(
            rf"^{_SCOPE}{{1,2}}",
            "",
            re.sub(r"(?:稳定在?|保持在?|提高到?|提升到?|增加到|控制在?|降低到?|达)$", "", ground.label(figure)),
        )
        known = indicators().get(label)
        if known is not None and not _of_another(ground, figure):
            facts.append(Told(figure, known.name, _year(ground, figure), label))
    return facts


def _same_target(ground: Ground, facts: list[Told]) -> Iterator[Finding]:
    """Yield one indicator with two targets for one date, or two values for one named year."""
    groups: dict[tuple[str, Status, object, str, str], list[Told]] = {}
    for fact in facts:
        quantity = fact.figure.quantity
        when: object = quantity.deadline if quantity.status is Status.TARGET else fact.year
        if when is not None and quantity.status is not Status.OTHER:
            key = (fact.name, quantity.status, when, fact.figure.key, fact.label)
            groups.setdefault(key, []).append(fact)
    for (name, status, when, _, _), found in groups.items():
        values = {fact.figure.value: fact for fact in found}
        if len(values) != 2:
            continue
        first, second = values.values()
        if _apart(first, second) and _comparable(first, second):
            quote = ground.document.text
            what = "目标" if status is Status.TARGET else "完成值"
            words = f"{name}{when}的{what}：前为{first.figure.span.of(quote)}，后为{second.figure.span.of(quote)}"
            yield ground.finding(Family.TWICE, "同一指标两个数值", words, second.figure.span, first.figure.span)


def _comparable(first: Told, second: Told) -> bool:
    """Say whether two values bound from the same side and lie near enough to be of one thing."""
    ratio = max(first.figure.value, second.figure.value) / max(
        min(first.figure.value, second.figure.value), Fraction(1, 10**6)
    )
    return first.figure.quantity.comparator == second.figure.quantity.comparator and ratio < 3


def _only_kept(ground: Ground, target: Told, actual: Told) -> bool:
    """Say whether a target asks to reach what is reached, short of all, and does not say that it is to be kept."""
    sentence = ground.sentence(target.figure.span.start)
    words = ground.folded[sentence.start : min(sentence.end, target.figure.span.end + 4)]
    known = indicators()[target.name]
    return (
        target.figure.value == actual.figure.value
        and known.ceiling is not None
        and target.figure.value < Fraction(known.ceiling)
        and re.search("提高|提升|达到|实现", words) is not None
        and re.search("保持|稳定|巩固|继续|维持|以上|不低于", words) is None
    )


def _below_reached(ground: Ground, facts: list[Told]) -> Iterator[Finding]:
    """Yield a target that asks for less than the document reports as reached, where rates of a whole only go one way."""
    for target in facts:
        known = indicators()[target.name]
        quantity = target.figure.quantity
        if quantity.status is not Status.TARGET or known.ceiling is None or quantity.comparator is Comparator.LE:
            continue
        for actual in facts:
            if (
                actual.name != target.name
                or actual.figure.quantity.status is not Status.ACTUAL
                or actual.figure.key != target.figure.key
            ):
                continue
            if (
                known.direction is Direction.HIGHER
                and quantity.amount.value
                and (Fraction(quantity.amount.value) < actual.figure.low or _only_kept(ground, target, actual))
                and actual.figure.value <= known.ceiling
            ):
                quote = ground.document.text
                below = "低于" if target.figure.value < actual.figure.value else "等于"
                words = f"{known.name}：目标{target.figure.span.of(quote)}，文中已完成{actual.figure.span.of(quote)}，目标{below}已达到的水平"
                yield ground.finding(
                    Family.TWICE,
                    "目标低于已达到的水平",
                    words,
                    target.figure.span,
                    actual.figure.span,
                    severity=Severity.NOTICE,
                )
                break
