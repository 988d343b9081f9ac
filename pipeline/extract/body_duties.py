"""Bodies that a sentence makes act: 由…负责, …牵头,…配合, 会同…, 督促…, and subjects of duties (各学校要…).

`Ground` in, `Mention[BodyWords]` out. Around each cue the names are looked for whose edges the sentence itself shows.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from pipeline.extract.body_cues import SOFT, Cue, Side, is_last, soft_start
from pipeline.extract.body_edges import (
    CHEERED,
    EDGES,
    OPENING,
    clause_start,
    names_ahead,
    names_before,
)
from pipeline.extract.body_ground import Ground
from pipeline.extract.body_items import FARTHEST
from pipeline.extract.body_lists import has_tail, names
from pipeline.extract.body_names import is_generic, is_person
from pipeline.extract.body_scan import cues
from pipeline.extract.body_scopes import around, scopes, sentence_start
from pipeline.extract.body_subjects import Agents, of_act, of_duty, of_request, of_turn
from pipeline.extract.body_verbs import DAY
from pipeline.model import BodyWords, Kind, Role, Span
from pipeline.rules import Mention

# What may stand before 督促: adverbs and auxiliaries end so; behind other characters it is part of a name (教育督导室).
_URGERS = frozenset("并要将来和与、会真实极强时期地责切须应该 )助步.、0123456789）")
# What may stand before 联合 where it is a verb; behind other characters it is part of a name (西南联合大学).
_JOINERS = frozenset("并头将要会可、再 )和")
_NO_AGENT = re.compile("任|组成|构成|担任|兼任|作为|转|改为|变|增|提[高升]|减|扩大|下降|所?提出的|原来|总理|主席")
_NOT_BY = re.compile("不[该应能再宜]?当?$|是$")
# 由政府监管向社会共治转变 tells a change, not who does it.
_TURNS = re.compile(
    r"[^,。;]{0,48}?(?:放宽|扩大|扩展|提高|降低|延长|缩短|增加|减少|下调|上调|调整|升级|变更)[至到为]|[^,。;]{0,24}[兼担]任|[^,。;]{0,12}(?:向|到|为)[^,。;]{0,12}(?:转[变型移]|过渡)"
)
_LEADS = re.compile(rf"{SOFT}(?:负责)?牵头")
_SENTENCE_END = re.compile("[。;!?\n\t]")
_MECHANISM = re.compile("[、的]|,(?=[^,。;]{2,8}(?:参与|协同|负责|监督|保障|支[撑持])的)")
_FORMING = re.compile("建立|健全|完善|形成|构建|建成")
_OF_MECHANISM = re.compile(r"[^。;]{0,40}的[^,。;]{0,10}(?:机制|体系|体制|制度|格局|模式)")
REACH_OF_FORMING = 6
_BY_COMMITTEE = re.compile(
    r"(?:成立|设立|组建|建立)了?(?:以[^,。;]{2,20}为[^,。;]{2,8}的)?(?P<quote>[^,。;:()“”了]{2,40}(?:小组|办公室|委员会|指挥部|专班|中心)),"
    r"(?:(?:(?!成立|设立|组建)[^。;\n]){0,120}?,)?(?:全面|具体|主要)?负责(?!人|制|同志)"
)
# Office-holders are asked many a thing; with a day it is work laid upon them.
_DUE = re.compile(DAY)
_NEXT_ACT = re.compile(r",(?:争创|要|应|必须|做好|开展|完成|制定|建立|落实|加强)")


def duties(text: Ground) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies that sentences make act, with the stretch that each answers for."""
    told = [
        (cue, found)
        for cue in cues(text.folded)
        if cue.span.start < text.end and (found := _FINDERS[cue.words.side](text, cue))
    ]
    reach = scopes(text, told)
    for cue, found in told:
        scope = reach.of(cue, around(found))
        for span, role in found:
            yield Mention(span, BodyWords(text.folded[span.start : span.end], role, scope), cue.rule)
    yield from _committees(text.folded)


