"""Seeds that are whole plans, in Markdown: what only shows in all of a document, like a town's name left over from another."""

from __future__ import annotations

import random

from pipeline.audit.seed import TOWNS, Maker, Pair, either

_UNITS = ("县水利局", "县教育局", "县交通运输局", "县住房和城乡建设局", "县农业农村局", "县卫生健康局")
_DEEDS = (
    "新建幼儿园{}所",
    "改造农村户厕{}户",
    "培训乡村教师{}人",
    "修建机耕道{}公里",
    "新增养老床位{}张",
    "治理村庄{}个",
)
_PARTS = ("农业资源", "旅游资源", "水利资源")


def _goal(rng: random.Random) -> Pair:
    deed, unit = rng.choice(
        (("改造农村户厕", "户"), ("新建乡镇卫生院", "所"), ("修建村组机耕道", "公里"), ("培训农村实用人才", "人"))
    )
    number = rng.randrange(30, 90)
    text = (
        f"# 清溪县2024年农村工作计划\n\n## 一、工作目标\n\n全年{deed}{number}{unit}，粮食产量达到7.2万吨。\n\n"
        f"## 二、主要任务\n\n（一）改善条件。年内{deed}@{unit}，由县农业农村局牵头。\n\n（二）加强管护。每季度检查一次。\n"
    )
    return either(text, number, number - rng.randrange(3, 12))


def _deadline(rng: random.Random) -> Pair:
    deed = rng.choice(_DEEDS).format(rng.randrange(10, 90))
    text = (
        "# 清溪县2024年民生工作计划\n\n全年工作以改善民生为重点。\n\n## 一、主要任务\n\n"
        f"@年底前{deed}。6月底前制定方案。\n\n## 二、工作要求\n\n各部门要明确责任。\n"
    )
    return either(text, 2024, rng.choice((2021, 2022)))


def _other_town(rng: random.Random) -> Pair:
    own, other = rng.sample([town for town in TOWNS if town.endswith("镇")], 2)
    parts = "".join(
        f"\n\n## {order}、{part}\n\n@{part}丰富，近年来开发有序，群众收入增加。"
        for order, part in zip("二三四", _PARTS, strict=True)
    )
    text = f"# {own}\n\n## 一、基本情况\n\n{own}位于县城东部，幅员面积107平方公里，辖7个行政村。{parts}\n"
    return either(text, own, other)


def _many_leads(rng: random.Random) -> Pair:
    units = rng.sample(_UNITS, 6)
    deeds = [rng.choice(_DEEDS).format(rng.randrange(10, 90)) for _ in range(20)]
    even = [units[at % 6] for at in range(20)]
    much = [units[0] if at < 15 else units[at % 5 + 1] for at in range(20)]
    wrong, right = (
        "# 清溪县2024年重点工作任务分解表\n\n"
        + "\n\n".join(
            f"{at}.12月底前{deed}。（牵头单位：{unit}）"
            for at, (deed, unit) in enumerate(zip(deeds, leads, strict=True), 1)
        )
        for leads in (much, even)
    )
    return wrong + "\n", right + "\n"


def _two_leads(rng: random.Random) -> Pair:
    first, second = rng.sample(_UNITS, 2)
    deed = rng.choice(_DEEDS).format(rng.randrange(10, 90))
    text = f"# 清溪县2024年民生工作计划\n\n## 一、主要任务\n\n（一）12月底前{deed}。（牵头单位：{first}；@单位：{second}）\n"
    return either(text, "配合", "牵头")


def _no_unit(rng: random.Random) -> Pair:
    deeds = [rng.choice(_DEEDS).format(rng.randrange(10, 90)) for _ in range(12)]
    at = rng.randrange(12)
    wrong, right = (
        "# 清溪县2024年重点工作任务\n\n"
        + "\n\n".join(
            f"{number}.12月底前{deed}。" + ("" if number == bare else f"（责任单位：{_UNITS[number % 6]}）")
            for number, deed in enumerate(deeds, 1)
        )
        for bare in (at + 1, 0)
    )
    return wrong + "\n", right + "\n"


def _no_deadline(rng: random.Random) -> Pair:
    deeds = "\n\n".join(
        f"（{order}）{rng.choice(_DEEDS).format(rng.randrange(10, 90))}。" for order in "一二三四五六七八九十"
    )
    return either(f"# 清溪县@民生工作计划\n\n{deeds}\n", "2024年", "")


MAKERS: dict[str, Maker] = {
    "goal and its section": _goal,
    "deadline before the plan": _deadline,
    "another town's name": _other_town,
    "unit that leads most": _many_leads,
    "two leading units": _two_leads,
    "task without a unit": _no_unit,
    "plan without a time": _no_deadline,
}
