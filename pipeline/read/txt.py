"""Plain text: the decoded characters as they are, each line that is not blank a block."""

from __future__ import annotations

import re

from pipeline.model import Block, Document, Issue, IssueCode, Source, Span
from pipeline.read.encoding import Decoded
from pipeline.read.pieces import BLANKS

_LINE = re.compile(r"[^\n]+")
# What ends a line in one system or another.
LINE_END = re.compile(r"\r\n?|\u2028|\u2029|\x85|\f|\v")


def read_txt(decoded: Decoded, source: Source) -> Document:
    """Return the text with its line ends as \\n; nothing else is touched."""
    text = LINE_END.sub("\n", decoded.text)
    issues = (Issue(IssueCode.ENCODING_DOUBTFUL, decoded.doubt),) if decoded.doubt else ()
    return Document(source, text, blocks_of(text), issues=issues)


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return a block for each line that is not blank, without the blanks around it."""
    blocks = []
    for match in _LINE.finditer(text):
        line = match[0]
        held = line.strip(BLANKS)
        if held:
            start = match.start() + len(line) - len(line.lstrip(BLANKS))
            blocks.append(Block(Span(start, start + len(held))))
    return tuple(blocks)
