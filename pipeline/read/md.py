"""Markdown (md): headings, paragraphs and pipe tables without the signs that mark them; what else is marked stays."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.encoding import Decoded
from pipeline.read.pieces import BLANKS, Grid, GridCell, Paragraph, compose
from pipeline.read.txt import LINE_END

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*")
_UNDERLINE = re.compile(r"={3,}|-{3,}")
_FENCE = re.compile(r"`{3,}|~{3,}")
_RULE = re.compile(r"[ \t]*+(?:\|[ \t]*+)?:?-{3,}:?[ \t]*+(?:\|[ \t]*+:?-{3,}:?[ \t]*+)*+(?:\|[ \t]*+)?")
_BREAK = re.compile(r"(?:[-*_][ \t]*){3,}")
_BULLET = re.compile(r"[-*+][ \t]+")
_QUOTE = re.compile(r"(?:>[ \t]?)+")
_STRONG = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*(?:\s+\"[^\"]*\")?\)")
_LINE_BREAK = re.compile(r"<br\s*/?>", re.I)
_BAR = re.compile(r"(?<!\\)\|")


def read_md(decoded: Decoded, source: Source) -> Document:
    """Return the document of a Markdown text: | 指标 | 2025年 | is a row of a table, ## 工作目标 a heading."""
    composed = compose(_pieces(LINE_END.sub("\n", decoded.text).split("\n")))
    if not composed.text.strip(BLANKS):
        raise ReadError(source.path, "the file holds no text, only marks", code="no-text")
    issues = (Issue(IssueCode.ENCODING_DOUBTFUL, decoded.doubt),) if decoded.doubt else ()
    return Document(source, composed.text, composed.blocks, composed.tables, issues=issues, cuts=composed.cuts)


def _pieces(lines: list[str]) -> Iterator[Paragraph | Grid]:
    at = 0
    while at < len(lines):
        line = lines[at].strip(BLANKS)
        following = lines[at + 1].strip(BLANKS) if at + 1 < len(lines) else ""
        if _RULE.fullmatch(following) and "|" in line and "|" in following:
            end = next((k for k in range(at + 2, len(lines)) if "|" not in lines[k]), len(lines))
            yield _grid([lines[at], *lines[at + 2 : end]])
            at = end
            continue
        if line and _UNDERLINE.fullmatch(following) and not _BREAK.fullmatch(line):
            yield Paragraph(_plain(line), 1 if following[0] == "=" else 2)
            at += 2
            continue
        if line and not _FENCE.match(line) and not _BREAK.fullmatch(line):
            yield _paragraph(line)
        at += 1


def _paragraph(line: str) -> Paragraph:
    """Return one line; lines are no longer joined, since plans are written a paragraph a line."""
    heading = _HEADING.fullmatch(line)
    if heading:
        return Paragraph(_plain(heading[2]), len(heading[1]))
    written = _BULLET.sub("", _QUOTE.sub("", line, count=1), count=1) if line[0] in "-*+>" else line
    strong = _STRONG.fullmatch(written)
    return Paragraph(_plain(written), bold=strong is not None)


def _grid(rows: list[str]) -> Grid:
    cells = []
    for number, row in enumerate(rows):
        written = _BAR.split(row.strip(BLANKS))
        inner = written[1 if not written[0].strip() else 0 : -1 if not written[-1].strip() else None]
        for column, text in enumerate(inner):
            plain = _plain(_LINE_BREAK.sub("\n", text.replace("\\|", "|")))
            cells.append(GridCell(number, column, plain, head=number == 0))
    return Grid(tuple(cells))


def _plain(text: str) -> str:
    """Return the text without marks of boldness and the addresses of links."""
    return _LINK.sub(r"\1", _STRONG.sub(r"\2", text)).strip(BLANKS)
