"""Seeds of changes and shares told beside amounts: what is left, completion, shares of a list, growth over years."""

from __future__ import annotations

import random

from pipeline.audit.seed import NOUNS, Maker, Pair, either, off


def _beside(rng: random.Random) -> Pair:
    now, more = rng.randrange(4000, 9000), rng.randrange(300, 900)
    rate = 100 * more / (now - more)
    text = f"全县社会消费品零售额{now}万元，比上年增加{more}万元，增长@%。"
    return either(text, f"{rate:.1f}", f"{rate + rng.choice((2.4, 3.8)):.1f}")


def _apart(rng: random.Random) -> Pair:
    old, more = rng.randrange(12000, 30000), rng.randrange(1100, 4000)
    text = f"其他收入{old + more}元，为取得的利息、培训等收入，与上年{old}元相比增加@元。"
    return either(text, more, off(rng, more))


def _left(rng: random.Random) -> Pair:
    income, spent = rng.randrange(5000, 9000), rng.randrange(1200, 3900)
    text = f"专项资金收入{income}元，支出决算{spent}元，用于校舍维修，结转下年@元。"
    return either(text, income - spent, off(rng, income - spent))


def _listed(rng: random.Random) -> Pair:
    whole = rng.randrange(180, 400)
    part = rng.randrange(whole // 2, whole - 8)
    share = 100 * part / whole
    text = f"学校现有教职工{whole}人，其中专任教师{part}人，占比@%。"
    return either(text, f"{share:.1f}", f"{share + rng.choice((2.7, -3.6)):.1f}")


def _completed(rng: random.Random) -> Pair:
    plan = rng.randrange(800, 3000)
    done = rng.randrange(plan // 2, plan)
    rate = 100 * done / plan
    text = f"年度计划投资{plan}万元，截至目前已完成投资{done}万元，完成年度目标比率@%。"
    return either(text, f"{rate:.2f}", f"{rate + rng.choice((3.4, -4.2)):.2f}")


def _accrued(rng: random.Random) -> Pair:
    mean = rng.randrange(40, 110) / 10
    whole = 100 * ((1 + mean / 100) ** 5 - 1)
    text = f"2020年公路货运量比2015年增长{whole:.1f}%，平均每年增长@%。"
    return either(text, mean, round(mean + rng.choice((2.3, -1.9)), 1))


def _turned(rng: random.Random) -> Pair:
    old = rng.randrange(30, 60)
    by = rng.randrange(3, 12)
    return either(f"民办园在园幼儿所占比重由{old}%上升到@%。", old + by, old - by)


def _enumerated(rng: random.Random) -> Pair:
    parts = [rng.randrange(300, 900) for _ in range(3)]
    names = rng.sample(NOUNS, 3)
    total = sum(parts)
    items = "".join(f"（{order}）{name}{part}万元。" for order, name, part in zip("一二三", names, parts, strict=True))
    return either(f"改造资金@万元的分配如下：{items}", total, total + rng.choice((60, 90, -70)))


def _before(rng: random.Random) -> Pair:
    light, heavy = rng.randrange(400, 900), rng.randrange(400, 900)
    text = f"工业总产值达到@万元。其中，轻工业{light}万元，重工业{heavy}万元。"
    return either(text, light + heavy, light + heavy + rng.choice((110, -90)))


def _settled(rng: random.Random) -> Pair:
    known = rng.randrange(30, 90)
    text = f"全年排查校园安全隐患{known}处，已完成整改@处。"
    return either(text, known - rng.randrange(0, 4), known + rng.randrange(2, 7))


MAKERS: dict[str, Maker] = {
    "change and its rate": _beside,
    "against last year": _apart,
    "left over": _left,
    "share in a list": _listed,
    "rate of completion": _completed,
    "growth over years": _accrued,
    "rise that falls": _turned,
    "enumerated parts": _enumerated,
    "parts of the sentence before": _before,
    "more settled than known": _settled,
}
