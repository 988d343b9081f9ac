"""Bad mails, rtf files, pictures and what is no document. `files()` yields (name, bytes)."""

from __future__ import annotations

import io
import struct
import tarfile
import zlib
from collections.abc import Iterator

from made_text import PLAN
from made_xml import package, paragraph, word

_HEAD = "From: a@example.org\r\nTo: b@example.org\r\nSubject: plan\r\nMIME-Version: 1.0\r\n"
_MIXED = _HEAD + 'Content-Type: multipart/mixed; boundary="{0}"\r\n\r\n'


def files(size: int, fetched: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files; `fetched` is the address of a server that must never be asked."""
    yield from _mails(size, fetched)
    yield from _pictures()
    yield from _others(size, fetched)


def _part(text: str, head: str = "Content-Type: text/plain; charset=utf-8", boundary: str = "b") -> str:
    return f"--{boundary}\r\n{head}\r\n\r\n{text}\r\n"


def _mails(size: int, fetched: str) -> Iterator[tuple[str, bytes]]:
    mixed = _MIXED.format("b")
    attached = 'Content-Type: text/plain\r\nContent-Disposition: attachment; filename="{}"'
    yield "parts-10000.eml", (mixed + _part(PLAN, attached.format("a.txt")) * 10_000 + "--b--").encode()
    yield "parts-20000.eml", (mixed + _part("计", attached.format("a.txt")) * 20_000 + "--b--").encode()
    inner = (_HEAD + "\r\n" + PLAN).encode()
    for _ in range(60):
        inner = (_HEAD + "Content-Type: message/rfc822\r\n\r\n").encode() + inner
    yield "mails-in-mails.eml", inner
    deep = "".join(
        f'Content-Type: multipart/mixed; boundary="b{at}"\r\n\r\n--b{at}\r\n' for at in range(min(size, 3000))
    )
    yield "multiparts-deep.eml", (_HEAD + deep + "Content-Type: text/plain\r\n\r\n" + PLAN).encode()
    yield "boundary-missing.eml", (_HEAD + "Content-Type: multipart/mixed\r\n\r\n" + PLAN).encode()
    yield "boundary-long.eml", (_MIXED.format("b" * size) + PLAN).encode()
    yield "boundaries-alone.eml", (mixed + "--b\r\n" * size).encode()
    yield "head-long.eml", (_HEAD + "X-A: " + "a" * size * 50 + "\r\n\r\n" + PLAN).encode()
    yield "head-folded.eml", (_HEAD + "X-A: a\r\n" + " b\r\n" * size + "\r\n" + PLAN).encode()
    yield "heads-many.eml", (_HEAD + "X-A: a\r\n" * size + "\r\n" + PLAN).encode()
    word_ = "=?utf-8?B?" + "5" * 100 + "?="
    yield "encoded-words.eml", (_HEAD.replace("plan", word_ * (size // 50)) + "\r\n" + PLAN).encode()
    yield "encoding-bad.eml", (_HEAD + "Content-Transfer-Encoding: base64\r\n\r\n" + "=" * size + PLAN).encode()
    yield "charset-unknown.eml", (_HEAD + "Content-Type: text/plain; charset=klingon\r\n\r\n" + PLAN).encode()
    names = ("../../outside.txt", "/tmp/outside.txt", "a\x00b.txt", "a" * 5000, "计划\u202e.txt", "")
    parts = "".join(_part(PLAN, attached.format(name)) for name in names)
    yield "names.eml", (mixed + parts + "--b--").encode()
    body = f'Content-Type: message/external-body; access-type=URL; URL="{fetched}body"'
    yield "body-outside.eml", (mixed + _part(PLAN) + _part("x", body) + "--b--").encode()


def _png(width: int, height: int, rows: bytes) -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", width, height, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b"")


def _tif(*entries: tuple[int, int, int], following: int = 0) -> bytes:
    """Return a tif with these entries (tag, count, value) in its first directory."""
    packed = b"".join(struct.pack("<HHII", tag, 4, count, value) for tag, count, value in entries)
    return b"II*\x00" + struct.pack("<IH", 8, len(entries)) + packed + struct.pack("<I", following) + b"\x00" * 64


def _pictures() -> Iterator[tuple[str, bytes]]:
    yield "gigantic.png", _png(2**31 - 1, 2**31 - 1, b"\x00")
    yield "bomb.png", _png(60_000, 60_000, b"\x00" * 10_000_000)
    yield "rows-missing.png", _png(3000, 3000, b"\x00")
    yield "no-width.png", _png(0, 0, b"")
    yield "line.png", _png(60_000, 1, b"\xff" * 60_001)
    size = ((256, 1), (257, 1))
    large = [(tag, count, 2**31 - 1) for tag, count in size]
    yield "gigantic.tif", _tif(*large, (273, 1, 8), (279, 1, 64))
    small = [(tag, count, 8) for tag, count in size]
    yield "cycle.tif", _tif(*small, (258, 1, 8), (259, 1, 1), (262, 1, 1), (273, 1, 8), (279, 1, 64), following=8)
    yield "strips-many.tif", _tif(*small, (273, 2**31, 8), (279, 2**31, 8))
    yield "entries-outside.tif", _tif(*small, (273, 2**30, 2**31), (270, 2**31, 2**31))
    head = struct.pack("<HIHHI", 0x4D42, 2**31, 0, 0, 54)
    yield "gigantic.bmp", head + struct.pack("<IiiHHIIiiII", 40, 2**31 - 1, 2**31 - 1, 1, 24, 0, 0, 1, 1, 0, 0)
    yield "upside-down.bmp", head + struct.pack("<IiiHHIIiiII", 40, 9, -(2**31), 1, 24, 0, 0, 1, 1, 0, 0)
    yield (
        "gigantic.jpg",
        b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03\x01\x22\x00\x02\x11\x01\x03\x11\x01\xff\xd9",
    )
    yield "segments.jpg", b"\xff\xd8" + b"\xff\xe1\x00\x02" * 50_000
    yield "gigantic.gif", b"GIF89a\xff\xff\xff\xff\x00\x00\x00,\x00\x00\x00\x00\xff\xff\xff\xff\x00\x02\x00;"


def _tar() -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for name, link in (("../../outside.txt", ""), ("/tmp/outside.txt", ""), ("link.txt", "/etc/passwd")):
            info = tarfile.TarInfo(name)
            if link:
                info.type, info.linkname = tarfile.SYMTYPE, link
                archive.addfile(info)
            else:
                info.size = len(PLAN.encode())
                archive.addfile(info, io.BytesIO(PLAN.encode()))
    return file.getvalue()


def _others(size: int, fetched: str) -> Iterator[tuple[str, bytes]]:
    yield "outside.tar", _tar()
    yield "outside.tgz", b"\x1f\x8b\x08\x00" + zlib.compress(_tar())
    yield "groups.rtf", b"{\\rtf1" + b"{" * size + b"3}"
    yield "asks.rtf", f'{{\\rtf1{{\\field{{\\*\\fldinst INCLUDEPICTURE "{fetched}rtf"}}}}3}}'.encode()
    yield "binary.rtf", b"{\\rtf1\\bin2147483647 x}"
    for ending in ("pdf", "docx", "doc", "xls", "xlsx", "ofd", "zip", "eml", "rtf", "png", "tif", "md"):
        yield f"empty.{ending}", b""
        yield f"noise.{ending}", bytes(at * at * 7 % 253 for at in range(5000))
    ole = "<w:object><o:OLEObject xmlns:o='urn:schemas-microsoft-com:office:office' Type='Embed' ProgID='Package'/></w:object>"
    yield "embedded.docx", word(f"<w:p><w:r>{ole}</w:r></w:p>" + paragraph("年底前新建幼儿园3所。"))
    field = f'<w:instrText>INCLUDETEXT "{fetched}field" DDEAUTO c:\\\\windows\\\\cmd.exe</w:instrText>'
    yield "fields.docx", word(f"<w:p><w:r>{field}</w:r></w:p>" + paragraph("年底前新建幼儿园3所。"))
    yield "members-100000.zip", package({f"{at}.txt": "" for at in range(100_000)}, level=0)
    yield "folders-deep.zip", package({"a/" * 10_000 + "plan.txt": PLAN, "b/" * 500 + "plan.txt": PLAN})
    yield "open-tags.html", b"<html><body><p>" + PLAN.encode() + b"<i>" * 1_000_000
    yield "open-cells.html", b"<table>" + b"<tr><td>3" * 100_000
    yield "one-line-50mb.txt", f"{PLAN}{'到2025年新建幼儿园3所由县教育局负责' * (50_000_000 // 54)}".encode()
    yield "one-line.txt", f"{PLAN}{'到2025年新建幼儿园3所由县教育局负责' * (size * 2)}".encode()
    yield "without-stops.txt", f"{PLAN}{'推动幼儿园发展壮大' * size}".encode()
    yield "colons.txt", f"{PLAN}{'局：' * size}{'责任单位：' * size}".encode()
