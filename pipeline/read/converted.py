"""Old Word files (doc, wps of WPS Office) and rtf: read as the docx that LibreOffice makes of them, else by antiword."""

from __future__ import annotations

import re
import shutil
import struct
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import olefile

from pipeline.model import Document, Issue, IssueCode, ReadError, Source
from pipeline.read.docx import read_docx
from pipeline.read.office import OfficeError, program, to_docx
from pipeline.read.pieces import BLANKS, Grid, GridCell, Paragraph, compose

# [MS-DOC] 2.5.2: the word behind the ten first bytes of the stream, and its bit for a document that is encrypted.
_FLAGS = struct.Struct("<10xH")
_ENCRYPTED = 0x0100
_DAMAGED = "the file is damaged or cut short; fetch or save it again"
_MISSING = (
    "reading {} needs LibreOffice on this machine (Debian, Ubuntu: apt-get install libreoffice-writer-nogui); "
    "install it, or save the file as docx"
)
_ANTIWORD_SECONDS = 60
# LibreOffice 7.4 runs the cells of some tables together, those of one at the very end of a file for one.
_LOST = Issue(
    IssueCode.TABLES_FLATTENED,
    "LibreOffice ran the cells of a table together; install antiword (Debian, Ubuntu: apt-get install antiword), "
    "or save the file as docx",
)
# [MS-DOC] 2.4.3: the character behind each cell of a table.
_CELL_END = "\x07"
# Neighbours of a table whose words stand side by side in a line: two are no chance when both have this many characters.
_FEWEST_PAIRS, _SHORTEST_CELL = 2, 2
_ROW = re.compile(r"\|(.*)\|")


def read_doc(data: bytes, source: Source) -> Document:
    """Return the document of an old Word file."""
    if _is_encrypted(data):
        raise ReadError(
            source.name, "the document is protected by a password; save a copy without one", code="encrypted"
        )
    antiword = shutil.which("antiword")
    if program() is not None:
        document = _by_office(data, source, ".doc")
        if not _runs_together(data, document):
            return document
        found = None if antiword is None else _second_look(data, source, antiword)
        return replace(document, issues=(*document.issues, _LOST)) if found is None else found
    if antiword is None:
        raise ReadError(source.name, _MISSING.format("an old Word file (.doc, .wps)"), code="converter-missing")
    return _by_antiword(data, source, antiword)


def read_rtf(data: bytes, source: Source) -> Document:
    """Return the document of an rtf file."""
    if program() is None:
        raise ReadError(source.name, _MISSING.format("an rtf file"), code="converter-missing")
    return _by_office(data, source, ".rtf")


def _is_encrypted(data: bytes) -> bool:
    try:
        with olefile.OleFileIO(data) as file:
            head = file.openstream("WordDocument").read(_FLAGS.size)
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return False
    return len(head) == _FLAGS.size and bool(_FLAGS.unpack(head)[0] & _ENCRYPTED)


def _runs_together(data: bytes, document: Document) -> bool:
    """Say whether neighbouring cells of the file stand side by side in a line of the document that is no table's."""
    try:
        with olefile.OleFileIO(data) as file:
            cells = file.openstream("WordDocument").read().decode("utf-16-le", "ignore").split(_CELL_END)
    except (OSError, ValueError, IndexError, TypeError, struct.error):
        return False
    free = "\n".join("".join(line.split()) for line in document.text.split("\n") if "\t" not in line)
    words = ["".join(cell.rpartition("\r")[2].split()) for cell in cells]
    pairs = {one + other for one, other in pairwise(words) if min(len(one), len(other)) >= _SHORTEST_CELL}
    return sum(pair in free for pair in pairs) >= _FEWEST_PAIRS


def _by_office(data: bytes, source: Source, ending: str) -> Document:
    try:
        made = to_docx(data, ending)
    except OfficeError as error:
        if error.is_late:
            raise ReadError(source.name, f"{error}; save it as docx", code="too-slow") from error
        raise ReadError(source.name, _DAMAGED, code="damaged") from error
    return replace(read_docx(made, source), source=source)


def _second_look(data: bytes, source: Source, antiword: str) -> Document | None:
    """Return what antiword makes of a file in which LibreOffice lost a table, if it finds any."""
    try:
        document = _by_antiword(data, source, antiword)
    except ReadError:
        return None
    return document if document.tables else None


def _by_antiword(data: bytes, source: Source, antiword: str) -> Document:
    """Return what antiword makes of the file: its paragraphs and tables, without automatic numbers and merged cells."""
    command = [antiword, "-m", "UTF-8.txt", "-w", "0", "-"]
    try:
        ran = subprocess.run(command, input=data, capture_output=True, timeout=_ANTIWORD_SECONDS, check=False)
    except subprocess.TimeoutExpired as error:
        raise ReadError(source.name, "antiword takes too long on it; save it as docx", code="too-slow") from error
    if ran.returncode != 0:
        raise ReadError(source.name, _DAMAGED, code="damaged")
    composed = compose(_pieces(ran.stdout.decode("utf-8", "replace")))
    if not composed.text.strip(BLANKS):
        raise ReadError(source.name, "the document holds no text, perhaps only pictures of it", code="no-text")
    detail = "read by antiword, which leaves out automatic numbers and merged cells; install LibreOffice for these"
    issues = (Issue(IssueCode.TABLES_FLATTENED, detail),)
    return Document(source, composed.text, composed.blocks, composed.tables, issues=issues, cuts=composed.cuts)


def _pieces(text: str) -> Iterator[Paragraph | Grid]:
    """Yield antiword's lines, rows between bars as tables: |指标|2025年|; a cell's further lines stand in rows below."""
    rows: list[list[str]] = []
    for line in text.split("\n"):
        match = _ROW.fullmatch(line.strip())
        if match:
            rows.append([cell.strip(BLANKS) for cell in match[1].split("|")])
            continue
        if rows:
            yield _grid(rows)
            rows = []
        yield Paragraph(line)
    if rows:
        yield _grid(rows)


def _grid(rows: list[list[str]]) -> Grid:
    return Grid(
        tuple(GridCell(row, column, text) for row, cells in enumerate(rows) for column, text in enumerate(cells))
    )
