"""What holds of every document whatever it says: spans slice back, folding keeps length, no numeral goes unaccounted for.

Runs over all of corpus/ and, where it stands beside the repository, a sample of ../shared/corpus; over all of that with
MUBIAO_ALL_DOCUMENTS=1.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from pipeline.explain import explain, left_over
from pipeline.extract.unclaimed import numerals
from pipeline.fold import fold
from pipeline.model import Extraction, ReadError, Span
from pipeline.output import as_dict
from pipeline.verbs import extract_document, read_document

ROOT = Path(__file__).resolve().parent.parent
BESIDE = ROOT.parent / "shared" / "corpus"
ALL = os.environ.get("MUBIAO_ALL_DOCUMENTS") == "1"
# One in so many of the documents beside the repository, and none whose file is larger (bytes): some seconds in all.
EACH, LARGEST = 10, 300_000
_NO_DOCUMENTS = {".py", ".md", ".json", ".tsv"}


def _files() -> list[Path]:
    own = [path for path in sorted((ROOT / "corpus").iterdir()) if path.is_file() and _may_be_read(path)]
    if not BESIDE.is_dir():
        return own
    others = [path for path in sorted(BESIDE.rglob("*")) if path.is_file() and _may_be_read(path)]
    return own + (others if ALL else [path for path in others[::EACH] if path.stat().st_size <= LARGEST])


def _may_be_read(path: Path) -> bool:
    return path.suffix not in _NO_DOCUMENTS and not path.name.startswith(".")


FILES = _files()
if not BESIDE.is_dir():
    FILES.append(BESIDE)


@cache
def _extractions(path: Path) -> tuple[Extraction, ...]:
    if path == BESIDE:
        pytest.skip("no documents stand beside the repository in ../shared/corpus")
    try:
        return tuple(map(extract_document, read_document(path)))
    except ReadError as error:
        if path.is_relative_to(ROOT):
            raise
        pytest.skip(error.reason)


def _inside(spans: Iterable[Span | None], within: Span) -> bool:
    return all(span is None or within.holds(span) for span in spans)


def _disjoint(spans: Sequence[Span]) -> bool:
    return all(left.end <= right.start for left, right in pairwise(sorted(spans)))


every_file = pytest.mark.parametrize("path", FILES, ids=lambda path: os.path.relpath(path, ROOT))


@every_file
def test_invariants(path: Path) -> None:
    """One test a file: each is read and extracted once."""
    for extraction in _extractions(path):
        _folding_keeps_length(extraction)
        _blocks_and_cells_stand_in_the_text(extraction)
        _the_outline_is_in_order(extraction)
        _records_slice_back(extraction)
        _records_of_a_kind_do_not_overlap(extraction)
        _every_numeral_is_accounted_for(extraction)


def _folding_keeps_length(extraction: Extraction) -> None:
    text = extraction.document.text
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


def _blocks_and_cells_stand_in_the_text(extraction: Extraction) -> None:
    document = extraction.document
    if not document.text:
        return
    whole = Span(0, len(document.text))
    assert _inside((block.span for block in document.blocks), whole)
    assert _inside((page.span for page in document.pages), whole)
    assert _disjoint([page.span for page in document.pages])
    for table in document.tables:
        assert whole.holds(table.span)
        cells = [cell.span for cell in table.cells if cell.span is not None]
        assert _inside(cells, table.span)
        assert _disjoint(cells)
        for cell in cells:
            assert cell.of(document.text) == cell.of(document.text).strip()


def _the_outline_is_in_order(extraction: Extraction) -> None:
    outline = extraction.outline
    whole = Span(0, max(1, len(extraction.document.text)))
    clauses = [clause.span for clause in outline.clauses]
    assert _inside(clauses, whole)
    assert clauses == sorted(clauses)
    assert _disjoint(clauses)
    for number, section in enumerate(outline.sections):
        assert whole.holds(section.span)
        assert section.span.holds(section.title)
        assert section.parent is None or section.parent < number


def _records_slice_back(extraction: Extraction) -> None:
    text = extraction.document.text
    records = (*extraction.quantities, *extraction.deadlines, *extraction.assignments, *extraction.goals)
    for record in records:
        assert record.span.of(text) == record.quote
        assert record.quote == record.quote.strip()
        assert record.rule
    assert _inside((assignment.scope for assignment in extraction.assignments), Span(0, max(1, len(text))))
    assert _inside((issue.span for issue in extraction.issues), Span(0, max(1, len(text))))
    printed = as_dict(extraction)
    for kind in ("quantities", "deadlines", "responsible_units", "goals"):
        assert all(text[found["start"] : found["end"]] == found["quote"] for found in printed[kind])


def _records_of_a_kind_do_not_overlap(extraction: Extraction) -> None:
    for records in (extraction.quantities, extraction.deadlines, extraction.assignments, extraction.goals):
        assert _disjoint([record.span for record in records])


def _every_numeral_is_accounted_for(extraction: Extraction) -> None:
    """Each digit stands in a record or an issue, or its numeral is listed as unclaimed, and none is both."""
    folded = fold(extraction.document.text)
    listed = {found.span for found in left_over(extraction)}
    claimed = {place for span in _claiming(extraction) for place in range(span.start, span.end)}
    for numeral in numerals(folded):
        touched = not claimed.isdisjoint(range(numeral.start, numeral.end))
        assert touched != (numeral in listed), numeral.of(folded)
    found = {place for numeral in numerals(folded) for place in range(numeral.start, numeral.end)}
    assert all(place in found for place, char in enumerate(folded) if char in "0123456789")


def _claiming(extraction: Extraction) -> Iterator[Span]:
    for record in (*extraction.quantities, *extraction.deadlines, *extraction.assignments):
        yield record.span
    for issue in extraction.issues:
        if issue.span is not None:
            yield issue.span


@pytest.mark.parametrize("path", FILES[:5], ids=lambda path: path.name)
def test_explaining_leaves_nothing_out(path: Path) -> None:
    for extraction in _extractions(path):
        marks = [(mark.kind.value, mark.span) for clause in explain(extraction) for mark in clause.marks]
        for kind, records in (
            ("quantity", extraction.quantities),
            ("deadline", extraction.deadlines),
            ("unit", extraction.assignments),
            ("goal", extraction.goals),
        ):
            assert [span for name, span in marks if name == kind] == sorted(record.span for record in records)
