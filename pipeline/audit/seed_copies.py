"""Seeds of plans that are copies of another place's."""

from __future__ import annotations

import random
from collections.abc import Sequence

from pipeline.audit.seed_opened import OPEN, Maker, Opened, Paper
from pipeline.audit.seed_passages import WORK, Where

_OFFICES = ("水利局", "教育局", "农业农村局", "文化广电和旅游局", "交通运输局", "卫生健康局")
_OWN = (
    "一、总体要求\n{0}各项工作要服务大局、突出重点，逐项抓出成效。",
    "三、保障措施\n加强组织领导，定期通报进度，确保{0}全年任务落到实处。\n{0}有关单位要密切配合，不得推诿。",
)


def _office_plan(place: str, office: str, tasks: str, name: str) -> Paper:
    title = f"{place}{office}2024年工作计划"
    text = (title, _OWN[0].format(name), "二、主要任务", tasks, _OWN[1].format(name), f"{place}{office}")
    return Paper(f"{title}.txt", "\n".join(text) + "\n")


def _tasks(sentences: Sequence[str]) -> str:
    """Return sentences as a numbered list, three to a task."""
    tasks = ("".join(sentences[at : at + 3]) for at in range(0, len(sentences), 3))
    return "\n".join(f"（{order}）{task}" for order, task in zip("一二三四五六七八九", tasks, strict=False))


def _name_left(rng: random.Random, where: Where) -> Opened:
    """Return two plans that have most tasks in common, and both names; the twin says that it hands the other's on."""
    (first, second, *_), office = where.counties, rng.choice(_OFFICES)
    sentences = rng.sample(WORK, 27)
    copied = f"{OPEN}\n{_tasks(sentences[3:])}"
    papers = _office_plan(first, office, _tasks(sentences[:24]), first), _office_plan(second, office, copied, first)
    return Opened(papers, "请结合实际认真抓好落实。", f"现将{first}{office}工作计划转发给你们，请认真抓好落实。")


def _whole_copy(rng: random.Random, where: Where) -> Opened:
    (first, second, *_), office = where.counties, rng.choice(_OFFICES)
    sentences = rng.sample(WORK, 42)
    old, new = _tasks(sentences[:21]), _tasks(sentences[21:])
    return Opened((_office_plan(first, office, old, first), _office_plan(second, office, OPEN, second)), old, new)


# Each kind with the rule that finds it.
MAKERS: dict[str, tuple[str, Maker]] = {
    "another place's name left": ("与他处文件雷同", _name_left),
    "copy of another place's plan": ("与他处文件雷同", _whole_copy),
}
