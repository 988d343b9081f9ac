"""Reading a Word file of 100 pages: mubiao beside python-docx walking paragraphs and tables, in one run.

    .venv/bin/python benchmarks/read_docx.py

mubiao does more of it: numbering, merged cells, notes, accepted changes, spans of every cell.
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from dataclasses import dataclass

import docx

from pipeline.model import Format, Source
from pipeline.read.docx import read_docx

_PAGES = 100
_PARAGRAPHS = 14
_ROWS, _COLUMNS = 12, 5
# Each reader's turns, one after the other; the fastest counts, since other work on the machine only adds.
_TURNS = 5
_LINE = "到2025年底，全县新建幼儿园12所，学前三年毛入园率达到95%以上，由县教育局牵头，县财政局配合。"


@dataclass(frozen=True, slots=True)
class Timing:
    """How long each reader took for the file, in seconds, and how many pages it has."""

    pages: int
    mubiao: float
    python_docx: float

    @property
    def times(self) -> float:
        """How many times as fast mubiao is."""
        return self.python_docx / self.mubiao


def plan(pages: int = _PAGES) -> bytes:
    """Return a Word file with a heading, paragraphs and a table on each page."""
    package = docx.Document()
    for page in range(1, pages + 1):
        package.add_heading(f"第{page}部分 工作目标", 2)
        for _ in range(_PARAGRAPHS):
            package.add_paragraph(_LINE)
        table = package.add_table(rows=_ROWS, cols=_COLUMNS)
        for row, held in enumerate(table.rows):
            for column, cell in enumerate(held.cells):
                cell.text = f"指标{row}.{column}"
    file = io.BytesIO()
    package.save(file)
    return file.getvalue()


def by_mubiao(data: bytes) -> str:
    """Return the text as mubiao reads it."""
    return read_docx(data, Source("plan.docx", "0" * 64, Format.DOCX)).text


def by_python_docx(data: bytes) -> str:
    """Return the text as a walk over paragraphs and tables with python-docx gives it."""
    lines: list[str] = []
    for item in docx.Document(io.BytesIO(data)).iter_inner_content():
        if isinstance(item, docx.table.Table):
            lines.extend("\t".join(cell.text for cell in row.cells) for row in item.rows)
        else:
            lines.append(item.text)
    return "\n".join(lines) + "\n"


def compare() -> Timing:
    """Return the timing of both on the same file; they must find the same text."""
    data = plan()
    if by_mubiao(data) != by_python_docx(data):
        raise AssertionError("the two readers do not find the same text")
    best = {by_mubiao: float("inf"), by_python_docx: float("inf")}
    for _ in range(_TURNS):
        for read in best:
            best[read] = min(best[read], _seconds(read, data))
    return Timing(_PAGES, best[by_mubiao], best[by_python_docx])


def _seconds(read: Callable[[bytes], str], data: bytes) -> float:
    started = time.perf_counter()
    read(data)
    return time.perf_counter() - started


if __name__ == "__main__":
    found = compare()
    print(f"docx of {found.pages} pages: mubiao {found.pages / found.mubiao:,.0f} pages/s, ", end="")
    print(f"python-docx {found.pages / found.python_docx:,.0f} pages/s, {found.times:.1f} times as fast")
