"""Good files of every format made bad: cut short at many places, bits turned, pieces doubled, members of packages broken."""

from __future__ import annotations

import io
import random
import tempfile
import zipfile
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from converted import by_office, table_as_xlsx
from made_book import good_book, good_fixed
from made_pdf import plan
from made_xml import package, paragraph, word

from pipeline.read.office import program

CORPUS = Path(__file__).resolve().parents[2] / "corpus"
_CUTS = 6
_FLIPS = 6


def good() -> dict[str, bytes]:
    """Return a good file of each format: one of the samples where there is one."""
    cells = f"<w:tr><w:tc>{paragraph('幼儿园')}</w:tc><w:tc>{paragraph('3所')}</w:tc></w:tr>"
    found = {"made.docx": word(paragraph("2026年工作计划") + f"<w:tbl>{cells * 5}</w:tbl>"), "made.pdf": plan()}
    found |= {"made.xlsx": good_book(), "made.ofd": good_fixed()}
    for path in sorted(CORPUS.glob("*.*")):
        if (
            path.name.startswith(".")
            or path.suffix in {".md", ".py", ".json"}
            or any(name.endswith(path.suffix) for name in list(found)[4:])
        ):
            continue
        found[path.name] = path.read_bytes()
    found["made.zip"] = package(found)
    found["made.eml"] = (
        b"From: a@example.org\r\nTo: b@example.org\r\nSubject: plan\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/mixed; boundary="b"\r\n\r\n--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'
        + "年底前新建幼儿园3所。\r\n".encode()
        + b'--b\r\nContent-Type: application/octet-stream\r\nContent-Disposition: attachment; filename="../../a.docx"\r\n\r\n'
        + found["made.docx"].hex().encode()
        + b"\r\n--b--\r\n"
    )
    return found


@cache
def old() -> dict[str, bytes]:
    """Return a good doc, xls and rtf, which LibreOffice makes; nothing where it is not installed."""
    if program() is None:
        return {}
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "old.docx").write_bytes(good()["made.docx"])
        rows = [("幼儿园", "2026年"), *((f"第{at}幼儿园", f"{at}") for at in range(1, 20))]
        table_as_xlsx(rows, "2026年工作计划", folder / "old.xlsx")
        made = [by_office([folder / f"old.{new}x"], new, folder)[0] for new in ("doc", "xls")]
        made += by_office([folder / "old.docx"], "rtf", folder)
        return {path.name: path.read_bytes() for path in made}


def files() -> Iterator[tuple[str, bytes]]:
    """Yield the files, the same ones at every call."""
    for name, data in (good() | old()).items():
        stem, _, ending = name.rpartition(".")
        for number, broken in enumerate(_broken(data, name)):
            yield f"broken-{stem}-{number}.{ending}", broken
        if data.startswith(b"PK"):
            for number, broken in enumerate(_broken_members(data, name)):
                yield f"member-{stem}-{number}.{ending}", broken


def _broken(data: bytes, seed: str) -> Iterator[bytes]:
    dice = random.Random(seed)
    for at in range(1, _CUTS + 1):
        yield data[: len(data) * at // (_CUTS + 1)]
    yield data[:-1]
    yield data[1:]
    yield data + data
    for number in range(_FLIPS):
        turned = bytearray(data)
        for _ in range(4**number):
            turned[dice.randrange(len(turned))] ^= 1 << dice.randrange(8)
        yield bytes(turned)
    hole = len(data) // 3
    yield data[:hole] + b"\x00" * hole + data[2 * hole :]
    yield data[:hole] + dice.randbytes(200) + data[hole:]


def _broken_members(data: bytes, seed: str) -> Iterator[bytes]:
    """Yield packages of which one member is missing, empty, cut, or another member."""
    dice = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    for name in dice.sample(sorted(members), min(6, len(members))):
        rest = {other: held for other, held in members.items() if other != name}
        other = dice.choice(sorted(members))
        yield package(rest)
        yield package({**rest, name: b""})
        yield package({**rest, name: members[name][: len(members[name]) // 2]})
        yield package({**rest, name: members[other]})
