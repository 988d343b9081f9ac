"""From a path to its documents: the file's bytes are looked at, and the reader for what they are is called."""

from __future__ import annotations

import hashlib
from pathlib import Path

from pipeline.model import Document, Format, ReadError, Source
from pipeline.read.detect import Unreadable, detect, text_format
from pipeline.read.docx import read_docx
from pipeline.read.encoding import Decoded
from pipeline.read.html import read_html
from pipeline.read.limits import exceeded, limits, size
from pipeline.read.pdf import read_pdf
from pipeline.read.split import split
from pipeline.read.txt import read_txt


def read(path: Path) -> tuple[Document, ...]:
    """Return the documents of a file, one for most, several for a page of 范文1 … 范文6; else raise a `ReadError`."""
    return split(read_whole(path))


def read_whole(path: Path) -> Document:
    """Return all that a file holds as one document; one with more text or cells than the limits is refused."""
    document = _document(path)
    cells = sum(len(table.cells) for table in document.tables)
    if len(document.text) > limits().characters:
        raise exceeded(str(path), "characters", f"it has {len(document.text)} characters")
    if cells > limits().cells:
        raise exceeded(str(path), "cells", f"its tables have {cells} cells")
    return document


def _document(path: Path) -> Document:
    data = _bytes(path)
    found = detect(data)
    digest = hashlib.sha256(data).hexdigest()
    if isinstance(found, Decoded):
        return _read_text(path, found, digest)
    if isinstance(found, Unreadable):
        raise ReadError(str(path), found.reason, code=found.code)
    source = Source(str(path), digest, found)
    return read_pdf(data, source) if found is Format.PDF else read_docx(data, source)


def _read_text(path: Path, decoded: Decoded, digest: str) -> Document:
    found = text_format(decoded.text)
    if isinstance(found, Unreadable):
        raise ReadError(str(path), found.reason, code=found.code)
    source = Source(str(path), digest, found, decoded.encoding)
    return read_html(decoded, source) if found is Format.HTML else read_txt(decoded, source)


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
