"""What a target starts from (基期值) and how it binds (约束性, 预期性). Typed quantities in, the same with both tied to targets.

In a table of indicators the baseline stands in the row, in an earlier column that reports; in prose before its target:
由2020年的88.5%提高到2025年的93%. How it binds is a word of the row's own, in a column 属性 or in brackets behind the name.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.model import Baseline, Binding, Quantity, Row, RowCell, Span, Status
from pipeline.segment.reading import Reading

_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_BINDING = re.compile(r"(约束性|预期性)(?:指标)?")
_BINDINGS = {"约束性": Binding.OBLIGATORY, "预期性": Binding.EXPECTED}
# A cell that only tells how its row binds has no more characters than this; a longer one has it in brackets.
_LONGEST = 8
_FROM = re.compile(r"[由从自](?:(?:目前|现在|现有)的?|(?P<year>(?:19|20)\d\d)年(?:底|末)?的?)?[^,。;\d]{0,6}$")
_TO = re.compile(
    r"(?:左右|以上)?(?:的水平)?,?(?:逐步|进一步)?"
    r"(?:提高|提升|增加|增长|上升|扩大|发展|下降|降低|减少|缩小|压减|压缩|缩短|调整|升|降|增)(?:到|至|为)"
    r"(?:(?:19|20)\d\d年(?:底|末)?的?)?(?:约)?"
)
_REACH = 24


def tie(quantities: Sequence[Quantity], reading: Reading) -> tuple[Quantity, ...]:
    """Return the quantities, targets with their baseline and binding kind where the text tells them."""
    found = {one.span: one for one in quantities}
    for before, after in pairwise(quantities):
        if after.status is Status.TARGET and _rises(before, after, reading.folded):
            found[after.span] = replace(after, baseline=_baseline(before, _year_before(before.span, reading.folded)))
    starts = [one.span.start for one in quantities]
    for row in reading.outline.rows:
        binding = _binding(row, reading)
        reported: list[tuple[Quantity, int | None]] = []
        for cell, one in _in_row(row, quantities, starts):
            if one.status is Status.TARGET:
                base = next((known for known in reversed(reported) if _alike(known[0], one)), None)
                baseline = found[one.span].baseline if base is None else _baseline(*base)
                found[one.span] = replace(one, binding=binding, baseline=baseline)
            elif one.status is Status.ACTUAL:
                reported.append((one, _year(cell, reading)))
    return tuple(found.values())


def _in_row(row: Row, quantities: Sequence[Quantity], starts: list[int]) -> Iterator[tuple[RowCell, Quantity]]:
    for cell in row.cells:
        if not cell.carried:
            for one in quantities[bisect_left(starts, cell.span.start) : bisect_left(starts, cell.span.end)]:
                yield cell, one


def _alike(base: Quantity, target: Quantity) -> bool:
    """Say whether two figures of a row measure the same: not a level and what it grows by."""
    return (base.indicator, base.amount.unit, base.change) == (target.indicator, target.amount.unit, target.change)


def _baseline(base: Quantity, year: int | None) -> Baseline | None:
    return None if base.amount.value is None else Baseline(base.span, base.amount.value, year)


def _year(cell: RowCell, reading: Reading) -> int | None:
    """Return the year of the nearest column head: 2020年, 2020年基期值."""
    years = [_YEAR.findall(reading.words(head)) for head in cell.heads]
    return next((int(found[-1]) for found in reversed(years) if found), None)


def _binding(row: Row, reading: Reading) -> Binding | None:
    """Return how the targets of a row bind; a cell merged over several rows holds for each."""
    for cell in row.cells:
        words = reading.words(cell.span).strip()
        told = _BINDING.search(words)
        if told and (len(words) <= _LONGEST or words[told.start() - 1 : told.start()] == "("):
            return _BINDINGS[told[1]]
    return None


def _rises(before: Quantity, after: Quantity, folded: str) -> bool:
    """Say whether prose leads from one figure to the next: 由88.5%提高到93%."""
    if before.amount.unit != after.amount.unit or after.span.start - before.span.end > _REACH:
        return False
    between = _TO.fullmatch(folded, before.span.end, after.span.start)
    return between is not None and _from(before.span, folded) is not None


def _from(span: Span, folded: str) -> re.Match[str] | None:
    return _FROM.search(folded, max(0, span.start - _REACH), span.start)


def _year_before(span: Span, folded: str) -> int | None:
    found = _from(span, folded)
    return int(found["year"]) if found and found["year"] else None
