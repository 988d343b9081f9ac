"""What holds for every file that is read, over corpus/ and, where it lies beside the repository, ../shared/corpus."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path

import pytest

from pipeline.model import BlockKind, Document, ReadError
from pipeline.read import read

ROOT = Path(__file__).parent.parent
OWN = sorted(path for path in (ROOT / "corpus").glob("*") if path.suffix in (".txt", ".html", ".docx", ".pdf"))
SHARED = ROOT.parent / "shared" / "corpus"
# Every seventh file keeps all families in and the test below a few seconds.
SAMPLE = sorted(path for path in SHARED.rglob("*") if path.is_file())[::7]


def check(document: Document) -> None:
    text = document.text
    assert text.strip()
    last = 0
    for block in document.blocks:
        assert last <= block.span.start < block.span.end <= len(text)
        last = block.span.end
        if block.kind is not BlockKind.TABLE:
            assert block.span.of(text) == block.span.of(text).strip()
    for table in document.tables:
        at = (table.span.start, -1, -1)
        for cell in table.cells:
            assert (cell.row, cell.column) > at[1:]
            at = (at[0], cell.row, cell.column)
            if cell.span is not None:
                assert table.span.holds(cell.span)
                assert cell.span.start >= at[0]
                assert "\t" not in cell.span.of(text)
                at = (cell.span.end, cell.row, cell.column)
    assert [page.number for page in document.pages] == sorted({page.number for page in document.pages})


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_own_corpus(path: Path) -> None:
    for document in read(path):
        check(document)


@pytest.mark.skipif(not SAMPLE, reason="../shared/corpus is not there")
@pytest.mark.parametrize("path", SAMPLE, ids=lambda path: path.name[:40])
def test_shared_corpus(path: Path) -> None:
    try:
        documents = read(path)
    except ReadError as error:
        assert error.code == "unsupported-format"
        return
    for document in documents:
        check(document)


GOLD = ROOT.parent / "shared" / "gold"


@pytest.mark.skipif(not GOLD.is_dir(), reason="../shared/gold is not there")
def test_every_gold_record_is_found_in_the_text_that_is_read() -> None:
    spec = importlib.util.spec_from_file_location("gold_score", GOLD / "score.py")
    assert spec is not None and spec.loader is not None
    score = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(score)
    texts = {}
    for path in sorted((GOLD / "docs").iterdir()):
        for document in read(path):
            name = path.name if document.source.part is None else f"{path.name}#{document.source.part}"
            texts[name] = score.fold(document.text)[0]
    missing = []
    for path in sorted((GOLD / "dev").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        for kind in ("quantities", "deadlines", "responsible_units", "goals"):
            missing += [(path.name, r["quote"]) for r in gold[kind] if not score.locate(r, texts[path.name[:-5]])]
    assert missing == []
