"""The samples in every encoding that Chinese is written in, and in pages that declare another: the same text."""

from __future__ import annotations

import html
from pathlib import Path

import pytest

from pipeline.read import read

CORPUS = Path(__file__).parent.parent / "corpus"
SIMPLIFIED = ("township-education-2013", "county-economic-plan-1986", "county-work-report-2025")
TRADITIONAL = "rural-sewage-scheme-2022"
# Characters that GB18030 writes with four bytes, as names of villages and people have them.
RARE = "𠮷㐂㙍𬭎"


def _text(name: str) -> str:
    (document,) = read(CORPUS / f"{name}.txt")
    return document.text


def _read(path: Path, data: bytes) -> tuple[str, str | None]:
    path.write_bytes(data)
    (document,) = read(path)
    return document.text, document.source.encoding


@pytest.mark.parametrize("name", SIMPLIFIED)
@pytest.mark.parametrize(
    ("codec", "mark", "told"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("gb18030", b"", "gb18030"),
        ("gbk", b"", "gb18030"),
        ("utf-16-le", b"\xff\xfe", "utf-16"),
        ("utf-16-be", b"\xfe\xff", "utf-16"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32"),
    ],
)
def test_simplified_text(tmp_path: Path, name: str, codec: str, mark: bytes, told: str) -> None:
    text = _text(name)
    assert _read(tmp_path / "plan.txt", mark + text.encode(codec)) == (text, told)


@pytest.mark.parametrize("name", SIMPLIFIED)
def test_gb18030_with_characters_of_four_bytes(tmp_path: Path, name: str) -> None:
    text = _text(name).replace("。", f"，{RARE}村。", 3)
    assert all(len(char.encode("gb18030")) == 4 for char in RARE)
    assert _read(tmp_path / "plan.txt", text.encode("gb18030")) == (text, "gb18030")


@pytest.mark.parametrize(
    ("codec", "told"), [("big5", "big5"), ("big5hkscs", "big5"), ("cp950", "big5"), ("gb18030", "gb18030")]
)
def test_traditional_text(tmp_path: Path, codec: str, told: str) -> None:
    text = _text(TRADITIONAL)
    assert _read(tmp_path / "plan.txt", text.encode(codec)) == (text, told)


def test_ranges_in_big5_keep_their_sign(tmp_path: Path) -> None:
    """The sign at A1E3 is ～ in what Windows and browsers call Big5, and another in the codec of Hong Kong."""
    text = _text(TRADITIONAL) + "處理能力達到每日８～10萬噸。\n"
    assert _read(tmp_path / "plan.txt", text.encode("cp950")) == (text, "big5")


UTF_8 = '<meta charset="utf-8">'
GB2312 = '<meta http-equiv="Content-Type" content="text/html; charset=gb2312">'
LATIN = '<meta charset="iso-8859-1">'


def _page(text: str, *, head: str = "", middle: str = "") -> str:
    lines = [f"<p>{html.escape(line)}</p>" for line in text.split("\n") if line.strip()]
    half = len(lines) // 2
    body = "\n".join([*lines[:half], middle, *lines[half:]])
    return f"<html><head>{head}</head><body><div class='content'>{body}</div></body></html>"


@pytest.mark.parametrize("name", SIMPLIFIED)
@pytest.mark.parametrize(
    ("head", "middle", "codec", "told"),
    [
        (UTF_8, "", "gbk", "gb18030"),
        (GB2312, "", "utf-8", "utf-8"),
        (LATIN, "", "gb18030", "gb18030"),
        ("", GB2312, "utf-8", "utf-8"),
        ("", UTF_8, "gbk", "gb18030"),
        ("", "", "gbk", "gb18030"),
        ("", "", "utf-8", "utf-8"),
    ],
    ids=["utf-8-is-gbk", "gb2312-is-utf-8", "latin-is-gb", "mid-gb2312-is-utf-8", "mid-utf-8-is-gbk", "gbk", "utf-8"],
)
def test_pages_that_declare_another_encoding_or_none(
    tmp_path: Path, name: str, head: str, middle: str, codec: str, told: str
) -> None:
    text = _text(name)
    expected, _ = _read(tmp_path / "plan.html", _page(text, head=UTF_8).encode())
    assert [line.strip() for line in text.splitlines() if line.strip()] == expected.splitlines()
    assert _read(tmp_path / "plan.html", _page(text, head=head, middle=middle).encode(codec)) == (expected, told)


def test_a_big5_page_that_declares_gb2312(tmp_path: Path) -> None:
    page = _page(_text(TRADITIONAL), head=GB2312)
    assert _read(tmp_path / "plan.html", page.encode("big5"))[1] == "big5"
    expected, _ = _read(tmp_path / "plan.html", page.encode())
    assert _read(tmp_path / "plan.html", page.encode("big5"))[0] == expected
