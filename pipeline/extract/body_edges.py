"""Where names of bodies begin and end around a cue: behind 由 or a clause's start, before a verb or an adverb.

Folded text in, `Span`s out: 由县残联、特教学校对…登记 holds two names, up to 对.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from pipeline.extract.body_cues import is_last, soft_start
from pipeline.extract.body_lists import names
from pipeline.extract.body_names import is_generic
from pipeline.model import Span

# The longest list of bodies before a verb in the gold has 78 characters (生态环境部会同国家发展改革委、…、国家邮政局).
LONGEST_LIST = 160
EDGES = frozenset("。;,:!?\n\t“”|…")
OPENING = re.compile(
    r"(?:\s|[\d一二三四五六七八九十]+[是要、.](?!\d)|\([一二三四五六七八九十\d]+\)|[①-⑳]|首先|其次|再次|最后|同时|此外|另外|因此|为此|所以"
    r"|第[一二三四五六七八九十百\d]+[条章节]|并且?|而且|届时|原则上|今后(?:[\d一二三四五]年)?|今年|明年|(?:\d{2,4}年)?[上下]半年|(?:每年|今年|明年|\d{2,4}年)?(?:\d+月)?(?:\d+日|底|末|[上中下]旬)?(?:之?前|起|内)?(?<=[年月日底末旬前起内])"
    r"|每(?:年|月|周|学期|季度)|开学[前后]|平时|必要时|期间|特别是|尤其是|其中|对此|下一步|会后|注:|具体工作)+"
)
_PIVOT = re.compile("由|经|请|要求|责成|督促|指导|坚持|实行|形成|以|并|组织|成立")
CHEERED = re.compile("(?:鼓励|支持|引导|推动|动员|吸引|欢迎|促进|倡导|带动)(?:和(?:鼓励|支持|引导))?")
_CUT = re.compile(
    r"(?:负责(?!人|制)|牵头|组织|承担|会同|联合|配合|协助|参与|参加|对|根据|按照|按|以|在|于|将|把|向|从|给|做|抓|开展|进行|落实|制[定订]"
    r"|拟定|建立|健全|完善|加强|完成|实施|推荐|存档|争创|创建|认真|经常|严格|及时|切实|积极|进一步|深入|全面|定期|不定期|统一|共同|分别"
    r"|另行|具体|主要(?!负责人|领导)|全权|统筹|审[核批查议定]|办理|提出|受理|提供|提交|[上填申]?报[送告]?|编制|印发|出台|执行|履行|运营|召集"
    r"|主[持办管]|评[审选估定]|筛选|确定|开[设足齐]|增[设加派]|各派|设立|成立|推[进动行广]|强化|规范|整改|修订|安排|支持|联络|结合|通过|利用|依托|依法|继续|尽快"
    r"|管理(?!部|局|委|办|处|科|中心|单位|干部|人员|机构)|排查|处理|解决|保障|确保|逐[项级步]|自行|有[序效]|指[定导]|派(?!出所|驻)出?|选[派送]|带头|组建|构成|重新|任(?!课|务|职)|主动|[不每可须应要是用]|必须|签订"
    r"|采取|综合|汇总|纳入|担任|兼任|作为|发布|公布|招[聘募]|集中|牢固|提高|提升|扩大|优化|深化|巩固|改[进善]|研究|学习|宣传|检查|核[实查]|监[督管](?!部|局|机构|委)"
    r"|和|与|及|为|随)(?!部(?!署)|[院室局]|办公室|中心|小组|委员会|干部|人员|机构|部门)"
)
_JOINS = frozenset("和与及")
_SKIP = re.compile("(?:本|所)?辖区内?|辖内|所属|下属|好|本区域内?|区域内|境内|全体")
# A bracket that belongs to the name around it: 各县(市)水利局, 建筑(行)业协会.
_IN_NAME = re.compile(r"(?<=[\u4e00-\u9fff])\([^()]{1,6}\)$")


def names_before(folded: str, end: int) -> tuple[tuple[Span, ...], int]:
    """Return the names that end where the adverbs before a cue begin, and where their clause starts."""
    end = soft_start(folded, end)
    if not is_last(folded[end - 1 : end]):
        return (), end
    if end and folded[end - 1] == "”":
        opened = folded.rfind("“", max(0, end - 20), end)
        return (names(folded, opened + 1, end - 1), opened) if opened >= 0 else ((), end)
    start = clause_start(folded, end)
    for candidate in chain(_openings(folded, start, end), _pivots(folded, start, end)):
        if found := names(folded, candidate, end):
            return _with_list_before(folded, start, candidate) + found, start
    return (), start


def clause_start(folded: str, end: int) -> int:
    """Return where the clause that ends here starts, an open bracket being an edge."""
    depth, low = 0, max(0, end - LONGEST_LIST)
    for at in range(end - 1, low - 1, -1):
        char = folded[at]
        depth += (char == ")") - (char == "(")
        if char in EDGES or depth < 0:
            return at + 1
    return low


def names_opening(folded: str, end: int) -> tuple[Span, ...]:
    """Return the names that end before a cue and open their clause, or follow what opens it: 同时,区政府|成立…"""
    end = soft_start(folded, end)
    if not is_last(folded[end - 1 : end]):
        return ()
    start = clause_start(folded, end)
    for candidate in _openings(folded, start, end):
        if found := names(folded, candidate, end):
            return _with_list_before(folded, start, candidate) + found
    return ()


def _openings(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield where names may open a clause: at its start, behind 同时 and the like, behind a bracket."""
    yield start
    if opening := OPENING.match(folded, start, end):
        yield opening.end()
    bracket = folded.rfind(")", start, end)
    if bracket >= 0 and not _IN_NAME.search(folded, start, bracket + 1):
        yield bracket + 1


def _pivots(folded: str, start: int, end: int) -> Iterator[int]:
    """Yield the places inside a clause where names may begin: behind 由, 要求, 支持."""
    for pattern in (_PIVOT, CHEERED):
        for match in pattern.finditer(folded, start, end):
            yield match.end()


def _with_list_before(folded: str, start: int, candidate: int) -> tuple[Span, ...]:
    """Return the names of the clause before, where a comma goes on with the list: 各镇街,区直各单位要…"""
    if candidate != start or not start or folded[start - 1] != ",":
        return ()
    before = clause_start(folded, start - 1)
    opening = OPENING.match(folded, before, start - 1)
    found = names(folded, opening.end() if opening else before, start - 1)
    return found if all(not is_generic(folded[span.start : span.end]) for span in found) else ()


def names_ahead(folded: str, start: int) -> tuple[tuple[Span, ...], int]:
    """Return the names that begin here and where the words behind them begin: 县残联、特教学校|对…"""
    if skipped := _SKIP.match(folded, start):
        start = skipped.end()
    end = start
    limit = min(len(folded), start + LONGEST_LIST)
    while end < limit and folded[end] not in EDGES:
        end += 1
    joined: tuple[tuple[Span, ...], int] = ((), end)
    for match in _CUT.finditer(folded, start + 2, end):
        if folded[match.start() - 1] in "、和与及":
            continue
        if found := names(folded, start, match.start()):
            if match[0] not in _JOINS:
                return found, match.start()
            joined = joined if joined[0] else (found, match.start())
    whole = names(folded, start, end)
    return (whole, end) if whole else joined
