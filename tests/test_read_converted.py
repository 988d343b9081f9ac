"""Old Word files: by LibreOffice, by antiword where that is missing, and a plain word where both are."""

from __future__ import annotations

import shutil
import struct
from pathlib import Path

import docx
import pytest
from converted import REQUIRED, by_office, needs_office

from pipeline.model import Format, IssueCode, ReadError
from pipeline.read import converted, office, read

needs_antiword = pytest.mark.skipif(
    (office.program() is None or shutil.which("antiword") is None) and not REQUIRED, reason="antiword is not installed"
)

LINES = ("柳河县2025年造林工作方案", "6月底前完成造林1200亩，由县林业局牵头。")
ROWS = (("乡镇", "面积（亩）"), ("柳河镇", "700"), ("青禾镇", "500"))


@pytest.fixture(scope="module")
def old_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A doc with a numbered line and a table with merged cells."""
    folder = tmp_path_factory.mktemp("doc")
    package = docx.Document()
    for line in LINES:
        package.add_paragraph(line)
    package.add_paragraph("加强管护", style="List Number")
    table = package.add_table(rows=3, cols=2)
    for row, texts in zip(table.rows, ROWS, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    package.add_paragraph("特此通知。")
    package.save(str(folder / "plan.docx"))
    (made,) = by_office([folder / "plan.docx"], "doc", folder)
    return made


@needs_office
def test_paragraphs_numbers_and_tables(old_file: Path) -> None:
    (document,) = read(old_file)
    assert document.source.format is Format.DOC
    assert document.text == "\n".join(
        (*LINES, "1. 加强管护", *("\t".join(row) for row in ROWS), "特此通知。", "")
    )  # fmt: skip
    assert len(document.tables) == 1


@needs_office
def test_one_office_serves_all_and_a_bad_file_does_not_end_it(old_file: Path, tmp_path: Path) -> None:
    read(old_file)
    (running,) = office._running
    bad = tmp_path / "bad.doc"
    bad.write_bytes(old_file.read_bytes()[:512] + b"\x00" * 3000 + "WordDocument".encode("utf-16-le") + b"\x00" * 3000)
    with pytest.raises(ReadError) as caught:
        read(bad)
    assert caught.value.code == "damaged"
    read(old_file)
    assert office._running == [running]
    office.end()
    assert office._running == []


@needs_antiword
def test_antiword_where_there_is_no_office(old_file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "program", lambda: None)
    (document,) = read(old_file)
    assert document.text.startswith("\n".join(LINES))
    assert "柳河镇\t700\n青禾镇\t500" in document.text
    assert len(document.tables) == 1
    assert [issue.code for issue in document.issues] == [IssueCode.TABLES_FLATTENED]


@pytest.fixture(scope="module")
def ending_in_a_table(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A doc with two tables, of which LibreOffice runs the second together, as nothing stands behind it."""
    folder = tmp_path_factory.mktemp("end")
    package = docx.Document()
    for number in range(2):
        package.add_paragraph(f"表{number + 1}　造林任务")
        table = package.add_table(rows=3, cols=2)
        for row, texts in zip(table.rows, ROWS, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = f"{text}（{number + 1}）"
    package.save(str(folder / "end.docx"))
    (made,) = by_office([folder / "end.docx"], "doc", folder)
    return made


@needs_antiword
def test_a_table_that_the_office_runs_together_is_found_by_antiword(ending_in_a_table: Path) -> None:
    (document,) = read(ending_in_a_table)
    assert len(document.tables) == 2
    assert "柳河镇（2）\t700（2）\n青禾镇（2）\t500（2）" in document.text


@needs_office
def test_a_lost_table_is_told_where_antiword_is_missing(
    ending_in_a_table: Path, old_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    soffice = office.program()
    monkeypatch.setattr(office, "program", lambda: soffice)
    monkeypatch.setattr(converted, "program", lambda: soffice)
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (document,) = read(ending_in_a_table)
    assert [issue.code for issue in document.issues] == [IssueCode.TABLES_FLATTENED]
    assert "install antiword" in document.issues[0].detail
    (document,) = read(old_file)
    assert document.issues == ()


@needs_office
def test_neither(old_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "program", lambda: None)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadError, match="needs LibreOffice on this machine") as caught:
        read(old_file)
    assert caught.value.code == "converter-missing"


def test_rtf_without_an_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(converted, "program", lambda: None)
    path = tmp_path / "plan.rtf"
    path.write_bytes(rb"{\rtf1\ansi\ansicpg936 \u24180?\u20869?}")
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "converter-missing"


@needs_office
def test_a_locked_file_is_told(old_file: Path, tmp_path: Path) -> None:
    data = bytearray(old_file.read_bytes())
    at = data.index(b"\xec\xa5")
    (flags,) = struct.unpack_from("<H", data, at + 10)
    struct.pack_into("<H", data, at + 10, flags | 0x0100)
    path = tmp_path / "locked.doc"
    path.write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(path)
    assert caught.value.code == "encrypted"
