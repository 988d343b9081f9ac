"""Seeds of the audit: sentences whose arithmetic is wrong, each with a twin of the same wording that is right.

`python -m pipeline.audit.seeds corpus/audit` writes `seeds.jsonl` anew, the same for the same program. Every seed stands
in a plan that holds together (`plan.txt`), so that a finding elsewhere in it is a false alarm as well.
"""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

# The seeds are the same wherever they are made.
_SEED = 20250101
_EACH, _TRIES = 6, 60
_NOUNS = ("小学", "初中", "幼儿园", "完全中学", "特殊教育学校", "教学点", "九年一贯制学校")
_TOWNS = ("东河镇", "西岭镇", "南塘镇", "北山镇", "中坪乡", "石桥镇", "白水乡")
_ORDERS = "一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Seed:
    """A paragraph whose arithmetic is wrong and its twin that is right; `kind` says what is wrong."""

    id: str
    kind: str
    wrong: str
    right: str


Pair = tuple[str, str]
Maker = Callable[[random.Random], Pair]


def _off(rng: random.Random, number: int) -> int:
    """Return a number that a slip makes of another: one digit changed, two swapped, or one more or less."""
    digits = str(number)
    while True:
        changed = list(digits)
        at = rng.randrange(len(digits))
        if rng.random() < 0.3 and len(digits) > 2:
            at = min(at, len(digits) - 2)
            changed[at], changed[at + 1] = changed[at + 1], changed[at]
        else:
            changed[at] = str(rng.randrange(10))
        slipped = int("".join(changed))
        if slipped != number and len(str(slipped)) == len(digits) and abs(slipped - number) * 12 < number:
            return slipped
        if rng.random() < 0.05:
            return number + max(1, number // 25)


def _parts(rng: random.Random, count: int, low: int = 11, high: int = 97) -> list[int]:
    return [rng.randrange(low, high) for _ in range(count)]


def _either(text: str, right: object, wrong: object) -> Pair:
    """Return the wrong and the right wording of a text with one open place."""
    return text.replace("@", str(wrong)), text.replace("@", str(right))


def _among_above(rng: random.Random) -> Pair:
    parts = _parts(rng, rng.randrange(3, 5), 110, 890)
    names = rng.sample(_NOUNS, len(parts))
    listed = "，".join(f"{name}{part}人" for name, part in zip(names, parts, strict=True))
    total = sum(parts)
    return _either(f"全县共有在校学生@人，其中{listed}。", total, total - rng.randrange(3, max(4, total // 20)))


def _among_area(rng: random.Random) -> Pair:
    wet, dry = (rng.randrange(2000, 9000) for _ in "12")
    text = f"全镇耕地面积@亩，其中：水田面积{wet}亩、旱田面积{dry}亩。"
    return _either(text, wet + dry, wet + dry - rng.randrange(10, 300))


def _among_one_above(rng: random.Random) -> Pair:
    total = rng.randrange(40, 90)
    return _either(f"获市级以上奖励{total}件，其中一等奖@件。", total // 3, total + rng.randrange(5, 40))


def _among_short(rng: random.Random) -> Pair:
    parts = _parts(rng, 6, 31, 97)
    names = rng.sample(_TOWNS, 6)
    listed = "，".join(f"{name}{part}座" for name, part in zip(names, parts, strict=True))
    return _either(f"全县现有农村公厕@座，其中：{listed}。", sum(parts), sum(parts) + rng.randrange(1, 6))


def _exactly(rng: random.Random) -> Pair:
    parts = [rng.randrange(1000, 9000) / 100 for _ in range(3)]
    names = rng.sample(("东线", "西线", "北线", "环城线", "沿江线"), 3)
    listed = "，".join(f"{name}{part:.2f}公里" for name, part in zip(names, parts, strict=True))
    total = round(sum(parts), 2)
    return _either(f"省道3条@公里，即：{listed}。", f"{total:.2f}", f"{total + 0.1 * rng.randrange(1, 9):.2f}")


def _bracket(rng: random.Random) -> Pair:
    parts = _parts(rng, 4, 3, 40)
    listed = "、".join(f"{name}{part}户" for name, part in zip(("养猪", "养牛", "养羊", "养鸡"), parts, strict=True))
    return _either(f"全乡养殖大户@户（{listed}）。", sum(parts), _off(rng, sum(parts)))


def _summed(rng: random.Random) -> Pair:
    parts = _parts(rng, 3, 100, 900)
    names = ("中央资金", "省级资金", "县级配套资金")
    listed = "、".join(f"{name}{part}万元" for name, part in zip(names, parts, strict=True))
    return _either(f"安排改造经费，{listed}，合计@万元。", sum(parts), _off(rng, sum(parts)))


def _scores(rng: random.Random) -> Pair:
    parts = _parts(rng, 4, 12, 30)
    names = ("组织领导", "经费投入", "队伍建设", "教育质量")
    lines = "".join(f"{name}方面，自评得分{part}分。" for name, part in zip(names, parts, strict=True))
    return _either(f"{lines}以上各方面自评得分@分。", sum(parts), sum(parts) + rng.choice((-2, -1, 1, 2)))


def _shares(rng: random.Random) -> Pair:
    first, second = rng.randrange(15, 40), rng.randrange(15, 40)
    last = 100 - first - second
    return _either(
        f"考核总评中，平时成绩占{first}%、期中成绩占{second}%、期末成绩占@%。", last, last + rng.choice((5, 8, 10))
    )


def _structure(rng: random.Random) -> Pair:
    first, second = rng.randrange(60, 150), rng.randrange(350, 480)
    last = 1000 - first - second
    return _either(
        f"三次产业结构调整为{first / 10}:{second / 10}:@。", last / 10, (last + rng.choice((10, 20, -15))) / 10
    )


def _share_of(rng: random.Random) -> Pair:
    whole, part = rng.randrange(9000, 40000), rng.randrange(2000, 8000)
    rate = 100 * part / whole
    return _either(
        f"全镇总人口{whole}人，劳动力{part}人，占总人口的@%。",
        f"{rate:.2f}",
        f"{rate + rng.choice((2.3, -3.1, 1.7)):.2f}",
    )


def _growth(rng: random.Random) -> Pair:
    old = rng.randrange(120, 400)
    new = old + rng.randrange(20, 150)
    rate = 100 * (new / old - 1)
    text = f"标准化学校由{old}所增加到{new}所，增长@%。"
    return _either(text, f"{rate:.1f}", f"{rate + rng.choice((3.3, 5.2, -2.9)):.1f}")


def _difference(rng: random.Random) -> Pair:
    old = rng.randrange(1200, 4000)
    more = rng.randrange(120, 900)
    return _either(f"完成财政支出{old + more}万元，比2023年的{old}万元增加@万元。", more, _off(rng, more))


def _points(rng: random.Random) -> Pair:
    old, more = rng.randrange(600, 850), rng.randrange(15, 90)
    text = f"农村自来水普及率由{old / 10}%提高到{(old + more) / 10}%，提高@个百分点。"
    return _either(text, more / 10, (more + rng.choice((5, 10, -7))) / 10)


def _yearly(rng: random.Random) -> Pair:
    old = rng.randrange(900, 3000)
    rate = rng.randrange(40, 110) / 10
    new = round(old * (1 + rate / 100) ** 5)
    text = f"游客接待量由2019年的{old}万人次增加到2024年的{new}万人次，年均增长@%。"
    return _either(text, rate, rate + rng.choice((2.8, 3.6)))


def _population(rng: random.Random) -> Pair:
    base = rng.randrange(20, 80) * 1000
    first, second = rng.choice(((10, 5), (8, 4), (12, 6)))
    text = f"资助{base * first // 100}名中职贫困生，资助比例达{first}%；奖励{base * second // 100}名品学兼优的中职生，奖励比例达@%。"
    return _either(text, second, second + rng.choice((1, 2)))


def _product(rng: random.Random) -> Pair:
    times, days = rng.randrange(2, 6), rng.randrange(2, 5)
    return _either(
        f"组织教师集中研修，每年{times}次，每次{days}天，共计@天。", times * days, times * days + rng.choice((1, 2))
    )


def _cover(rng: random.Random) -> Pair:
    area, forest = rng.randrange(120, 300), rng.randrange(50, 110)
    rate = 100 * forest / area
    text = f"全镇幅员面积{area}平方公里。森林面积{forest}平方公里，森林覆盖率@%。"
    return _either(text, f"{rate:.1f}", f"{rate + rng.choice((12.4, -13.1)):.1f}")


def _slogan(rng: random.Random) -> Pair:
    deeds = rng.sample(
        ("强化队伍建设", "强化内部管理", "强化质量提升", "强化安全保障", "强化经费投入"), rng.randrange(3, 5)
    )
    right = "三四"[len(deeds) - 3]
    return _either(f"坚持“@个强化”（{'，'.join(deeds)}）。", right, "五" if right == "四" else "四")


def _named(rng: random.Random) -> Pair:
    towns = rng.sample(_TOWNS, rng.randrange(4, 7))
    text = f"全县现有@个烟叶种植基地，分别是{'、'.join(towns)}。"
    return _either(text, len(towns), len(towns) + rng.choice((-1, 1)))


def _before(rng: random.Random) -> Pair:
    towns = rng.sample(_TOWNS, 4)
    text = f"水稻集中种植在{towns[0]}、{towns[1]}、{towns[2]}和{towns[3]}，@个乡镇承担主要任务。"
    return _either(text, "四", rng.choice("三五"))


def _in_brackets(rng: random.Random) -> Pair:
    names = rng.sample(("郑福", "永兴", "崔家街", "陶家街", "龙王庙", "窝集沟", "集安屯", "三合"), rng.randrange(4, 7))
    return _either(f"小型水库@座（{'、'.join(names)}）。", len(names), len(names) + rng.choice((-1, 1)))


def _ordered(rng: random.Random) -> Pair:
    deeds = rng.sample(("健全组织", "加大投入", "抓好培训", "强化督查", "注重宣传", "完善制度"), rng.randrange(3, 6))
    listed = "；".join(f"{order}是{deed}" for order, deed in zip(_ORDERS, deeds, strict=False))
    return _either(f"重点抓好@项工作：{listed}。", _ORDERS[len(deeds) - 1], _ORDERS[len(deeds)])


def _numbering(rng: random.Random) -> Pair:
    heads = rng.sample(("土地资源", "水利资源", "林业资源", "旅游资源", "矿产资源"), 4)
    body = "现状总体良好，开发有序推进。"
    text = f"1.{heads[0]}\n{body}\n2.{heads[1]}\n{body}\n@.{heads[2]}\n{body}\n"
    wrong, right = _either(text, 3, 2)
    return f"{wrong}3.{heads[3]}\n{body}", f"{right}4.{heads[3]}\n{body}"


def _above_all(rng: random.Random) -> Pair:
    name = rng.choice(
        ("小学适龄儿童入学率", "农村卫生厕所普及率", "医疗废物集中处置率", "建档立卡家庭参合率", "义务教育巩固率")
    )
    return _either(f"确保全县{name}达到@%。", rng.choice((98, 99.5, 100)), rng.choice((101, 103.5, 110)))


def _full_and_more(rng: random.Random) -> Pair:
    name = rng.choice(
        ("小学入学率", "儿童疫苗接种率", "生活垃圾无害化处理率", "危险废物安全处置率", "适龄儿童入学率", "婴幼儿建档率")
    )
    return _either(f"使全镇{name}达@。", "100%", "100%以上")


def _range(rng: random.Random) -> Pair:
    low, more = rng.randrange(10, 40), rng.randrange(5, 30)
    return _either("全年开展集中排查@次，建立台账。", f"{low}至{low + more}", f"{low + more}至{low}")


def _day(rng: random.Random) -> Pair:
    month = rng.choice((2, 4, 6, 9, 11))
    return _either(f"各单位于{month}月@日前报送自查报告。", rng.randrange(10, 28), 31 if month != 2 else 30)


def _years(rng: random.Random) -> Pair:
    last = rng.randrange(2023, 2026)
    return _either(f"项目建设期为@年至{last}年，由县水利局组织实施。", last - 2, last + rng.randrange(1, 4))


def _two_targets(rng: random.Random) -> Pair:
    name = rng.choice(("森林覆盖率", "九年义务教育巩固率", "常住人口城镇化率", "农村自来水普及率"))
    value = rng.randrange(610, 930) / 10
    text = f"到2024年底，全县{name}达到{value}%。围绕目标倒排工期，确保到2024年底，全县{name}达到@%。"
    return _either(text, value, round(value + rng.choice((1.5, -2.2, 3.0)), 1))


def _two_units(rng: random.Random) -> Pair:
    area = rng.randrange(20000, 90000)
    return _either(
        f"全镇耕地面积{area}亩，人均较多。春耕前完成土地平整，全镇耕地面积{area}@，全部落实到户。", "亩", "公顷"
    )


def _two_areas(rng: random.Random) -> Pair:
    area = rng.randrange(2000, 9000)
    text = f"全镇林地面积{area}公顷，管护到位。全镇林地总面积@亩，分片管护。"
    return _either(text, area * 15, area * 15 // 2)


def _two_in_one(rng: random.Random) -> Pair:
    area = rng.randrange(20, 90) * 100
    return _either(f"建成葡萄种植基地{area}@亩。", "", f"（{area - 700}）")


def _larger_part(rng: random.Random) -> Pair:
    area = rng.randrange(100, 300)
    return _either(f"全镇幅员面积{area}平方公里。全镇耕地面积@公顷。", area * 30, area * 130)


def _reached(rng: random.Random) -> Pair:
    now = rng.randrange(880, 960) / 10
    name = rng.choice(("城市污水处理率", "生活垃圾无害化处理率", "农村自来水普及率"))
    return _either(f"2023年，全县{name}达到{now}%。到2024年底，全县{name}达到@%。", now + 2, now - 4.5)


def _blank(rng: random.Random) -> Pair:
    year, what = 2024, rng.choice(("投资@万元", "资金@万元"))
    return _either(f"{year}年内完成道路改造，{what}。", rng.randrange(100, 900), "x")


def _blank_year(rng: random.Random) -> Pair:
    deed = rng.choice(("全部建设任务", "河道清淤", "校舍加固", "清产核资", "低产林改造", "路灯安装"))
    return _either(f"@年底前完成{deed}。", 2024, "XX")


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
    "growth from and to": _growth,
    "difference": _difference,
    "points": _points,
    "yearly growth": _yearly,
    "two implied populations": _population,
    "product": _product,
    "forest cover": _cover,
    "slogan": _slogan,
    "named list": _named,
    "places before their count": _before,
    "names in brackets": _in_brackets,
    "ordered list": _ordered,
    "numbering": _numbering,
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
}


def seeds() -> Iterator[Seed]:
    """Yield the seeds, six of each kind, the same in every run."""
    for kind, maker in MAKERS.items():
        rng = random.Random(f"{_SEED} {kind}")
        made = {pair for _ in range(_TRIES) if (pair := maker(rng))[0] != pair[1]}
        for number, (wrong, right) in enumerate(sorted(made)[:: max(1, len(made) // _EACH)][:_EACH], 1):
            yield Seed(f"{kind} {number}", kind, wrong, right)


def read_seeds(path: Path) -> tuple[Seed, ...]:
    """Return the seeds kept in a file."""
    return tuple(Seed(**json.loads(line)) for line in path.read_text(encoding="utf-8").splitlines())


def main(given: list[str] | None = None) -> None:
    """Write the seeds into a folder."""
    options = argparse.ArgumentParser(prog="python -m pipeline.audit.seeds", description="Write the audit's seeds.")
    options.add_argument("folder", type=Path)
    folder: Path = options.parse_args(given).folder
    lines = [json.dumps(asdict(seed), ensure_ascii=False) for seed in seeds()]
    (folder / "seeds.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
