"""The document's own title (标题): the first lines of the text, without dates, sites and furniture, else the caption.

`Reading` in, `TitleWords` out: the title with its span, and the other heads (附件, 正文 titles) that stand by it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.extract.genre import closing_genre
from pipeline.fold import fold
from pipeline.model import Span
from pipeline.rules import one_of
from pipeline.segment.reading import Reading

# Titles of GB/T 9704 run to three lines of 22 characters; what is longer is prose.
LONGEST_TITLE = 75
# The head of a document lies within its first lines and characters, a page's way-marks and a cover letter included.
HEAD_LINES = 40
HEAD_REACH = 2500

_LABELLED = re.compile(r"\s*(?:-\s*)?(?:标题|title|题目|文件名称)\s*:\s*(?P<title>\S.*)", re.I)
_FURNITURE = re.compile(
    r"\s*(?:-\s*)?(?:(?:发布)?时间|日期|来源|文章来源|作者|编辑|导语|发布机构|发文机关|文号|栏目|索引号|主题词|分类|成文日期|有效性|原文链接|本地目录"
    r"|信息来源|浏览|点击|阅读|字号|字体|当前位置|您?现?在?的?位置|上一篇|下一篇|摘要|关键词|网址|版权)[^。]{0,6}[:(]"
    r"|https?:|={3,}|页面链接|-{3,}|今天是|打印|收藏|首页"
)
_SMALL_TALK = re.compile("本站|小编|欢迎(?:阅读|参考|大家)|网友上传|范文网|供(?:大家|您)参考|copyright", re.I)
_DATE_LINE = re.compile(
    r"\s*[(\[]?\s*(?:[\d〇零一二三四五六七八九]{4}\s*[-年./])\s*[\d一二三四五六七八九十]{1,3}\s*(?:[-月./]\s*[\d一二三四五六七八九十]{0,3}\s*日?)?[^\u4e00-\u9fff]*$"
)
_NUMBER_LINE = re.compile(r"\s*[\u4e00-\u9fff]{1,14}[〔\[(【]\s*\d{4}\s*[〕\])】]\s*第?\s*\d+\s*号\s*$")
_BANNER = re.compile(r"\s*[\u4e00-\u9fff]{4,30}(?:文\s*件|公\s*报)\s*$|\s*(?:机密|秘密|特急|急件|加急)")
_ADDRESS = re.compile(r"[^。]{2,80}:\s*$")
_NUMBERED = re.compile(
    r"\s*(?:[一二三四五六七八九十]{1,3}[、.,]|\([一二三四五六七八九十\d]{1,3}\)|\d{1,2}\s*[、.)](?!\d)|第[一二三四五六七八九十\d]{1,3}[章节条部篇编])"
)
_PROSE = re.compile(r"[。;!?](?!\s*$)|[。;,、:]\s*$|,.*,")
# A speech's own line of time and place, and the wares of sites that offer model texts.
_TAIL = re.compile(
    r"\s*(?:-{2,}|-)?\s*\(?(?:[\d〇零一二三四五六七八九 ]{4,8}年[\d一二三四五六七八九十 ]{1,4}月[^)]{0,24}(?:在|于)[^)]{4,40}(?:会议|大会|全会|会)上)\)?.*$"
    r"|\s*第\d+页$"
)
_SUBTITLE = re.compile(r"\s*-{2,}\s*(?P<title>\S.*)")
_SAMPLE = re.compile(
    r"(?:范文|例文|范本|模板|精选|优秀|篇)\s*(?:\d+|[一二三四五六七八九十]+)?\s*(?:篇|字)?\s*$|\([\d一二三四五六七八九十]+篇\)"
)
_SITE = re.compile(
    r"\s*(?:--+|[|_>]|(?<=\S)\s-\s|-(?=[\u4e00-\u9fff]{2,14}(?:网|站|学|学校|小学|大学|学院|政府|局|平台)$))\s*"
)
_BARE = frozenset(("首页", "主页", "网站首页", "正文", "目录", "无标题文档", "新闻中心", "详细信息", "信息公开"))
_FIXED = re.compile(f"政府工作报告(?=[\u4e00-\u9fff])")


@dataclass(frozen=True, slots=True)
class TitleWords:
    """The title as printed, its place in the text where it stands there, the other heads by it and the site's name.

    `sample` says that the title is a site's for a model text (工作计划范文3), which need not tell what the text is.
    """

    text: str | None
    span: Span | None
    heads: tuple[str, ...]
    site: str | None
    sample: bool


@dataclass(frozen=True, slots=True)
class _Line:
    span: Span
    words: str


def title_words(reading: Reading) -> TitleWords:
    """Return the title, 《关于印发工作要点的通知》 for a notice that carries a plan, without the site's name."""
    caption, site = _caption(reading)
    lines = list(_head_lines(reading))
    chosen = _choose(lines, caption)
    heads = tuple(line.words for line in lines if line is not chosen)
    if chosen is None or (caption and closing_genre(caption) and not _shares(chosen.words, caption)):
        if caption and (chosen is None or not closing_genre(chosen.words) or len(fold(caption)) > 4):
            return TitleWords(caption, None, (*heads, *((chosen.words,) if chosen else ())), site, _is_sample(caption))
    if chosen is None:
        return TitleWords(None, None, heads, site, False)
    return TitleWords(reading.quote(chosen.span), chosen.span, heads, site, _is_sample(chosen.words))


