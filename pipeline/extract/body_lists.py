"""Lists of bodies (责任单位): how they come apart into names. Folded text in, `Span`s out.

市发展改革委、教育局 is two, 工业和信息化部 one, 各区、县(市) one, 镇党委、政府 two, 各地区各部门 two.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, pairwise

from pipeline.extract.body_names import FULL, LEVELS, LONGEST_NAME, is_bare_field, is_body, is_field, is_place
from pipeline.model import Span

_DIVISION = rf"(?:自治区|直辖市|自治州|[{LEVELS}]|市辖区|街道)"
_MODIFIER = re.compile(
    rf"各?{_DIVISION}(?:\([^()]*\))?|[{LEVELS}国校厅局]家?[级直属]{{1,2}}|高[一二三]|初[一二三]|[一二三四五六七八九]年级?"
)
_DIVISIONS_NEXT = re.compile(
    rf"(?![{LEVELS}]直)(?:{_DIVISION}|高[一二三]|初[一二三]|[一二三四五六七八九]年级|[{LEVELS}国校厅局]家?[级属])"
)
_TAIL = re.compile(
    r"(?<![高初中平均同])等(?:[\u4e00-\u9fff]{2,6}(?:领域|系统|行业))?(?:(?:\d+个?|[一二三四五六七八九十多]+个)?(?:各?(?:有关|相关|职能|责任|成员|主管|涉及)?的?(?:[\u4e00-\u9fff]{0,2}(?:部门|单位|处室|科室|机构|方面|人员|地区|组织|企业|学校|机关|高校))?)"
    r"(?:[和及、](?:部门|单位|地区|机构))?)?(?:共同)?$"
)
_TRAILING = re.compile(
    r"(?:[及和与、](?:社会各界|社会力量|社会公众|全社会|人民群众|群众)|(?:依|按照?|根据)(?:各自)?(?:职责|职能)(?:和?分工)?|共同|分别|具体|同志|\([^()]*[\d列排签牵负电][^()]*\)|[\s.。:]|\d{5,})+$"
)
_TRAILERS = frozenset("责能工同别体志)界量众会\t .。:0123456789")
_LEADING = re.compile(
    r"(?:\s|[.·•。]|原则上|其中|由|请|并|以下(?:任务|工作|各项)?均?(?:需|由|为)?|(?:本|所)?辖区内?|所属|下属|所辖|和|及|与|以及)+"
    r"(?=\S)"
)
_BOTH = re.compile("以及|[和与及或]")
_BARE = re.compile("单位|部门|机构|人员|个人")
_MARKS = frozenset("、,;/\n\t|")
_MARK = re.compile("[、,;/\n\t|和与及]")
_INSTITUTION = re.compile("(?:院校|高校|学校|学院|中学|小学|幼儿园|企业|医院|机构)$")
_MEMBERS = re.compile(
    "(?:院校|高校|学校|学院|中学|小学|幼儿园|企业|医院|机构)(?:教师|教职工|职工|员工|干部|人员|医务人员)$"
)
# Nouns that several names before them may share, and one of them to try those names with.
_SHARED = re.compile(r"[\u4e00-\u9fff](?:主管部门|行政部门|管理部门|机构|基金|企业|学校)(?:\(机构\))?$")
_SHARED_NOUN = "机构"
LONGEST_SHARER = 16
# The longest name with what may lead in and trail it (本辖区内的…等有关部门按职责分工).
LONGEST_PIECE = LONGEST_NAME + 20


def has_tail(words: str) -> bool:
    """Say whether a list closes with 等部门 or the like, which makes fields (公安、民政等部门) bodies."""
    return _TAIL.search(words) is not None


def split(folded: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the names of a list, without what leads in and trails: 市教育局、财政局等部门 gives two."""
    found: list[Span] = []
    for left, right in chain.from_iterable(
        _unglued(folded, *piece) for piece in _merged(folded, list(_parted(folded, start, end)))
    ):
        for piece in _conjoined(folded, *_trimmed(folded, left, right)):
            left, right = _trimmed(folded, *piece)
            if left < right:
                found.append(Span(left, right))
    return tuple(found)


