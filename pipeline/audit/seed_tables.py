"""Seeds of tables, in Markdown: sum rows, groups of scores, columns of years, and what the text tells of their rows."""

from __future__ import annotations

import random

from pipeline.audit.seed import TOWNS, Maker, Pair, either, parts_of

_PROJECTS = ("东干渠改造", "北山水厂扩建", "中心卫生院迁建", "河西路拓宽", "污水管网延伸", "实验小学扩建", "文化馆修缮")
_TASKS = (
    "修订应急预案",
    "清理河道垃圾",
    "改造供水管网",
    "开展隐患排查",
    "完善巡查台账",
    "加固病险堤段",
    "培训管护人员",
)


def _table(heads: tuple[str, ...], *rows: tuple[object, ...]) -> str:
    lines = [heads, ("---",) * len(heads), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)


def _column(rng: random.Random) -> Pair:
    towns, pupils, schools = rng.sample(TOWNS, 4), parts_of(rng, 4, 210, 890), parts_of(rng, 4, 3, 9)
    rows = tuple(zip(towns, schools, pupils, strict=True))
    text = _table(("乡镇", "学校（所）", "学生（人）"), *rows, ("合计", sum(schools), "@"))
    return either(text, sum(pupils), sum(pupils) + rng.choice((-20, 9, 30, 100)))


def _rate_in_text(rng: random.Random) -> Pair:
    name = rng.choice(("农村自来水普及率", "城市污水处理率", "生活垃圾无害化处理率"))
    now = rng.randrange(780, 860) / 10
    end = round(now + rng.randrange(40, 90) / 10, 1)
    table = _table(("指标", "单位", "2020年", "2025年"), (name, "%", now, end), ("森林覆盖率", "%", 41.2, 42.5))
    return either(f"到2025年底，{name}达到@%。主要指标见下表。\n\n{table}", end, round(end - rng.choice((1.5, 2.2)), 1))


def _money_in_text(rng: random.Random) -> Pair:
    goods, works = (rng.randrange(3_000_000, 60_000_000) for _ in "12")
    table = _table(
        ("采购类别", "金额"),
        ("政府采购货物支出", f"{goods:,}"),
        ("政府采购工程支出", f"{works:,}"),
        ("合计", f"{goods + works:,}"),
    )
    right = f"{goods / 10000:.2f}"
    wrong = f"{(goods + rng.choice((300_000, -500_000))) / 10000:.2f}"
    return either(f"其中，政府采购货物支出@万元。采购情况如下。\n\n采购表（单位：元）\n\n{table}", right, wrong)


def _scores(rng: random.Random) -> Pair:
    first, second = parts_of(rng, 4, 8, 15), parts_of(rng, 3, 12, 18)
    rows: list[tuple[object, ...]] = [("一、", "组织领导", "@")]
    rows += [(at, task, score) for at, (task, score) in enumerate(zip(_TASKS, first, strict=False), 1)]
    rows.append(("二、", "工作实效", sum(second)))
    rows += [(at, task, score) for at, (task, score) in enumerate(zip(_TASKS[4:], second, strict=True), 5)]
    text = _table(("序号", "考核项目", "分值"), *rows)
    return either(text, sum(first), sum(first) + rng.choice((-2, 1, 3)))


def _rows(rng: random.Random) -> Pair:
    tasks = rng.sample(_TASKS, rng.randrange(4, 7))
    table = _table(("序号", "任务", "时限"), *((at, task, "12月底前") for at, task in enumerate(tasks, 1)))
    return either(f"附件\n\n2024年重点任务清单（共@项）\n\n{table}", len(tasks), len(tasks) + rng.choice((-1, 1, 2)))


def _invested(rng: random.Random) -> Pair:
    names = rng.sample(_PROJECTS, rng.randrange(4, 7))
    costs = [rng.randrange(8, 60) * 100 for _ in names]
    table = _table(("项目名称", "总投资（万元）"), *zip(names, costs, strict=True))
    text = f"全年安排重点项目{len(names)}个，总投资@万元，详见下表。\n\n{table}"
    return either(text, sum(costs), sum(costs) + rng.choice((-800, 500, 1200)))


def _mean(rng: random.Random) -> Pair:
    old, rate = rng.randrange(800, 3000), rng.randrange(40, 110) / 10
    new = round(old * (1 + rate / 100) ** 5)
    name = rng.choice(("接待游客（万人次）", "蔬菜产量（吨）", "港口吞吐量（万吨）"))
    text = _table(
        ("指标", "2020年", "2025年", "年均增长（%）"), (name, old, new, "@"), ("养老床位（张）", 500, 600, 3.7)
    )
    return either(text, rate, round(rate + rng.choice((2.8, 3.6)), 1))


MAKERS: dict[str, Maker] = {
    "sum row of a table": _column,
    "rate in the text and in a table": _rate_in_text,
    "amount in the text and in a table": _money_in_text,
    "groups of a score table": _scores,
    "rows under a title": _rows,
    "investment of a table": _invested,
    "yearly mean of a table": _mean,
}
