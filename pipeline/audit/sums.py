"""Parts against totals (合计与分项): 其中 lists, lists in brackets, lists with 共 and 分别, and sum rows of tables.

A 其中 list may leave parts out, so only parts above the whole are wrong there, a list of exact parts that misses the
whole by little, and one whose parts leave no other (水田 and 旱田). Lists that are meant to be whole must add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from pipeline.audit.figures import Figure, Ground, told
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Change, Comparator, Span

_AMONG = re.compile("其中")
_WHOLE = re.compile(r"(?<!立)即(?=[::])|(?:分别为|分别是|分别有)")
_BRACKET = re.compile(r"\s?\(")
_SCOPE_ENDS = re.compile("[。\n\t!?]")
# Parts that cut across each other: of 50人 35岁以下20人, 女30人, 党员20人 nothing must add up.
_ACROSS = re.compile(
    r"岁|以上|以下|以内|女|男|学历|本科|大专|专科|硕士|博士|研究生|职称|[中高副]级|党员|民族|少数|低保|贫困|残疾|骨干|新增|累计|重点|示范|标准|规模|国家级|省级|市级|县级|优秀|一等|带头|名师|特级|留守|寄宿"
)
_DOING = re.compile(
    r"有|已|列入|获|通过|完成|实现|其(?![他它余])|另|还|取得|被|参加|含|可|达|投入|争取|占|比|平均|每|人均|较|同比|增|减|超|建成|开工|投产|未|预计|计划|负债|净资产"
)
# What measures something else than the whole: 占7.5%, 每亩500元, 比上年多3所.
_ASIDE = re.compile(
    r"(?:每|平均|人均|户均|亩均|比[^,。;]{1,12}|较[^,。;]{1,10}|同比|占|增长|增加|减少|下降|提高|新增|超额?|少支|多支|节约|结余|最[高低大小多])[^,。;、\d]{0,8}$"
)
_ALSO = re.compile(r"还有|另有|此外|另外|等|以及其他")
# A list in 其中 of this many exact parts is meant to be whole when what is missing is small.
_SMALL = ((2, Fraction(1, 200)), (3, Fraction(1, 100)), (4, Fraction(2, 100)), (5, Fraction(3, 100)))
_FULL, _SMALL_FULL = 10, Fraction(6, 100)
_HALF = Fraction(1, 2)
# Names of parts that leave no other part: 男 and 女, 水田 and 旱田, or a last part 其他.
_COMPLEMENTS = (
    "男 女",
    "水田 旱",
    "城镇 乡村",
    "城镇 农村",
    "城区 乡村",
    "城区 农村",
    "县城 乡村",
    "县城 农村",
    "村民 居民",
    "国有 集体",
    "农业 非农",
    "公办 民办",
    "公有 非公",
    "大桥 中桥 小桥",
    "在职 退休",
    "在岗 待岗",
    "小一型 小二型",
    "小Ⅰ型 小Ⅱ型",
    "优秀 良好 合格",
    "天然 人工",
    "内资 外资",
    "国内 国外",
    "出口 进口",
    "城市 农村",
)
# Parts this little above the whole are a slip; further above, the list may mix parts with others.
_SLIP = Fraction(1, 10)
_ROUND_WORDS = 90
# Characters between two parts of one list: a name and a rate of growth, hardly more.
_APART = 32


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the lists whose parts do not fit their total: 耕地7458亩，其中水田960亩、旱田6518亩."""
    for match in _AMONG.finditer(ground.folded):
        yield from _among(ground, match)
    yield from _whole_lists(ground)
    yield from _brackets(ground)
    yield from _summed(ground)
    yield from _unmarked(ground)
    yield from _lines(ground)
    yield from _tree(ground)
    yield from _scores(ground)


def _same(first: Figure, second: Figure) -> bool:
    """Say whether two figures can be whole and part: the same key, and 所 with 个 and 家."""
    generic = {"个", "所", "家", "处", "座"}
    return first.key == second.key or (first.key in generic and second.key in generic)


