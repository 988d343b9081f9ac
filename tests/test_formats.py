"""The same plan in another format yields the same targets: files made by conversion, against what the text yields."""

from __future__ import annotations

import os
from collections import Counter
from pathlib import Path

import pytest
from converted import as_docx, as_html, by_office, table_as_docx, table_as_html, table_as_xlsx

from pipeline.model import Extraction, Format, Status
from pipeline.read import read
from pipeline.read.office import program
from pipeline.verbs import extract_document

ROOT = Path(__file__).parent.parent
OWN = sorted((ROOT / "corpus").glob("*.txt"))
SHARED = ROOT.parent / "shared" / "corpus"
# A few plans of different families, and of different lengths up to this many bytes: the tests below take seconds.
_LONGEST = 40_000
SAMPLE = OWN + [path for path in sorted(SHARED.rglob("*.txt")) if path.stat().st_size < _LONGEST][::9]
LEAST = 0.99

needs_office = pytest.mark.skipif(
    program() is None and os.environ.get("MUBIAO_REQUIRE_OFFICE") != "1", reason="LibreOffice is not installed"
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


def _targets(extractions: list[Extraction]) -> Found:
    """Return the targets by what they say, wherever they stand in the text."""
    found: Found = Counter()
    for extraction in extractions:
        for each in extraction.quantities:
            if each.status is Status.TARGET:
                amount, due = each.amount, each.deadline
                found[str(amount.value), str(amount.high), amount.unit or "", each.comparator.value, str(due)] += 1
    return found


def _of(path: Path) -> Found:
    return _targets([extract_document(document) for document in read(path)])


def _agree(expected: dict[str, Found], got: dict[str, Found]) -> float:
    """Return F1 over all files together."""
    same = sum((expected[name] & got[name]).total() for name in expected)
    return (
        2 * same / max(1, sum(each.total() for each in expected.values()) + sum(each.total() for each in got.values()))
    )


@pytest.fixture(scope="module")
def plain() -> dict[str, Found]:
    """What the texts yield."""
    found = {path.stem: _of(path) for path in SAMPLE}
    assert sum(each.total() for each in found.values()) > 5
    return found


@pytest.fixture(scope="module")
def word_files(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("docx")
    return [as_docx(_text(path), folder / f"{path.stem}.docx") for path in SAMPLE]


def _text(path: Path) -> str:
    """Return the text as it is read, all its documents in one."""
    return "".join(document.text for document in read(path))


def _assert_agrees(plain: dict[str, Found], files: list[Path], form: Format) -> None:
    assert {document.source.format for path in files for document in read(path)} == {form}
    got = {path.stem: _of(path) for path in files}
    differing = {name: (plain[name] - got[name], got[name] - plain[name]) for name in plain if plain[name] != got[name]}
    assert _agree(plain, got) >= LEAST, differing


def test_docx_yields_what_its_text_yields(plain: dict[str, Found], word_files: list[Path]) -> None:
    _assert_agrees(plain, word_files, Format.DOCX)


def test_html_yields_what_its_text_yields(plain: dict[str, Found], tmp_path: Path) -> None:
    files = [as_html(_text(path), tmp_path / f"{path.stem}.html") for path in SAMPLE]
    _assert_agrees(plain, files, Format.HTML)


@needs_office
@pytest.mark.parametrize(("ending", "form"), [("doc", Format.DOC), ("rtf", Format.RTF), ("pdf", Format.PDF)])
def test_what_an_office_makes_of_it_yields_the_same(
    plain: dict[str, Found], word_files: list[Path], tmp_path: Path, ending: str, form: Format
) -> None:
    _assert_agrees(plain, by_office(word_files, ending, tmp_path), form)


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
