"""Scanned pages and pictures: what recognition makes of them, and what is said where it is not installed."""

from __future__ import annotations

import io
import re
from collections import Counter
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pypdfium2
import pytest
from PIL import Image, ImageDraw, ImageFilter

from pipeline import extract_document
from pipeline.model import Document, ReadError, Status
from pipeline.read import ocr, read
from pipeline.read.ocr_mend import mended
from pipeline.read.scan import _levelled
from pipeline.read.scan_ink import ruled, slant, without_seals

SAMPLE = Path(__file__).parents[1] / "corpus" / "five-year-targets-2021.pdf"
# What the same targets must be found at in the scan.
FLOOR = 0.95
needs_ocr = pytest.mark.skipif(not ocr.is_installed(), reason="text recognition is not installed (mubiao[ocr])")


def _first_page() -> pypdfium2.PdfDocument:
    page = pypdfium2.PdfDocument.new()
    page.import_pages(pypdfium2.PdfDocument(SAMPLE), [0])
    return page


def _scanned(page: pypdfium2.PdfPage) -> Image.Image:
    """Return the page as a scanner gives it: 200 dots an inch, laid askew, a little blurred, with noise."""
    clean = page.render(scale=200 / 72).to_pil().convert("L")
    askew = clean.rotate(0.4, fillcolor=255, resample=Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(0.7))
    noise = np.random.default_rng(7).normal(0, 12, (askew.height, askew.width))
    return Image.fromarray((np.asarray(askew) + noise).clip(0, 255).astype(np.uint8))


def _targets(document: Document) -> Counter[tuple[Decimal | None, str, str, object]]:
    found = extract_document(document).quantities
    return Counter(
        (each.amount.value, each.amount.unit, each.indicator, each.deadline)
        for each in found
        if each.status is Status.TARGET
    )


@needs_ocr
def test_scan_yields_the_targets_of_the_text(tmp_path: Path) -> None:
    page = _first_page()
    page.save(tmp_path / "text.pdf")
    _scanned(page[0]).save(tmp_path / "scan.pdf", resolution=200)
    (text,), (scan,) = read(tmp_path / "text.pdf"), read(tmp_path / "scan.pdf")
    expected, found = _targets(text), _targets(scan)
    assert sum(expected.values()) > 10
    f1 = 2 * sum((expected & found).values()) / (sum(expected.values()) + sum(found.values()))
    assert f1 >= FLOOR, (expected - found, found - expected)
    assert len(scan.tables) == len(text.tables)
    lines = {line.span.of(scan.text): line for line in scan.printed}
    assert all(line.confidence is not None and 0 < line.confidence <= 1 for line in lines.values())
    assert scan.quality is not None and scan.quality.is_trusted


@pytest.mark.parametrize("name", ["scan.pdf", "scan.png", "scan.jpg", "scan.tif"])
def test_what_to_install_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    Image.new("L", (400, 600), 255).save(tmp_path / name)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name)
    assert caught.value.code == "no-text-layer"
    assert "install mubiao[ocr]" in caught.value.reason


