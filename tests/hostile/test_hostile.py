"""Files made to do harm: every one ends in a named outcome within the limits, and nothing else happens.

The default is a sample. All of them, in full size, some minutes:

    MUBIAO_HOSTILE=all python -m pytest tests/hostile
"""

from __future__ import annotations

import os
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import made_book
import made_cut
import made_mail
import made_pdf
import made_text
import made_xml
import made_zip
import pytest
import sqlalchemy as sa

from pipeline.ingest import Result, ingest
from pipeline.load import schema
from pipeline.load.store import open_store
from pipeline.read.limits import MB, Limits

ALL = os.environ.get("MUBIAO_HOSTILE") == "all"
# Characters of a run, levels of nesting times ten.
SIZE = 20_000 if ALL else 4_000
# One file of so many is in the sample, and all of these.
EACH = 1 if ALL else 9
ALWAYS = {
    *("empty.txt", "nul.txt", "bomb-ratio.zip", "bomb-size.zip", "bomb-nested.zip", "xxe-file.docx", "xxe-http.docx"),
    *("billion-laughs.docx", "billion-laughs.html", "nested-tables.html", "nested-tables.docx", "gigantic-spans.html"),
    *(
        "cycle-pages.pdf",
        "cycle-forms.pdf",
        "page-gigantic.pdf",
        "locked.pdf",
        "locked.zip",
        "locked.docx",
        "outside.zip",
    ),
    *("map-surrogates.pdf", "utf16-lone-surrogates.txt", "numbers.txt", "comments-before.html", "action-uri.pdf"),
    *("sparse.xlsx", "merged-often.xlsx", "string-shared.xlsx", "gigantic.png", "cycle-template.ofd", "names.eml"),
    *("doubling-forms.pdf", "pages-million.pdf", "mails-in-mails.eml", "outside.tar", "without-stops.txt"),
    *("asks.html", "asks-attachedTemplate.docx", "link.zip", "wrong-kind.docx", "run-digits.txt", "run-tabs.txt"),
}
LIMITS = Limits(seconds=20, memory=1024 * MB)
# How files may end beside being loaded. A bug of ours and a record that the store refuses are no such ends.
CODES = {
    *("empty-file", "not-text", "unsupported-format", "damaged", "encrypted", "too-large", "no-text", "no-text-layer"),
    *("no-document", "nothing-inside", "too-slow", "memory", "worker-died", "known-bytes", "no-converter", "garbled"),
    *("low-quality", "no-ocr", "quarantined", "nested-too-deep", "not-converted"),
}
# Those of them that a limit makes.
BY_LIMIT = {"too-large", "too-slow", "memory", "worker-died"}
# What must be found out about these.
EXPECTED = {
    "empty.txt": "empty-file",
    "nul.txt": "empty-file",
    "locked.pdf": "encrypted",
    "locked.docx": "encrypted",
    "locked-office.docx": "encrypted",
    "bomb-ratio.zip": "too-large",
    "bomb-ratio.docx": "too-large",
    "bomb-size.zip": "too-large",
    "bomb-xml.docx": "too-large",
    "members.zip": "too-large",
    "pages-many.pdf": "too-large",
    "pages-million.pdf": "too-large",
    "cycle-forms.pdf": "damaged",
    "doubling-forms.pdf": "damaged",
    "members-100000.zip": "too-large",
    "pages-many.ofd": "too-large",
    "string-shared.xlsx": "too-large",
    "one-line-50mb.txt": "too-large",
    "gigantic.png": "too-large",
}


def _made(fetched: str) -> Iterator[tuple[str, bytes]]:
    yield from made_text.files(SIZE)
    yield from made_xml.files(SIZE, fetched)
    yield from made_zip.files()
    yield from made_book.files(SIZE)
    yield from made_mail.files(SIZE, fetched)
    yield from made_pdf.files(SIZE, fetched)
    yield from made_cut.files()


@contextmanager
def _server() -> Iterator[tuple[str, list[bytes]]]:
    """Give the address of a server, and what it was asked."""
    asked: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            while True:
                try:
                    connection, _ = listening.accept()
                except OSError:
                    return
                with connection:
                    asked.append(connection.recv(1000))

        threading.Thread(target=serve, daemon=True).start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/", asked
        listening.shutdown(socket.SHUT_RDWR)


def _held(*folders: Path) -> dict[Path, int]:
    """Return the files and folders, all the way down, with their sizes."""
    return {path: path.lstat().st_size for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def test_there_are_enough_of_them() -> None:
    names = [name for name, _ in _made("http://127.0.0.1:9/")]
    assert len(names) == len(set(names)) >= 200
    assert set(names) >= ALWAYS


def test_every_bad_file_ends_in_a_named_outcome(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside, beside, home = tmp_path / "in" / "deep" / "down", tmp_path / "in", tmp_path / "temporary"
    inside.mkdir(parents=True)
    home.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(home))
    with _server() as (fetched, asked):
        for name, data in _made(fetched):
            if name in ALWAYS or zlib.crc32(name.encode()) % EACH == 0:
                (inside / name).write_bytes(data)
        before = _held(beside)
        store = open_store(str(tmp_path / "mubiao.db"), extractor="1")
        ended = {Path(found.path).name: found for found in ingest([beside], store, jobs=2, limits=LIMITS)}
    assert set(ended) == {path.name for path in before}
    odd = {
        name: (found.code, found.reason)
        for name, found in ended.items()
        if found.result not in (Result.LOADED, Result.UNCHANGED) and found.code not in CODES
    }
    assert not odd
    assert {name: ended[name].code for name in EXPECTED if name in ended} == {
        name: code for name, code in EXPECTED.items() if name in ended
    }
    # Who wants more is told what to allow.
    assert all("(limit “" in str(found.reason) for found in ended.values() if found.code in BY_LIMIT)
    assert all(found.seconds <= LIMITS.seconds + 1 for found in ended.values())
    assert asked == []
    assert _held(beside) == before
    assert _held(home) == {}
    with store.engine.connect() as connection:
        text = "".join(connection.scalars(sa.select(schema.texts.c.text)))
        kept = set(connection.scalars(sa.select(schema.outcomes.c.path)))
    store.close()
    assert "root:x:" not in text
    assert len(kept) == len(before)
