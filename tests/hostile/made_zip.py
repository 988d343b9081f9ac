"""Bad archives and packages: bombs, lies about sizes, names that lead outside, locks. `files()` yields (name, bytes)."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Iterator

from made_text import PLAN
from made_xml import package, paragraph, word

_MB = 2**20


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the files."""
    yield from _bombs()
    yield from _names()
    yield from _lies()


def _bombs() -> Iterator[tuple[str, bytes]]:
    zeros = b"\x00" * (16 * _MB)
    yield "bomb-ratio.zip", package({"a.txt": zeros}, level=9)
    yield "bomb-ratio.docx", package({"[Content_Types].xml": "", "word/document.xml": zeros}, level=9)
    yield "bomb-ratio.xlsx", package({"[Content_Types].xml": "", "xl/workbook.xml": zeros}, level=9)
    yield "bomb-ratio.ofd", package({"OFD.xml": zeros}, level=9)
    # Noise keeps the ratio low: the size alone must stop it.
    noise = bytes(at * at % 251 for at in range(4096)) * 256
    yield "bomb-size.zip", package({f"{at}.txt": noise for at in range(240)}, level=1)
    yield "bomb-xml.docx", package({"[Content_Types].xml": "", "word/document.xml": noise * 60}, level=1)
    inner = package({"a.txt": b"\x00" * _MB})
    for _ in range(6):
        inner = package({f"{at}.zip": inner for at in range(10)})
    yield "bomb-nested.zip", inner
    deep = package({"plan.txt": PLAN})
    for _ in range(100):
        deep = package({"inner.zip": deep})
    yield "nested-100.zip", deep
    yield "members.zip", package({f"{at}.txt": "" for at in range(20_000)}, level=1)
    yield "itself.zip", _itself()


def _itself() -> bytes:
    """Return an archive whose members all lie on the same bytes, so that it unpacks to 300 times what it holds."""
    file = io.BytesIO(package({"a.txt": "计划" * 100_000}))
    with zipfile.ZipFile(file) as archive:
        (info,) = archive.infolist()
        start = archive.start_dir
    data = file.getvalue()
    end = data.rindex(b"PK\x05\x06")
    entry = data[start:end]
    directory = b"".join(entry.replace(b"a.txt", f"{at:05}".encode()) for at in range(300))
    tail = struct.pack("<4sHHHHIIH", b"PK\x05\x06", 0, 0, 300, 300, len(directory), start, 0)
    del info
    return data[:start] + directory + tail


def _names() -> Iterator[tuple[str, bytes]]:
    outside = (
        "../../outside.txt",
        "/tmp/outside.txt",
        "C:\\outside.txt",
        "..\\..\\outside.txt",
        "a/../../../outside.txt",
    )
    yield "outside.zip", package(dict.fromkeys(outside, PLAN))
    for at, name in enumerate(outside):
        yield f"outside-{at}.zip", package({name: PLAN})
    yield (
        "names-odd.zip",
        package({"\x01\x02.txt": PLAN, "a" * 5000 + ".txt": PLAN, "\u202etxt.exe": PLAN, "con.txt": PLAN}),
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        link = zipfile.ZipInfo("link.txt")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    yield "link.zip", file.getvalue()
    yield "wrong-kind.docx", PLAN.encode()
    yield "wrong-kind.pdf", word(paragraph("年底前新建幼儿园3所。"))
    yield "wrong-kind.txt", word(paragraph("年底前新建幼儿园3所。"))
    yield "wrong-kind.xlsx", b"%PDF-1.7\n" + PLAN.encode()
    yield (
        "macros.docm",
        package(
            {"[Content_Types].xml": "", "word/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100, "word/document.xml": "<x/>"}
        ),
    )


def _lies() -> Iterator[tuple[str, bytes]]:
    good = package({"plan.txt": PLAN * 50, "other.txt": PLAN * 50})
    at = good.index(b"PK\x01\x02")
    yield "size-small.zip", good[: at + 24] + struct.pack("<I", 5) + good[at + 28 :]
    yield "size-large.zip", good[: at + 24] + struct.pack("<I", 0xFFFFFFF0) + good[at + 28 :]
    yield "offset-outside.zip", good[: at + 42] + struct.pack("<I", 0xFFFFFF00) + good[at + 46 :]
    yield "method-unknown.zip", good[: at + 10] + struct.pack("<H", 99) + good[at + 12 :]
    yield "locked.zip", good[: at + 8] + struct.pack("<H", 1) + good[at + 10 :]
    yield "version-high.zip", good[: at + 6] + struct.pack("<H", 999) + good[at + 8 :]
    yield "checksum.zip", good[: at + 16] + b"\x00\x00\x00\x00" + good[at + 20 :]
    locked = word(paragraph("3所"))
    at = locked.index(b"PK\x01\x02")
    yield "locked.docx", locked[: at + 8] + struct.pack("<H", 1) + locked[at + 10 :]
    stream = "EncryptedPackage".encode("utf-16-le")
    yield "locked-office.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + stream + b"\x00" * 400
    yield "office-head-only.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "office-zeros.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 4096
    yield (
        "office-cycle.xls",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\x00" * 68
        + b"\x00\x00\x00\x00" * 1000
        + "Workbook".encode("utf-16-le"),
    )
