"""Seeds of values: what cannot be, what is told in two ways, what was left blank."""

from __future__ import annotations

import random

from pipeline.audit.seed import Maker, Pair, either


def _above_all(rng: random.Random) -> Pair:
    name = rng.choice(
        ("小学适龄儿童入学率", "农村卫生厕所普及率", "医疗废物集中处置率", "建档立卡家庭参合率", "义务教育巩固率")
    )
    return either(f"确保全县{name}达到@%。", rng.choice((98, 99.5, 100)), rng.choice((101, 103.5, 110)))


def _full_and_more(rng: random.Random) -> Pair:
    name = rng.choice(
        ("小学入学率", "儿童疫苗接种率", "生活垃圾无害化处理率", "危险废物安全处置率", "适龄儿童入学率", "婴幼儿建档率")
    )
    return either(f"使全镇{name}达@。", "100%", "100%以上")


def _range(rng: random.Random) -> Pair:
    low, more = rng.randrange(10, 40), rng.randrange(5, 30)
    return either("全年开展集中排查@次，建立台账。", f"{low}至{low + more}", f"{low + more}至{low}")


def _day(rng: random.Random) -> Pair:
    month = rng.choice((2, 4, 6, 9, 11))
    return either(f"各单位于{month}月@日前报送自查报告。", rng.randrange(10, 28), 31 if month != 2 else 30)


def _years(rng: random.Random) -> Pair:
    last = rng.randrange(2023, 2026)
    return either(f"项目建设期为@年至{last}年，由县水利局组织实施。", last - 2, last + rng.randrange(1, 4))


def _two_targets(rng: random.Random) -> Pair:
    name = rng.choice(("森林覆盖率", "九年义务教育巩固率", "常住人口城镇化率", "农村自来水普及率"))
    value = rng.randrange(610, 930) / 10
    text = f"到2024年底，全县{name}达到{value}%。围绕目标倒排工期，确保到2024年底，全县{name}达到@%。"
    return either(text, value, round(value + rng.choice((1.5, -2.2, 3.0)), 1))


def _two_units(rng: random.Random) -> Pair:
    area = rng.randrange(20000, 90000)
    return either(
        f"全镇耕地面积{area}亩，人均较多。春耕前完成土地平整，全镇耕地面积{area}@，全部落实到户。", "亩", "公顷"
    )


def _two_areas(rng: random.Random) -> Pair:
    area = rng.randrange(2000, 9000)
    text = f"全镇林地面积{area}公顷，管护到位。全镇林地总面积@亩，分片管护。"
    return either(text, area * 15, area * 15 // 2)


def _two_in_one(rng: random.Random) -> Pair:
    area = rng.randrange(20, 90) * 100
    return either(f"建成葡萄种植基地{area}@亩。", "", f"（{area - 700}）")


def _larger_part(rng: random.Random) -> Pair:
    area = rng.randrange(100, 300)
    return either(f"全镇幅员面积{area}平方公里。全镇耕地面积@公顷。", area * 30, area * 130)


def _reached(rng: random.Random) -> Pair:
    now = rng.randrange(880, 960) / 10
    name = rng.choice(("城市污水处理率", "生活垃圾无害化处理率", "农村自来水普及率"))
    return either(f"2023年，全县{name}达到{now}%。到2024年底，全县{name}达到@%。", now + 2, now - 4.5)


def _blank(rng: random.Random) -> Pair:
    year, what = 2024, rng.choice(("投资@万元", "资金@万元"))
    return either(f"{year}年内完成道路改造，{what}。", rng.randrange(100, 900), "x")


def _blank_year(rng: random.Random) -> Pair:
    deed = rng.choice(("全部建设任务", "河道清淤", "校舍加固", "清产核资", "低产林改造", "路灯安装"))
    return either(f"@年底前完成{deed}。", 2024, "XX")


def _below_none(rng: random.Random) -> Pair:
    name = rng.choice(("农村自来水普及率", "空气优良率", "农村卫生厕所普及率", "生活垃圾分类覆盖率"))
    share = rng.randrange(3, 90)
    return either(f"全县{name}达到@%。", share, f"-{share}")


def _no_number(rng: random.Random) -> Pair:
    deed, unit = rng.choice(
        (("新建", "所幼儿园"), ("改造", "公里农村公路"), ("新建", "座污水处理站"), ("培养", "名学科带头人"))
    )
    return either(f"年内{deed}@{unit}，由县发展和改革局统筹。", rng.randrange(2, 40), "   ")


def _assets(rng: random.Random) -> Pair:
    current, fixed, rest = (rng.randrange(1000, 9000) for _ in "123")
    text = f"全县国有林场资产总额为@万元，其中流动资产{current}万元。全部固定资产净值{fixed}万元。"
    return either(text, current + fixed + rest, current + fixed - rng.randrange(300, 900))


def _only_reached(rng: random.Random) -> Pair:
    now = rng.randrange(880, 960) / 10
    name = rng.choice(("城市污水处理率", "生活垃圾无害化处理率", "农村自来水普及率"))
    return either(f"2023年，全县{name}达到{now}%。到2024年底，全县{name}提高到@%。", round(now + 1.5, 1), now)


MAKERS: dict[str, Maker] = {
    "rate above 100": _above_all,
    "100 and more": _full_and_more,
    "range upside down": _range,
    "day that does not exist": _day,
    "years backwards": _years,
    "two targets": _two_targets,
    "two units": _two_units,
    "two areas": _two_areas,
    "two in one place": _two_in_one,
    "part larger than the whole": _larger_part,
    "target below what is reached": _reached,
    "blank amount": _blank,
    "blank year": _blank_year,
    "assets of several classes": _assets,
    "target that is reached": _only_reached,
    "share below nothing": _below_none,
    "number left out": _no_number,
}