def _plain(ground: Ground, figure: Figure) -> bool:
    """Say whether a figure is a level of its own, neither a rate nor a change nor a comparison."""
    if figure.quantity.change is not Change.LEVEL or figure.key in ("%", "倍", "百分点", "比") or figure.value <= 0:
        return False
    return _ASIDE.search(ground.folded, max(0, figure.span.start - 24), figure.span.start) is None


def _close(folded: str, start: int, opened: int) -> int:
    """Return where the bracket closes that was opened before a position, or -1."""
    depth = 1
    for at in range(start, min(len(folded), opened + 400)):
        depth += {"(": 1, ")": -1}.get(folded[at], 0)
        if depth == 0:
            return at
    return -1


def _opened(folded: str, position: int) -> int:
    """Return where the bracket around a position opens, or -1."""
    depth = 0
    for at in range(position - 1, max(-1, position - 60), -1):
        if folded[at] in "。\n\t;":
            return -1
        depth += {")": 1, "(": -1}.get(folded[at], 0)
        if depth < 0:
            return at
    return -1


def _scope(ground: Ground, start: int) -> int:
    """Return where the list ends that begins at a position: with its bracket, its sentence, or the next 其中."""
    folded = ground.folded
    opened = _opened(folded, start)
    end = _SCOPE_ENDS.search(folded, start)
    stop = end.start() if end else len(folded)
    if opened >= 0 and (closed := _close(folded, start, opened)) > 0:
        stop = min(stop, closed)
    if opened < 0 and (closed := _close(folded, start, start)) > 0:
        stop = min(stop, closed)  # a bracket that was never opened ends the list as well
    again = folded.find("其中", start + 1, stop)
    return again if again >= 0 else stop


def _top(ground: Ground, start: int, end: int) -> list[Figure]:
    """Return the figures of a stretch that stand in no bracket of their own."""
    kept = []
    for figure in ground.inside(start, end):
        before = ground.folded[start : figure.span.start]
        if before.count("(") <= before.count(")"):
            kept.append(figure)
    return kept