def _parted(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Return the pieces between the marks of a list that stand outside brackets."""
    if _MARK.search(folded, start, end) is None:
        return [(start, end)] if folded[start:end].strip() else []
    pieces, left, depth = [], start, 0
    for at in range(start, end):
        char = folded[at]
        depth += (char == "(") - (char == ")")
        if char in _MARKS and depth <= 0:
            pieces.append((left, at))
            left = at + 1
    pieces.append((left, end))
    return [(left, right) for left, right in pieces if folded[left:right].strip()]


def _merged(folded: str, pieces: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Join what only qualifies to what follows: 各区、县(市); 高一、高二班主任; 县级、市级示范校."""
    joined: list[tuple[int, int]] = []
    for left, right in pieces:
        if joined:
            before, edge = joined[-1]
            last = re.split("、", folded[before:edge])[-1]
            if (
                left - edge == 1
                and folded[edge] == "、"
                and _MODIFIER.fullmatch(last)
                and _DIVISIONS_NEXT.match(folded, left, right)
            ):
                joined[-1] = (before, right)
                continue
        joined.append((left, right))
    return joined


def _unglued(folded: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield a piece in parts where names follow each other without a mark: 各地区各部门 is two."""
    at = folded.find("各", start + 2, end)
    while at >= 0:
        left = folded[start:at].rstrip("和与及以")
        if "各" in left and is_body(left):
            yield start, start + len(left)
            start = at
        at = folded.find("各", at + 2, end)
    yield start, end


def _trimmed(folded: str, start: int, end: int) -> tuple[int, int]:
    """Return the bounds without blanks, quotes, introducing words, and tails such as 等有关部门."""
    while start < end and (folded[start].isspace() or folded[start] in "“("):
        if folded[start] == "(" and folded.count(")", start, end):
            break
        start += 1
    while end > start and (folded[end - 1].isspace() or folded[end - 1] in "”"):
        end -= 1
    if leading := _LEADING.match(folded, start, end):
        start = leading.end()
    for pattern in (_TRAILING, _TAIL, _TRAILING):
        trails = folded.find("等", start, end) >= 0 if pattern is _TAIL else folded[end - 1 : end] in _TRAILERS
        if trails and (trailing := pattern.search(folded[start:end])):
            end = start + trailing.start()
    return start, end


def _conjoined(folded: str, start: int, end: int) -> list[tuple[int, int]]:
    """Split at 和, 与, 及 where what stands before is a name of its own: 党委和政府 but not 工业和信息化部."""
    if start >= end or folded[start:end] in FULL:
        return [(start, end)] if start < end else []
    for match in _BOTH.finditer(folded, start + 1, end - 1):
        left, right = _trimmed(folded, start, match.start())
        after = folded[match.end() : end]
        if left < right and not _is_bare(after) and _stands_alone(folded[left:right], after):
            return [(left, right), *_conjoined(folded, match.end(), end)]
    return [(start, end)]


def _is_bare(words: str) -> bool:
    """Say whether a noun that follows 和 only widens the name before it: 各有关部门和单位 is one."""
    return _BARE.fullmatch(words) is not None


def _stands_alone(before: str, after: str) -> bool:
    """Say whether what 和 follows is a body beside the next: 财政局 和 教育局, but not 市自然资源 和 规划局.

    A mere field (市自然资源) is one only beside 部门, which is no part of an office's name.
    """
    if re.match("体育|信息", after):
        return False
    if is_bare_field(before):
        return "部门" in after and is_body(before)
    return is_body(before) or is_place(before)


def names(folded: str, start: int, end: int) -> tuple[Span, ...]:
    """Return the names of a list of which every piece is a body, else nothing: 县残联、特教学校, 公安、渔政等部门."""
    if start >= end or (end - start > LONGEST_PIECE and _MARK.search(folded, start, end) is None):
        return ()
    found = split(folded, start, end)
    fields = has_tail(_TRAILING.sub("", folded[start:end]))
    words = [folded[span.start : span.end] for span in found]
    if all(is_body(name) or (fields and is_field(name)) for name in words):
        return (Span(found[0].start, found[-1].end),) if _shares_its_members(words) else found
    if _shares_its_noun(folded, found, words):
        return (Span(found[0].start, found[-1].end),)
    return ()


def _shares_its_members(names: list[str]) -> bool:
    """Say whether a list of institutions only tells whose members its last name means: 职业院校、应用型高校教师."""
    return len(names) > 1 and _MEMBERS.search(names[-1]) is not None and all(map(_INSTITUTION.search, names[:-1]))


def _shares_its_noun(folded: str, found: tuple[Span, ...], words: list[str]) -> bool:
    """Say whether the names of a list share the noun of the last: 各级政策性担保、再担保机构, 医保、医药主管部门."""
    if len(words) < 2 or not is_body(words[-1]) or not _SHARED.search(words[-1]):
        return False
    if any(one.end + 1 != other.start for one, other in pairwise(found)):
        return False
    return all(
        len(name) <= LONGEST_SHARER and not is_body(name) and is_body(name + _SHARED_NOUN) for name in words[:-1]
    )
