"""OFD: text by its places into paragraphs, ruled lines into tables, running heads and page numbers off."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from pipeline.model import Document, Format, ReadError
from pipeline.read import read

ROOT = Path(__file__).parent.parent
_SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'
# Millimetres: the usual page, its characters and lines.
_SIZE, _LEFT, _RIGHT, _STEP = 5.0, 28.0, 182.0, 9.0


def _text(written: str, x: float, y: float, *, attributes: str = "") -> str:
    """Return a line of text; its boundary's upper edge is at y."""
    steps = " ".join(f"{_SIZE * (0.5 if char.isascii() else 1):g}" for char in written[:-1])
    return (
        f'<ofd:TextObject ID="1" Font="2" Size="{_SIZE}" Boundary="{x} {y} 160 {_SIZE}" {attributes}>'
        f'<ofd:TextCode X="0" Y="{_SIZE * 0.88}" DeltaX="{steps}">{written}</ofd:TextCode></ofd:TextObject>'
    )


def _rule(x0: float, y0: float, x1: float, y1: float) -> str:
    data = f"M 0 0 L {x1 - x0:g} {y1 - y0:g}"
    return f'<ofd:PathObject ID="3" Boundary="{x0} {y0} {x1 - x0} {y1 - y0}"><ofd:AbbreviatedData>{data}</ofd:AbbreviatedData></ofd:PathObject>'


def _table(rows: list[tuple[str, ...]], top: float) -> str:
    wide, high = 50.0, 10.0
    columns = len(rows[0])
    bottom, right = top + high * len(rows), _LEFT + wide * columns
    out = [_rule(_LEFT, top + high * n, right, top + high * n) for n in range(len(rows) + 1)]
    out += [_rule(_LEFT + wide * n, top, _LEFT + wide * n, bottom) for n in range(columns + 1)]
    out += [
        _text(cell, _LEFT + wide * column + 2, top + high * row + 2.5)
        for row, cells in enumerate(rows)
        for column, cell in enumerate(cells)
        if cell
    ]
    return "".join(out)


def _ofd(*pages: str) -> bytes:
    listed = "".join(f'<ofd:Page ID="{n}" BaseLoc="Pages/Page_{n}/Content.xml"/>' for n in range(len(pages)))
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(
            "OFD.xml",
            f"<ofd:OFD {_SPACE}><ofd:DocBody><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        )
        box = "<ofd:CommonData><ofd:PageArea><ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea></ofd:CommonData>"
        archive.writestr(
            "Doc_0/Document.xml", f"<ofd:Document {_SPACE}>{box}<ofd:Pages>{listed}</ofd:Pages></ofd:Document>"
        )
        for number, page in enumerate(pages):
            body = f"<ofd:Page {_SPACE}><ofd:Content><ofd:Layer>{page}</ofd:Layer></ofd:Content></ofd:Page>"
            archive.writestr(f"Doc_0/Pages/Page_{number}/Content.xml", body)
    return file.getvalue()


def _read(tmp_path: Path, data: bytes) -> Document:
    path = tmp_path / "plan.ofd"
    path.write_bytes(data)
    (document,) = read(path)
    return document


# 30 characters fill a line of the page.
_FULL = "柳河县二〇二五年教育工作要点已经县政府常务会议研究同意现印发给"
_REST = "你们，请于6月底前完成。"


def test_lines_become_paragraphs(tmp_path: Path) -> None:
    page = "".join(
        _text(line, x, 40 + n * _STEP)
        for n, (line, x) in enumerate(
            [
                (_FULL[:28], _LEFT + 10),
                (_FULL[28:] + _FULL[:28], _LEFT),
                (_REST, _LEFT),
                ("各单位要抓好落实。", _LEFT + 10),
            ]
        )
    )
    document = _read(tmp_path, _ofd(page))
    assert document.source.format is Format.OFD
    assert document.text == f"{_FULL[:28]}{_FULL[28:]}{_FULL[:28]}{_REST}\n各单位要抓好落实。\n"
    assert [page.number for page in document.pages] == [1]


def test_ruled_tables_join_over_pages(tmp_path: Path) -> None:
    head = ("指标", "2020年", "2025年")
    first = _text("主要指标", 90, 30) + _table([head, ("入园率（%）", "88.4", "95")], 240)
    second = _table([head, ("巩固率（%）", "96.1", "97.5")], 30) + _text("特此通知。", _LEFT + 10, 80)
    document = _read(tmp_path, _ofd(first, second))
    assert document.text == (
        "主要指标\n指标\t2020年\t2025年\n入园率（%）\t88.4\t95\n巩固率（%）\t96.1\t97.5\n特此通知。\n"
    )
    assert len(document.tables) == 1


def test_repeated_steps_and_a_matrix(tmp_path: Path) -> None:
    """`g 3 5` stands for three steps of 5; a matrix turns what is written in other units."""
    page = (
        f'<ofd:TextObject ID="1" Font="2" Size="10" Boundary="{_LEFT} 40 100 5" CTM="0.5 0 0 0.5 0 0">'
        '<ofd:TextCode X="0" Y="8.8" DeltaX="g 3 10">造林任务</ofd:TextCode></ofd:TextObject>'
    )
    document = _read(tmp_path, _ofd(page))
    assert document.text == "造林任务\n"
    box = document.printed[0].box
    assert box[2] - box[0] == pytest.approx(4 * 5 * 72 / 25.4, abs=1)


def test_a_file_of_pictures(tmp_path: Path) -> None:
    with pytest.raises(ReadError) as caught:
        _read(tmp_path, _ofd('<ofd:ImageObject ID="4" ResourceID="5" Boundary="0 0 210 297"/>'))
    assert caught.value.code == "no-text-layer"


def test_a_letter_with_a_red_head() -> None:
    path = ROOT.parent / "shared" / "corpus" / "ofd_samples" / "n.ofd"
    if not path.is_file():
        pytest.skip("../shared/corpus is not there")
    (document,) = read(path)
    lines = document.text.splitlines()
    assert lines[1] == "路卫发〔2011〕76号"
    assert lines[2].endswith("批复")
    assert lines[4].endswith("收悉。")
    assert len(lines) == 10
