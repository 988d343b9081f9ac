"""Planned completions without a date of their own, each widened to the clause that states it: 完成…, 实现…全覆盖."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.goal_piece import REACH, piece_around, unguided
from pipeline.extract.goal_plan import Plan
from pipeline.extract.goal_prose import COVERAGE, RID, completions
from pipeline.extract.names import outside, zones
from pipeline.extract.tense import Tense
from pipeline.model import GoalWords, Span
from pipeline.rules import Mention

# A completion behind a number says by itself what is reached: 7个乡镇实现基本均衡.
_REACHES = ("实现", "基本实现", "全面实现")
# 61个村全覆盖 is reached whatever the number; 覆盖率达到90% is the number.
_RATE = re.compile("[%‰]|百分之")
# Clauses that serve another end (为完成任务打好基础), name a condition (任务完成后) or promise effort (提高完成任务的能力).
_PURPOSE = re.compile(
    r"(?:努力|而)?(?:作|做|是)?为(?:了|着)?(?!\S{2,8}创建)|如果|由于|因|是[^,]{0,30}年$|这(?:样|些|个)|要想|想|除|原计划|坚持(?![^,]*只增不减)|促进|支撑|[^,]*按照[^,]*(?:规定|职责)|以[^,]*为(?:目标|契机|抓手|载体|重点|依据|主线|导向|核心)$"
    r"|[对在][^,]{0,30}(?:的\S{0,2}|下|后|中)$"
    r"|(?:不断)?(?:提高|增强|提升|加快|健全)|按照|把[^,]{2,20}建成|深刻|一定能|才能|不能"
    r"|[^,]*(?:能力|前提下|以?后|时|进展|成效|作用|典范|高地|桥头堡|枢纽|地方|学习|谈判|政策|的|的工作)$"
    r"|[^,]*(?:统一大业|历史使命|硬任务|抢险救灾)"
)
_PREAMBLE = re.compile(
    "现(?:就|将|提出|制[定订])|特?制[定订](?:本|如下|以下)|提出(?:如下|以下)|(?:通知|报告|汇报|公告)如下"
)


def completed(plan: Plan) -> Iterator[Mention[GoalWords]]:
    """Yield the planned completions, each widened to its piece."""
    folded = plan.reading.folded
    mentions = completions(folded)
    for number, mention in enumerate(mentions):
        clause = plan.clause(mention.span.start)
        if clause is None or plan.is_title(clause) or _is_preamble(folded, mention.span, clause.span):
            continue
        if _is_name(folded, mention.span, clause.span):
            continue
        piece = piece_around(folded, mention.span, clause.span)
        near = [other.span for other in mentions[max(number - 1, 0) : number + 2] if other is not mention]
        outcome = _outcome(plan, mention, _item(folded, mention.span, piece, near))
        if outcome is not None and plan.tense.at(mention.span).tense is Tense.PLANNED:
            yield plan.goal(outcome, mention.rule)


def _is_preamble(folded: str, span: Span, clause: Span) -> bool:
    """Say whether a sentence tells why the document was made: 为实现…全覆盖,现提出如下意见."""
    return _PREAMBLE.search(folded, span.end, clause.end) is not None


def _is_name(folded: str, span: Span, clause: Span) -> bool:
    """Say whether words of completion belong to a name: 《…全覆盖实施方案》, a slogan, a line of page furniture."""
    start, end = max(clause.start, span.start - REACH), min(clause.end, span.end + REACH)
    first = Span(span.start - start, span.start - start + 1)
    return not outside((first,), zones(folded[start:end]))[0]


def _item(folded: str, span: Span, piece: Span, near: list[Span]) -> Span:
    """Return the part of a piece that belongs to one completion: A全覆盖、B全部利用 are two."""
    start, end = piece.start, piece.end
    for other in near:
        if piece.start < other.end <= span.start:
            start = max(start, folded.rfind("、", other.end, span.start) + 1)
        elif span.end <= other.start < piece.end and folded[span.end] == "、":
            end = span.end
    return Span(start, end)


def _outcome(plan: Plan, mention: Mention[GoalWords], item: Span) -> Span | None:
    """Return the clause that states a completion, or where a number opens it (7个乡镇实现…) what follows the number."""
    outcome = plan.after_dates(item)
    if outcome is None or outcome.end <= mention.span.start or _PURPOSE.match(plan.reading.words(outcome)):
        return None
    start = unguided(plan.reading.folded, outcome)
    outcome = Span(start, outcome.end) if start <= mention.span.start else outcome
    if not plan.is_taken(outcome) or (mention.rule == COVERAGE and not _RATE.search(plan.reading.words(outcome))):
        return outcome
    own = Span(mention.span.start, item.end)
    stands_alone = mention.rule == RID or mention.words.outcome.startswith(_REACHES)
    return own if stands_alone and not plan.is_taken(own) else None
