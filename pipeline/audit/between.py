"""Between plans: a place's targets against those of the places above and against the longer plan that covers the year.

Only what can be compared is: shares, rates and growth; amounts of a county and its province are of different size.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.audit.compare import Compared, compare, told, weaker
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.audit.link import Block, Fact, Paper, above, headline
from pipeline.audit.report import Blocks, TextOf, at
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Aspect, Subject, names_in
from pipeline.fold import fold
from pipeline.lexicon.indicators import Direction

# Units whose values are of the same size in a county and in the nation.
_SHARES = frozenset({"%", "‰", "百分点", "比", "微克/立方米", "年", "岁"})
_PER_HEAD = ("人均", "每", "单位", "平均")
# A place's plan misses an indicator when this share of its neighbours, and so many of them, set it.
_USUAL, _NEIGHBOURS = 0.6, 5
# Words that make what they stand beside an aim, and where sentences end.
_AIMS, _SENTENCES = re.compile("确保|保持|力争|稳定|控制"), re.compile("[。;!?\\n]")
# Targets that a document must set before a missing one tells anything: abridged texts miss most.
_ENOUGH = 3


@dataclass(frozen=True, slots=True)
class Against:
    """A place's target against that of a place above; `chain` are the targets from the place up to the highest."""

    lower: Fact
    upper: Fact
    compared: Compared
    chain: tuple[Fact, ...]


def against(found: Blocks) -> Iterator[Against]:
    """Yield each target with the nearest one above of the same subject and years: 黑龙江约5.7%, 全国约5.5%."""
    for (subject, scope), block in found.items():
        if not _comparable(subject, block):
            continue
        promised = {place: _speaks(facts, scope) for place, facts in block.items()}
        for place, lower in promised.items():
            chain = tuple(fact for one in above(place) if (fact := promised.get(one)) is not None)
            if lower is not None and chain:
                yield Against(lower, chain[0], compare(lower, chain[0]), (lower, *chain))


def findings(found: Blocks, text_of: TextOf) -> Iterator[Finding]:
    """Yield the targets that promise less than the plan above or the longer plan, later, or not at all; `text_of` gives
    the text of a document by its key."""
    yield from _weaker(found)
    yield from _later(found)
    yield from _missing(found, text_of)
    yield from _below_long_plan(found)
    yield from _below_mean(found)


def _comparable(subject: Subject, block: Block) -> bool:
    if not subject.known or subject.aspect is Aspect.DELTA:
        return False
    if subject.aspect is Aspect.GROWTH or subject.name.startswith(_PER_HEAD):
        return True
    return next(iter(block.values()))[0].stated.unit in _SHARES


def _speaks(facts: list[Fact], scope: Scope) -> Fact | None:
    """Return the target that speaks for a place: that of the year's own plan before that of another."""
    promised = [fact for fact in facts if fact.promised]
    return headline([fact for fact in promised if fact.paper.year == scope.first] or promised)


def _weaker(found: Blocks) -> Iterator[Finding]:
    for pair in against(found):
        if weaker(pair.lower, pair.upper, pair.compared.figures):
            chain = " ← ".join(f"{fact.paper.shown}{told(fact)}" for fact in pair.chain)
            words = f"{_head(pair.lower)}：{pair.compared.arithmetic}，松于上级。自下而上：{chain}"
            places = tuple(at(fact) for fact in pair.chain)
            yield Finding(Family.BETWEEN, "松于上级计划", Severity.NOTICE, words, places)


def _later(found: Blocks) -> Iterator[Finding]:
    """Yield levels that a place promises for a later year than the place above does."""
    by_subject: dict[Subject, dict[str, list[Fact]]] = defaultdict(lambda: defaultdict(list))
    for (subject, scope), block in found.items():
        if scope.year is None or subject.direction is Direction.NONE or not _comparable(subject, block):
            continue
        if subject.aspect is Aspect.LEVEL:
            for place, facts in block.items():
                by_subject[subject][place] += [fact for fact in facts if fact.promised and not fact.paper.yearly]
    for places in by_subject.values():
        for place, facts in places.items():
            uppers = next((places[one] for one in above(place) if places.get(one)), [])
            yield from _slower(facts, uppers)


def _slower(facts: list[Fact], uppers: list[Fact]) -> Iterator[Finding]:
    firsts = {fact.scope.last for fact in facts}
    for upper in uppers:
        same = [fact for fact in facts if (fact.low, fact.high) == (upper.low, upper.high)]
        lower = min(same, key=lambda fact: fact.scope.last, default=None)
        if lower is not None and lower.scope.last > upper.scope.last and upper.scope.last not in firsts:
            words = (
                f"{_head(lower)}：{told(lower)}要到{lower.scope.last}年，{upper.paper.shown}是{upper.scope.last}年，"
                f"迟{lower.scope.last - upper.scope.last}年"
            )
            yield Finding(Family.BETWEEN, "迟于上级计划", Severity.WARNING, words, (at(lower), at(upper)))


