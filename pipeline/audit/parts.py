"""What lists of parts have in common: where a list ends, which figures are its parts, and whether they fit their total.

A 其中 list may leave parts out, so only parts above the whole are wrong there, a list of exact parts that misses the
whole by little, and one whose parts leave no other (水田 and 旱田). Lists that are meant to be whole must add up.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.lexicon.complements import divisions
from pipeline.model import Change, Span

_SCOPE_ENDS = re.compile("[。\n\t!?]")
# Parts that cut across each other: of 50人 35岁以下20人, 女30人, 党员20人 nothing must add up.
_ACROSS = re.compile(
    r"岁|以上|以下|以内|女|男|学历|本科|大专|专科|硕士|博士|研究生|职称|[中高副]级|党员|民族|少数|低保|贫困|残疾|骨干|新增|累计|重点|示范|标准|规模|国家级|省级|市级|县级|优秀|一等|带头|名师|特级|留守|寄宿"
)
DOING = re.compile(
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
# Parts this little above the whole are a slip; further above, the list may mix parts with others.
SLIP = Fraction(1, 10)
_ROUND_WORDS = 90
# Between the parts of a list that does nothing but name them, and how many such parts make one.
_TIGHT = re.compile(r"(?:\([^()]*\))?[、,;和及与]+\s?[\u4e00-\u9fff]{1,12}(?:\([^()]*\))?")
_LISTED = 3
# Steps of the least digit that a difference must be for its own digits to say something.
_STEPS = 100
# Characters between two parts of one list: a name and a rate of growth, hardly more.
_APART = 32


def are_alike(first: Figure, second: Figure) -> bool:
    """Say whether two figures can be whole and part: the same key, and 所 with 个 and 家."""
    generic = {"个", "所", "家", "处", "座"}
    return first.key == second.key or (first.key in generic and second.key in generic)


def is_plain(ground: Ground, figure: Figure) -> bool:
    """Say whether a figure is a level of its own, neither a rate nor a change nor a comparison."""
    if figure.quantity.change is not Change.LEVEL or figure.key in ("%", "倍", "百分点", "比") or figure.value <= 0:
        return False
    return _ASIDE.search(ground.folded, max(0, figure.span.start - 24), figure.span.start) is None


def closing(folded: str, start: int, opened: int) -> int:
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


def scope_end(ground: Ground, start: int) -> int:
    """Return where the list ends that begins at a position: with its bracket, its sentence, or the next 其中."""
    folded = ground.folded
    opened = _opened(folded, start)
    end = _SCOPE_ENDS.search(folded, start)
    stop = end.start() if end else len(folded)
    if opened >= 0 and (closed := closing(folded, start, opened)) > 0:
        stop = min(stop, closed)
    if opened < 0 and (closed := closing(folded, start, start)) > 0:
        stop = min(stop, closed)  # a bracket that was never opened ends the list as well
    again = folded.find("其中", start + 1, stop)
    return again if again >= 0 else stop


def outermost(ground: Ground, start: int, end: int) -> list[Figure]:
    """Return the figures of a stretch that stand in no bracket of their own."""
    kept = []
    for figure in ground.inside(start, end):
        before = ground.folded[start : figure.span.start]
        if before.count("(") <= before.count(")"):
            kept.append(figure)
    return kept


def is_torn(ground: Ground, start: int, end: int) -> bool:
    """Say whether digits of a stretch belong to no quantity in a way that hides a part: 3 · 85亿吨, 巧0万千瓦."""
    return re.search(r"\d\s?·\s?\d|[\u4e00-\u9fff]0万|\d[a-z]\d", ground.folded[start:end]) is not None


def is_open(folded: str, start: int, end: int) -> bool:
    return _ALSO.search(folded, start, end) is not None


def totals(ground: Ground, at: int) -> list[Figure]:
    """Return what a list at a position can be parts of: the last figure of each kind in the words before it."""
    folded = ground.folded
    start = max((folded.rfind(mark, 0, max(at - 2, 0)) for mark in "。\n\t"), default=-1) + 1
    start = max(start, at - _ROUND_WORDS)
    inner = folded.rfind("其中", start, at)
    semicolon = folded.rfind(";", start, max(at - 2, 0))
    start = max(start, inner + 2 if inner >= 0 else 0, semicolon + 1)
    last: dict[str, Figure] = {}
    before = [figure for figure in outermost(ground, start, at) if is_plain(ground, figure)]
    if _opened(folded, at) >= 0:
        before = [figure for figure in ground.inside(start, at) if is_plain(ground, figure)]
    for figure in before[-2:]:
        last[figure.key] = figure
    return [figure for figure in last.values() if figure.key not in ("年", "天")]


def held(ground: Ground, total: Figure, parts: Sequence[Figure], *, whole: bool, open_: bool) -> Iterator[Finding]:
    """Yield a finding where parts cannot be the parts of a total."""
    if len(parts) < 2 or fits(total, parts):
        return
    whole_name, labels = name_of(ground, total), [ground.label(part) for part in parts]
    across = any(map(_ACROSS.search, labels))
    low, high = sum(part.low for part in parts), sum(part.high for part in parts)
    if whole:
        if not open_:
            yield finding_of(ground, "分项之和不等于总数", total, parts)
    elif low > total.high:
        slip = (sum(part.value for part in parts) - total.value) <= total.value * SLIP
        unnamed = any(labels) and not all(labels)  # 3个C类机位，1个B类机位 are all named behind
        doing = any(DOING.match(label) for label in labels) or unnamed
        if any(part.low > total.high for part in parts):
            return  # lists run on into what is no part
        if (
            (not across or _complete(whole_name, labels))
            and not doing
            and (
                slip
                or _without_first(total, parts)
                or len(parts) == 2
                or slipped(ground, total, parts)
                or _is_tight(ground, total, parts)
            )
        ):
            yield finding_of(ground, "其中各项之和大于总数", total, parts)
    elif (
        high < total.low
        and (not across or _complete(whole_name, labels))
        and not open_
        and not total.hedged
        and not any(p.hedged for p in parts)
    ):
        yield from _short(ground, total, parts)


def fits(total: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether a run of the parts adds up to the total: lists run on, and parts may stand beside a 女 that cuts across."""
    runs = [parts]
    runs += [parts[:end] for end in range(2, len(parts))]
    runs += [parts[start:] for start in range(2, len(parts) - 1)]
    return any(total.allows(sum(p.low for p in run), sum(p.high for p in run)) for run in runs)  # type: ignore[arg-type]


