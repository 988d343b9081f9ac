"""What a zip of XML (docx, xlsx, ofd) may hold before any of it is unpacked: bytes in, a `ReadError` or nothing out."""

from __future__ import annotations

import io
import zipfile

from pipeline.model import ReadError
from pipeline.read.limits import exceeded, limits, size

_XML = (".xml", ".rels")


def check_package(data: bytes, path: str, *, damaged: str) -> None:
    """Raise a `ReadError` where the package is cut short, locked, or larger unpacked than the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise ReadError(path, damaged, code="damaged") from error
    if any(member.flag_bits & 1 for member in members):
        raise ReadError(path, "the document is protected by a password; save a copy without one", code="encrypted")
    whole = sum(member.file_size for member in members)
    xml = sum(member.file_size for member in members if member.filename.endswith(_XML))
    if len(members) > limits().members:
        raise exceeded(path, "members", f"the file has {len(members)} members")
    if whole > limits().unpacked:
        raise exceeded(path, "unpacked", f"the file unpacks to {size(whole)}")
    if xml > limits().xml:
        raise exceeded(path, "xml", f"the XML of the file unpacks to {size(xml)}")
    if whole > limits().ratio * max(1, len(data)):
        raise exceeded(path, "ratio", f"the file unpacks to {whole // max(1, len(data))} times its size")
