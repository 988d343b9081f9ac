"""The document's own title (标题): the first fitting line of its head, else the caption.

`Reading` in, `TitleWords` out: the title with its span, and the other heads (附件, 正文 titles) that stand by it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

from pipeline.extract.genre import closing_genre
from pipeline.extract.head import LONGEST_TITLE, HeadLine, head_lines
from pipeline.fold import fold
from pipeline.model import Span
from pipeline.segment.reading import Reading

# A model text's own title stands right under the site's heading for it.
MODEL_TEXT_REACH = 120
# A shorter caption (通知, 计划) is a way-mark of the site.
SHORTEST_CAPTION = 4
# A printed title has so many characters more than the caption: (征求意见稿), the issuer's name.
MOST_EXTRA = 16

# The wares of sites that offer model texts.
_SAMPLE = re.compile(
    r"(?:范文|例文|范本|模板|精选|优秀|篇)\s*(?:\d+|[一二三四五六七八九十]+)?\s*(?:篇|字)?\s*$|\([\d一二三四五六七八九十]+篇\)"
)
# Between a title and the site's name; a Chinese dash (——) belongs to the title.
_SITE = re.compile(
    r"\s*(?:--+|[|_>]|(?<=\S)\s-\s|-\s*(?=【)|-(?=[\u4e00-\u9fff]{2,14}(?:网|站|学|学校|小学|大学|学院|政府|局|平台)$))\s*"
)
_BARE = frozenset(("首页", "主页", "网站首页", "正文", "目录", "无标题文档", "新闻中心", "详细信息", "信息公开"))
# A line that is but an office or a speaker is no title.
_WHO = re.compile(
    r"(?:医院|学校|中学|小学|大学|学院|局|政府|委员会|公司)$|^分享"
    r"|(?:总理|省长|主席|市长|州长|县长|区长|镇长|乡长|主任|书记|校长|院长|记者)\s*\S{0,6}$"
)
_ISSUES = re.compile("关于(?:印发|转发|批转|发布|公布|下发)")
# Where no title is printed, the first sentence may tell it.
_SAID = re.compile(
    r"(?:作|做)(?P<said>政府工作报告)|^\W*(?P<named>[^,。\n]{6,60}(?:规划纲要|规划|计划纲要|计划|方案)),?(?:是)?根据"
    r"|(?:^|\n)\s*(?P<glued>[^,。:\n]{4,45}?(?:计划|总结|要点|方案|规划|思路|报告))"
    r"(?=(?:19|20)\d\d年|今年|一年来|近年来|为(?:了|进一步|全面|认真|深入))"
)


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


def title_words(reading: Reading) -> TitleWords:
    """Return the title, 《关于印发工作要点的通知》 for a notice that carries a plan, without the site's name."""
    caption, site = _caption(reading)
    lines = list(head_lines(reading))
    chosen = _of_caption(lines, caption) or _choose(lines, caption)
    heads = tuple(line.words for line in lines if line is not chosen)
    if caption and _tells_more(caption, chosen):
        return TitleWords(caption, None, (*((chosen.words,) if chosen else ()), *heads), site, _is_sample(caption))
    if chosen is None:
        return _in_opening_words(reading, heads, site)
    return TitleWords(_printed(reading.quote(chosen.span)), chosen.span, heads, site, _is_sample(chosen.words))


def _printed(quote: str) -> str:
    """Return a title on one line."""
    return re.sub(r"\s*\n\s*", "", quote)


def _in_opening_words(reading: Reading, heads: tuple[str, ...], site: str | None) -> TitleWords:
    """Return the title that the first sentence gives or runs on from: 现在我代表国务院,向大会作政府工作报告."""
    match = _SAID.search(reading.folded, 0, 400)
    if match is None:
        return TitleWords(None, None, heads, site, False)
    span = Span(*match.span(match.lastgroup or 0))
    return TitleWords(reading.quote(span), span, heads, site, False)


def _of_caption(lines: list[HeadLine], caption: str | None) -> HeadLine | None:
    """Return the head line that is the caption, perhaps with more words, where the caption is no site's model text."""
    if caption is None or _is_sample(caption) or len(_square(caption)) < SHORTEST_CAPTION:
        return None
    alike = (line for line in lines if len(_square(line.words)) <= len(_square(caption)) + MOST_EXTRA)
    return next((line for line in alike if _square(caption) in _square(line.words) and "," not in line.words), None)


