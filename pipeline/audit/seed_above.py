"""Seeds of a plan and the plan above it: less, later or not at all; and of a year's plan below that of five years."""

from __future__ import annotations

import random

from pipeline.audit.seed_opened import (
    OPEN,
    Maker,
    Opened,
    Paper,
    aims_of,
    moved,
    reported,
    some_main,
    values_of,
    written,
)
from pipeline.audit.seed_passages import GROWING, LIMITED, SHARES, Where, aim, value_of, work

_PROGRAMMES = ("乡村建设三年行动方案", "城乡人居环境整治提升行动方案", "农村基础设施补短板行动计划")


def _below_city(rng: random.Random, where: Where) -> Opened:
    indicators = some_main(rng)
    values, opened = values_of(rng, indicators), rng.choice(indicators)
    own = {one: moved(one, value, rng.randrange(3)) for one, value in values.items()}
    county = where.counties[0]
    papers = (
        reported(rng, where.city, 2025, aims=aims_of(rng, values)),
        reported(rng, county, 2025, aims=aims_of(rng, own, opened)),
    )
    wrong, right = (
        moved(opened, values[opened], -rng.randrange(4, 9)),
        moved(opened, values[opened], rng.randrange(4)),
    )
    return Opened(papers, written(wrong), written(right))


def _later_than_city(rng: random.Random, where: Where) -> Opened:
    first, other = rng.sample(SHARES, 2)
    values, what = values_of(rng, (first, other)), rng.choice(_PROGRAMMES)
    reaches = f"{first.name}达到{values[first]}%"

    def programme(place: str, last: str, end: int) -> Paper:
        title = f"{place}{what}（2023—{end}年）"
        main = f"到{last}年，{reaches}，到{end}年，{other.name}达到{values[other]}%。"
        text = [title, "一、总体目标", main, "二、重点任务", *(f"（{order}）{work(rng, 2)}" for order in "一二三四")]
        return Paper(f"{title}.txt", "\n".join(text) + "\n")

    papers = programme(where.city, "2025", 2027), programme(where.counties[0], OPEN, 2027)
    return Opened(papers, rng.choice(("2026", "2027")), rng.choice(("2025", "2024")))


def _left_out(rng: random.Random, where: Where) -> Opened:
    indicators = [*rng.sample(GROWING, 4), *rng.sample(LIMITED, 1)]
    values, opened = values_of(rng, indicators), rng.choice(indicators)
    own = [{one: moved(one, value, rng.randrange(3)) for one, value in values.items()} for _ in where.counties]
    silent = {one: value for one, value in own[0].items() if one is not opened}
    papers = [reported(rng, where.city, 2025, aims=aims_of(rng, values))]
    papers += [
        reported(rng, county, 2025, aims=aims_of(rng, all_of))
        for county, all_of in zip(where.counties[1:], own[1:], strict=True)
    ]
    papers.append(reported(rng, where.counties[0], 2025, aims=aims_of(rng, silent) + OPEN))
    return Opened(tuple(papers), "", "，" + aim(rng, opened, own[0][opened]))


def _five_years(rng: random.Random, place: str, aims: str) -> Paper:
    title = f"{place}国民经济和社会发展第十四个五年规划纲要（2021—2025年）"
    text = [
        *(title, "第一章 发展目标", f"“十四五”时期经济社会发展的主要目标是：{aims}。"),
        *("第二章 主要任务", *(work(rng, 3) for _ in range(4))),
    ]
    return Paper(f"{title}.txt", "\n".join(text) + "\n")


def _below_mean(rng: random.Random, where: Where) -> Opened:
    opened, *others = rng.sample(GROWING, 3)
    values, place = values_of(rng, (opened, *others)), rng.choice((where.city, where.counties[0]))
    mean = rng.choice(("{0}年均增长{1}%", "{0}年均增长{1}%左右", "{0}年均增速达到{1}%")).format(
        opened.name, values[opened]
    )
    share = rng.choice(SHARES)
    papers = (
        _five_years(rng, place, f"{mean}，到2025年，{aim(rng, share, value_of(rng, share))}"),
        reported(rng, place, rng.choice((2022, 2023, 2024)), aims=aims_of(rng, values, opened)),
    )
    wrong, right = (
        moved(opened, values[opened], -rng.randrange(4, 12)),
        moved(opened, values[opened], rng.randrange(5)),
    )
    return Opened(papers, written(wrong), written(right))


def _below_level(rng: random.Random, where: Where) -> Opened:
    opened, *others = rng.sample(SHARES, 2)
    levels, growing = values_of(rng, (opened, *others)), values_of(rng, rng.sample(GROWING, 2))
    place = rng.choice((where.city, where.counties[0]))
    yearly = {one: moved(one, value, 2) for one, value in levels.items()}
    papers = (
        _five_years(rng, place, f"到2025年，{aims_of(rng, levels)}"),
        reported(rng, place, 2025, aims=aims_of(rng, growing | yearly, opened)),
    )
    wrong, right = (
        moved(opened, levels[opened], -rng.randrange(8, 30)),
        moved(opened, levels[opened], rng.randrange(9)),
    )
    return Opened(papers, written(wrong), written(right))


# Each kind with the rule that finds it.
MAKERS: dict[str, tuple[str, Maker]] = {
    "target below the plan above": ("松于上级计划", _below_city),
    "later than the plan above": ("迟于上级计划", _later_than_city),
    "indicator of the plan above left out": ("上级指标未列", _left_out),
    "growth below the mean of five years": ("低于规划年均", _below_mean),
    "level below the plan of five years": ("低于规划", _below_level),
}
