"""One plan in several formats: text in, the files that an office would make of it out. For tests of reading."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from collections.abc import Iterable
from pathlib import Path

import docx
import openpyxl

from pipeline.read.office import program

# Seconds; all files of a test are converted by one call.
_LONGEST = 240


def as_html(text: str, path: Path) -> Path:
    """Write a page with a paragraph for each line."""
    lines = "".join(f"<p>{html.escape(line)}</p>\n" for line in text.split("\n") if line.strip())
    page = f"<html><head><title>{path.stem}</title></head><body><div class='content'>{lines}</div></body></html>"
    path.write_text(page, encoding="utf-8")
    return path


def as_docx(text: str, path: Path) -> Path:
    """Write a Word file with a paragraph for each line."""
    package = docx.Document()
    for line in text.split("\n"):
        if line.strip():
            package.add_paragraph(re.sub(r"[\x00-\x08\x0b-\x1f]", "", line))
    package.save(str(path))
    return path


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
        sheet.append([float(text) if re.fullmatch(r"\d+(?:\.\d+)?", text) else text for text in row])
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
