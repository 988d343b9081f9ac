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
from collections.abc import Callable, Sequence
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
# Paragraphs and rows of one page; of a page of text alone, and of one that is all table.
_PARAGRAPHS = 8
_ROWS = 10
_MORE_PARAGRAPHS = 12
_MORE_ROWS = 32
# In a plan of mostly text, one page in so many has a table.
_SELDOM = 5
_PAGES = 100
_MANY_PAGES = 500
_HTML_PARAGRAPHS = 4000


def pdf_plan(pages: Sequence[tuple[int, int]]) -> bytes:
    """Return a pdf of pages with so many paragraphs above a ruled table of so many rows each."""
    registerFont(UnicodeCIDFont(_FONT))
    style = ParagraphStyle("body", fontName=_FONT, fontSize=12, leading=18, firstLineIndent=24, wordWrap="CJK")
    ruled = [("GRID", (0, 0), (-1, -1), 0.5, "black"), ("FONTNAME", (0, 0), (-1, -1), _FONT)]
    flow: list[Flowable] = []
    for page, (paragraphs, rows) in enumerate(pages, start=1):
        flow += [Paragraph(f"（{at + 1}）第{page}页。{_SENTENCE}", style) for at in range(paragraphs)]
        flow += [Table([_HEAD, *(_ROW for _ in range(rows))], style=ruled)] if rows else []
        flow += [PageBreak()]
    file = io.BytesIO()
    SimpleDocTemplate(file).build(flow)
    return file.getvalue()


def pdf_kinds(pages: int) -> dict[str, list[tuple[int, int]]]:
    """Return the pages of three pdfs: a table on each, on one in five, and one table that goes over all of them."""
    half, text = (_PARAGRAPHS, _ROWS), (_MORE_PARAGRAPHS, 0)
    return {
        "pdf": [half] * pages,
        "pdf_prose": [text if page % _SELDOM else half for page in range(pages)],
        "pdf_table": [(0, _MORE_ROWS)] * pages,
    }


def cells_of(pages: Sequence[tuple[int, int]]) -> int:
    """Return how many cells the tables of a pdf have; one that goes over several pages has one head."""
    heads = sum(1 for paragraphs, rows in pages if rows and paragraphs) or 1
    return (heads + sum(rows for _, rows in pages)) * len(_HEAD)


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


def _pdf(kind: str, path: Path, rounds: int) -> dict[str, float]:
    """Return how fast a pdf is read, beside pdfplumber, and the cells that were found and made."""
    own, plumber = _seconds(_own, path, rounds), _seconds(_plumber, path, rounds)
    (document,) = read(path)
    return {
        f"{kind}_pages_per_second": round(_PAGES / own, 1),
        f"{kind}_plumber_pages_per_second": round(_PAGES / plumber, 1),
        f"{kind}_times": round(plumber / own, 2),
        f"{kind}_cells_found": sum(len(table.cells) for table in document.tables),
    }


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
        many, word, page = (Path(folder, name) for name in ("many.pdf", "a.docx", "a.html"))
        many.write_bytes(pdf_plan([(_PARAGRAPHS, _ROWS)] * _MANY_PAGES))
        word.write_bytes(docx_plan(_PAGES))
        page.write_bytes(html_plan(_HTML_PARAGRAPHS))
        found: dict[str, float] = {}
        for kind, pages in pdf_kinds(_PAGES).items():
            path = Path(folder, f"{kind}.pdf")
            path.write_bytes(pdf_plan(pages))
            found |= _pdf(kind, path, rounds) | {f"{kind}_cells_made": cells_of(pages)}
        own_word, python_docx = _seconds(_own, word, rounds), _seconds(_python_docx, word, rounds)
        speed = page.stat().st_size / 1e6 / _seconds(_own, page, rounds)
        found |= {
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
