"""Totals in the text against the rows of an annex (所称总数与附件): （共93项） over 92 rows, 109项工程 over six fields, 35个项目总投资12亿元.

A list is held against its title only where it is plainly the list that was meant: it stands right under the title, or a second
figure of the same sentence fits it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from pipeline.audit.cells import Stated, stated
from pipeline.audit.counts import count
from pipeline.audit.figures import Figure, Ground, like
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.model import Span

_TITLE = re.compile(r"\((?:共|合计|总计)?(?P<count>\d{1,3})(?P<kind>[项条个件])\)")
_LINE = re.compile(r"(?:^|(?<=\n))[ \t]*(?P<number>\d{1,3})[.、．](?!\d)")
_OF_FIELD = re.compile(
    r"(?:^|(?<=\n))[(]?(?P<order>[一二三四五六七八九十]{1,3})[)、][^\n。;:,()]{1,20}?方面[(]?共?(?P<count>\d{1,3})项"
)
_NOUN = "指标|工程|任务|措施|举措|项目|改革|事项"
_TOTAL = re.compile(
    rf"(?:(?P<fields>\d{{1,2}}|[二三四五六七八九十])个?方面)?(?:(?:共|合计)(?:计|提出|设置|安排|有)?|细化提出|提出|设置|部署|安排|明确|推出)?(?P<count>\d{{1,3}})项(?:主要|重大|重点|具体|工作)*(?P<noun>{_NOUN})"
)
_FIELD = re.compile(r"方面[,:]|(?:^|[;。\s])[一二三四五六七八九十]是")
_INVESTED = re.compile(r"(?:概算|估算|计划|预计|拟)?(?:总投资|投资总额|投资额|投资规模|投资)(?:总额)?$")
_PROJECTS = frozenset(["个", "项"])
# Characters between a title and the list under it, and a list that is too short or too far from its title to be it.
_UNDER, _LEAST = 120, 3
_CLOSE = Fraction(1, 5)
_FIELDS = 3


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the totals that the rows under them do not make."""
    for match in _TITLE.finditer(ground.folded):
        again = _TITLE.search(ground.folded, match.end(), match.end() + _UNDER)
        if again is None or again["count"] != match["count"]:  # 附件：清单（共9项） names the title that is meant
            yield from _under(ground, match)
    yield from _fields(ground)
    yield from _invested(ground)


def _under(ground: Ground, title: re.Match[str]) -> Iterator[Finding]:
    """Yield a title （共93项） over a list or table that has another number of rows."""
    told = int(title["count"])
    found = _fields_under(ground, title) or _rows_under(ground, title.end()) or _lines_under(ground, title.end())
    if found is None or told in found[0]:
        return
    counts, last = found
    nearest = min(counts, key=lambda number: abs(number - told))
    if nearest >= _LEAST and abs(nearest - told) <= max(Fraction(2), told * _CLOSE):
        words = f"标题称共{told}{title['kind']}，其下所列为{nearest}{title['kind']}，相差{abs(nearest - told)}"
        yield _found(ground, words, Span(*title.span("count")), last)


def _found(ground: Ground, words: str, *spans: Span) -> Finding:
    return ground.finding(Family.COUNTS, "所称总数与附件不符", words, *spans, severity=Severity.WARNING)


def _fields_under(ground: Ground, title: re.Match[str]) -> tuple[set[int], Span] | None:
    """Return the sum of what the fields under a title tell: （一）知识产权方面5项…（二）科技金融方面4项."""
    rising: list[re.Match[str]] = []
    for field in _OF_FIELD.finditer(ground.folded, title.end()):
        if count(field["order"]) != len(rising) + 1:
            break
        rising.append(field)
    if len(rising) < _FIELDS or rising[0].start() - title.end() > _UNDER:
        return None
    return {sum(int(one["count"]) for one in rising)}, Span(*rising[-1].span("count"))


def _rows_under(ground: Ground, start: int) -> tuple[set[int], Span] | None:
    """Return how many rows a table right under a position has: counted, and by its own numbers."""
    tables = ground.document.tables
    at = next((at for at, table in enumerate(tables) if table.span.end > start), None)
    if at is None or tables[at].span.start - start > _UNDER:
        return None
    if tables[at].span.start < start and "\t" in ground.folded[tables[at].span.start : start]:
        return None  # a number in the middle of a table
    rows = [row for row in ground.extraction.outline.rows if row.table == at and len(row.cells) > 1]
    if not rows:
        return None
    firsts = [row.cells[0] for row in rows]
    serials = [int(words) for cell in firsts if (words := cell.span.of(ground.folded).strip()).isdecimal()]
    return {len(rows), len({cell.span for cell in firsts}), max(serials, default=len(rows))}, firsts[-1].span


