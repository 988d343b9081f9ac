"""Seeds of counts: what is announced against what is listed, and numbering."""

from __future__ import annotations

import random

from pipeline.audit.seed import ORDERS, TOWNS, Maker, Pair, either, parts_of


def _slogan(rng: random.Random) -> Pair:
    deeds = rng.sample(
        ("强化队伍建设", "强化内部管理", "强化质量提升", "强化安全保障", "强化经费投入"), rng.randrange(3, 5)
    )
    right = "三四"[len(deeds) - 3]
    return either(f"坚持“@个强化”（{'，'.join(deeds)}）。", right, "五" if right == "四" else "四")


def _named(rng: random.Random) -> Pair:
    towns = rng.sample(TOWNS, rng.randrange(4, 7))
    text = f"全县现有@个烟叶种植基地，分别是{'、'.join(towns)}。"
    return either(text, len(towns), len(towns) + rng.choice((-1, 1)))


def _before(rng: random.Random) -> Pair:
    towns = rng.sample(TOWNS, 4)
    text = f"水稻集中种植在{towns[0]}、{towns[1]}、{towns[2]}和{towns[3]}，@个乡镇承担主要任务。"
    return either(text, "四", rng.choice("三五"))


def _in_brackets(rng: random.Random) -> Pair:
    names = rng.sample(("郑福", "永兴", "崔家街", "陶家街", "龙王庙", "窝集沟", "集安屯", "三合"), rng.randrange(4, 7))
    return either(f"小型水库@座（{'、'.join(names)}）。", len(names), len(names) + rng.choice((-1, 1)))


def _ordered(rng: random.Random) -> Pair:
    deeds = rng.sample(("健全组织", "加大投入", "抓好培训", "强化督查", "注重宣传", "完善制度"), rng.randrange(3, 6))
    listed = "；".join(f"{order}是{deed}" for order, deed in zip(ORDERS, deeds, strict=False))
    return either(f"重点抓好@项工作：{listed}。", ORDERS[len(deeds) - 1], ORDERS[len(deeds)])


def _numbering(rng: random.Random) -> Pair:
    heads = rng.sample(("土地资源", "水利资源", "林业资源", "旅游资源", "矿产资源"), 4)
    body = "现状总体良好，开发有序推进。"
    text = f"1.{heads[0]}\n{body}\n2.{heads[1]}\n{body}\n@.{heads[2]}\n{body}\n"
    wrong, right = either(text, 3, 2)
    return f"{wrong}3.{heads[3]}\n{body}", f"{right}4.{heads[3]}\n{body}"


def _fields(rng: random.Random) -> Pair:
    counts = parts_of(rng, 4, 3, 9)
    fields = ("经济发展", "创新驱动", "民生改善", "绿色低碳")
    listed = "".join(f"{field}方面，提出{number}项指标。" for field, number in zip(fields, counts, strict=True))
    return either(f"计划细化提出@项主要指标。{listed}", sum(counts), sum(counts) + rng.choice((-1, 1, 2)))


def _under_title(rng: random.Random) -> Pair:
    deeds = rng.sample(("修路", "架桥", "挖渠", "建站", "植树", "清淤", "护坡", "绿化", "改厕"), rng.randrange(5, 9))
    listed = "\n".join(f"{at}.完成{deed}工程。" for at, deed in enumerate(deeds, 1))
    return either(f"附件\n民生实事清单（共@项）\n{listed}", len(deeds), len(deeds) + rng.choice((-1, 1)))


MAKERS: dict[str, Maker] = {
    "slogan": _slogan,
    "named list": _named,
    "places before their count": _before,
    "names in brackets": _in_brackets,
    "ordered list": _ordered,
    "numbering": _numbering,
    "fields of a total": _fields,
    "list under a title": _under_title,
}
