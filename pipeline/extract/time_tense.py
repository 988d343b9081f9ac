"""The times that a stretch of text tells, held against the document's period: inside or behind it planned, before it past.

Folded text and a `Period` in, `Cue`s out: to a plan of 1986-1990 “七五”期间 is planned and 一九八〇年 reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.tense_cues import Cue
from pipeline.extract.years import digits
from pipeline.lexicon import named_times
from pipeline.model import Kind, Period
from pipeline.rules import one_of

_HAN = "一二三四五六七八九"
_PLANS = {name: time for name, time in named_times().items() if time.kind == "plan"}
TIMES = (
    rf"(?P<year>(?<![\d.])(?:19|20)\d\d|(?<![{_HAN}])(?:一九|二[〇Oo0])[〇零Oo0{_HAN}]{{2}}) ?年(?![级届版]|度?[“《])"
    rf"|[“\"](?P<quoted>{one_of(_PLANS)})[”\"](?!普法)|第(?P<number>[{_HAN}十]{{1,2}})个五年"
    r"|(?P<this>今年)(?!以?来|上半年|初|春|夏|[1-9一二三四五六七八九]月|同期|的?政府工作报告)"
    r"|(?P<century>(?:本|二十|20)世纪[末内]|(?:本|二十一|21)世纪(?:中叶|上半叶))"
    rf"|(?<![{_HAN}十])(?P<plain>{one_of(name for name in _PLANS if len(name) > 2)}|[六七八九]五)(?=时期|期间|[以之]?来|末)"
)
# What a time may begin with: looked at first, a text is searched in a sixth of the time.
BEGINS = '12“"第今本二' + "".join(sorted({name[0] for name in _PLANS if len(name) > 2} | set("一二六七八九")))
_TIME = re.compile(f"(?=[{BEGINS}])(?:{TIMES})")
# Behind these a time is what something is compared with, or starts from: 比1985年增长, 由一九八〇年的…, 按1980年不变价格.
_BASE = re.compile(
    r"(?:比|较|按|按照|以|由|从|自|同|与|和|于|相当于|超过|同期|占|[一二三四五六七八九]五”[和、])(?:[“\"]?第?[一二三四五六七八九十]?)?$"
)
# Behind these it is part of a name: 完成2020年项目验收, 《2021年…》.
_NAME = re.compile(r"(?:《[^》]*|完成|做好|启动|申报|评选|落实|编制|迎接|兑现|印发|根据|依据|对)$")
_AIMS_AT = re.compile(r"(?:到|至|争|保|在)$")


# A text of before this year looks ahead to 本世纪末.
CENTURY = 2000


@dataclass(frozen=True, slots=True)
class Told:
    """What dates the times of a document: its period, its kind, and whether 今年 is the year it plans."""

    period: Period
    kind: Kind
    this_year: bool


def told_by(folded: str, *, period: Period, kind: Kind) -> Told:
    """Return what dates a document's times: one that calls the year reported on 去年 plans 今年."""
    past, coming = folded.count("去年"), folded.count("明年") + folded.count("来年")
    return Told(period, kind, kind is Kind.MIXED and past > coming)


@lru_cache(maxsize=64)
def time_cues(folded: str, start: int, end: int, *, known: Told) -> tuple[Cue, ...]:
    """Return the times of a stretch that the document's period puts before or behind it."""
    return () if known.period.last is None else tuple(_cues(folded, start, end, known))


def _cues(folded: str, start: int, end: int, known: Told) -> Iterator[Cue]:
    for match in _TIME.finditer(folded, start, end):
        before = folded[max(start, match.start() - 12) : match.start()]
        begins = folded.startswith(("起", "开始"), match.end())
        if _NAME.search(before) or (_BASE.search(before) and not (begins or _AIMS_AT.search(before))):
            continue
        planned = (known.this_year or None) if match["this"] else _is_planned(*_years(match, known), known=known)
        if planned is not None:
            yield Cue(match.start(), match.end(), match[0], past=not planned)


def _years(match: re.Match[str], known: Told) -> tuple[int, int]:
    """Return the first and last year of a time: 一九九〇年 is 1990 to 1990, “七五” 1986 to 1990."""
    if match["year"]:
        year = int(digits(match["year"].translate(str.maketrans("Oo", "〇〇"))))
        return year, year
    if match["century"]:
        near = known.period.last.year if known.period.last else 0
        return (0, 9999) if match["century"].endswith("末") and near > CENTURY else (9999, 9999)
    named = _PLANS.get(match["quoted"] or match["plain"] or f"{match['number']}五")
    return (int(named.first[:4]), int(named.last[:4])) if named else (0, 9999)


def _is_planned(first: int, last: int, *, known: Told) -> bool | None:
    """Say whether years are planned, past, or None where they lie on both sides of where the document stands."""
    begins, ends = known.period.first, known.period.last
    if ends is None:
        return None
    if known.kind is Kind.REPORT:
        return True if first > ends.year else False if last <= ends.year else None
    if first >= (begins or ends).year:
        return True
    return False if begins and last < begins.year else None