def test_damaged_and_huge_pictures_are_named(tmp_path: Path) -> None:
    held = io.BytesIO()
    Image.new("1", (20_000, 20_000)).save(held, "PNG")
    for name, data, code in (
        ("cut.png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "damaged"),
        ("huge.png", held.getvalue(), "too-large"),
    ):
        (tmp_path / name).write_bytes(data)
        with pytest.raises(ReadError) as caught:
            read(tmp_path / name)
        assert caught.value.code == code


@pytest.mark.parametrize(
    ("seen", "printed"),
    [
        ("达到5一6家", "达到5—6家"),
        ("2·抓好应急水源工程", "2．抓好应急水源工程"),
        ("12·31事故", "12·31事故"),
        ("2023年10月一12月", "2023年10月—12月"),
        ("—一民生更有保障", "——民生更有保障"),
        ("一", "—"),
        ("增速（%)", "增速（%）"),
        (")", "）"),
        ("责任单位:县教育局", "责任单位：县教育局"),
        ("一一对应", "一一对应"),
        ("第一季度", "第一季度"),
        ("(试行)", "(试行)"),
        ("16:30前", "16:30前"),
    ],
)
def test_look_alikes(seen: str, printed: str) -> None:
    assert mended(seen) == printed


@needs_ocr
def test_seal_is_taken_off_and_red_head_and_print_stay() -> None:
    picture = Image.new("RGB", (1400, 1980), "white")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((300, 200, 1100, 280), fill=(220, 20, 20))
    draw.ellipse((800, 1400, 1100, 1700), outline=(220, 20, 20), width=8)
    draw.rectangle((850, 1540, 1050, 1560), fill="black")
    clean = np.asarray(without_seals(picture))
    assert clean[240, 700].tolist() == [220, 20, 20]
    assert clean[1404, 950].min() > 200
    assert clean[1550, 950].max() == 0


def _page_of_cells() -> Image.Image:
    """Return a page of narrow cells, which has no long line of print."""
    picture = Image.new("RGB", (1400, 1980), "white")
    draw = ImageDraw.Draw(picture)
    for at in range(10):
        draw.line((200, 300 + 100 * at, 1200, 300 + 100 * at), fill="black", width=2)
        draw.line((200 + 110 * at, 300, 200 + 110 * at, 1200), fill="black", width=2)
        for across in range(9):
            draw.rectangle((220 + 110 * across, 320 + 100 * at, 260 + 110 * across, 345 + 100 * at), fill="black")
    return picture


@needs_ocr
@pytest.mark.parametrize("angle", [-2.4, -0.7, 0.0, 0.5, 1.8])
def test_a_page_laid_askew_is_set_straight(angle: float) -> None:
    askew = _page_of_cells().rotate(angle, fillcolor="white", resample=Image.Resampling.BICUBIC)
    assert abs(slant(askew) + angle) <= 0.1
    straight = _levelled(askew)
    assert len([line for line in ruled(straight, 170) if line[1] == line[3] and line[2] - line[0] > 900]) == 10


@needs_ocr
def test_an_empty_page_is_not_turned() -> None:
    picture = Image.new("RGB", (1400, 1980), "white")
    assert _levelled(picture).tobytes() == picture.tobytes()


def test_a_long_screenshot_is_read_in_pieces_cut_between_lines() -> None:
    picture = Image.new("RGB", (1080, 12_000), "white")
    draw = ImageDraw.Draw(picture)
    for top in range(40, 11_900, 74):
        draw.rectangle((46, top, 1000, top + 46), fill="black")
    pieces = list(ocr.tiles(picture))
    assert len(pieces) >= 5
    assert all(piece.width == 1080 and piece.height <= ocr.LONGEST_SIDE for _, piece in pieces)
    assert [top for top, _ in pieces[1:]] == [top + piece.height for top, piece in pieces[:-1]]
    assert pieces[-1][0] + pieces[-1][1].height == picture.height
    # Lines begin 40 dots below the top, every 74, and are 46 high.
    assert all((top - 40) % 74 > 46 for top, _ in pieces[1:])


def test_a_page_and_a_slip_are_read_in_one_piece() -> None:
    for size in ((1445, 2044), (600, 1900)):
        assert [top for top, _ in ocr.tiles(Image.new("RGB", size, "white"))] == [0]


@needs_ocr
def test_lines_of_a_long_screenshot_stand_where_their_piece_stands(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each piece is recognised as one line, 40 dots below its top, that says how high the piece is."""
    monkeypatch.setattr(ocr, "_engine", lambda: _Measuring())
    picture = Image.new("RGB", (1080, 9_000), "white")
    ImageDraw.Draw(picture).rectangle((46, 4_000, 1000, 4_040), fill="black")
    lines = ocr.recognise(picture)
    heights = [int(line.text) for line in lines]
    assert sum(heights) == 9_000
    assert [line.corners[0][1] for line in lines] == [40 + sum(heights[:at]) for at in range(len(lines))]


class _Measuring:
    """An engine that reads the height of a picture off it, in the top left corner."""

    def __call__(self, dots: np.ndarray, **_: object) -> SimpleNamespace:
        figures = str(dots.shape[0])
        places = [(figure, 0.9, [(40 + 40 * at, 40), (76 + 40 * at, 80)]) for at, figure in enumerate(figures)]
        across = 40 + 40 * len(figures)
        return SimpleNamespace(boxes=[[(40, 40), (across, 40), (across, 80), (40, 80)]], word_results=[places])


@needs_ocr
def test_ruled_lines_are_found() -> None:
    picture = Image.new("RGB", (1400, 1980), "white")
    draw = ImageDraw.Draw(picture)
    draw.line((200, 300, 1200, 300), fill="black", width=2)
    draw.line((200, 300, 200, 500), fill="black", width=2)
    draw.text((400, 400), "-----")
    found = ruled(picture, 170)
    assert [(round(a, -1), round(b, -1), round(c, -1), round(d, -1)) for a, b, c, d in found] == [
        (200, 300, 1200, 300),
        (200, 300, 200, 500),
    ]


def test_fonts_without_character_map_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "is_installed", lambda: False)
    data, count = re.subn(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), SAMPLE.read_bytes())
    assert count
    (tmp_path / "plan.pdf").write_bytes(data)
    with pytest.raises(ReadError) as caught:
        read(tmp_path / "plan.pdf")
    assert caught.value.code == "no-text-layer"
    assert "fonts" in caught.value.reason


@needs_ocr
def test_fonts_without_character_map_are_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A garbled page is read from its picture."""
    words = iter(("工作计划", "责任单位"))

    def seen(_: Image.Image) -> tuple[ocr.Recognised, ...]:
        chars = (ocr.Char(char, 100.0 + 40 * at, 138.0 + 40 * at, 0.9) for at, char in enumerate(next(words)))
        return (ocr.Recognised(((100.0, 500.0), (260.0, 500.0), (260.0, 540.0), (100.0, 540.0)), tuple(chars)),)

    monkeypatch.setattr("pipeline.read.scan.recognise", seen)
    data = re.sub(rb"/ToUnicode \d+ 0 R", lambda match: b" " * len(match[0]), SAMPLE.read_bytes())
    (tmp_path / "plan.pdf").write_bytes(data)
    (document,) = read(tmp_path / "plan.pdf")
    assert document.text.replace("\n", "") == "工作计划责任单位"
    assert [(line.page, line.confidence) for line in document.printed] == [(1, 0.9), (2, 0.9)]
