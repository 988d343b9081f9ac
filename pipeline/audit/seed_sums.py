"""Seeds of sums: parts and totals, lists, scores, shares of one whole."""

from __future__ import annotations

import random

from pipeline.audit.seed import NOUNS, TOWNS, Maker, Pair, either, off, parts_of


def _among_above(rng: random.Random) -> Pair:
    parts = parts_of(rng, rng.randrange(3, 5), 110, 890)
    names = rng.sample(NOUNS, len(parts))
    listed = "，".join(f"{name}{part}人" for name, part in zip(names, parts, strict=True))
    total = sum(parts)
    return either(f"全县共有在校学生@人，其中{listed}。", total, total - rng.randrange(3, max(4, total // 20)))


def _among_area(rng: random.Random) -> Pair:
    wet, dry = (rng.randrange(2000, 9000) for _ in "12")
    text = f"全镇耕地面积@亩，其中：水田面积{wet}亩、旱田面积{dry}亩。"
    return either(text, wet + dry, wet + dry - rng.randrange(10, 300))


def _among_one_above(rng: random.Random) -> Pair:
    total = rng.randrange(40, 90)
    return either(f"获市级以上奖励{total}件，其中一等奖@件。", total // 3, total + rng.randrange(5, 40))


def _among_short(rng: random.Random) -> Pair:
    parts = parts_of(rng, 6, 31, 97)
    names = rng.sample(TOWNS, 6)
    listed = "，".join(f"{name}{part}座" for name, part in zip(names, parts, strict=True))
    return either(f"全县现有农村公厕@座，其中：{listed}。", sum(parts), sum(parts) + rng.randrange(1, 6))


def _exactly(rng: random.Random) -> Pair:
    parts = [rng.randrange(1000, 9000) / 100 for _ in range(3)]
    names = rng.sample(("东线", "西线", "北线", "环城线", "沿江线"), 3)
    listed = "，".join(f"{name}{part:.2f}公里" for name, part in zip(names, parts, strict=True))
    total = round(sum(parts), 2)
    return either(f"省道3条@公里，即：{listed}。", f"{total:.2f}", f"{total + 0.1 * rng.randrange(1, 9):.2f}")


def _bracket(rng: random.Random) -> Pair:
    parts = parts_of(rng, 4, 3, 40)
    listed = "、".join(f"{name}{part}户" for name, part in zip(("养猪", "养牛", "养羊", "养鸡"), parts, strict=True))
    return either(f"全乡养殖大户@户（{listed}）。", sum(parts), off(rng, sum(parts)))


def _summed(rng: random.Random) -> Pair:
    parts = parts_of(rng, 3, 100, 900)
    names = ("中央资金", "省级资金", "县级配套资金")
    listed = "、".join(f"{name}{part}万元" for name, part in zip(names, parts, strict=True))
    return either(f"安排改造经费，{listed}，合计@万元。", sum(parts), sum(parts) + rng.choice((-90, -9, 18, 100)))


def _scores(rng: random.Random) -> Pair:
    parts = parts_of(rng, 4, 12, 30)
    names = ("组织领导", "经费投入", "队伍建设", "教育质量")
    lines = "".join(f"{name}方面，自评得分{part}分。" for name, part in zip(names, parts, strict=True))
    return either(f"{lines}以上各方面自评得分@分。", sum(parts), sum(parts) + rng.choice((-2, -1, 1, 2)))


def _shares(rng: random.Random) -> Pair:
    first, second = rng.randrange(15, 40), rng.randrange(15, 40)
    last = 100 - first - second
    return either(
        f"考核总评中，平时成绩占{first}%、期中成绩占{second}%、期末成绩占@%。", last, last + rng.choice((5, 8, 10))
    )


def _structure(rng: random.Random) -> Pair:
    first, second = rng.randrange(60, 150), rng.randrange(350, 480)
    last = 1000 - first - second
    return either(
        f"三次产业结构调整为{first / 10}:{second / 10}:@。", last / 10, (last + rng.choice((10, 20, -15))) / 10
    )


def _share_of(rng: random.Random) -> Pair:
    whole, part = rng.randrange(9000, 40000), rng.randrange(2000, 8000)
    rate = 100 * part / whole
    return either(
        f"全镇总人口{whole}人，劳动力{part}人，占总人口的@%。",
        f"{rate:.2f}",
        f"{rate + rng.choice((2.3, -3.1, 1.7)):.2f}",
    )


MAKERS: dict[str, Maker] = {
    "parts above the whole": _among_above,
    "parts of an area above the whole": _among_area,
    "one part above the whole": _among_one_above,
    "parts a little short of the whole": _among_short,
    "exact list": _exactly,
    "list in brackets": _bracket,
    "sum told behind": _summed,
    "scores": _scores,
    "shares of 100": _shares,
    "structure of industries": _structure,
    "share of a named whole": _share_of,
}
