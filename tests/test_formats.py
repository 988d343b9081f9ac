"""The same plan in another format yields the same targets: files made by conversion, against what the sample yields.

`MUBIAO_FORMATS=all` takes all samples, scans of them all, and real plans where they lie beside the repository.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest
from converted import (
    as_docx,
    as_html,
    as_xlsx,
    by_office,
    needs_office,
    table_as_docx,
    table_as_html,
    table_as_xlsx,
)
from scanned import FONT, scanned

from pipeline.fold import fold
from pipeline.model import Document, Format, Quantity, Status
from pipeline.read import ocr, read
from pipeline.verbs import extract_document

ROOT = Path(__file__).parent.parent
OWN = sorted(path for path in (ROOT / "corpus").iterdir() if path.suffix in (".txt", ".html", ".docx", ".pdf"))
SHARED = ROOT.parent / "shared"
# Bytes: plans of more make the tests slow.
_LONGEST = 120_000
# All samples in all formats, and of the real ones every second plan and all that have gold: some minutes.
IN_FULL = os.environ.get("MUBIAO_FORMATS") == "all"
_REAL = [path for path in sorted((SHARED / "corpus").rglob("*.txt")) if 2_000 < path.stat().st_size < _LONGEST]
SAMPLE = OWN + (_REAL[::2] + sorted((SHARED / "gold" / "docs").glob("*")) if IN_FULL else _REAL[::30])
# Recognition of a page takes six seconds and more.
SCANNED = [path for path in OWN if IN_FULL or path.stem == "road-safety-scheme-2023"]
LEAST, LEAST_SCANNED = 0.99, 0.95

needs_ocr = pytest.mark.skipif(
    not ocr.is_installed() or FONT is None, reason="text recognition (mubiao[ocr]) or a font that has 汉字 is missing"
)

TITLE = "柳河县“十四五”教育发展规划主要指标表"
TABLE = (
    ("指标", "2020年", "2025年", "年均增长（%）", "属性"),
    ("学前三年毛入园率（%）", "88.4", "95", "1.4", "预期性"),
    ("九年义务教育巩固率（%）", "96.1", "97.5", "0.3", "约束性"),
    ("新建幼儿园（所）", "12", "36", "", "预期性"),
    ("残疾儿童入学率（%）", "93", "98", "", "约束性"),
)

Found = Counter[tuple[str, ...]]


def _targets(documents: Iterable[Document]) -> Found:
    """Return the targets by what they say, wherever they stand in the text."""
    found: Found = Counter()
    for document in documents:
        for each in extract_document(document).quantities:
            if each.status is Status.TARGET:
                found[_said(each)] += 1
    return found


def _said(each: Quantity) -> tuple[str, ...]:
    amount = each.amount
    value, high = str(amount.value), str(amount.high)
    return fold(each.indicator or ""), value, high, amount.unit or "", each.comparator.value, str(each.deadline)


def _agree(expected: dict[str, Found], got: dict[str, Found]) -> float:
    """Return F1 over all files together."""
    same = sum((expected[name] & got[name]).total() for name in expected)
    return 2 * same / max(1, sum(each.total() for each in (*expected.values(), *got.values())))


@pytest.fixture(scope="module")
def read_in() -> dict[str, tuple[Document, ...]]:
    """The samples as they are read."""
    return {path.name: read(path) for path in SAMPLE}


@pytest.fixture(scope="module")
def plain(read_in: dict[str, tuple[Document, ...]]) -> dict[str, Found]:
    """What the samples yield."""
    found = {name: _targets(documents) for name, documents in read_in.items()}
    assert sum(each.total() for each in found.values()) > 100
    return found


@pytest.fixture(scope="module")
def word_files(read_in: dict[str, tuple[Document, ...]], tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("docx")
    return [as_docx(documents, folder / f"{name}.docx") for name, documents in read_in.items()]


def _assert_agrees(plain: dict[str, Found], files: list[Path], form: Format, least: float = LEAST) -> None:
    documents = {path.stem: read(path) for path in files}
    assert {document.source.format for each in documents.values() for document in each} == {form}
    got = {name: _targets(each) for name, each in documents.items()}
    expected = {name: plain[name] for name in got}
    found = _agree(expected, got)
    differing = {name: (expected[name] - got[name], got[name] - expected[name]) for name in got}
    assert found >= least, {name: each for name, each in differing.items() if each != (Counter(), Counter())}


def test_docx_yields_what_its_text_yields(plain: dict[str, Found], word_files: list[Path]) -> None:
    _assert_agrees(plain, word_files, Format.DOCX)


def test_html_yields_what_its_text_yields(
    plain: dict[str, Found], read_in: dict[str, tuple[Document, ...]], tmp_path: Path
) -> None:
    files = [as_html(documents, tmp_path / f"{name}.html") for name, documents in read_in.items()]
    _assert_agrees(plain, files, Format.HTML)


@needs_office
@pytest.mark.parametrize(("ending", "form"), [("doc", Format.DOC), ("rtf", Format.RTF), ("pdf", Format.PDF)])
def test_what_an_office_makes_of_it_yields_the_same(
    plain: dict[str, Found], word_files: list[Path], tmp_path: Path, ending: str, form: Format
) -> None:
    _assert_agrees(plain, by_office(word_files, ending, tmp_path), form)


@needs_office
@needs_ocr
def test_a_scan_of_it_yields_the_same(plain: dict[str, Found], word_files: list[Path], tmp_path: Path) -> None:
    chosen = {path.name for path in SCANNED}
    printed = by_office([path for path in word_files if path.stem in chosen], "pdf", tmp_path)
    (tmp_path / "scans").mkdir()
    files = [scanned(pdf, tmp_path / "scans" / pdf.name, seed=seed) for seed, pdf in enumerate(printed, 1)]
    _assert_agrees(plain, files, Format.PDF, LEAST_SCANNED)


def test_a_workbook_yields_the_targets_of_the_tables(tmp_path: Path) -> None:
    expected: dict[str, Found] = {}
    got: dict[str, Found] = {}
    for path in OWN:
        documents = read(path)
        expected[path.name] = _in_tables(documents)
        if expected[path.name]:
            found = _targets(read(as_xlsx(documents, tmp_path / f"{path.name}.xlsx")))
            # What stands in the prose around the table is no matter of a workbook.
            got[path.name] = found - (_targets(documents) - expected[path.name])
    assert len(got) >= 5
    assert {name: each for name, each in expected.items() if each} == got


def _in_tables(documents: Iterable[Document]) -> Found:
    found: Found = Counter()
    for document in documents:
        for each in extract_document(document).quantities:
            in_table = any(table.span.holds(each.span) for table in document.tables)
            if each.status is Status.TARGET and in_table:
                found[_said(each)] += 1
    return found


_ROWS_DUE = {(row[0].partition("（")[0], row[2]) for row in TABLE[1:]}


def _table_targets(path: Path) -> set[tuple[str, str]]:
    (document,) = read(path)
    found = extract_document(document).quantities
    return {(each.indicator or "", each.quote) for each in found if each.status is Status.TARGET and each.deadline}


@pytest.mark.parametrize("write", [table_as_html, table_as_docx, table_as_xlsx], ids=["html", "docx", "xlsx"])
def test_a_table_of_targets_yields_the_same(tmp_path: Path, write: object) -> None:
    assert callable(write)
    path = write(TABLE, TITLE, tmp_path / "table.bin")
    assert _table_targets(path) >= _ROWS_DUE


@needs_office
def test_old_office_files_of_the_table_yield_the_same(tmp_path: Path) -> None:
    (old_book,) = by_office([table_as_xlsx(TABLE, TITLE, tmp_path / "book.xlsx")], "xls", tmp_path)
    (old_word,) = by_office([table_as_docx(TABLE, TITLE, tmp_path / "word.docx")], "doc", tmp_path)
    for path, form in ((old_book, Format.XLS), (old_word, Format.DOC)):
        assert read(path)[0].source.format is form
        assert _table_targets(path) >= _ROWS_DUE
