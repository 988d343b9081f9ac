"""Read quality: clean texts are trusted, garbled ones quarantined with the reason, listed, and let out by a person."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from made import extraction
from typer.testing import CliRunner

from pipeline.cli.app import app
from pipeline.ingest import ingest
from pipeline.load.outcome import Result
from pipeline.load.store import Loaded, open_store
from pipeline.model import Document, FlawKind, Format, Issue, IssueCode, Page, Printed, Quality, Source, Span
from pipeline.read.quality import quality

PLAIN = (
    "全县学前三年毛入园率达到92%以上，小学入学率保持100%，初中巩固率达到98%，由县教育局牵头，县财政局配合，年底前完成。"
)


def _document(text: str, **more: object) -> Document:
    return replace(Document(Source("plan.txt", "0" * 64, Format.TXT), text), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        "全縣學前三年毛入園率達到92%以上，小學入學率保持100%，初中鞏固率達到98%，由縣教育局牽頭，縣財政局配合，年底前完成，並報縣政府。",
        "年底前完成。",
        "指标\t2020年\t2025年\nGDP\t436.2\t612\n" * 8 + PLAIN,
    ],
    ids=["simplified", "traditional", "too short to tell", "figures"],
)
def test_clean_text_is_trusted(text: str) -> None:
    assert quality(_document(text)) == Quality(1.0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (PLAIN.encode().decode("gb18030", "replace"), FlawKind.UNUSUAL),
        (PLAIN.encode("gb18030").decode("latin1"), FlawKind.GARBLED),
        (PLAIN.encode().decode("cp1252", "replace"), FlawKind.GARBLED),
        (PLAIN + "锟斤拷" * 4, FlawKind.GARBLED),
        (PLAIN.replace("，", "\ue5cf\ue5d0"), FlawKind.GARBLED),
        ("The county plans to build three kindergartens and to repair twelve schools this year.", FlawKind.NOT_CHINESE),
    ],
    ids=["UTF-8 read as GBK", "GBK read as Latin-1", "UTF-8 read as Windows-1252", "锟斤拷", "private use", "English"],
)
def test_garbled_text_is_not_trusted(text: str, kind: FlawKind) -> None:
    found = quality(_document(text))
    assert not found.is_trusted
    assert kind in [flaw.kind for flaw in found.flaws]
    assert kind in found.told


def test_unsure_recognition_and_missing_pages_count() -> None:
    printed = (Printed(Span(0, len(PLAIN)), 1, (72.0, 72.0, 500.0, 90.0), 0.65),)
    unsure = quality(_document(PLAIN, printed=printed))
    assert [flaw.kind for flaw in unsure.flaws] == [FlawKind.UNSURE]
    lost = tuple(Issue(IssueCode.PAGE_UNREAD, f"page {number} is a picture") for number in (2, 3, 4))
    missing = quality(_document(PLAIN, issues=lost, pages=(Page(1, Span(0, len(PLAIN))),)))
    assert missing.score == 0.25
    assert missing.told == "read quality 0.25: 75.0% of its pages could not be read"


def test_quarantined_file_is_named_listed_and_let_out(tmp_path: Path) -> None:
    folder, place = tmp_path / "in", str(tmp_path / "mubiao.db")
    folder.mkdir()
    (folder / "bad.txt").write_text(
        "云岭县教育局2026年工作计划\n" + (PLAIN + "锟斤拷" * 6 + "\n") * 3, encoding="utf-8"
    )
    store = open_store(place, extractor="1")
    (outcome,) = ingest([folder], store, jobs=1)
    store.close()
    assert (outcome.result, outcome.code) == (Result.QUARANTINED, "low-quality")
    assert outcome.reason is not None and "garbled" in outcome.reason

    def asked(*command: str) -> str:
        result = CliRunner().invoke(app, [*command, "--db", place])
        assert result.exit_code == 0, result.output
        return result.output

    listed = asked("documents", "--state", "quarantined", "-f", "jsonl")
    assert '"state": "quarantined"' in listed
    assert asked("targets", "-f", "jsonl") == ""
    identity = listed.split('"id": "')[1].split('"')[0]
    assert asked("admit", identity) == "admitted 1\n"
    assert "毛入园率" in asked("targets", "-f", "jsonl")
    assert asked("documents", "--state", "quarantined", "-f", "jsonl") == ""


def test_admitted_document_stays_admitted(place: str) -> None:
    made = extraction()
    bad = replace(made, document=replace(made.document, quality=Quality(0.2)))
    store = open_store(place, extractor="1")
    assert store.load(bad, path="/in/plan.txt", parts=1) is Loaded.QUARANTINED
    assert store.admit("0" * 16) == 0
    assert store.admit("") == 1
    newer = open_store(place, extractor="2")
    assert newer.load(bad, path="/in/plan.txt", parts=1) is Loaded.LOADED
    for each in (store, newer):
        each.close()
