"""What is cut out of a text: gone from it, kept as a cut in its place, and every span still says what it said."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import CutReason
from pipeline.read import read

PAGE = (
    "<html><body><h1>青禾縣2024年工作計劃</h1><p>發(fā)展縣域經(jīng)濟(jì)，新建學校3所。</p>"
    "<table><tr><th>指標</th><th>目標</th></tr><tr><td>入學(xué)率</td><td>98%</td></tr></table>"
    "<p>全縣各鎮要抓好落實，按季報告進展情況，年底前完成全部任務，並報縣政府辦公室。</p></body></html>"
)


def test_sounds_against_copying_are_cut(tmp_path: Path) -> None:
    path = tmp_path / "plan.html"
    path.write_text(PAGE, encoding="utf-8")
    (document,) = read(path)
    text = document.text
    assert "發展縣域經濟，新建學校3所。" in text
    assert [(cut.text, cut.reason, text[cut.at - 1]) for cut in document.cuts] == [
        ("(fā)", CutReason.INSERTION, "發"),
        ("(jīng)", CutReason.INSERTION, "經"),
        ("(jì)", CutReason.INSERTION, "濟"),
        ("(xué)", CutReason.INSERTION, "學"),
    ]
    (table,) = document.tables
    assert [cell.span.of(text) for cell in table.cells if cell.span] == ["指標", "目標", "入學率", "98%"]
    assert document.blocks[-1].span.of(text).endswith("縣政府辦公室。")


@pytest.mark.parametrize(
    "text", ["盱(xū)眙(yí)县2024年工作计划，新建学校3所。", "全县经济(GDP)增长(yoy)五个百分点(pp)。"]
)
def test_sounds_of_a_name_and_other_brackets_stay(tmp_path: Path, text: str) -> None:
    path = tmp_path / "plan.txt"
    path.write_text(text, encoding="utf-8")
    (document,) = read(path)
    assert document.text.strip() == text
    assert not document.cuts
