"""Seeds of rates: growth against its ends, differences, yearly means, products."""

from __future__ import annotations

import random

from pipeline.audit.seed import Maker, Pair, either, off


def _growth(rng: random.Random) -> Pair:
    old = rng.randrange(120, 400)
    new = old + rng.randrange(20, 150)
    rate = 100 * (new / old - 1)
    text = f"标准化学校由{old}所增加到{new}所，增长@%。"
    return either(text, f"{rate:.1f}", f"{rate + rng.choice((3.3, 5.2, -2.9)):.1f}")


def _difference(rng: random.Random) -> Pair:
    old = rng.randrange(1200, 4000)
    more = rng.randrange(120, 900)
    return either(f"完成财政支出{old + more}万元，比2023年的{old}万元增加@万元。", more, off(rng, more))


def _points(rng: random.Random) -> Pair:
    old, more = rng.randrange(600, 850), rng.randrange(15, 90)
    text = f"农村自来水普及率由{old / 10}%提高到{(old + more) / 10}%，提高@个百分点。"
    return either(text, more / 10, (more + rng.choice((5, 10, -7))) / 10)


def _yearly(rng: random.Random) -> Pair:
    old = rng.randrange(900, 3000)
    rate = rng.randrange(40, 110) / 10
    new = round(old * (1 + rate / 100) ** 5)
    text = f"游客接待量由2019年的{old}万人次增加到2024年的{new}万人次，年均增长@%。"
    return either(text, rate, rate + rng.choice((2.8, 3.6)))


def _population(rng: random.Random) -> Pair:
    base = rng.randrange(20, 80) * 1000
    first, second = rng.choice(((10, 5), (8, 4), (12, 6)))
    text = f"资助{base * first // 100}名中职贫困生，资助比例达{first}%；奖励{base * second // 100}名品学兼优的中职生，奖励比例达@%。"
    return either(text, second, second + rng.choice((1, 2)))


def _product(rng: random.Random) -> Pair:
    times, days = rng.randrange(2, 6), rng.randrange(2, 5)
    return either(
        f"组织教师集中研修，每年{times}次，每次{days}天，共计@天。", times * days, times * days + rng.choice((1, 2))
    )


def _cover(rng: random.Random) -> Pair:
    area, forest = rng.randrange(120, 300), rng.randrange(50, 110)
    rate = 100 * forest / area
    text = f"全镇幅员面积{area}平方公里。森林面积{forest}平方公里，森林覆盖率@%。"
    return either(text, f"{rate:.1f}", f"{rate + rng.choice((12.4, -13.1)):.1f}")


def _five_years(rng: random.Random) -> Pair:
    old = rng.randrange(900, 3000)
    rate = rng.randrange(40, 90) / 10
    new = round(old * (1 + rate / 100) ** 5)
    span = rng.choice(("五年来", "“十三五”期间", "过去五年"))
    text = f"{span}，全县游客接待量由{old}万人次增加到{new}万人次，年均增长@%。"
    return either(text, rate, round(rate + rng.choice((4.6, 5.8)), 1))


MAKERS: dict[str, Maker] = {
    "growth from and to": _growth,
    "difference": _difference,
    "points": _points,
    "yearly growth": _yearly,
    "two implied populations": _population,
    "product": _product,
    "forest cover": _cover,
    "mean of five years": _five_years,
}
