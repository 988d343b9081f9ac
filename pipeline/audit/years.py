"""From year to year: targets that fall without a word, jumps, missed targets that are dropped, wording that is copied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from pipeline.audit.compare import Verdict, compare, plain, told, weaker
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.audit.link import Fact, headline
from pipeline.audit.report import Blocks, Kept, TextOf, at
from pipeline.audit.subject import Aspect, Subject, names_in
from pipeline.fold import fold

# From one year to the next a level hardly ever grows threefold; what does is a change of scope or a slip of the pen.
_JUMP = Decimal(3)
# Target sentences that two plans must share before their wording counts as copied, and the share of them.
_COPIED, _MOST = 3, 0.5

_ADMITS = re.compile(
    "(?:没有|未能?|没能)(?:完全|如期)?(?:实现|完成|达到)|(?:目标|任务|指标)[^,;。]{0,6}(?:未能?|没有|没能)(?:实现|完成|达到)"
)

Targets = Mapping[tuple[Subject, str], Mapping[int, Fact]]


def findings(found: Blocks, kept: Iterable[Kept], text_of: TextOf) -> Iterator[Finding]:
    """Yield what is odd between the plans of one place for two years in a row; `text_of` gives a text by its key."""
    targets = _targets(found)
    yield from _falls(targets)
    yield from _jumps(targets)
    yield from _dropped(targets, kept, text_of)
    yield from _copied(found)


def _targets(found: Blocks) -> Targets:
    """Return each place's yearly targets by subject: those that its plan for the year sets itself."""
    targets: dict[tuple[Subject, str], dict[int, Fact]] = defaultdict(dict)
    for (subject, scope), block in found.items():
        if scope.year is None or not subject.known:
            continue
        for place, facts in block.items():
            own = headline([fact for fact in facts if fact.promised and fact.paper.year == scope.last])
            if own is not None:
                targets[subject, place][scope.last] = own
    return targets


def _falls(targets: Targets) -> Iterator[Finding]:
    for _, _, before, after in _in_a_row(targets):
        if after.reasoned or not (after.main and before.main) or after.subject.aspect is Aspect.DELTA:
            continue
        compared = compare(after, before)
        if weaker(after, before, compared.figures):
            words = f"{_head(after)}由上年的{told(before)}改为{told(after)}，文中未说明原因"
            yield Finding(Family.YEARS, "目标放松未说明", Severity.NOTICE, words, (at(after), at(before)))


def _jumps(targets: Targets) -> Iterator[Finding]:
    for _, _, before, after in _in_a_row(targets):
        if after.subject.aspect is not Aspect.LEVEL or before.low <= 0 or after.low <= 0 or after.reasoned:
            continue
        if not (after.main or before.main):
            continue
        times = after.low / before.low
        if times > _JUMP or times < 1 / _JUMP:
            words = f"{_head(after)}由上年的{told(before)}变为{told(after)}，是上年的{plain(times.quantize(Decimal('0.01')))}倍"
            yield Finding(Family.YEARS, "目标骤变", Severity.WARNING, words, (at(after), at(before)))


def _dropped(targets: Targets, kept: Iterable[Kept], text_of: TextOf) -> Iterator[Finding]:
    """Yield targets that were missed and are not set again, in a plan that sets others and does not own up to it."""
    plans: dict[tuple[str, int], list[Fact]] = defaultdict(list)
    for (_, place), years in targets.items():
        for year, fact in years.items():
            if fact.main:
                plans[place, year].append(fact)
    for row in kept:
        place, year = row.target.paper.place, row.year + 1
        again = (row.target.subject, place) in targets and year in targets[row.target.subject, place]
        if row.judged.verdict is not Verdict.MISSED or again or not row.target.main or row.actual is None:
            continue
        if plans.get((place, year)):
            others = headline(plans[place, year])
            assert others is not None
            if _owns_up(text_of(others.paper.key), row.target.subject.name):
                continue
            words = f"{_head(row.target)}未完成（{row.judged.arithmetic}），{year}年的目标里不再提"
            yield Finding(
                Family.YEARS, "未完成目标不再提", Severity.NOTICE, words, (at(row.target), at(row.actual), at(others))
            )


def _owns_up(text: str, name: str) -> bool:
    """Say whether a text itself tells of an indicator that its aim was not reached: 没有实现…能耗降低4%左右的目标."""
    sentences = re.split("[。;!?\n]", fold(text))
    return any(_ADMITS.search(sentence) and name in names_in(sentence) for sentence in sentences)


def _copied(found: Blocks) -> Iterator[Finding]:
    """Yield plans whose target sentences are those of the year before but for the years in them."""
    plans: dict[tuple[str, int], dict[int, Fact]] = defaultdict(dict)
    for block in found.values():
        for place, facts in block.items():
            for fact in facts:
                if fact.promised and fact.wording and fact.paper.yearly and fact.paper.year is not None:
                    plans[place, fact.paper.year].setdefault(fact.wording, fact)
    for (place, year), sentences in plans.items():
        before = plans.get((place, year - 1), {})
        same = [wording for wording in sentences if wording in before]
        if len(same) >= _COPIED and len(same) >= _MOST * len(sentences):
            pairs = [at(fact) for wording in same[:_COPIED] for fact in (sentences[wording], before[wording])]
            first = sentences[same[0]]
            words = (
                f"{first.paper.shown}{year}年计划的{len(sentences)}句目标中，{len(same)}句与上年只字未改（年份除外）"
            )
            yield Finding(Family.YEARS, "目标文字照抄上年", Severity.NOTICE, words, tuple(pairs))


def _in_a_row(targets: Targets) -> Iterator[tuple[Subject, str, Fact, Fact]]:
    for (subject, place), years in targets.items():
        for year, after in years.items():
            before = years.get(year - 1)
            if before is not None and before.paper.key != after.paper.key:
                yield subject, place, before, after


def _head(fact: Fact) -> str:
    return f"{fact.paper.shown}{fact.scope.last}年{fact.subject.shown}"
