"""Fuzzing: what Hypothesis makes of good files is read or refused by name, never a bug. For longer:

MUBIAO_FUZZ=20000 python -m pytest tests/hostile/test_fuzz.py
"""

from __future__ import annotations

import io
import os
import zipfile
from datetime import timedelta
from pathlib import Path

import made_cut
import made_text
import made_xml
import pytest
from converted import needs_office
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.model import ReadError
from pipeline.read import read
from pipeline.read.limits import Limits, under
from pipeline.verbs import extract_text

EXAMPLES = int(os.environ.get("MUBIAO_FUZZ", "25"))
SMALL = Limits(file=2**21, pages=20, cells=5000, characters=200_000, unpacked=2**24, xml=2**23)
bounded = settings(
    max_examples=EXAMPLES,
    deadline=timedelta(seconds=30),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
# Where to break a file, in millionths of its length, and what to put there.
breaks = st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 40), st.binary(max_size=40)), min_size=1, max_size=8)
# Those that LibreOffice converts, a tenth of a second each; workers keep one of it warm.
CONVERTED = ("doc", "rtf")
rarely = settings(bounded, max_examples=max(3, EXAMPLES // 10))
GOOD = {name.rpartition(".")[2]: data for name, data in made_cut.good().items() if not name.endswith(".zip")}
words = st.sampled_from(sorted({*made_text.RUNS.values(), made_text.PLAN, "年底前", "由", "负责", "表1", "附件："}))
texts = st.lists(st.one_of(words, st.text(max_size=6)), max_size=60).map("".join)


def _read(data: bytes, folder: Path) -> None:
    """Read a file; what is read holds together, and what is not has a code and a reason in one line."""
    path = folder / "file"
    path.write_bytes(data)
    try:
        with under(SMALL):
            documents = read(path)
    except ReadError as error:
        assert error.code
        assert "\n" not in error.reason
        return
    for document in documents:
        spans = [block.span for block in document.blocks]
        spans += [cell.span for table in document.tables for cell in table.cells if cell.span is not None]
        assert all(span.end <= len(document.text) for span in spans)


def _broken(data: bytes, places: list[tuple[int, int, bytes]]) -> bytes:
    for at, length, put in places:
        start = len(data) * at // 10**6
        data = data[:start] + put + data[start + length :]
    return data


@pytest.fixture(scope="module", autouse=True)
def _old_files() -> None:
    """Have LibreOffice make its files before the first example's time runs."""
    made_cut.old()


def _members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("ending", sorted(GOOD))
@bounded
@given(places=breaks)
def test_broken_files(ending: str, places: list[tuple[int, int, bytes]], tmp_path: Path) -> None:
    _read(_broken(GOOD[ending], places), tmp_path)


@needs_office
@bounded
@given(places=breaks)
def test_broken_xls(places: list[tuple[int, int, bytes]], tmp_path: Path) -> None:
    _read(_broken(made_cut.old()["old.xls"], places), tmp_path)


@needs_office
@pytest.mark.parametrize("ending", CONVERTED)
@rarely
@given(places=breaks)
def test_broken_files_that_are_converted(ending: str, places: list[tuple[int, int, bytes]], tmp_path: Path) -> None:
    _read(_broken(made_cut.old()[f"old.{ending}"], places), tmp_path)


@pytest.mark.parametrize("ending", ["docx", "xlsx", "ofd"])
@bounded
@given(data=st.data(), places=breaks)
def test_broken_members(ending: str, data: st.DataObject, places: list[tuple[int, int, bytes]], tmp_path: Path) -> None:
    members = _members(GOOD[ending])
    member = data.draw(st.sampled_from(sorted(members)))
    _read(made_xml.package({**members, member: _broken(members[member], places)}), tmp_path)


@bounded
@given(data=st.binary(max_size=3000))
def test_noise(data: bytes, tmp_path: Path) -> None:
    for head in (
        b"",
        b"%PDF-1.7\n",
        b"PK\x03\x04",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        b"{\\rtf1",
        b"<html>",
        b"From: a\nTo: b\nDate: c\n\n",
    ):
        _read(head + data, tmp_path)


@bounded
@given(text=texts)
def test_texts(text: str) -> None:
    extraction = extract_text(text)
    facts = (*extraction.quantities, *extraction.deadlines, *extraction.assignments, *extraction.goals)
    assert all(fact.span.of(text) == fact.quote for fact in facts)


@bounded
@given(
    pieces=st.lists(
        st.tuples(st.sampled_from(["p", "table", "tr", "td", "div", "h1", "li", "a", "br", "pre", "!--"]), texts),
        max_size=30,
    )
)
def test_pages(pieces: list[tuple[str, str]], tmp_path: Path) -> None:
    page = "<html><body>" + "".join(f"<{tag}>{text}" for tag, text in pieces)
    _read(page.encode("utf-8", "surrogatepass"), tmp_path)