def _before(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the bodies of which 牵头, 负责, 会同, 配合 is said."""
    folded, role = text.folded, cue.words.role
    if folded[cue.span.start - 1] in ",、":
        return []
    found, start = names_before(folded, cue.span.start)
    if not found:
        return []
    stretch = folded[start : found[0].start]
    generic = all(is_generic(folded[span.start : span.end]) for span in found)
    introduced = folded[found[0].start - 1 : found[0].start] in ("由", "以", "经")
    after = folded[cue.span.end : cue.span.end + 16]
    if generic and _FORMING.search(stretch) and _OF_MECHANISM.match(folded, cue.span.end):
        return []
    if generic and not introduced and (_MECHANISM.match(after) or folded[start - 1 : start] == "、"):
        return []
    if role is Role.SUPPORT and not _supports(text, found, cue.span.start, start):
        return []
    if role is Role.RESPONSIBLE and _LEADS.match(folded, cue.span.end):
        role = Role.LEAD
    if CHEERED.search(stretch) and (role is Role.SUPPORT or folded.startswith("承担", cue.span.start)):
        return []
    return [(span, role) for span in found]


def _supports(text: Ground, found: tuple[Span, ...], end: int, start: int) -> bool:
    """Say whether 配合 and 参与 give bodies work: another body leads, or they are departments."""
    folded = text.folded
    before = folded[sentence_start(folded, start) : start]
    if re.search("鼓励|支持|引导|动员|吸引|欢迎", before[-8:]):
        return False
    if re.search("牵头|会同|为主|负责|主办|总[抓揽]", before):
        return not all(is_generic(folded[span.start : span.end]) for span in found) or "牵头" in before
    named = not any(
        is_generic(words) or is_person(words) for words in (folded[span.start : span.end] for span in found)
    )
    if named and start == found[0].start and text.kind is Kind.PLAN and text.plans(Span(start, end)):
        return True
    return has_tail(folded[found[-1].start : soft_start(folded, end)])


def _by(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the bodies behind 由, leading where 牵头 is said of them; 不应由 and the 是由 of definitions name none."""
    if _NOT_BY.search(text.folded[max(0, cue.span.start - 3) : cue.span.start]):
        return []
    found, end = names_ahead(text.folded, cue.span.end)
    if not found or _describes(text, cue.span.start, end):
        return []
    if _NO_AGENT.match(text.folded, end) or _TURNS.match(text.folded, end):
        return []
    role = Role.LEAD if _LEADS.match(text.folded, end) else Role.RESPONSIBLE
    return [(span, role) for span in found]


def _describes(text: Ground, start: int, end: int) -> bool:
    """Say whether 由 tells how a mechanism works that is to be set up: 建立由政府负责人牵头的工作机制."""
    forming = _FORMING.search(text.folded, max(0, start - REACH_OF_FORMING), start)
    return forming is not None and _OF_MECHANISM.match(text.folded, end) is not None


def _with(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the bodies behind 会同, and the one that acts with them where it opens the sentence."""
    folded = text.folded
    found, _ = names_ahead(folded, cue.span.end)
    words = [folded[span.start : span.end] for span in found]
    before = folded[cue.span.start - 1 : cue.span.start]
    if (
        not found
        or all(is_generic(word) for word in words)
        or not (before in EDGES or before in _JOINERS or is_last(before))
    ):
        return []
    if CHEERED.search(folded, clause_start(folded, cue.span.start), cue.span.start):
        return []
    agents = [(span, Role.SUPPORT) for span in found]
    return agents + (_opener(folded, cue.span.start) if folded.startswith("会同", cue.span.start) else [])


def _opener(folded: str, position: int) -> Agents:
    """Return the bodies that open the sentence of a 会同 further on: 市教育局认真…,会同市委组织部…"""
    start = sentence_start(folded, position)
    for clause in re.finditer("[^,]+", folded[start:position]):
        left = start + clause.start()
        opening = OPENING.match(folded, left, position)
        found, end = names_ahead(folded, opening.end() if opening else left)
        if found and end < position:
            return [(span, Role.RESPONSIBLE) for span in found]
    return []


def _made(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the bodies behind 督促, 指导, 要求 that the text plans to make act."""
    folded = text.folded
    found, end = names_ahead(folded, cue.span.end)
    before = folded[cue.span.start - 1 : cue.span.start]
    asked = folded[cue.span.start] == "请"
    if not found or not (asked or before in EDGES or before in _URGERS or is_last(before)):
        return []
    closed = end >= len(folded) or folded[end] in EDGES
    if closed and not _NEXT_ACT.match(folded, end):
        return []
    if re.match("要|应|必须|务必|提出意见", folded[end : end + 4]) or text.reports(cue.span):
        return []
    persons = all(is_person(folded[span.start : span.end]) for span in found)
    if persons and not _DUE.match(folded, end) and (asked or folded.startswith("要求", cue.span.start)):
        return []
    return [(span, cue.words.role) for span in found]


_FINDERS: dict[Side, Callable[[Ground, Mention[Cue]], Agents]] = {
    Side.BEFORE: _before,
    Side.DUTY: of_duty,
    Side.ACT: of_act,
    Side.TURN: of_turn,
    Side.REQUEST: of_request,
    Side.BY: _by,
    Side.WITH: _with,
    Side.MADE: _made,
}


def _committees(folded: str) -> Iterator[Mention[BodyWords]]:
    """Yield the groups that are set up and put in charge: 成立了校园安全领导小组,…,负责…"""
    for match in _BY_COMMITTEE.finditer(folded):
        for span in names(folded, *match.span("quote")):
            most = min(len(folded), match.end() + FARTHEST)
            stop = _SENTENCE_END.search(folded, match.end(), most)
            scope = Span(span.start, stop.start() if stop else most)
            yield Mention(
                span,
                BodyWords(folded[span.start : span.end], Role.RESPONSIBLE, scope),
                "group set up and put in charge",
            )
