"""The head lines (标题行) of a document: short lines at its top that could be titles, without dates and furniture.

`Reading` in, `HeadLine`s out, in text order; which of them is the title is `title.py`'s business.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.model import Span
from pipeline.segment.reading import Reading

# Titles of GB/T 9704 run to three lines of 22 characters; what is longer is prose.
LONGEST_TITLE = 75
# The head of a document lies within its first lines and characters, a page's way-marks and a cover letter included.
HEAD_LINES = 40
HEAD_REACH = 2500
# After so many lines of prose the head is over; a notice has fewer before the title of what it carries.
HEAD_PROSE = 4

_HAN = "一二三四五六七八九十"
_DIGIT = r"[\d〇零一二三四五六七八九]"
_LABELLED = re.compile(r"\s*(?:-\s*)?(?:标题|title|题目|文件名称)\s*:\s*(?P<title>\S.*)", re.I)
_FURNITURE = re.compile(
    r"\s*(?:-\s*)?(?:(?:发布)?时间|日期|来源|文章来源|作者|编辑|导语|发布机构|发文机关|发文字号|文号|栏目|索引号|主题词|分类|成文日期"
    r"|有效性|原文链接|本地目录|信息来源|浏览|点击|阅读|字号|字体|当前位置|您?现?在?的?位置|上一篇|下一篇|摘要|关键词|网址|版权)"
    r"[^。]{0,6}[:(]|https?:|={3,}|[^。\n]*\S\s*[>»]\s*\S|页面链接|-{3,}|今天是|打印|收藏|首页"
)
_SMALL_TALK = re.compile("本站|小编|欢迎(?:阅读|参考|大家)|网友上传|范文网|供(?:大家|您)参考|copyright", re.I)
_DATE_LINE = re.compile(
    rf"\s*[(\[]?\s*{_DIGIT}{{4}}\s*[-年./]\s*[\d{_HAN}]{{1,3}}\s*(?:[-月./]\s*[\d{_HAN}]{{0,3}}\s*日?)?[^\u4e00-\u9fff]*$"
)
_NUMBER_LINE = re.compile(r"\s*[\u4e00-\u9fff]{1,14}[〔\[(【]\s*\d{4}\s*[〕\])】]\s*第?\s*\d+\s*号\s*$")
_BANNER = re.compile(
    r"[^关]{4,30}文件[\u4e00-\u9fff]{0,12}$|\s*[\u4e00-\u9fff]{4,30}(?:文\s*件|公\s*报)\s*$|\s*(?:机密|秘密|特急|急件|加急)"
)
_ADDRESS = re.compile(r"[^。]{2,80}:\s*$")
_NUMBERED = re.compile(
    rf"\s*(?:[{_HAN}]{{1,3}}[、.,]|\([{_HAN}\d]{{1,3}}\)|\d{{1,2}}\s*[、.)](?!\d)|第[{_HAN}\d]{{1,3}}[章节条部篇编])"
)
_PROSE = re.compile(r"[。;!?](?!\s*$)|[。;,、:]\s*$|,.*,")
# A speech's own line of time and place, and a pager's.
_TAIL = re.compile(
    rf"\s*-*\s*\(?[\d〇零{_HAN} ]{{4,8}}年[\d{_HAN} ]{{1,4}}月[^)]{{0,24}}[在于][^)]{{4,40}}会议?上\)?.*$|\s*第\d+页$"
    r"|\.(?:docx?|wps|pdf|txt)(?:VIP)?$"
)
_SUBTITLE = re.compile(r"\s*-{2,}\s*(?P<title>\S.*)")
_FIXED = re.compile("^[^关《]{0,16}政府工作报告(?=[\u4e00-\u9fff])(?!.*(?:通知|方案|意见|分解表)$)")


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A short line at the top; `words` are its folded characters."""

    span: Span
    words: str


def head_lines(reading: Reading) -> Iterator[HeadLine]:
    """Yield the lines that could be titles, from the top to where the second paragraph of prose begins."""
    tables = [table.span for table in reading.document.tables]
    # The frame of facts over a notice on a government's site: 索引号, 发文字号.
    frames = [table for table in tables if _FURNITURE.match(reading.folded, table.start)]
    at, seen, prose = 0, 0, 0
    while at < min(len(reading.folded), HEAD_REACH) and seen < HEAD_LINES and prose < HEAD_PROSE:
        end = reading.folded.find("\n", at)
        end = len(reading.folded) if end < 0 else end
        words = reading.folded[at:end]
        start, at = at, end + 1
        if not words.strip():
            continue
        seen += 1
        if any(frame.start <= start < frame.end for frame in frames):
            continue
        if any(table.start <= start < table.end for table in tables):
            return
        if match := _LABELLED.match(words):
            yield _line(start + match.start("title"), words[match.start("title") :])
            continue
        if (
            _FURNITURE.match(words)
            or _SMALL_TALK.search(words)
            or _DATE_LINE.match(words)
            or _NUMBER_LINE.match(words)
            or _BANNER.match(words)
        ):
            continue
        if match := _SUBTITLE.match(words):
            start, words = start + match.start("title"), words[match.start("title") :]
        words = _cut(words)
        if not words.strip() or _ADDRESS.match(words):
            continue
        if _NUMBERED.match(words):
            return
        if len(words.strip()) > LONGEST_TITLE or _PROSE.search(words):
            prose += 1
            continue
        yield _line(start, words)


def _line(start: int, words: str) -> HeadLine:
    first = start + len(words) - len(words.lstrip())
    return HeadLine(Span(first, first + max(1, len(words.strip()))), words.strip())


def _cut(words: str) -> str:
    """Return the words without a speech's time and place, and 政府工作报告 without the motto that runs on from it."""
    words = _TAIL.sub("", words)
    match = _FIXED.search(words)
    return words[: match.end()] if match else words
