"""What a file is, told by its bytes and never by its name: bytes in, a `Format` or why it cannot be read out."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.model import Format
from pipeline.read.encoding import Decoded, decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
# How far a pdf's own mark may stand from the start (ISO 32000-1, annex H, note 13: the first 1024 bytes).
_PDF_WITHIN = 1024
# What cannot be read, by its first bytes, and what to call it.
_OTHERS = (
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"BM", "a bitmap picture"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ", "a program"),
)
_TAG = (
    "(?:!doctype html|html|head|body|div|table|tr|td|p|br|meta|title|script|style|link|center|font|span|[uo]l|h[1-6])"
)
_STARTS_LIKE_HTML = re.compile(
    rf"\ufeff?(?:\s|<!--.*?-->|<%.*?%>|<\?xml[^>]*>|<jsp:[^>]*>|</jsp:[^>]*>)*<{_TAG}[\s>/]", re.I | re.S
)
_TAGS = re.compile(rf"</?{_TAG}(?:\s[^<>]*)?/?>", re.I)
_XML = re.compile(r"\ufeff?\s*<(?:\?xml|[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?>)")
# Tags in the first 20,000 characters that make a text without a head a piece of html.
_ENOUGH_TAGS = 6


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why bytes cannot be read, with a code to count by."""

    code: str
    reason: str


def detect(data: bytes) -> Format | Decoded | Unreadable:
    """Return the format of a pdf or docx, the decoded text of all else that is text, or the reason why not."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Unreadable("empty-file", "the file is empty; fetch it again from where it came")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):
        return _zip(data)
    for mark, name in _OTHERS:
        if data.startswith(mark) and not (len(mark) == 2 and _looks_like_text(data)):
            return Unreadable("unsupported-format", f"this is {name}, which is not read yet; convert it to docx or pdf")
    decoded = decode(data)
    if decoded is None:
        return Unreadable("not-text", "the file holds binary data, not text; look at where it came from")
    return decoded


def _looks_like_text(data: bytes) -> bool:
    """Say whether a file whose first two bytes are letters (BM, MZ) goes on as text."""
    return b"\x00" not in data[:512]


def _ole(data: bytes) -> Unreadable:
    if "EncryptedPackage".encode("utf-16-le") in data:
        return Unreadable("encrypted", "the document is protected by a password; save a copy without one")
    for stream, name in (("WordDocument", "an old Word file (.doc)"), ("Workbook", "an old Excel file (.xls)")):
        if stream.encode("utf-16-le") in data:
            return Unreadable("unsupported-format", f"this is {name}, which is not read yet; save it as docx or pdf")
    return Unreadable("unsupported-format", "this is an old Office file, which is not read yet; save it as docx or pdf")


def _zip(data: bytes) -> Format | Unreadable:
    """Tell the kinds of zip by the names of their members, which stand uncompressed in the file."""
    if b"word/document" in data or b"word/" in data[:4096]:
        return Format.DOCX
    for member, name in (
        (b"xl/", "an Excel workbook"),
        (b"ppt/", "a PowerPoint file"),
        (b"OFD.xml", "an OFD document"),
    ):
        if member in data:
            return Unreadable("unsupported-format", f"this is {name}, which is not read yet; save it as docx or pdf")
    if b"[Content_Types].xml" in data[:4096]:
        return Format.DOCX
    return Unreadable("unsupported-format", "this is a zip archive; unpack it and read what is inside")


def text_format(text: str) -> Format | Unreadable:
    """Return what a decoded text is: an html page, plain text, or XML of some other kind.

    A text that only quotes a tag or two stays plain text.
    """
    head = text[:20_000]
    if _STARTS_LIKE_HTML.match(head) or len(_TAGS.findall(head)) >= _ENOUGH_TAGS:
        return Format.HTML
    if _XML.match(head):
        return Unreadable("unsupported-format", "this is XML data, not a document; look for the page or file behind it")
    return Format.TXT