def _lines_under(ground: Ground, start: int) -> tuple[set[int], Span] | None:
    """Return how long the numbered list right under a position is, by its numbers and counted."""
    lines: list[re.Match[str]] = []
    for line in _LINE.finditer(ground.folded, start):
        number = int(line["number"])
        if not lines and (number != 1 or line.start() - start > _UNDER):
            return None
        if lines and number - int(lines[-1]["number"]) not in (1, 2):
            break
        lines.append(line)
    if len(lines) < _LEAST:
        return None
    return {len(lines), int(lines[-1]["number"])}, Span(*lines[-1].span("number"))


def _fields(ground: Ground) -> Iterator[Finding]:
    """Yield totals over a paragraph whose fields make another: 提出20项指标。经济方面，提出3项指标。… (3+3+7+5+1)."""
    for line in re.finditer(r"[^\n]+", ground.folded):
        totals = list(_TOTAL.finditer(line[0]))
        if len(totals) <= _FIELDS:
            continue
        for total in totals:
            behind = _is_summing(line[0], total)
            if not (behind or total is totals[0]):
                continue
            parts = _parts(line[0], total, totals, behind=behind)
            yield from _field_sum(ground, line.start(), total, parts)


def _is_summing(line: str, total: re.Match[str]) -> bool:
    """Say whether a total sums up what stands before it: 以上共计28项指标."""
    return re.search(r"以上[^,。;]{0,6}$", line[: total.start()]) is not None


def _parts(line: str, total: re.Match[str], totals: list[re.Match[str]], *, behind: bool) -> list[re.Match[str]]:
    """Return the counts of fields that a total is made of, none where a field tells no count."""
    if behind:
        same = [one for one in totals if one.start() < total.start() and one["noun"] == total["noun"]]
        return [one for one in same if _opens_field(line, one)]
    parts = []
    sentences = re.finditer(r"[^。;]+", line[total.end() :])
    for sentence in sentences:
        if not _FIELD.search("。" + sentence[0][:24]):
            continue
        begin, end = total.end() + sentence.start(), total.end() + sentence.end()
        counted = [one for one in totals if begin <= one.start() < end and one["noun"] == total["noun"]]
        if len(counted) != 1:
            break
        parts += counted
    return parts


def _opens_field(line: str, one: re.Match[str]) -> bool:
    start = max(line.rfind(mark, 0, one.start()) for mark in "。;:") + 1
    return _FIELD.search("。" + line[start : one.start()].lstrip()[:24]) is not None


def _field_sum(ground: Ground, start: int, total: re.Match[str], parts: list[re.Match[str]]) -> Iterator[Finding]:
    told, counts = int(total["count"]), [int(part["count"]) for part in parts]
    announced = count(total["fields"]) if total["fields"] else len(parts)
    if len(parts) < _FIELDS or announced != len(parts) or sum(counts) == told or max(counts) >= told:
        return
    if abs(sum(counts) - told) > max(Fraction(2), told * _CLOSE):
        return
    words = f"{'+'.join(map(str, counts))}={sum(counts)}，所称共{told}项{total['noun']}"
    spans = [Span(start + one.start("count"), start + one.end("count")) for one in (total, *parts)]
    yield _found(ground, words, *spans)


def _invested(ground: Ground) -> Iterator[Finding]:
    """Yield 35个项目、总投资12亿元 beside a table of which only one of the two fits: its rows, or the sum of its column."""
    columns: dict[tuple[int, str], list[Stated]] = {}
    for one in stated(ground):
        if one.key == "元" and re.search("总投资|投资额|投资总额|投资规模|计划投资", one.head):
            columns.setdefault((one.table, one.head), []).append(one)
    for cells in columns.values():
        items = [cell for cell in cells if not re.search("[合总小]计", cell.name)]
        if len(items) >= _LEAST and all(cell.year is None for cell in cells):
            for total in ground.figures:
                if total.key == "元" and _INVESTED.search(ground.label(total)):
                    yield from _against_column(ground, total, items)


def _against_column(ground: Ground, total: Figure, items: list[Stated]) -> Iterator[Finding]:
    table = ground.document.tables[items[0].table].span
    start = ground.sentence(total.span.start).start
    before = [one for one in ground.inside(start, total.span.start) if one.key in _PROJECTS]
    if table.holds(total.span) or len(before) != 1 or "项目" not in ground.folded[start : total.span.start]:
        return
    counted, low, high = before[0], sum(one.low for one in items), sum(one.high for one in items)
    rows_fit = counted.value == len(items)
    sum_fits = total.allows(Fraction(low), Fraction(high))
    added = sum((one.value for one in items), Fraction(0))
    if rows_fit == sum_fits or not Fraction(1, 2) < total.value / max(added, Fraction(1)) < 2:
        return
    quote = ground.document.text
    if rows_fit:
        words = f"表中{len(items)}个项目的投资相加为{like(total, added)}，正文称总投资{total.span.of(quote)}"
        yield _found(ground, words, total.span, items[0].span, items[-1].span)
    else:
        words = f"表中列有{len(items)}个项目，投资合计与正文相符，正文称{counted.span.of(quote)}"
        yield _found(ground, words, counted.span, items[0].span, items[-1].span)
