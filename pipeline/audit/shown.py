"""What the audit's pages show, gathered: findings with their sentences, and the tables of plan against report and of places.

Everything here is plain words: the page (html) and the workbook (xlsx) only lay it out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa

from pipeline.audit.between import against
from pipeline.audit.compare import Relation, Verdict, told, weaker
from pipeline.audit.facts import Linked, kept_pledges, read
from pipeline.audit.link import Fact, Paper
from pipeline.audit.pledge import Pledge, PledgeKept, Saying
from pipeline.audit.report import Kept, Rate, kept, rates
from pipeline.audit.store import StoredFinding, Wanted, find
from pipeline.audit.subject import Aspect
from pipeline.load.schema import documents, texts
from pipeline.model import Span, State
from pipeline.query.filters import Filters

FAMILIES = {
    "impossible": "不可能的数值", "sums": "合计与分项", "rates": "比率与数额", "counts": "所称与所列", "twice": "前后不一",
    "fit": "能否落实", "between": "上下级计划", "years": "年度之间", "report": "计划与报告",
    "copies": "照抄他处",
}  # fmt: skip
FIELDS = {
    "economy": "经济", "education": "教育", "health": "卫生健康", "environment": "生态环境", "agriculture": "农业农村",
    "population": "人口与民生", "infrastructure": "基础设施", "safety": "安全", "": "其他",
}  # fmt: skip
SEVERITIES = {"error": "错误", "warning": "疑点", "notice": "提示"}
STATUSES = {"open": "未处理", "confirmed": "属实", "dismissed": "排除"}
VERDICTS = {
    Verdict.MET: "达到", Verdict.EXCEEDED: "超过", Verdict.WITHIN_ABOUT: "基本达到", Verdict.MISSED: "未达到",
    Verdict.LATE: "推迟达到", Verdict.DIFFERS: "有出入", Verdict.NOT_REPORTED: "报告未提",
}  # fmt: skip
# Characters up to which words that no lexicon knows are a name; longer ones are half a sentence.
_OWN_WORDS = 16
RELATIONS = {Relation.EQUAL: "相同", Relation.LOWER: "较低", Relation.HIGHER: "较高", Relation.OVERLAPPING: "有交叉"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence of a document, cut in three so that the words in question can be marked; `anchor` is its place."""

    before: str
    words: str
    behind: str
    document: str
    path: str
    page: int | None
    anchor: str


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One target with what became of it."""

    place: str
    year: int
    indicator: str
    promised: str
    reported: str
    verdict: str
    code: str
    arithmetic: str
    definition: str
    target: Quoted
    actual: Quoted | None


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """One place's target against that of the place above."""

    place: str
    year: int
    indicator: str
    own: str
    above: str
    relation: str
    code: str
    arithmetic: str
    lower: Quoted
    upper: Quoted


@dataclass(frozen=True, slots=True)
class Shown:
    """All that a report shows."""

    documents: int
    findings: tuple[StoredFinding, ...]
    plans: tuple[PlanRow, ...]
    places: tuple[PlaceRow, ...]
    by_body: tuple[Rate, ...]
    by_field: tuple[Rate, ...]


def gather(connection: sa.Connection, wanted: Wanted) -> Shown:
    """Return what a report shows of the documents asked for; documents beside them are compared, not listed."""
    linked = read(connection, Filters(states=(State.CURRENT,)))
    inside = {row.key for row in _asked(connection, wanted)}
    sentences = _Sentences(connection)
    own = [row for row in kept(linked.blocks) if row.target.paper.key in inside]
    # What no lexicon knows is told where the report uses the same words; that other words are missing says nothing.
    rows = [row for row in own if _tells(row)]
    promised = [row for row in kept_pledges(linked) if row.target.paper.key in inside]
    plans = [_plan_row(row, sentences) for row in rows]
    plans += [_plan_row(row, sentences) for row in promised]
    by_body, by_field = rates(rows)
    return Shown(
        len(inside),
        tuple(find(connection, wanted)),
        tuple(sorted(plans, key=lambda row: (row.place, row.indicator, row.year))),
        tuple(_place_rows(linked, inside, sentences)),
        by_body,
        by_field,
    )


def _tells(row: Kept) -> bool:
    """Say whether a row tells something: what became of a target, or that a report is silent on a known one."""
    subject = row.target.subject
    if row.actual is None:
        return subject.known and subject.aspect is not Aspect.DELTA
    return subject.known or len(subject.shown) <= _OWN_WORDS


def anchor(paper_key: str, start: int) -> str:
    """Return the name by which a place can be linked to."""
    return f"p-{paper_key[:8]}-{start}"


class _Sentences:
    """The sentences of figures, from texts that are asked for once."""

    def __init__(self, connection: sa.Connection) -> None:
        self._connection = connection
        self._known: dict[str, str] = {}

    def _text(self, key: str) -> str:
        if key not in self._known:
            query = sa.select(texts.c.text).join(documents, documents.c.id == texts.c.document_id)
            self._known[key] = self._connection.scalar(query.where(documents.c.key == key)) or ""
        return self._known[key]

    def of(self, one: Fact | Pledge | Saying) -> Quoted:
        """Return the sentence that a figure stands in."""
        paper, stated = one.paper, one.stated
        text = self._text(paper.key)
        begin, end = max(stated.sentence.start, stated.span.start - 120), min(stated.sentence.end, stated.span.end + 60)
        begin, end = min(begin, stated.span.start), max(end, stated.span.end)
        return _cut(text, begin, stated.span, end, paper, stated.page)


def _cut(text: str, begin: int, span: Span, end: int, paper: Paper, page: int | None) -> Quoted:
    return Quoted(
        text[begin : span.start],
        span.of(text),
        text[span.end : end],
        f"{paper.shown} {paper.title}".strip(),
        paper.name,
        page,
        anchor(paper.key, span.start),
    )


def _asked(connection: sa.Connection, wanted: Wanted) -> Iterable[Paper]:
    from pipeline.audit.facts import papers_of

    return [paper for _, paper in papers_of(connection, wanted.documents)]


def _plan_row(row: Kept | PledgeKept, sentences: _Sentences) -> PlanRow:
    target, actual = row.target, row.actual
    reported = "" if actual is None else told(actual) if isinstance(actual, Fact) else actual.stated.quote
    return PlanRow(
        target.paper.shown,
        row.year,
        target.subject.shown,
        told(target) if isinstance(target, Fact) else target.bound.value,
        reported,
        VERDICTS[row.judged.verdict],
        row.judged.verdict.value,
        row.judged.arithmetic,
        row.definition if isinstance(row, Kept) else "",
        sentences.of(target),
        None if actual is None else sentences.of(actual),
    )


def _place_rows(linked: Linked, inside: set[str], sentences: _Sentences) -> list[PlaceRow]:
    rows: dict[tuple[str, int], list[PlaceRow]] = defaultdict(list)
    for pair in against(linked.blocks):
        if pair.lower.paper.key not in inside:
            continue
        year = pair.lower.scope.last
        slack = weaker(pair.lower, pair.upper, pair.compared.figures)
        rows[pair.lower.subject.shown, year].append(
            PlaceRow(
                pair.lower.paper.shown,
                year,
                pair.lower.subject.shown,
                told(pair.lower),
                told(pair.upper),
                RELATIONS[pair.compared.relation] + ("·松于上级" if slack else ""),
                "differs" if slack else pair.compared.relation.value,
                pair.compared.arithmetic,
                sentences.of(pair.lower),
                sentences.of(pair.upper),
            )
        )
    return [row for key in sorted(rows) for row in sorted(rows[key], key=lambda row: row.place)]
