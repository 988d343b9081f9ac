"""Build the samples that are not kept as they are read: docx, pdf and those in a Chinese encoding.

Each `sources/NAME.md` becomes `NAME` beside this file. The sources of docx and pdf are written in a small markup:
`# title`, `## heading`, `#. item` (numbered by the format itself), `|cell|cell` (a table row; `<` joins a cell to the
one on its left, `^` to the one above), `@ running head` (pdf), and every other line a paragraph. The same sources give
the same bytes with the same versions of python-docx and reportlab.
"""

from __future__ import annotations

import argparse
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

HERE = Path(__file__).parent
# Debian package fonts-wqy-microhei (Apache-2.0 or GPL-3 with font exception); only the characters used are embedded.
FONT = Path("/usr/share/fonts/truetype/wqy/wqy-microhei.ttc")
# What pages declare as gb2312 is GBK in truth: the dash of A1AA is — there and ― in the strict codec.
ENCODINGS = {".txt": "gb18030", ".html": "gbk"}
EPOCH = (2026, 1, 1, 0, 0, 0)
LEFT, UP = "<", "^"


@dataclass(frozen=True, slots=True)
class Line:
    """A title, heading, numbered item, running head or paragraph; `mark` tells which."""

    mark: str
    text: str


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells, with the marks of joined cells still in them."""

    rows: tuple[tuple[str, ...], ...]

    def joined(self) -> Iterator[tuple[int, int, int, int]]:
        """Yield first row, first column, last row and last column of each cell that spans several."""
        for r, row in enumerate(self.rows):
            for c, cell in enumerate(row):
                if cell in (LEFT, UP):
                    continue
                right = c
                while right + 1 < len(row) and row[right + 1] == LEFT:
                    right += 1
                down = r
                while down + 1 < len(self.rows) and self.rows[down + 1][c] == UP:
                    down += 1
                if (right, down) != (c, r):
                    yield r, c, down, right


def parse(source: str) -> tuple[Line | Grid, ...]:
    """Return the blocks of a source: `# 标题` becomes a title, `|序号|任务` lines one table."""
    blocks: list[Line | Grid] = []
    for line in filter(None, source.splitlines()):
        if line.startswith("|"):
            row = tuple(line[1:].split("|"))
            if blocks and isinstance(blocks[-1], Grid):
                blocks[-1] = Grid((*blocks[-1].rows, row))
            else:
                blocks.append(Grid((row,)))
            continue
        mark, _, text = line.partition(" ")
        blocks.append(Line(mark, text) if mark in ("#", "##", "#.", "@") else Line("", line))
    return tuple(blocks)


def shown(cell: str) -> str:
    """Return what a cell prints: nothing where it is joined to another."""
    return "" if cell in (LEFT, UP) else cell


def as_docx(blocks: tuple[Line | Grid, ...]) -> bytes:
    """Return a Word document with headings, automatic numbering and merged cells."""
    from docx import Document
    from docx.oxml.ns import qn

    document = Document()
    font = document.styles["Normal"].element.get_or_add_rPr().get_or_add_rFonts()
    font.set(qn("w:eastAsia"), "宋体")
    styles = {"#": "Title", "##": "Heading 1", "#.": "List Number", "": "Normal"}
    for block in blocks:
        if isinstance(block, Line):
            document.add_paragraph(block.text, style=styles[block.mark])
            continue
        table = document.add_table(rows=len(block.rows), cols=len(block.rows[0]), style="Table Grid")
        for top, left, bottom, right in block.joined():
            table.cell(top, left).merge(table.cell(bottom, right))
        for r, row in enumerate(block.rows):
            for c, cell in enumerate(row):
                if shown(cell):
                    table.cell(r, c).text = cell
    return without_clock(document)


def without_clock(document: object) -> bytes:
    """Return the saved document with one fixed date on every part, so that it can be built again to the byte."""
    saved, fixed = BytesIO(), BytesIO()
    document.save(saved)  # type: ignore[attr-defined]
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sorted(old.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            new.writestr(zipfile.ZipInfo(name, EPOCH), old.read(name), zipfile.ZIP_DEFLATED)
    return fixed.getvalue()


def as_pdf(blocks: tuple[Line | Grid, ...], font: Path) -> bytes:
    """Return a PDF with a text layer, a ruled table, a running head and page numbers."""
    from reportlab.lib import colors
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table

    pdfmetrics.registerFont(TTFont("han", str(font)))
    body = ParagraphStyle("body", fontName="han", fontSize=12, leading=21, firstLineIndent=24, wordWrap="CJK")
    cell_style = ParagraphStyle("cell", fontName="han", fontSize=10, leading=14, wordWrap="CJK")
    styles = {
        "#": ParagraphStyle("title", body, fontSize=15, leading=28, alignment=1, firstLineIndent=0, spaceAfter=12),
        "##": ParagraphStyle("head", body, fontSize=14, leading=26, alignment=1, firstLineIndent=0),
        "": body,
    }
    head = next((block.text for block in blocks if isinstance(block, Line) and block.mark == "@"), "")
    story: list[object] = []
    for block in blocks:
        if isinstance(block, Line):
            if block.mark != "@":
                story.append(Paragraph(block.text, styles[block.mark]))
            continue
        spans = [("SPAN", (left, top), (right, bottom)) for top, left, bottom, right in block.joined()]
        rows = [[Paragraph(shown(cell), cell_style) for cell in row] for row in block.rows]
        table = Table(rows, colWidths=[62, 168, 56, 62, 62, 50], repeatRows=1)
        table.setStyle([("GRID", (0, 0), (-1, -1), 0.6, colors.black), ("VALIGN", (0, 0), (-1, -1), "MIDDLE"), *spans])
        story += [table, Spacer(1, 10)]

    def furniture(canvas: object, page: object) -> None:
        canvas.setFont("han", 9)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, A4[1] - 40, head)  # type: ignore[attr-defined]
        canvas.drawCentredString(A4[0] / 2, 32, f"— {page.page} —")  # type: ignore[attr-defined]

    made = BytesIO()
    SimpleDocTemplate(made, pagesize=A4, title=head, invariant=1, topMargin=72, bottomMargin=64).build(
        story, onFirstPage=furniture, onLaterPages=furniture
    )
    return made.getvalue()


def build(source: Path, font: Path = FONT) -> bytes:
    """Return the bytes of the sample that a source is for, told by the name: `….docx.md` makes a docx."""
    text, suffix = source.read_text(encoding="utf-8"), Path(source.stem).suffix
    if suffix == ".docx":
        return as_docx(parse(text))
    if suffix == ".pdf":
        return as_pdf(parse(text), font)
    return text.encode(ENCODINGS[suffix])


def main() -> None:
    """Build all samples, or those named."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("names", nargs="*", help="samples to build, for instance task-breakdown-2023.docx")
    options.add_argument("--font", type=Path, default=FONT, help="a TrueType font that has the characters")
    given = options.parse_args()
    for source in sorted(HERE.glob("sources/*.md")):
        if not given.names or source.stem in given.names:
            (HERE / source.stem).write_bytes(build(source, given.font))


if __name__ == "__main__":
    main()
