"""Stretches of text whose numbers say nothing: titles in 《》, slogans in quotes, lines that belong to the web page."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable

from pipeline.model import Span

# A slogan is short: “六个一百”, “1+X”; a longer quotation is somebody's sentence.
LONGEST_SLOGAN = 16

ZONES = (
    r"《[^《》\n]{1,80}》"
    rf"|“[^“”\n]{{1,{LONGEST_SLOGAN}}}”"
    r"|[〔\[(]\s?(?:19|20)\d\d\s?[〕\])]\s?(?:第\s?)?\d+\s?号"
    r"|(?:^|\n)[^\n。]{0,20}(?:发布时间|发布日期|更新时间|上传时间|点击数|点击量|浏览次数|浏览量|阅读次数|访问量|字号|字体|来源|作者|编辑|上一篇|下一篇|版权|备案|邮编|电话|传真|索引号|原文链接|本地目录)[^\n。]{0,80}(?=\n|$)"
    r"|(?:^|\n)[^\S\n]*+(?:时间|日期)\s?:\s?(?:19|20)\d\d[^\n]{0,30}"
    r"|https?://\S+"
)
# What a zone may begin with, or the text does, is looked at first.
_ZONES = re.compile(rf"(?:(?=[《“〔\[(\nh])|^)(?:{ZONES})")


def zones(folded: str) -> tuple[Span, ...]:
    """Return the stretches that are names, slogans or page furniture, in text order: 《…“十二五”规划》."""
    return tuple(Span(*match.span()) for match in _ZONES.finditer(folded))


def outside(spans: Iterable[Span], closed: tuple[Span, ...]) -> list[bool]:
    """Say for each span whether it touches none of the closed stretches."""
    starts = [zone.start for zone in closed]
    free = []
    for span in spans:
        near = bisect_right(starts, span.end - 1) - 1
        free.append(near < 0 or closed[near].end <= span.start)
    return free
