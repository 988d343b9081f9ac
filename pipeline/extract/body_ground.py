"""What the finders of responsible units ask of a document: its kind, its issuer, whether it plans, what is a table.

`Reading` and, where it is known, `Meta` in, `Ground` out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from pipeline.extract.tense import Tense, Tenses, guess_kind, tenses
from pipeline.fold import fold
from pipeline.model import Kind, Level, Meta, Span
from pipeline.segment.reading import Reading

# Laws and standing rules (条例, 办法) tell norms; the name closes the title, or that of what a notice carries.
_LAW = re.compile(
    r"(?:条例|规定|办法|规则|标准|细则|章程|准则|规程|守则|制度|公约|规范|指南|法)(?:》?的通知|[》(（].{0,14})?\s*$"
)
# What is laid down for one year (2018年度考核细则) is that year's plan.
_YEARLY = re.compile(r"(?:19|20)\d\d(?:-\d+)?(?:学年|年)")
_ARTICLE = re.compile(r"(?:^|\n)\s*第[一二三四五六七八九十百\d]+条[\s:]")
_GLOSSARY = re.compile("\n[^\n。;:]{0,24}(?:名词解释|名词注释|名词说明|名词术语|用语说明|用语解释|注释)[: ]*(?=\n)")
# A text of this many articles is a law, whatever its title.
FEWEST_ARTICLES = 6
TITLE_REACH = 200
_OFFICE_OF = re.compile("(?:办公[室厅]|办)$")
_SCHOOL = re.compile("(?:学校|中学|小学|学院|大学|幼儿园|一中|二中|三中|中专|职校)$")
_SCHOOLS = frozenset(("学校", "学院", "幼儿园", "校党委", "学校党委", "党委"))


@dataclass(frozen=True, slots=True)
class Ground:
    """The folded text with what tells kind, issuer and tense."""

    reading: Reading
    folded: str
    kind: Kind
    issuer: str
    school: bool
    tense: Tenses
    cells: tuple[Span, ...]
    end: int

    def plans(self, span: Span) -> bool:
        """Say whether the text at a span plans."""
        return self.tense.at(span).tense is Tense.PLANNED

    def reports(self, span: Span) -> bool:
        """Say whether the text around a span reports."""
        return self.tense.part(span.start).tense is Tense.REPORTED

    def in_cell(self, span: Span) -> bool:
        """Say whether a span lies in a table."""
        at = bisect_right(self.cells, span.start, key=lambda cell: cell.start) - 1
        return at >= 0 and span.start < self.cells[at].end

    def is_issuer(self, name: str) -> bool:
        """Say whether a name is the issuer's own: 县教育局 in a plan of 平昌县教育局, 学校 in a school's."""
        if self.school and name in _SCHOOLS:
            return True
        short = _governed(name)
        return len(short) > 2 and self.issuer.endswith(short)


def _governed(name: str) -> str:
    return _OFFICE_OF.sub("", name).replace("人民政府", "政府")


def ground(reading: Reading, *, meta: Meta | None, known: Tenses | None) -> Ground:
    """Return what is known of a document; without `meta` its kind is guessed from the title and its issuer unknown."""
    issuer = fold(meta.issuer or "") if meta else ""
    return Ground(
        reading,
        reading.folded,
        meta.kind if meta else guess_kind(reading),
        _governed(issuer),
        (meta is not None and meta.level is Level.SCHOOL) or _SCHOOL.search(issuer) is not None,
        known or tenses(reading, meta.kind if meta else None),
        tuple(table.span for table in reading.document.tables),
        _glossary(reading.folded),
    )


def _glossary(folded: str) -> int:
    """Return where the glossary (名词解释) begins that closes a document and assigns nothing, else the text's end."""
    found = list(_GLOSSARY.finditer(folded, len(folded) // 2))
    return found[-1].start() if found else len(folded)


def is_law(reading: Reading, *, meta: Meta | None) -> bool:
    """Say whether a document lays down standing rules, which assign no planned work: 《学籍管理办法》."""
    if (meta.kind if meta else guess_kind(reading)) is not Kind.OTHER:
        return False
    title = fold(meta.title or "") if meta else reading.folded[:TITLE_REACH].strip().split("\n")[0]
    articles = len(_ARTICLE.findall(reading.folded)) if "第" in reading.folded else 0
    return not _YEARLY.search(title) and (_LAW.search(title) is not None or articles >= FEWEST_ARTICLES)