def _is_sample(words: str) -> bool:
    return _SAMPLE.search(words) is not None


def _caption(reading: Reading) -> tuple[str | None, str | None]:
    """Return the caption without the site's name, and the name: 周工作安排--党政办-某中学 gives both."""
    whole = (reading.document.caption or "").strip()
    parts = [part.strip() for part in _SITE.split(fold(whole)) if part and part.strip()]
    if not parts or not re.search("[\u4e00-\u9fff]{2}", parts[0]) or parts[0] in _BARE:
        return None, parts[-1] if len(parts) > 1 else None
    return whole[: len(parts[0])].strip(), parts[-1] if len(parts) > 1 else None


def _head_lines(reading: Reading) -> Iterator[_Line]:
    """Yield the lines that could be titles, from the top to where the second paragraph of prose begins."""
    tables = [table.span for table in reading.document.tables]
    at, seen, prose = 0, 0, 0
    while at < min(len(reading.folded), HEAD_REACH) and seen < HEAD_LINES and prose < 4:
        end = reading.folded.find("\n", at)
        end = len(reading.folded) if end < 0 else end
        words = reading.folded[at:end]
        start, at = at, end + 1
        if not words.strip():
            continue
        seen += 1
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


def _line(start: int, words: str) -> _Line:
    first = start + len(words) - len(words.lstrip())
    return _Line(Span(first, first + max(1, len(words.strip()))), words.strip())


def _cut(words: str) -> str:
    """Return the words without a speech's time and place, and 政府工作报告 without the motto that runs on from it."""
    words = _TAIL.sub("", words)
    match = _FIXED.search(words)
    return words[: match.end()] if match else words


def _choose(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the title among the head lines: the first that ends like one, joined where it runs over two lines."""
    best: _Line | None = None
    for number, line in enumerate(lines):
        joined = _joined(lines[number : number + 3], caption)
        candidate = joined or line
        if joined or closing_genre(line.words):
            if best is None:
                best = candidate
            elif _is_sample(best.words) and candidate.span.start - best.span.end < 120:
                best = candidate
            elif (
                candidate.words in best.words
                and candidate.words != best.words
                and candidate.span.start < HEAD_REACH // 4
            ):
                best = candidate
        if best is not None and number > 4:
            break
    return best or _plain(lines, caption)


def _plain(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the first head line of a text whose title names no kind of document, where it opens the text."""
    for line in lines[:6]:
        if caption and line.words == fold(caption).strip():
            return line
    first = lines[0] if lines else None
    return first if first and first.span.start < 60 and len(re.findall("[\u4e00-\u9fff]", first.words)) >= 4 else None


def _joined(lines: list[_Line], caption: str | None) -> _Line | None:
    """Return the first line with those that finish it: 关于深入开展消费扶贫⏎助力脱贫攻坚的指导意见."""
    if len(lines) < 2 or closing_genre(lines[0].words):
        return None
    for count in (2, 3):
        part = lines[:count]
        if len(part) < count or part[-1].span.start - part[0].span.end > 40 * (count - 1):
            return None
        words = "".join(line.words for line in part)
        if caption and words == fold(caption).replace(" ", ""):
            return _Line(Span(part[0].span.start, part[-1].span.end), words)
        if closing_genre(part[-1].words) and _unfinished(part[0].words) and len(words) <= LONGEST_TITLE:
            return _Line(Span(part[0].span.start, part[-1].span.end), words)
    return None


def _unfinished(words: str) -> bool:
    """Say whether a line cannot stand as a title: an office's name, or 关于 without the kind of document."""
    return (
        "关于" in words
        or re.search(
            r"(?:政府|委员会|局|办公室|厅|学校|中学|小学|公司|大学|学院|规划|年)$|^[\d〇零一二三四五六七八九]{4}", words
        )
        is not None
    )


def _shares(words: str, caption: str) -> bool:
    """Say whether a line and the caption are the same title, one perhaps with more words."""
    one, other = (re.sub(r"\W", "", fold(each)) for each in (words, caption))
    return one in other or other in one