def _among(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    folded, at = ground.folded, match.start()
    end = _scope(ground, match.end())
    if _torn(ground, match.end(), end):
        return
    listed = [figure for figure in _top(ground, match.end(), end) if _plain(ground, figure)]
    open_ = _open(folded, match.end(), end)
    for total in _totals(ground, at):
        parts = _together(ground, [figure for figure in listed if _same(total, figure)])
        if re.search(r"[(][含包][^()]*$", folded[max(0, total.span.start - 30) : total.span.start]):
            continue  # 216名(含退休6人，其中…): of which of the two?
        if any(part.value == total.value and re.search("[这该]", ground.label(part)) for part in parts):
            continue  # the total told again: 这13个单位
        if (over := _above(ground, total, parts, match)) is not None:
            yield _told(ground, "其中的一项大于总数", total, (over,))
        else:
            yield from _held(ground, total, parts, whole=False, open_=open_)


def _together(ground: Ground, parts: list[Figure]) -> list[Figure]:
    """Return the parts up to where the list breaks off, or goes on to other things with 还有."""
    for at in range(1, len(parts)):
        aside = ground.label(parts[at]).startswith(("还", "另", "此外"))
        if aside or parts[at].span.start - parts[at - 1].span.end > _APART:
            return parts[:at]
    return parts


def _above(ground: Ground, total: Figure, parts: Sequence[Figure], among: re.Match[str]) -> Figure | None:
    """Return a part above its whole: the first one right behind 其中, or one that is named as the whole is (松子种植面积)."""
    gap = ground.folded[total.span.end : among.start()]
    near = total.quantity.comparator is Comparator.EQ and re.fullmatch(r"[\u4e00-\u9fff]{0,8}[,。;:(\s]{0,2}", gap)
    name = ground.label(total)
    for part in parts:
        label = ground.label(part)
        if part.low <= total.high or part.key != total.key or _DOING.search(label):
            continue
        first = near and not re.search(r"[,;:。\d]\s?\S", ground.folded[among.end() : part.span.start].lstrip(",:"))
        alike = len(name) > 2 and label[-3:] == name[-3:]
        if first or alike:
            return part
    return None


def _torn(ground: Ground, start: int, end: int) -> bool:
    """Say whether digits of a stretch belong to no quantity in a way that hides a part: 3 · 85亿吨, 巧0万千瓦."""
    return re.search(r"\d\s?·\s?\d|[\u4e00-\u9fff]0万|\d[a-z]\d", ground.folded[start:end]) is not None


def _open(folded: str, start: int, end: int) -> bool:
    return _ALSO.search(folded, start, end) is not None


def _totals(ground: Ground, at: int) -> list[Figure]:
    """Return what a list at a position can be parts of: the last figure of each kind in the words before it."""
    folded = ground.folded
    start = max((folded.rfind(mark, 0, max(at - 2, 0)) for mark in "。\n\t"), default=-1) + 1
    start = max(start, at - _ROUND_WORDS)
    inner = folded.rfind("其中", start, at)
    semicolon = folded.rfind(";", start, max(at - 2, 0))
    start = max(start, inner + 2 if inner >= 0 else 0, semicolon + 1)
    last: dict[str, Figure] = {}
    before = [figure for figure in _top(ground, start, at) if _plain(ground, figure)]
    if _opened(folded, at) >= 0:
        before = [figure for figure in ground.inside(start, at) if _plain(ground, figure)]
    for figure in before[-2:]:
        last[figure.key] = figure
    return [figure for figure in last.values() if figure.key not in ("年", "天")]


def _held(ground: Ground, total: Figure, parts: Sequence[Figure], *, whole: bool, open_: bool) -> Iterator[Finding]:
    """Yield a finding where parts cannot be the parts of a total."""
    if len(parts) < 2 or _fits(total, parts):
        return
    labels = [ground.label(part) for part in parts]
    across = any(map(_ACROSS.search, labels))
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    if whole:
        if not open_:
            yield _told(ground, "分项之和不等于总数", total, parts)
    elif low > total.high:
        slip = (sum(part.value for part in parts) - total.value) <= total.value * _SLIP
        unnamed = any(labels) and not all(labels)  # 3个C类机位，1个B类机位 are all named behind
        doing = any(_DOING.match(label) for label in labels) or unnamed
        if any(part.low > total.high for part in parts):
            return  # lists run on into what is no part
        if (
            (not across or _complete(labels))
            and not doing
            and (slip or _without_first(total, parts) or len(parts) == 2)
        ):
            yield _told(ground, "其中各项之和大于总数", total, parts)
    elif (
        high < total.low
        and (not across or _complete(labels))
        and not open_
        and not total.hedged
        and not any(p.hedged for p in parts)
    ):
        yield from _short(ground, total, parts)


def _fits(total: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether a run of the parts adds up to the total: lists run on, and parts may stand beside a 女 that cuts across."""
    runs = [parts]
    runs += [parts[:end] for end in range(2, len(parts))]
    runs += [parts[start:] for start in range(2, len(parts) - 1)]
    return any(total.allows(sum(p.low for p in run), sum(p.high for p in run)) for run in runs)  # type: ignore[arg-type]


def _without_first(total: Figure, parts: Sequence[Figure]) -> bool:
    rest = parts[1:]
    return total.allows(Fraction(sum(p.low for p in rest)), Fraction(sum(p.high for p in rest)))


def _short(ground: Ground, total: Figure, parts: Sequence[Figure]) -> Iterator[Finding]:
    """Yield a list that was meant to be whole and misses a little: many exact parts, and less missing than the least of them."""
    missing = total.value - sum(part.value for part in parts)
    least = min(part.value for part in parts)
    count = len(parts)
    slip = missing <= least and any(count >= many and missing <= total.value * small for many, small in _SMALL)
    full = count >= _FULL and missing <= total.value * _SMALL_FULL
    if slip or full or (_complete([ground.label(part) for part in parts]) and missing <= total.value * _HALF):
        yield _told(ground, "其中各项之和略少于总数", total, parts, Severity.WARNING)


def _complete(labels: list[str]) -> bool:
    """Say whether the names of parts leave no other part: 水田 and 旱田, or 其他 at the end."""
    return (len(labels) > 2 and re.match("其他|其它|其余|余下", labels[-1]) is not None) or _complements(labels)


def _complements(labels: list[str]) -> bool:
    """Say whether the names are those of all parts that such a whole has: 男 and 女, 优秀, 良好 and 合格."""
    return any(
        len(words) == len(labels) and all(any(word in label for label in labels) for word in words)
        for words in (complement.split() for complement in _COMPLEMENTS)
    )


def _whole_lists(ground: Ground) -> Iterator[Finding]:
    """Yield lists after 即 and 分别为 that do not add up to the figure before them."""
    for match in _WHOLE.finditer(ground.folded):
        end = _scope(ground, match.end())
        if _torn(ground, match.end(), end):
            continue
        before = ground.folded[max(0, match.start() - 3) : match.start()]
        totals = _totals(ground, match.start())
        listed = [figure for figure in _top(ground, match.end(), end) if _plain(ground, figure)]
        for total in totals[-1:]:
            gap = ground.folded[total.span.end : match.start()]
            parts = [figure for figure in listed if figure.key == total.key]
            named = all(ground.label(part) for part in parts)
            if (
                len(gap) <= 3
                and len(parts) >= 2
                and named
                and "各" not in before
                and ";" not in ground.folded[match.end() : end - 1]
            ):
                yield from _held(
                    ground, total, parts, whole=match[0] == "即", open_=_open(ground.folded, match.end(), end)
                )


def _brackets(ground: Ground) -> Iterator[Finding]:
    """Yield lists in brackets behind a total: 大户60户(猪18户、鸡3户、牛17户、羊21户)."""
    for total in ground.figures:
        opening = _BRACKET.match(ground.folded, total.span.end)
        noun = opening or re.compile(r"[\u4e00-\u9fff]{1,6}\(").match(ground.folded, total.span.end)
        if noun is None or not _plain(ground, total):
            continue
        closed = _close(ground.folded, noun.end(), noun.end())
        body = ground.folded[noun.end() : max(closed, noun.end())]
        if closed < 0 or "其中" in body or re.search("含|包括|不|约|占|每|比|第|截至|[:=×]", body) or "。" in body:
            continue
        parts = [figure for figure in _top(ground, noun.end(), closed) if _plain(ground, figure)]
        named = all(ground.label(part) and not _DOING.search(ground.label(part)) for part in parts)
        if len(parts) >= 3 and named and all(part.key == total.key for part in parts):
            yield from _held(ground, total, parts, whole=True, open_=_open(body, 0, len(body)))


_SUMMED = re.compile(r"[,;、]?(?:合计|共计|总计|总共|一共|合计为|共计为)[为达约]?$")


def _summed(ground: Ground) -> Iterator[Finding]:
    """Yield lists whose sum is told behind them: 中央资金120万元、省级资金80万元，合计210万元."""
    for total in ground.figures:
        cue = _SUMMED.search(ground.folded, max(0, total.span.start - 6), total.span.start)
        if cue is None or not _plain(ground, total):
            continue
        sentence = ground.sentence(total.span.start)
        start = max(sentence.start, max(ground.folded.rfind(mark, sentence.start, cue.start()) for mark in ";:") + 1)
        words = ground.folded[start : cue.start()]
        figures = ground.inside(start, cue.start())
        parts = [figure for figure in figures if figure.key == total.key and _plain(ground, figure)]
        clean = (
            not re.search("其中|每|各|比|占|包括|含|同比|增长|累计|人均|平均|分别|由|从|到", words) and "(" not in words
        )
        if len(parts) >= 2 and clean and len(figures) == len(parts) and all(map(ground.label, parts)):
            yield from _held(ground, total, parts, whole=True, open_=False)


_ALL_OF = re.compile(r"(?:共|总|合计|一共)[^,。;\d]{0,8}$")


def _unmarked(ground: Ground) -> Iterator[Finding]:
    """Yield a total over parts that leave no other, though no 其中 says so: 共评估272所，优秀78所，良好112所，合格80所."""
    for total in ground.figures:
        if not _ALL_OF.search(ground.folded, max(0, total.span.start - 12), total.span.start) or not _plain(
            ground, total
        ):
            continue
        sentence = ground.sentence(total.span.start)
        listed = ground.inside(total.span.end, sentence.end)
        if not listed or "其中" in ground.folded[total.span.end : listed[0].span.start] or listed[0].key != total.key:
            continue
        parts = _together(ground, [figure for figure in listed if figure.key == total.key])
        for count in (2, 3):
            labels = [ground.label(part) for part in parts[:count]]
            if len(labels) == count and _complements(labels) and all(_plain(ground, p) for p in parts[:count]):
                yield from _held(ground, total, parts[:count], whole=True, open_=total.hedged)


_LINES = re.compile("其中:?[ \t]*\n")


def _lines(ground: Ground) -> Iterator[Finding]:
    """Yield lists after 其中： that stand on lines of their own, each beginning with a part."""
    for match in _LINES.finditer(ground.folded):
        for total in _totals(ground, match.start())[-2:]:
            parts: list[Figure] = []
            for line in _lines_after(ground.folded, match.end()):
                figures = [figure for figure in ground.inside(line.start, line.start + 24) if figure.key == total.key]
                if not figures or "其中" in ground.folded[line.start : figures[0].span.start]:
                    break
                parts.append(figures[0])
            yield from _held(ground, total, parts, whole=False, open_=False)


def _lines_after(folded: str, start: int) -> Iterator[Span]:
    while start < len(folded):
        end = folded.find("\n", start)
        end = len(folded) if end < 0 else end
        if end == start:
            return
        yield Span(start, end)
        start = end + 1


def _tree(ground: Ground) -> Iterator[Finding]:
    """Yield a line with a total over lines that each begin with a part and list its own parts: 总蓄积量…。国有林…，其中…。集体林…，其中…"""
    for total in ground.figures:
        line = ground.line(total)
        if (
            "总" not in ground.label(total)
            or len(ground.inside(line.start, line.end)) != 1
            or not _plain(ground, total)
        ):
            continue
        parts: list[Figure] = []
        for below in _lines_after(ground.folded, line.end + 1):
            first = ground.inside(below.start, below.start + 30)[:1]
            if not first or first[0].key != total.key or not ground.folded.startswith(",其中", first[0].span.end):
                break
            parts += first
        if len(parts) >= 2 and not _fits(total, parts):
            apart = abs(sum(part.value for part in parts) - total.value)
            if apart <= total.value * _SLIP:
                yield _told(ground, "各部分之和不等于总数", total, parts)


def _scores(ground: Ground) -> Iterator[Finding]:
    """Yield a total score that the scores of the sections do not make: 自评得分98分 over seven sections' 自评得分."""
    named: dict[str, list[Figure]] = {}
    for figure in ground.figures:
        label = ground.label(figure)
        if figure.key == "分" and re.search("[得总]分$", label):
            named.setdefault(label[-4:], []).append(figure)
    for figures in named.values():
        total = max(figures, key=lambda figure: figure.value)
        parts = [figure for figure in figures if figure is not total]
        if len(parts) < 3 or any(part.value == total.value for part in parts) or _fits(total, parts):
            continue
        if abs(sum(part.value for part in parts) - total.value) <= total.value * _SLIP:
            yield _told(ground, "各项得分之和不等于总分", total, parts)


def _told(
    ground: Ground, rule: str, total: Figure, parts: Sequence[Figure], severity: Severity = Severity.ERROR
) -> Finding:
    quote = ground.document.text
    unit = total.quantity.amount.unit
    size = total.value / Fraction(total.quantity.amount.value or 1) or Fraction(1)
    added = sum((part.value for part in parts), Fraction(0))
    listed = "+".join(part.span.of(quote) for part in parts)
    apart = abs(added - total.value) / size
    how = "大于" if added > total.value else "小于"
    words = f"{listed}={told(added / size, unit)}，{how}所称总数{total.span.of(quote)}，相差{told(apart, unit)}"
    spans: tuple[Span, ...] = (total.span, *(part.span for part in parts))
    return ground.finding(Family.SUMS, rule, words, *spans, severity=severity)
