"""What a file is, told by its bytes and never by its name: bytes in, a `Format`, a `Container` or why not out."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass
from enum import StrEnum

from pipeline.model import Format
from pipeline.read.encoding import Decoded, decode

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK\x03\x04"
_RTF = b"{\\rtf"
_LOCAL_NAME = re.compile(rb"PK\x03\x04.{26}([\w./\[\]]{5,80})", re.S)
# Bytes: how far the head of a mail is looked at.
_MAIL_WITHIN = 4096
# How far a pdf's own mark may stand from the start (ISO 32000-1, annex H, note 13: the first 1024 bytes).
_PDF_WITHIN = 1024
# The first bytes of pictures: png, jpg, tif of both orders, bmp.
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*", b"BM")
# What cannot be read, by its first bytes, and what to call it.
_OTHERS = (
    (b"GIF8", "a GIF picture"),
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
    rf"\ufeff?(?:\s|<!--.*?-->|<%.*?%>|<\?xml[^>]*>|<jsp:[^>]*>|</jsp:[^>]*>)*+<{_TAG}[\s>/]", re.I | re.S
)
_TAGS = re.compile(rf"</?{_TAG}(?:\s[^<>]*)?/?>", re.I)
_XML = re.compile(r"\ufeff?\s*<(?:\?xml|[A-Za-z_][\w.:-]*(?:\s[^<>]*)?/?>)")
# Tags in the first 20,000 characters that make a text without a head a piece of html.
_ENOUGH_TAGS = 6


# Header lines that a mail begins with and no text does; at least two of them in its head.
_MAIL_HEAD = re.compile(rb"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\r?\n(?:[ \t][^\n]*\n)*){2,}")
_MAIL_FIELD = re.compile(
    rb"^(?:From|To|Subject|Date|Message-ID|MIME-Version|Received|Return-Path|Content-Type):", re.I | re.M
)
_MAIL_FIELDS = 3
# Markdown (md): the line under a table's head, or headings with signs before them.
_MD_RULE = re.compile(r"^[ \t]*+(?:\|[ \t]*+)?:?-{3,}:?[ \t]*\|[ \t|:-]*$", re.M)
_MD_HEADING = re.compile(r"^#{1,6}[ \t]+\S", re.M)
_MD_HEADINGS = 2


class Container(StrEnum):
    """A file that holds other files."""

    ZIP = "zip"
    MAIL = "eml"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """Why bytes cannot be read, with a code to count by."""

    code: str
    reason: str


# The kinds of package by the beginning of a member's name.
_PACKAGES: tuple[tuple[str, Format | Unreadable], ...] = (
    ("word/", Format.DOCX),
    ("xl/", Format.XLSX),
    ("OFD.xml", Format.OFD),
    ("ppt/", Unreadable("unsupported-format", "this is a PowerPoint file, which is not read; save it as docx or pdf")),
    ("content.xml", Unreadable("unsupported-format", "this is an OpenDocument file; save it as docx or xlsx")),
)


def detect(data: bytes) -> Format | Container | Decoded | Unreadable:
    """Return the format of a binary file, the decoded text of all else that is text, or the reason why not."""
    if not data.strip(b"\x00 \t\r\n\xef\xbb\xbf\xff\xfe"):
        return Unreadable("empty-file", "the file is empty; fetch it again from where it came")
    if data.startswith(_OLE):
        return _ole(data)
    if data.startswith(_ZIP):  # before pdf: an archive may hold one that it does not pack
        return _zip(data)
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return Format.PDF
    if data.startswith(_RTF):
        return Format.RTF
    for mark in _PICTURES:
        if data.startswith(mark) and not (len(mark) == 2 and _looks_like_text(data)):
            return Format.IMAGE
    for mark, name in _OTHERS:
        if data.startswith(mark) and not (len(mark) == 2 and _looks_like_text(data)):
            return Unreadable("unsupported-format", f"this is {name}, which is not read yet; convert it to docx or pdf")
    if _is_mail(data):
        return Container.MAIL
    decoded = decode(data)
    if decoded is None:
        return Unreadable("not-text", "the file holds binary data, not text; look at where it came from")
    return decoded


def _looks_like_text(data: bytes) -> bool:
    """Say whether a file whose first two bytes are letters (BM, MZ) goes on as text."""
    return b"\x00" not in data[:512]


def _is_mail(data: bytes) -> bool:
    """Say whether a file begins with the head of a mail."""
    head = _MAIL_HEAD.match(data[:_MAIL_WITHIN].lstrip())
    return head is not None and len({field.lower() for field in _MAIL_FIELD.findall(head[0])}) >= _MAIL_FIELDS


def _ole(data: bytes) -> Format | Unreadable:
    """Tell the old Office files by the names of their streams; those of WPS Office (wps, et) are of the same make."""
    if _wide("EncryptedPackage") in data:
        return Unreadable("encrypted", "the document is protected by a password; save a copy without one")
    if _wide("WordDocument") in data:
        return Format.DOC
    # A Word file may hold a workbook, but no workbook of a plan holds a Word file.
    if _wide("Workbook") in data or _wide("Book\x00") in data:
        return Format.XLS
    return Unreadable("unsupported-format", "this is an old Office file, which is not read yet; save it as docx or pdf")


def _wide(name: str) -> bytes:
    return name.encode("utf-16-le")


def _zip(data: bytes) -> Format | Container | Unreadable:
    """Tell the kinds of zip by the names of their members; in one cut short these stand uncompressed still."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = archive.namelist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        names = [match[1].decode("ascii", "replace") for match in _LOCAL_NAME.finditer(data)]
    for beginning, kind in _PACKAGES:
        if any(name.startswith(beginning) for name in names):
            return kind
    return Format.DOCX if "[Content_Types].xml" in names else Container.ZIP


def text_format(text: str) -> Format | Unreadable:
    """Return what a decoded text is: an html page, plain text, or XML of some other kind.

    A text that only quotes a tag or two stays plain text.
    """
    head = text[:20_000]
    if _STARTS_LIKE_HTML.match(head) or len(_TAGS.findall(head)) >= _ENOUGH_TAGS:
        return Format.HTML
    if _XML.match(head):
        return Unreadable("unsupported-format", "this is XML data, not a document; look for the page or file behind it")
    if _MD_RULE.search(head) or len(_MD_HEADING.findall(head)) >= _MD_HEADINGS:
        return Format.MD
    return Format.TXT
