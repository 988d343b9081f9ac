"""Seeds of a plan, the next year's plan and its report: aims that fall, jump, are dropped, copied, missed or not told."""

from __future__ import annotations

import random
from decimal import Decimal

from pipeline.audit.seed_opened import (
    OPEN,
    Maker,
    Opened,
    Paper,
    again,
    aims_of,
    missed_and_met,
    moved,
    paper_of,
    reported,
    results_of,
    some_main,
    values_of,
    written,
)
from pipeline.audit.seed_passages import AMOUNTS, GROWING, SHARES, Indicator, Where, told, work

_REASONS = (
    "。目标适当下调，主要考虑外部环境更加复杂",
    "。作出这样的安排，主要是为调结构、防风险留出空间",
    "。增速比上年有所调低，是考虑了项目接续不足的实际",
)
_PROMISED = (
    "全年新建改建农村公路{0}公里，改造危旧桥梁{1}座，行政村全部通上客车。",
    "建成高标准农田{0}亩，配套灌溉渠道{1}公里，让旱地变成保收田。",
    "开展职业技能培训{0}人次，帮助困难家庭就业{1}户，做到一户一策。",
    "改造老旧小区{0}个，加装电梯{1}部，惠及居民和沿街商户。",
    "新增公办幼儿园学位{0}个，改建农村学校食堂{1}所，秋季开学前投用。",
    "治理水土流失面积{0}平方公里，补植公益林{1}亩，由林长逐片验收。",
)


def _two_years(
    rng: random.Random, place: str, before: dict[Indicator, Decimal], after: str, review: str
) -> tuple[Paper, ...]:
    """Return two reports in a row; the second tells what became of the aims of the first and sets new ones."""
    return reported(rng, place, 2024, aims=aims_of(rng, before)), reported(rng, place, 2025, aims=after, review=review)


def _falls(rng: random.Random, where: Where) -> Opened:
    before = values_of(rng, some_main(rng))
    opened = rng.choice(list(before))
    after = aims_of(rng, again(rng, before), opened)
    papers = _two_years(rng, rng.choice((where.city, where.counties[0])), before, after, results_of(before))
    wrong, right = (
        moved(opened, before[opened], -rng.randrange(4, 12)),
        moved(opened, before[opened], rng.randrange(3)),
    )
    return Opened(papers, written(wrong), written(right))


def _falls_without_reason(rng: random.Random, where: Where) -> Opened:
    before = values_of(rng, some_main(rng))
    lowered = rng.choice(list(before))
    now = again(rng, before) | {lowered: moved(lowered, before[lowered], -rng.randrange(4, 12))}
    papers = _two_years(rng, where.city, before, aims_of(rng, now) + OPEN, results_of(before))
    return Opened(papers, "", rng.choice(_REASONS))


def _jumps(rng: random.Random, where: Where) -> Opened:
    opened = rng.choice(AMOUNTS)
    before = values_of(rng, [*rng.sample(GROWING, 2), opened])
    papers = _two_years(rng, where.counties[0], before, aims_of(rng, again(rng, before), opened), results_of(before))
    right = before[opened] + rng.randrange(1, 4) * Decimal(opened.step)
    return Opened(papers, written(right * rng.choice((5, 10, 10))), written(right))


def _dropped(rng: random.Random, where: Where) -> Opened:
    before = values_of(rng, some_main(rng))
    missed = rng.choice(list(before))
    kept = {one: value for one, value in before.items() if one is not missed}
    papers = _two_years(rng, where.counties[0], before, aims_of(rng, again(rng, kept)), results_of(before, missed))
    return Opened(papers, *missed_and_met(rng, missed, before[missed]))


def _copied(rng: random.Random, where: Where) -> Opened:
    patterns, place = rng.sample(_PROMISED, 4), where.counties[0]
    first, second = ([(rng.randrange(20, 400), rng.randrange(3, 19)) for _ in patterns] for _ in range(2))
    old, new = ("".join(map(str.format, patterns, *zip(*some, strict=True))) for some in (first, second))

    def plan(year: int, tasks: str) -> Paper:
        lines = (f"{place}{year}年民生实事工作计划", "一、工作任务", tasks, "二、工作要求", work(rng, 4), work(rng, 4))
        return paper_of(place, year, "\n".join(lines) + "\n", "民生实事工作计划")

    return Opened((plan(2024, old), plan(2025, OPEN)), old, new)


def _missed(rng: random.Random, where: Where) -> Opened:
    before = values_of(rng, [*some_main(rng, 2), rng.choice(AMOUNTS)])
    opened, place = rng.choice(list(before)), rng.choice((where.city, where.counties[0]))
    papers = _two_years(rng, place, before, aims_of(rng, again(rng, before)), results_of(before, opened))
    return Opened(papers, *missed_and_met(rng, opened, before[opened]))


def _unreported(rng: random.Random, where: Where) -> Opened:
    before = values_of(rng, some_main(rng))
    opened = rng.choice(list(before))
    known = {one: value for one, value in before.items() if one is not opened}
    review = results_of(known) + OPEN
    papers = _two_years(rng, where.counties[0], before, aims_of(rng, again(rng, before)), review)
    return Opened(papers, "", f"，{told(opened, moved(opened, before[opened], 1))}")


def _of_another(rng: random.Random, where: Where) -> Opened:
    town = next(one for one in GROWING if one.name.startswith("城镇居民"))
    others = [one for one in GROWING if "居民" not in one.name]
    before = values_of(rng, [town, *rng.sample(others, 2)])
    rest = {one: value for one, value in before.items() if one is not town}
    review = f"{results_of(rest)}，居民人均可支配收入增长{OPEN}%"
    papers = _two_years(rng, where.city, before, aims_of(rng, again(rng, before)), review)
    return Opened(papers, *missed_and_met(rng, town, before[town]))


def _late(rng: random.Random, where: Where) -> Opened:
    opened = rng.choice(SHARES)
    values, growing = values_of(rng, [opened]), values_of(rng, rng.sample(GROWING, 2))
    place, level = where.counties[0], values[opened]
    papers = (
        reported(rng, place, 2023, aims=aims_of(rng, growing | values)),
        reported(rng, place, 2024, review=f"{results_of(growing)}，{told(opened, OPEN)}"),
        reported(rng, place, 2025, review=told(opened, level + 1)),
    )
    return Opened(papers, written(level - 2 - rng.randrange(9) / Decimal(10)), written(level + Decimal("0.3")))


# Each kind with the rule that finds it.
MAKERS: dict[str, tuple[str, Maker]] = {
    "target that falls": ("目标放松未说明", _falls),
    "target that falls, no reason": ("目标放松未说明", _falls_without_reason),
    "jump": ("目标骤变", _jumps),
    "missed target dropped": ("未完成目标不再提", _dropped),
    "wording copied": ("目标文字照抄上年", _copied),
    "missed": ("未达目标", _missed),
    "missed by another definition": ("未达目标", _of_another),
    "reached late": ("推迟达到", _late),
    "not reported": ("报告未提", _unreported),
}
