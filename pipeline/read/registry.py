"""From a path to its documents: the file's bytes are looked at, and the reader for what they are is called."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from pipeline.model import Document, Format, Issue, IssueCode, ReadError, Source
from pipeline.read.archive import Member, members_of
from pipeline.read.converted import read_doc, read_rtf
from pipeline.read.cut import without_insertions
from pipeline.read.detect import Container, Unreadable, detect, text_format
from pipeline.read.docx import read_docx
from pipeline.read.encoding import Decoded
from pipeline.read.html import read_html
from pipeline.read.image import read_image
from pipeline.read.limits import exceeded, limits, size
from pipeline.read.mail import parts_of
from pipeline.read.md import read_md
from pipeline.read.ofd import read_ofd
from pipeline.read.pdf import read_pdf
from pipeline.read.quality import quality
from pipeline.read.split import split
from pipeline.read.txt import read_txt
from pipeline.read.xls import read_xls
from pipeline.read.xlsx import read_xlsx

_BINARY: dict[Format, Callable[[bytes, Source], Document]] = {
    Format.DOCX: read_docx,
    Format.DOC: read_doc,
    Format.RTF: read_rtf,
    Format.XLSX: read_xlsx,
    Format.XLS: read_xls,
    Format.OFD: read_ofd,
    Format.PDF: read_pdf,
    Format.IMAGE: read_image,
}
_TEXT: dict[Format, Callable[[Decoded, Source], Document]] = {
    Format.HTML: read_html,
    Format.MD: read_md,
    Format.TXT: read_txt,
}
_OPEN: dict[Container, Callable[[bytes, str], tuple[Member | Issue, ...]]] = {
    Container.ZIP: members_of,
    Container.MAIL: parts_of,
}


def read(path: Path) -> tuple[Document, ...]:
    """Return the documents of a file, one for most, several for a zip or a page of 范文1 … 范文6; else raise a `ReadError`."""
    data = _bytes(path)
    digest = hashlib.sha256(data).hexdigest()
    read_in = _documents(data, Source(str(path), digest, Format.TXT), depth=0)
    found = tuple(replace(document, quality=quality(document)) for document in read_in)
    if len(found) == 1:
        return found
    return tuple(replace(one, source=replace(one.source, part=part)) for part, one in enumerate(found, 1))


def _documents(data: bytes, source: Source, *, depth: int) -> tuple[Document, ...]:
    """Return the documents of a file or of a member; `source` has all but the format and the encoding."""
    found = detect(data)
    if isinstance(found, Unreadable):
        raise ReadError(source.name, found.reason, code=found.code)
    if isinstance(found, Container):
        return _contained(found, data, source, depth=depth)
    if isinstance(found, Decoded):
        return split(without_insertions(_within_limits(_read_text(found, source))))
    return split(without_insertions(_within_limits(_BINARY[found](data, replace(source, format=found)))))


def _read_text(decoded: Decoded, source: Source) -> Document:
    found = text_format(decoded.text)
    if isinstance(found, Unreadable):
        raise ReadError(source.name, found.reason, code=found.code)
    return _TEXT[found](decoded, replace(source, format=found, encoding=decoded.encoding))


def _within_limits(document: Document) -> Document:
    cells = sum(len(table.cells) for table in document.tables)
    if len(document.text) > limits().characters:
        raise exceeded(document.source.name, "characters", f"it has {len(document.text)} characters")
    if cells > limits().cells:
        raise exceeded(document.source.name, "cells", f"its tables have {cells} cells")
    return document


def _contained(kind: Container, data: bytes, source: Source, *, depth: int) -> tuple[Document, ...]:
    """Return the documents of all members; what cannot be read of them is an issue of the first document that can."""
    if depth >= limits().nesting:
        raise exceeded(source.name, "nesting", f"it is a {kind} inside {depth} others")
    documents: list[Document] = []
    issues: list[Issue] = []
    for member in _OPEN[kind](data, source.name):
        if isinstance(member, Issue):
            issues.append(member)
            continue
        name = member.name if source.member is None else f"{source.member}!{member.name}"
        try:
            documents.extend(_documents(member.data, replace(source, member=name), depth=depth + 1))
        except ReadError as error:
            issues.append(Issue(IssueCode.MEMBER_UNREAD, f"{name}: {error.reason}"))
    if not documents:
        why = f"; {issues[0].detail}" if issues else ""
        raise ReadError(source.name, f"no document of the {kind} can be read{why}", code="nothing-inside")
    documents[0] = replace(documents[0], issues=(*documents[0].issues, *issues))
    return tuple(documents)


def _bytes(path: Path) -> bytes:
    """Return the bytes of the file, or say which of the ways in which a file cannot be opened it was."""
    try:
        count = path.stat().st_size
        if path.is_dir():
            raise ReadError(str(path), "this is a folder, not a file; name the files in it", code="not-a-file")
        if not path.is_file():
            raise ReadError(str(path), "this is a device or a pipe, not a file; save it to a file", code="not-a-file")
        if count > limits().file:
            raise exceeded(str(path), "file", f"the file has {size(count)}")
        return path.read_bytes()
    except PermissionError as error:
        reason = "no right to read the file; give the user who runs this the right (chmod u+r)"
        raise ReadError(str(path), reason, code="no-permission") from error
    except FileNotFoundError as error:
        raise ReadError(str(path), "there is no such file; check the path", code="not-found") from error
    except OSError as error:
        reason = f"the file could not be read from its disk ({error.strerror}); check the disk or the network share"
        raise ReadError(str(path), reason, code="unreadable") from error