def _is_tight(ground: Ground, total: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether exact parts follow each other with nothing but their names: 小学114所、初中10所、九年一贯制学校171所."""
    added = sum((part.value for part in parts), Fraction(0))
    if any(part.hedged for part in (total, *parts)) or added - total.value > total.value * _HALF:
        return False
    gaps = (ground.folded[one.span.end : other.span.start] for one, other in pairwise(parts))
    return len(parts) >= _LISTED and all(map(_TIGHT.fullmatch, gaps))


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
    complete = _complete(name_of(ground, total), [ground.label(part) for part in parts])
    if slip or full or slipped(ground, total, parts) or (complete and missing <= total.value * _HALF):
        yield finding_of(ground, "其中各项之和略少于总数", total, parts, Severity.WARNING)


def name_of(ground: Ground, total: Figure) -> str:
    """Return what names a whole: the words before it in its sentence and what is counted behind it."""
    start = max(ground.sentence(total.span.start).start, total.span.start - 60)
    return ground.folded[start : total.span.end + 8]


def slipped(ground: Ground, total: Figure, parts: Sequence[Figure]) -> bool:
    """Say whether one digit written wrong, or two swapped, explain all that is missing: 2479+5721.39+82 of 8312.39.

    A difference has one digit that is not 0, or swapped digits, once in a hundred by chance where it is a hundred steps of
    the least that any of the numbers tells.
    """
    figures = (total, *parts)
    if any(figure.hedged for figure in figures):
        return False
    steps = [_step(ground, figure) for figure in figures]
    if None in steps or len(set(steps)) > 2:
        return False
    step = min(step for step in steps if step is not None)
    values = [figure.value / step for figure in figures]
    if any(value.denominator != 1 for value in values):
        return False
    numbers = [value.numerator for value in values]
    while all(number % 10 == 0 for number in numbers):
        numbers = [number // 10 for number in numbers]
    apart = numbers[0] - sum(numbers[1:])
    if abs(apart) >= _STEPS and len(str(abs(apart)).rstrip("0")) == 1:
        return True
    meant = [numbers[0] - apart, *(number + apart for number in numbers[1:])]
    return abs(apart) >= _STEPS and any(_is_swapped(one, other) for one, other in zip(numbers, meant, strict=True))


def _step(ground: Ground, figure: Figure) -> Fraction | None:
    """Return the least that the digits of a figure tell: 0.01万元 of 82.00万元; None for numbers in Chinese characters."""
    written = re.match(r"\d[\d,]*(?:\.(?P<decimals>\d+))?", ground.folded[figure.span.start : figure.span.end])
    number = Fraction(written[0].replace(",", "")) if written else Fraction(0)
    return figure.value / number / 10 ** len(written["decimals"] or "") if written and number else None


def _is_swapped(one: int, other: int) -> bool:
    """Say whether two neighbouring digits were swapped: 141058 and 114058."""
    first, second = str(one), str(other)
    differ = [at for at, (a, b) in enumerate(zip(first, second, strict=False)) if a != b]
    return (
        len(first) == len(second)
        and len(differ) == 2
        and differ[1] == differ[0] + 1
        and first[differ[0]] == second[differ[1]]
        and first[differ[1]] == second[differ[0]]
    )


def _complete(whole: str, labels: list[str]) -> bool:
    """Say whether the names of parts leave no other part: 水田 and 旱田, or 其他 at the end."""
    return (len(labels) > 2 and re.match("其他|其它|其余|余下", labels[-1]) is not None) or complements(whole, labels)


def complements(whole: str, labels: list[str]) -> bool:
    """Say whether the names are those of all parts that such a whole has: 男 and 女, 优秀, 良好 and 合格."""
    return any(division.divides(whole, labels) for division in divisions())


def finding_of(
    ground: Ground, rule: str, total: Figure, parts: Sequence[Figure], severity: Severity = Severity.ERROR
) -> Finding:
    quote = ground.document.text
    added = sum((part.value for part in parts), Fraction(0))
    listed = "+".join(part.span.of(quote) for part in parts)
    apart = abs(added - total.value)
    how = "大于" if added > total.value else "小于"
    whole = f"所称总数{total.span.of(quote)}，相差{like(total, apart)}"
    words = f"{listed}={like(total, added)}，{how}{whole}" if len(parts) > 1 else f"{listed}{how}{whole}"
    spans: tuple[Span, ...] = (total.span, *(part.span for part in parts))
    return ground.finding(Family.SUMS, rule, words, *spans, severity=severity)


def together(ground: Ground, parts: list[Figure]) -> list[Figure]:
    """Return the parts up to where the list breaks off, or goes on to other things with 还有."""
    for at in range(1, len(parts)):
        aside = ground.label(parts[at]).startswith(("还", "另", "此外"))
        if aside or parts[at].span.start - parts[at - 1].span.end > _APART:
            return parts[:at]
    return parts
