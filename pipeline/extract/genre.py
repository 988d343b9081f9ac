"""The kind of a document (文种) as its title tells it.

A folded title in; the noun that closes it, or that of the plan a notice carries, and the kind it stands for out.
"""

from __future__ import annotations

import re
from functools import cache

from pipeline.lexicon import Genre, genres
from pipeline.model import Kind
from pipeline.rules import one_of

# What may stand behind the closing noun: editions, drafts, numbers of model texts, the days of a week's schedule.
_BEHIND = (
    r"(?:[》〉”]|\s*(?:范文|例文|范本|模板|参考|精选|推荐|展示|内容|稿|表|书|大全)|\s*[(\[【《“][^()]{0,24}[)\]】》”]|\s*[\d一二三四五六七八九十]{1,3}(?:篇|则)?"
    r"|[\s\d.年月日、\-!]{1,14})*\s*$"
)
_CARRIER = re.compile(r"的?(?:通知|函)[》”]?(?:\s*[(《].*)?$")
# A notice that asks for views carries none.
_ASKS = re.compile("(?:征求|征集|听取)[^发印公]{0,12}意见的(?:通知|函)$")
_PAST_AND_COMING = re.compile(
    r"(?:总结|回顾|小结|完成情况|执行情况|开展情况|工作情况|汇报)[^。]{0,10}?(?:及|和|暨|与|、|,|\s|以及)[^。]{0,24}?(?:计划|思路|打算|要点|安排|设想|谋划|规划|草案)"
)


_SPACED = re.compile(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff](?: |$))")


@cache
def _closing() -> re.Pattern[str]:
    return re.compile(f"(?P<noun>{one_of(each.noun for each in genres())}){_BEHIND}")


@cache
def _by_noun() -> dict[str, Genre]:
    return {each.noun: each for each in genres()}


def unspaced(words: str) -> str:
    """Return a title without the blanks that only space its characters out: 工 作 报 告."""
    return _SPACED.sub("", words)


def closing_genre(words: str) -> Genre | None:
    """Return the genre whose noun closes a folded title: 2011年工作要点 and 工作要点(征求意见稿) are 工作要点."""
    match = _closing().search(unspaced(words).strip())
    return None if match is None else _by_noun()[match["noun"]]


def kind_of_title(words: str) -> Kind | None:
    """Return what the title tells: 总结及计划 is mixed, 印发工作要点的通知 what it carries; None if nothing."""
    words = unspaced(words)
    genre = closing_genre(words)
    if "政府工作报告" in words and (genre is None or genre.kind in (Kind.MIXED, Kind.REPORT)):
        return Kind.MIXED
    if _PAST_AND_COMING.search(words):
        return Kind.MIXED
    if genre is None:
        return None
    if not genre.carrier:
        return genre.kind
    inner = closing_genre(_CARRIER.sub("", words))
    return genre.kind if inner is None or _ASKS.search(words) else inner.kind
