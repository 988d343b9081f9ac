"""Words that tell whether planned work can be ticked off: `deeds.csv`, one word a row, its kind and why."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from pipeline.lexicon import rows


class DeedKind(StrEnum):
    """What a word says of planned work."""

    DEED = "deed"  # 召开, 制定, 建成: begins a deliverable
    ROUTINE = "routine"  # 加强, 落实: begins an exhortation
    OUTCOME = "outcome"  # 实现, 培训: an end, wherever it stands in a dated clause
    FRAME = "frame"  # 为依据, 扣分: frames what follows, promises nothing
    DEGREE = "degree"  # 明显提高: an outcome one cannot tick off
    STATE = "state"  # 休息, 返校: how a day of a calendar goes
    TITLE = "title"  # 示范区, 文明单位: what one can be named
    ILL = "ill"  # 危房, 大班额: what one can be rid of


@dataclass(frozen=True, slots=True)
class Deed:
    """One word of the table."""

    word: str
    kind: DeedKind


@cache
def deeds(kind: DeedKind) -> tuple[str, ...]:
    """Return the words of one kind: 召开, 制定 and the like for `DEED`."""
    every = (Deed(row["word"], DeedKind(row["kind"])) for row in rows("deeds.csv"))
    return tuple(deed.word for deed in every if deed.kind is kind)