def _square(words: str) -> str:
    """Return the folded characters without blanks and punctuation."""
    return re.sub(r"\W", "", fold(words))


def _tells_more(caption: str, chosen: HeadLine | None) -> bool:
    """Say whether the caption is the title: nothing is printed, or what is printed is but the plan a notice carries."""
    if chosen is None:
        return True
    if _is_sample(chosen.words) or _square(caption) in _square(chosen.words):
        return False
    return closing_genre(caption) is not None or closing_genre(chosen.words) is None


def _is_sample(words: str) -> bool:
    return _SAMPLE.search(words) is not None


def _caption(reading: Reading) -> tuple[str | None, str | None]:
    """Return the caption without the site's name, and the name: 周工作安排--党政办-某中学 gives both.

    The caption of a page of several documents is none of theirs.
    """
    whole = (reading.document.caption or "").strip()
    if reading.document.source.part is not None:
        return None, None
    parts = [part.strip() for part in _SITE.split(whole) if part and part.strip()]
    if not parts or not re.search("[\u4e00-\u9fff]{2}", parts[0]) or parts[0] in _BARE:
        return None, fold(parts[-1]) if len(parts) > 1 else None
    title, _, way_mark = parts[0].rpartition("-")
    if title and closing_genre(fold(title)) and not closing_genre(fold(way_mark)):
        parts[0] = title
    return parts[0], fold(parts[-1]) if len(parts) > 1 else None


def _choose(lines: list[HeadLine], caption: str | None) -> HeadLine | None:
    """Return the title among the head lines: the first that ends like one, joined where it runs over two lines."""
    best: HeadLine | None = None
    for number, line in enumerate(lines):
        if best is not None and (line.span.start < best.span.end or number > 5):
            continue
        joined = _joined(lines[number : number + 3], caption)
        candidate = joined or line
        if (joined or closing_genre(line.words)) and (best is None or _replaces(candidate, best)):
            best = candidate
    return best or _plain(lines)


def _replaces(line: HeadLine, best: HeadLine) -> bool:
    """Say whether a later head is the real title: the one right under a site's own heading for a model text."""
    near = line.span.start - best.span.end < MODEL_TEXT_REACH
    return near and _is_sample(best.words) and not _is_sample(line.words)


def _plain(lines: list[HeadLine]) -> HeadLine | None:
    """Return the first head line of a text whose title names no kind of document, where it opens the text."""
    for line in lines[:3]:
        if _WHO.search(line.words) or line.span.start > 60:
            continue
        han = len(re.findall("[\u4e00-\u9fff]", line.words))
        return line if 4 <= han <= 30 and "," not in line.words else None
    return None


def _joined(lines: list[HeadLine], caption: str | None) -> HeadLine | None:
    """Return the first line with those that finish it: 关于深入开展消费扶贫⏎助力脱贫攻坚的指导意见."""
    if len(lines) < 2 or _finished(lines[0].words):
        return None
    for count in (2, 3):
        part = lines[:count]
        if len(part) < count or any(after.span.start - line.span.end > 8 for line, after in pairwise(part)):
            return None
        words = "".join(line.words for line in part)
        if caption and words == fold(caption).replace(" ", ""):
            return HeadLine(Span(part[0].span.start, part[-1].span.end), words)
        if closing_genre(part[-1].words) and _unfinished(part[0].words) and len(words) <= LONGEST_TITLE:
            return HeadLine(Span(part[0].span.start, part[-1].span.end), words)
    return None


def _finished(words: str) -> bool:
    """Say whether a line ends like a title; what is issued wants the notice's noun behind it: 印发…行动⏎的通知."""
    genre = closing_genre(words)
    return genre is not None and (genre.carrier or not _ISSUES.search(words))


def _unfinished(words: str) -> bool:
    """Say whether a line cannot stand as a title: an office's name, or 关于 without the kind of document."""
    return (
        "关于" in words
        or re.search(
            r"(?:政府|委员会|局|办公室|厅|学校|中学|小学|公司|大学|学院|规划|年|共和国)$|^[\d〇零一二三四五六七八九]{4}年?度?$",
            words,
        )
        is not None
    )
