"""Horizons (到2025年): the year that opens a paragraph or a list of aims dates all the outcomes that follow.

Deadlines in, `Stretch`es out, and the test that tells an outcome (基本形成骨干网络) from effort and degree there (GUIDE §5,
rulings 9, 12, 35).
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from pipeline.extract.goal_dates import Dates, Reach, Stretch
from pipeline.model import Deadline, Section, Span

# What may stand between the beginning of a sentence and the year: 力争到2030年, (三)主要目标。到2025年.
_OPENS = re.compile(
    r"(?:\s|[\d一二三四五六七八九十(){}、.:—-]|[^,。;\n]{0,8}目标[。:]|力争|争取|力求|努力|展望|再?经过|确保|预计|在|到|至)*$"
)
_YEAR = re.compile(
    r"(?:到|至|在)?(?:(?:19|20)\d\d年?(?:年?[底末]|前|左右)?|[一二三四五六七八九〇○零]{4}年(?:底|末|前)?|本世纪\S{1,4}|[\d一二三四五六七八九十至到\-—]{1,6}年(?:左右)?(?:时间内?|内))$"
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d年$")
_GOAL_TITLE = re.compile(r"(?:目标|指标|愿景)[\s。:)]*$")
# A plan that dates work in this many different years is longer than any of them: its 2019年 narrows it.
FEWEST_YEARS = 3

_HOW = r"(?:基本|初步|全面|率先|总体|系统|探索|高水平|高质量|成功|如期|按期|加快|共同|逐步|推动|积极|努力|力争){0,3}"
_SOME = r"(?:一大?批|若干|一系列|数以\S{1,2}计|一支|一个)"
_REACHED = re.compile(
    rf"{_HOW}(?:建成|形成|建立|构建(?!起?新格局)|实现|完成|消除|普及|创成|成立|确立|达成|消灭|成为|成功|更名|进入|跻身|迈入|取消|停止|不再)"
    rf"|{_HOW}(?:建设|培育|打造|推出|培养|造就|扶持|建好|发展|形成|推广|遴选|认定|创建|引进|涌现){_SOME}"
    r"|[^,。;]{0,14}(?:地区|省份|城市|[县市]区?|乡镇|建制村|学校|院校|医院|企业)(?:都|均|基本|率先|全面|全部){0,2}(?:普及|实现|建成|完成|建立|形成|达到|配备)"
    r"|(?:基本|初步|全面|率先|总体|如期|大部分|绝大部分|主要)[^,。;]{0,6}?(?:实现|建成|完成|建立|形成|确立|构建|普及|消除|达标|覆盖|到位|脱贫|联网|贯通)"
    r"|[^,。;]{2,40}(?:全面|基本|初步|率先|全部|如期|普遍)(?:实现|建成|完成|建立|形成|确立|构建|普及|消除|达标|覆盖|到位|筑牢|贯通|转变)[^,。;]{0,24}$"
    r"|[^,。;]{2,30}(?:成为[^,。;]{4,}|向[^,。;]{2,40}转变|由[^,。;]{2,40}(?:向|转变?[为到])[^,。;]{2,40}转?[变型]?)$"
    r"|[^,。;]{0,20}(?:达到|进入)[^,。;\d]{2,16}(?:水平|标准|行列|要求)$"
)
_HINT = re.compile("[成立构现消普确更进跻迈取停再建培打推扶遴认引涌覆到贯脱达转型]")
# Ends that tell how much, not whether; and what only prepares another end.
_UNTOLD = re.compile(
    r"(?:提升|扩张|提高|增强|改善|优化|突破|好转|进步|增长|发展|提质|增效|加快|加强|完善|健全|有序|协调|互动|进展|成效|局面|格局|优势|氛围|合力|良性循环"
    r"|有机[结统融]合|衔接|跃升|跨越|新台阶|支撑|保障|基础|动力|力量|作用|任务|目标|统一|双赢|共赢|互补|满足|效果)”?$"
    r"|^(?:为|以|通过|按照|根据|围绕|坚持|加强|推进|完善|深化|提高|加大)"
)
# Behind the aims come the means: 主要任务:…, 一要…, 围绕上述目标….
_MEANS = re.compile(
    r"(?<=[。;\n])\s*(?:(?:主要|重点)(?:任务|工作|措施)|工作措施|为此|为了?实现|围绕|实现上述|要坚持|必须坚持|[一二三四五六七八九]要)"
)
_COUNTED = re.compile(r"\d[\d.,到至-]*\s?[个所名项家吨亩元人次座台套万亿%]")


def horizons(known: Dates) -> Iterator[Stretch]:
    """Yield the rest of the paragraph, or the section of aims, that a year opens."""
    folded = known.reading.folded
    sections = sorted(known.reading.outline.sections, key=lambda section: section.span.start)
    opening = [deadline for deadline in known.deadlines if _opens(known, deadline)]
    for number, deadline in enumerate(opening):
        end = _reach(known, sections, deadline)
        stop = _MEANS.search(folded, deadline.span.end, end)
        end = stop.start() if stop else end
        if number + 1 < len(opening):
            following = opening[number + 1].span.start
            edge = max(folded.rfind(mark, deadline.span.end, following) for mark in "。;\n")
            end = min(end, edge + 1 if edge >= 0 else following)
        if deadline.span.end < end:
            yield Stretch(Span(deadline.span.end, end), Reach.OUTCOMES, due=deadline.span)


def _opens(known: Dates, deadline: Deadline) -> bool:
    """Say whether a deadline is a year that opens its sentence."""
    folded, span = known.reading.folded, deadline.span
    if deadline.recurring or known.in_table(deadline) or not _YEAR.match(folded[span.start : span.end]):
        return False
    if known.is_wide(deadline) and not (
        _BARE_YEAR.match(folded[span.start : span.end]) and known.years >= FEWEST_YEARS
    ):
        return False
    low = max(0, span.start - LONGEST_OPENING)
    start = low + max(folded[low : span.start].rfind(mark) for mark in "。;\n") + 1
    return _OPENS.fullmatch(folded, start, span.start) is not None and folded[span.end : span.end + 1] not in "的至到-—"


# 力争, a label and the title of a section stand before the year, no more.
LONGEST_OPENING = 24


def _reach(known: Dates, sections: list[Section], deadline: Deadline) -> int:
    """Return where a horizon ends: with its line, or with the section of aims that it opens."""
    line = known.reading.line(deadline.span.start)
    at = bisect_left(sections, deadline.span.start + 1, key=lambda section: section.span.start)
    around = [section for section in sections[:at] if deadline.span.end <= section.span.end]
    if not around:
        return line.end
    narrowest = min(around, key=lambda section: section.span.end - section.span.start)
    title = known.reading.words(narrowest.title)
    listed = known.reading.folded[line.start : line.end].rstrip().endswith(":")
    return narrowest.span.end if listed or _GOAL_TITLE.search(title) else line.end


def may_be_reached(folded: str, span: Span) -> bool:
    """Say whether a piece holds a word without which no piece is an outcome."""
    return _HINT.search(folded, span.start, span.end) is not None


def is_reached(folded: str, span: Span) -> bool:
    """Say whether a piece under a horizon is an outcome: 基本形成骨干网络 is, 服务能力不断提升 is not."""
    words = folded[span.start : span.end]
    return _REACHED.match(words) is not None and not _UNTOLD.search(words) and not _COUNTED.search(words)
