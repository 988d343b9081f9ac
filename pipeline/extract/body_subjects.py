"""Bodies as subjects: of a duty (各学校要…), of a planned act (市水文站每日报送…), of what is asked (…请于6月前完成).

A cue and the `Ground` in, the bodies with their roles out.
"""

from __future__ import annotations

import re

from pipeline.extract.body_cues import Cue
from pipeline.extract.body_edges import CHEERED, EDGES, OPENING, names_before, names_opening
from pipeline.extract.body_ground import Ground
from pipeline.extract.body_items import FARTHEST
from pipeline.extract.body_lists import names, split
from pipeline.extract.body_names import is_generic, is_person, is_place
from pipeline.extract.body_verbs import WILL
from pipeline.model import Kind, Role, Span
from pipeline.rules import Mention

Agents = list[tuple[Span, Role]]

_HELPS = re.compile(r"(?:积极|主动|全力|认真|密切)*(?:协助|配合|参与(?!者))")
_REPORTING = re.compile("(?:及时|定期|按时|按期|如期|尽快|认真)*(?:[上填]?报(?![道酬名考销])|反馈)")
_SENTENCE_END = re.compile("[。;!?\n\t]")
# 所需 and 所要 are no duties of an institute; 派出所要 and 研究所要 are.
_INSTITUTE = re.compile("(?:院|派出|研究|事务|司法|财政|供电|工商|交易|税务|监管|农科)所$")
_OF_PAST = re.compile(
    r"(?:组织|安排|开展|印发|制[定订]|出台|下发|实施|确定|完成|建立|成立|设立|推荐|提交)(?:实施|开展)?(?:的|了|过)"
)
_PROOFREADING = re.compile("[^学各党职技本我全]校对")
# What is told of a plain verb's subject further on in the sentence makes it a report: …,制定了…
_TOLD = re.compile("了(?!解)|已经?")
# In a cell these are nouns as often: 示范学校申报, 办公室检查.
_LOOSE = re.compile(
    "申报|审核|公示|督[查导]|指导|监督|推荐|反馈|整改|汇总|修订|摸底|收集|统筹|通报|准备|调度|推[进动]|对(?!.{2,24}负)"
)
# Behind these a name tells with whom or to whom, not who: 与合作企业共同编制方案.
_ALONGSIDE = frozenset("与同向给跟及")
_NO_VERB_BEHIND = frozenset(("了", "的", "、", "和", "《"))


def of_duty(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the subjects of a duty: 各学校要…, 区政府将成立…; the issuer's own general duties are none."""
    folded = text.folded
    found, start = names_before(folded, cue.span.start)
    if not found and _REPORTING.match(folded, cue.span.end):
        return of_request(text, cue)
    if not found or CHEERED.search(folded, start, found[0].start):
        return []
    if text.kind is Kind.REPORT and text.reports(cue.span):
        return []
    last = folded[found[-1].start : found[-1].end]
    if folded[cue.span.start] in "需要应" and last.endswith("所") and not _INSTITUTE.search(last):
        return []
    words = [folded[span.start : span.end] for span in found]
    if "要求" in folded[start : found[0].start] and is_person(words[0]):
        return []
    if not WILL.match(folded, cue.span.start) and all(map(text.is_issuer, words)):
        return []
    role = Role.SUPPORT if _HELPS.match(folded, cue.span.end) else Role.RESPONSIBLE
    return [(span, role) for span in found]


def of_act(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the subjects of a plain verb where the text plans: 县级政府落实…职责."""
    if text.reports(cue.span) or not _may_act(text, cue):
        return []
    found = _opening(text, cue)
    words = [text.folded[span.start : span.end] for span in found]
    if text.in_cell(cue.span):
        good = not all(is_generic(word) and not is_person(word) for word in words)
    else:
        good = not any(is_generic(word) or is_person(word) for word in words) and text.plans(cue.span)
    return [(span, cue.words.role) for span in found] if good else []


def of_turn(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the subjects of what recurs or has its day: 运维单位每周巡检, 各乡镇于6月底前上报."""
    if text.reports(cue.span) or not _may_act(text, cue):
        return []
    found = _opening(text, cue)
    if not found or not text.plans(cue.span) or text.folded.startswith("人均", cue.span.end):
        return []
    return [(span, cue.words.role) for span in found]


def _opening(text: Ground, cue: Mention[Cue]) -> tuple[Span, ...]:
    """Return the names that open the clause of a cue; behind a comma the next clause begins (建成中心,推进…)."""
    folded = text.folded
    found = names_opening(folded, cue.span.start)
    if not found or "," in folded[found[-1].end : cue.span.start]:
        return ()
    return () if folded[found[0].start - 1 : found[0].start] in _ALONGSIDE else found


def _may_act(text: Ground, cue: Mention[Cue]) -> bool:
    """Say whether a verb may tell what its subject is to do: no title, nothing done, nothing that only describes."""
    folded, in_cell = text.folded, text.in_cell(cue.span)
    after = folded[cue.span.end : cue.span.end + 1]
    if after in _NO_VERB_BEHIND or folded[cue.span.start - 1] in ",、" or _OF_PAST.match(folded, cue.span.start):
        return False
    personal = folded.startswith("亲自", cue.span.start) or folded.endswith("责", cue.span.start, cue.span.end)
    if after in EDGES and after != "“" and not in_cell and not personal:
        return False
    if in_cell and _LOOSE.match(folded, cue.span.start):
        return False
    if _PROOFREADING.match(folded, max(0, cue.span.start - 2)):
        return False
    most = min(len(folded), cue.span.end + FARTHEST)
    stop = _SENTENCE_END.search(folded, cue.span.end, most)
    if not in_cell and (stop is None or stop[0] in "\n\t"):
        return False  # a title or a head, which tells no duty
    return not _TOLD.search(folded, cue.span.end, stop.start() if stop else most)


_TOPIC_END = re.compile(r"的|[上下]半年|(?:本|上|下)?学期|[A-Za-z\d]|组织|开展|举[办行]|于|请|将")
LONGEST_TOPIC = 48


def of_request(text: Ground, cue: Mention[Cue]) -> Agents:
    """Return the bodies that open the sentence of a request: 各县(市)的续证工作,请于8月底前完成."""
    folded, low = text.folded, max(0, cue.span.start - LONGEST_TOPIC)
    start = low + max(folded[low : cue.span.start].rfind(mark) for mark in "。;!?\n\t:") + 1
    opening = OPENING.match(folded, start, cue.span.start)
    start = opening.end() if opening else start
    for topic in _TOPIC_END.finditer(folded, start + 2, cue.span.end):
        listed = split(folded, start, topic.start())
        words = [folded[span.start : span.end] for span in listed]
        places = len(words) > 1 and all(map(is_place, words))
        if places or (listed and names(folded, start, topic.start()) == listed):
            return [(span, cue.words.role) for span in listed]
    return []