def _missing(found: Blocks, text_of: TextOf) -> Iterator[Finding]:
    """Yield main targets of a place that most neighbours set too, and that a neighbour's plan does not."""
    planning: dict[tuple[Scope, str], dict[str, tuple[Paper, Fact, int]]] = defaultdict(dict)
    for (subject, scope), block in found.items():
        for place, facts in block.items() if subject.known and scope.year is not None else ():
            fact = _speaks([one for one in facts if one.main and one.paper.yearly], scope)
            for one in above(place)[:1] if fact is not None else ():
                seen = planning[scope, one].get(place)
                if fact is not None:
                    planning[scope, one][place] = (fact.paper, seen[1] if seen else fact, (seen[2] if seen else 0) + 1)
    for (subject, scope), block in found.items():
        for upper, facts in block.items() if subject.known and scope.year is not None else ():
            main = headline([fact for fact in facts if fact.promised and fact.paper.yearly])
            below = planning.get((scope, upper), {})
            if main is not None and len(below) >= _NEIGHBOURS:
                yield from _left_out(main, below, block, text_of)


def _left_out(
    main: Fact, below: Mapping[str, tuple[Paper, Fact, int]], block: Block, text_of: TextOf
) -> Iterator[Finding]:
    silent = [place for place in below if not any(fact.promised for fact in block.get(place, ()))]
    if len(below) - len(silent) < _USUAL * len(below):
        return
    for place in silent:
        paper, fact, count = below[place]
        if count >= _ENOUGH and not _named_beside(fact, main.subject.name, text_of(paper.key)):
            words = (
                f"{paper.shown}{main.scope.last}年的目标里没有“{main.subject.shown}”；{main.paper.shown}是{told(main)}，"
                f"{len(below)}个同级地区中{len(below) - len(silent)}个都有"
            )
            yield Finding(Family.BETWEEN, "上级指标未列", Severity.NOTICE, words, (at(fact), at(main)))


def _named_beside(fact: Fact, name: str, text: str) -> bool:
    """Say whether the paragraph of a main target names an indicator too, if without a number (居民消费价格合理回升), or the
    work behind it does (确保失业率总体稳定)."""
    begin = text.rfind("\n", 0, fact.stated.span.start) + 1
    paragraph, _, behind = fold(text[begin:]).partition("\n")
    aims = " ".join(sentence for sentence in _SENTENCES.split(behind) if _AIMS.search(sentence))
    return name in names_in(paragraph) or name in names_in(aims)


def _below_long_plan(found: Blocks) -> Iterator[Finding]:
    """Yield yearly levels that promise less than the same place's longer plan does for that year."""
    for (subject, scope), block in found.items():
        if not subject.known or scope.year is None or subject.direction is Direction.NONE:
            continue
        for facts in block.values():
            promised = [fact for fact in facts if fact.promised]
            yearly = headline([fact for fact in promised if fact.paper.yearly and fact.paper.year == scope.last])
            long = headline([fact for fact in promised if not fact.paper.yearly and fact.paper.year != scope.last])
            if yearly is not None and long is not None and subject.aspect is Aspect.LEVEL:
                compared = compare(yearly, long)
                if weaker(yearly, long, compared.figures):
                    words = f"{_head(yearly)}：年度计划{told(yearly)}，规划{told(long)}，低于规划"
                    yield Finding(Family.BETWEEN, "低于规划", Severity.WARNING, words, (at(yearly), at(long)))


def _below_mean(found: Blocks) -> Iterator[Finding]:
    """Yield yearly growth that is below the mean which the same place's longer plan promises for these years."""
    means: dict[tuple[Subject, str], list[Fact]] = defaultdict(list)
    for (subject, scope), block in found.items():
        for place, facts in block.items() if scope.each and subject.known and subject.aspect is Aspect.GROWTH else ():
            means[subject, place] += [fact for fact in facts if fact.promised]
    for (subject, place), long in means.items():
        for plan in _firsts(long):
            for year in range(plan.scope.first, plan.scope.last + 1):
                facts = found.get((subject, Scope(year, year)), {}).get(place, [])
                yearly = headline([fact for fact in facts if fact.promised and fact.paper.year == year])
                if yearly is None:
                    continue
                compared = compare(yearly, plan)
                if weaker(yearly, plan, compared.figures):
                    words = (
                        f"{_head(yearly)}：{told(yearly)}，{plan.scope.first}-{plan.scope.last}年规划年均{told(plan)}，"
                        "低于规划的年均"
                    )
                    yield Finding(Family.BETWEEN, "低于规划年均", Severity.NOTICE, words, (at(yearly), at(plan)))


def _firsts(facts: Iterable[Fact]) -> list[Fact]:
    """Return one fact for each span of years."""
    found: dict[Scope, list[Fact]] = defaultdict(list)
    for fact in facts:
        found[fact.scope].append(fact)
    return [first for some in found.values() if (first := headline(some)) is not None]


def _head(fact: Fact) -> str:
    return f"{fact.paper.shown}{fact.scope.last}年{fact.subject.shown}"
