"""How fast files are read, beside what else reads them, on documents that this program makes itself.

    python benchmarks/read.py [--rounds N]

A table, then one JSON object on the last line. Peers read the same bytes in the same run, each in turn; the best of the
rounds counts. Memory is that of a process of its own.
"""

from __future__ import annotations

import argparse
import io
import json
import multiprocessing
import resource
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pdfplumber
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.platypus import Flowable, PageBreak, Paragraph, SimpleDocTemplate, Table

from pipeline.read import read

_FONT = "STSong-Light"
_SENTENCE = (
    "到2026年年底前，新建改扩建公办幼儿园3所，新增学位900个，由县教育局牵头，县财政局、县自然资源局按职责分工负责。"
)
_HEAD = ("序号", "指标名称", "单位", "2025年", "2026年", "责任单位")
_ROW = ("1", "学前三年毛入园率", "%", "95.2", "97.5", "县教育局")
# Paragraphs and rows of one page.
_PARAGRAPHS = 8
_ROWS = 10
_PAGES = 100
_MANY_PAGES = 500
_HTML_PARAGRAPHS = 4000


def pdf_plan(pages: int) -> bytes:
    """Return a pdf of so many pages, each of prose above a ruled table."""
    registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=18, firstLineIndent=24, wordWrap="CJK")
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTNAME", (0, 0), (-1, -1), _FONT)]
    flow: list[Flowable] = []
    for page in range(1, pages + 1):
        flow += [Paragraph(f"（{at + 1}）第{page}页。{_SENTENCE}", style) for at in range(_PARAGRAPHS)]
        flow += [Table([_HEAD, *(_ROW for _ in range(_ROWS))], style=ruled), PageBreak()]
    file = io.BytesIO()
    SimpleDocTemplate(file).build(flow)
    return file.getvalue()


def docx_plan(pages: int) -> bytes:
    """Return the same as a Word file."""
    document = docx.Document()
    for page in range(1, pages + 1):
        for at in range(_PARAGRAPHS):
            document.add_paragraph(f"（{at + 1}）第{page}页。{_SENTENCE}")
        table = document.add_table(_ROWS + 1, len(_HEAD))
        for row, cells in zip(table.rows, (_HEAD, *(_ROW for _ in range(_ROWS))), strict=True):
            for cell, text in zip(row.cells, cells, strict=True):
                cell.text = text
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def html_plan(paragraphs: int) -> bytes:
    """Return a page of so many paragraphs with a table after each hundred."""
    row = "<tr>" + "".join(f"<td>{text}</td>" for text in _ROW) + "</tr>"
    table = f"<table>{row * _ROWS}</table>"
    parts = (f"<p style='text-indent:2em'>{_SENTENCE}</p>{table if at % 100 == 0 else ''}" for at in range(paragraphs))
    return (
        f"<html><head><meta charset=utf-8><title>工作计划</title></head><body>{''.join(parts)}</body></html>".encode()
    )


def _plumber(path: Path) -> int:
    with pdfplumber.open(path) as file:
        return sum(len(page.extract_text()) for page in file.pages)


def _python_docx(path: Path) -> int:
    document = docx.Document(str(path))
    prose = sum(len(paragraph.text) for paragraph in document.paragraphs)
    return prose + sum(len(cell.text) for table in document.tables for row in table.rows for cell in row.cells)


def _own(path: Path) -> int:
    return sum(len(document.text) for document in read(path))


def _seconds(work: Callable[[Path], int], path: Path, rounds: int) -> float:
    """Return the seconds of the fastest round."""
    times = []
    for _ in range(rounds):
        started = time.perf_counter()
        work(path)
        times.append(time.perf_counter() - started)
    return min(times)


def _peak(path: Path, pipe: multiprocessing.connection.Connection) -> None:  # type: ignore[name-defined]
    _own(path)
    pipe.send(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def peak_of(path: Path) -> float:
    """Return the megabytes that a fresh process needs at most to read a file."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_peak, args=(path, theirs))
    process.start()
    peak: float = ours.recv()
    process.join()
    return peak


def main() -> None:
    """Measure, print the table and the object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--rounds", type=int, default=3)
    rounds: int = parser.parse_args().rounds
    with TemporaryDirectory() as folder:
        pdf, many, word, page = (Path(folder, name) for name in ("a.pdf", "many.pdf", "a.docx", "a.html"))
        pdf.write_bytes(pdf_plan(_PAGES))
        many.write_bytes(pdf_plan(_MANY_PAGES))
        word.write_bytes(docx_plan(_PAGES))
        page.write_bytes(html_plan(_HTML_PARAGRAPHS))
        (document,) = read(pdf)
        pages = _PAGES / _seconds(_own, pdf, rounds)
        plumber = _PAGES / _seconds(_plumber, pdf, rounds)
        own_word, python_docx = _seconds(_own, word, rounds), _seconds(_python_docx, word, rounds)
        speed = page.stat().st_size / 1e6 / _seconds(_own, page, rounds)
        cells = sum(len(table.cells) for table in document.tables)
        found = {
            "pdf_pages_per_second": round(pages, 1),
            "pdfplumber_pages_per_second": round(plumber, 1),
            "pdf_times": round(pages / plumber, 2),
            "pdf_cells_found": cells,
            "pdf_cells_made": _PAGES * (_ROWS + 1) * len(_HEAD),
            "docx_seconds": round(own_word, 3),
            "python_docx_seconds": round(python_docx, 3),
            "docx_times": round(python_docx / own_word, 2),
            "html_megabytes_per_second": round(speed, 2),
            "pdf_500_pages_megabytes": round(peak_of(many), 1),
        }
    for name, value in found.items():
        print(f"{name:32} {value:>12}")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
