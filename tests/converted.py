"""One plan in several formats: documents in, the files that an office would make of them out. For tests of reading."""

from __future__ import annotations

import html
import os
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest

from pipeline.model import BlockKind, Document, Table
from pipeline.read.office import program

# In CI a missing office fails the tests that need it; elsewhere it skips them.
REQUIRED = os.environ.get("MUBIAO_REQUIRE_OFFICE") == "1"
needs_office = pytest.mark.skipif(program() is None and not REQUIRED, reason="LibreOffice is not installed")

# Seconds; all files of a test are converted by one call.
_LONGEST = 240
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")


def as_html(documents: Iterable[Document], path: Path) -> Path:
    """Write a page with a paragraph, a heading or a table for each block."""
    lines = []
    for document in documents:
        tables = {table.span: table for table in document.tables}
        for block in document.blocks:
            text = html.escape(block.span.of(document.text))
            if block.kind is BlockKind.TABLE:
                lines.append(_html_table(tables[block.span], document.text))
            elif block.level:
                lines.append(f"<h{min(block.level, 6)}>{text}</h{min(block.level, 6)}>")
            else:
                lines.append(f"<p><b>{text}</b></p>" if block.bold else f"<p>{text}</p>")
    body = "\n".join(lines)
    page = f"<html><head><title>{path.stem}</title></head><body><div class='content'>{body}</div></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def _html_table(table: Table, text: str) -> str:
    rows: dict[int, list[str]] = {row: [] for row in range(_height(table))}
    for cell in table.cells:
        held = html.escape(cell.span.of(text)).replace("\n", "<br>") if cell.span else ""
        rows[cell.row].append(f"<td rowspan={cell.rows} colspan={cell.columns}>{held}</td>")
    lines = "".join(f"<tr>{''.join(cells)}</tr>" for cells in rows.values())
    return f"<table border=1>{lines}</table>"


def as_docx(documents: Iterable[Document], path: Path) -> Path:
    """Write a Word file with a paragraph, a heading or a table for each block."""
    package = docx.Document()
    for document in documents:
        tables = {table.span: table for table in document.tables}
        for block in document.blocks:
            if block.kind is BlockKind.TABLE:
                _word_table(package, tables[block.span], document.text)
                package.add_paragraph()
                continue
            paragraph = package.add_paragraph(style=f"Heading {min(block.level, 9)}" if block.level else None)
            paragraph.add_run(_CONTROL.sub("", block.span.of(document.text))).bold = block.bold or None
    package.save(str(path))
    return path


def _word_table(package: Any, table: Table, text: str) -> None:
    made = package.add_table(_height(table), _width(table), style="Table Grid")
    for cell in table.cells:
        place = made.cell(cell.row, cell.column)
        if cell.rows > 1 or cell.columns > 1:
            place = place.merge(made.cell(cell.row + cell.rows - 1, cell.column + cell.columns - 1))
        if cell.span:
            place.text = _CONTROL.sub("", cell.span.of(text))


def as_xlsx(documents: Iterable[Document], path: Path) -> Path:
    """Write a sheet with a row for each paragraph and each row of a table, numbers as numbers, cells merged."""
    book = openpyxl.Workbook()
    sheet = book.active
    row = 1
    for document in documents:
        tables = {table.span: table for table in document.tables}
        for block in document.blocks:
            if block.kind is not BlockKind.TABLE:
                sheet.cell(row, 1).value = block.span.of(document.text)
                row += 1
                continue
            for cell in tables[block.span].cells:
                down, across = row + cell.row, 1 + cell.column
                if cell.span:
                    sheet.cell(down, across).value = _value(cell.span.of(document.text))
                if cell.rows > 1 or cell.columns > 1:
                    sheet.merge_cells(None, down, across, down + cell.rows - 1, across + cell.columns - 1)
            row += _height(tables[block.span])
    book.save(path)
    return path


def _value(text: str) -> str | float:
    return float(text) if _NUMBER.fullmatch(text) else text


def _height(table: Table) -> int:
    return max(cell.row + cell.rows for cell in table.cells)


def _width(table: Table) -> int:
    return max(cell.column + cell.columns for cell in table.cells)


def table_as_docx(rows: Iterable[tuple[str, ...]], title: str, path: Path) -> Path:
    """Write a Word file with a title and a table under it."""
    package = docx.Document()
    package.add_paragraph(title)
    held = list(rows)
    table = package.add_table(rows=len(held), cols=len(held[0]))
    table.style = "Table Grid"
    for row, texts in zip(table.rows, held, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    # Word ends every file with a paragraph; LibreOffice loses a table at the very end of a doc.
    package.add_paragraph()
    package.save(str(path))
    return path


def table_as_xlsx(rows: Iterable[tuple[str, ...]], title: str, path: Path) -> Path:
    """Write a workbook with a title over a table, numbers as numbers."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append([title])
    for row in rows:
        sheet.append([_value(text) for text in row])
    book.save(path)
    return path


def table_as_html(rows: Iterable[tuple[str, ...]], title: str, path: Path) -> Path:
    """Write a page with a title and a table."""
    lines = "".join(f"<tr>{''.join(f'<td>{html.escape(cell)}</td>' for cell in row)}</tr>" for row in rows)
    path.write_text(f"<html><body><p>{title}</p><table border=1>{lines}</table></body></html>", encoding="utf-8")
    return path


def by_office(files: Iterable[Path], form: str, folder: Path) -> list[Path]:
    """Convert files by one call of LibreOffice; `form` is what it calls the format: doc, pdf, rtf, xls."""
    soffice = program()
    assert soffice is not None
    given = list(files)
    profile = (folder / "profile").as_uri()
    command = [soffice, f"-env:UserInstallation={profile}", "--headless", "--convert-to", form, "--outdir", str(folder)]
    subprocess.run([*command, *map(str, given)], capture_output=True, timeout=_LONGEST, check=True)
    shutil.rmtree(folder / "profile", ignore_errors=True)
    return [folder / f"{path.stem}.{form.partition(':')[0]}" for path in given]
