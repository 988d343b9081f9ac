"""Plain text: every encoding that Chinese is written in, and the source's own characters."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Format, IssueCode
from pipeline.read import read

SIMPLIFIED = "教育工作计划\n一、到2013年底,学前三年入园率达到92.5%。\n二、各乡镇要落实责任,全面推进学校建设。\n"
TRADITIONAL = "義務教育發展方案\n一、縮小城鄉之間的差距,入學率達到98%以上。\n二、各縣(市)區要落實責任。\n"


@pytest.mark.parametrize(
    ("written", "encoding", "mark", "told"),
    [
        (SIMPLIFIED, "utf-8", b"", "utf-8"),
        (SIMPLIFIED, "utf-8", b"\xef\xbb\xbf", "utf-8"),
        (SIMPLIFIED, "gb18030", b"", "gb18030"),
        (SIMPLIFIED, "gbk", b"", "gb18030"),
        (SIMPLIFIED, "utf-16-le", b"\xff\xfe", "utf-16"),
        (SIMPLIFIED, "utf-16-be", b"\xfe\xff", "utf-16"),
        (SIMPLIFIED, "utf-16-le", b"", "utf-16-le"),
        (SIMPLIFIED, "utf-16-be", b"", "utf-16-be"),
        (TRADITIONAL, "utf-8", b"", "utf-8"),
        (TRADITIONAL, "big5", b"", "big5"),
        (TRADITIONAL, "gb18030", b"", "gb18030"),
    ],
)
def test_text_is_read_in_its_encoding(tmp_path: Path, written: str, encoding: str, mark: bytes, told: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes(mark + written.encode(encoding))
    (document,) = read(path)
    assert document.text == written
    assert (document.source.format, document.source.encoding) == (Format.TXT, told)
    assert document.issues == ()


def test_text_cut_in_the_middle_of_a_character_is_read_with_a_doubt(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes((SIMPLIFIED * 20).encode()[:-3])
    (document,) = read(path)
    assert document.text.startswith("教育工作计划\n")
    assert [issue.code for issue in document.issues] == [IssueCode.ENCODING_DOUBTFUL]


def test_line_ends_become_one_kind_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_bytes("　　一、目标\r\n\r\n２０１１年,入园率達９２％ \r二、措施".encode())
    (document,) = read(path)
    assert document.text == "　　一、目标\n\n２０１１年,入园率達９２％ \n二、措施"
    lines = [block.span.of(document.text) for block in document.blocks]
    assert lines == ["一、目标", "２０１１年,入园率達９２％", "二、措施"]


def test_a_text_that_speaks_of_tags_stays_text(tmp_path: Path) -> None:
    path = tmp_path / "plan.txt"
    path.write_text("网站标题用<h1>标签,正文用<p>标签。\n6月底前完成网站改版。")
    (document,) = read(path)
    assert document.source.format is Format.TXT
