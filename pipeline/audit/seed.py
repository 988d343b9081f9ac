"""What the seeds of the audit share: the record of a seed, and what its makers draw names and slips from."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

NOUNS = ("小学", "初中", "幼儿园", "完全中学", "特殊教育学校", "教学点", "九年一贯制学校")
TOWNS = ("东河镇", "西岭镇", "南塘镇", "北山镇", "中坪乡", "石桥镇", "白水乡")
ORDERS = "一二三四五六七八九"


class Form(StrEnum):
    """What a seed is: words put into a plan, Markdown put into a plan, a whole document in Markdown."""

    WORDS = "words"
    MARKDOWN = "markdown"
    DOCUMENT = "document"


@dataclass(frozen=True, slots=True)
class Seed:
    """Words whose arithmetic is wrong and their twin that is right; `kind` says what is wrong."""

    id: str
    kind: str
    wrong: str
    right: str
    form: Form = Form.WORDS


Pair = tuple[str, str]
Maker = Callable[[random.Random], Pair]


def off(rng: random.Random, number: int) -> int:
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


def parts_of(rng: random.Random, count: int, low: int = 11, high: int = 97) -> list[int]:
    return [rng.randrange(low, high) for _ in range(count)]


def either(text: str, right: object, wrong: object) -> Pair:
    """Return the wrong and the right wording of a text with one open place."""
    return text.replace("@", str(wrong)), text.replace("@", str(right))
