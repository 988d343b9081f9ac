"""Files that hold several documents are cut at their headings; outlines, annexes and options are not."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import Cut, CutReason
from pipeline.read import read

BODY = "一、工作目标\n" + "全年培训教师120人次，6月底前完成校舍维修3处，由教务处负责落实。\n" * 4


def _parts(tmp_path: Path, text: str) -> list[tuple[int | None, str]]:
    path = tmp_path / "page.txt"
    path.write_text(text, encoding="utf-8")
    return [(document.source.part, document.text.split("\n")[0]) for document in read(path)]


@pytest.mark.parametrize(
    "heads",
    [
        ("学校工作计划范文1", "学校工作计划范文2", "学校工作计划范文3"),
        ("学校工作计划范文第1篇", "学校工作计划范文第2篇"),
        ("学校工作计划 篇一", "学校工作计划 篇二", "学校工作计划 篇三"),
        ("【篇1】城关小学工作计划", "【篇2】东街小学工作总结"),
        ("篇一：城关小学工作计划", "篇二：东街小学工作计划"),
        ("第一篇：镇教育工作计划", "第二篇：镇教育工作总结"),
        ("范文一:水利局工作要点", "范文二:林业局工作要点"),
        ("教师培训工作计划1", "教师培训工作计划2"),
        ("教師培訓工作計劃（一）", "教師培訓工作計劃（二）"),
    ],
    ids=lambda heads: heads[0],
)
def test_collection_is_cut(tmp_path: Path, heads: tuple[str, ...]) -> None:
    lead = "工作计划精选\n以下是小编整理的几篇计划,欢迎参考。\n"
    text = lead + "".join(f"{head}\n{BODY}" for head in heads)
    assert _parts(tmp_path, text) == list(enumerate(heads, start=1))


@pytest.mark.parametrize(
    "heads",
    [
        ("第一部分 工作回顾", "第二部分 工作安排"),
        ("第一篇 转变发展方式", "第二篇 建设现代农业"),
        ("第一章 总则", "第二章 职责"),
        ("附件1", "附件2"),
        ("附件1:学校工作计划1", "附件2:学校工作计划2"),
        ("方案一", "方案二"),
        ("2023年工作总结", "2024年工作计划"),
        ("关于印发学校工作计划的通知", "城关小学工作计划"),
        ("学校工作计划范文1", "学校工作计划范文3"),
        ("三、学校工作计划范文1。", "四、学校工作计划范文2。"),
    ],
    ids=lambda heads: heads[0],
)
def test_one_document_is_not_cut(tmp_path: Path, heads: tuple[str, ...]) -> None:
    text = "".join(f"{head}\n{BODY}" for head in heads)
    assert _parts(tmp_path, text) == [(None, heads[0])]


def test_plans_one_after_another_are_cut(tmp_path: Path) -> None:
    heads = ("柳河镇2013年教育工作计划", "杨树乡2013年教育工作计划", "东街小学2013年工会工作计划")
    text = "".join(f"{head}\n{BODY}{BODY[5:]}二、措施\n各校要抓好落实。\n" for head in heads)
    assert _parts(tmp_path, text) == list(enumerate(heads, start=1))


@pytest.mark.parametrize(
    ("lead", "heads"),
    [
        ("", ("柳河镇2013年工作总结", "柳河镇2014年工作计划")),
        ("关于印发两个方案的通知\n各村:\n", ("柳河镇春季造林工作方案", "柳河镇防火工作方案")),
        ("柳河镇2013年工作计划\n", ("附件\n柳河镇造林工作方案", "附件\n柳河镇防火工作方案")),
        ("", ("一、柳河镇教育工作计划", "二、柳河镇卫生工作计划")),
    ],
    ids=["summary and plan", "notice with two schemes", "annexes", "labelled sections"],
)
def test_titles_inside_one_document_do_not_cut_it(tmp_path: Path, lead: str, heads: tuple[str, ...]) -> None:
    text = lead + "".join(f"{head}\n{BODY}{BODY[5:]}" for head in heads)
    assert len(_parts(tmp_path, text)) == 1


def test_list_of_contents_is_not_taken_for_the_parts(tmp_path: Path) -> None:
    heads = ["工作计划范文1", "工作计划范文2"]
    text = "\n".join(heads) + "\n" + "".join(f"{head}\n{BODY}" for head in heads)
    assert _parts(tmp_path, text) == list(enumerate(heads, start=1))


def test_plan_that_ends_in_sample_forms_is_one_document(tmp_path: Path) -> None:
    text = "活动方案\n" + BODY * 6 + "".join(f"总结报告模板{n}\n{BODY}" for n in (1, 2))
    assert _parts(tmp_path, text) == [(None, "活动方案")]


def test_chapters_that_count_on_through_the_parts_make_one_document(tmp_path: Path) -> None:
    text = f"第一篇 发展规划\n第一章 环境\n{BODY}第二篇 民生规划\n第二章 就业\n{BODY}"
    assert len(_parts(tmp_path, text)) == 1


def test_spans_of_a_part_count_from_its_beginning(tmp_path: Path) -> None:
    table = "<table><tr><th>月份</th><th>工作</th></tr><tr><td>3月</td><td>植树</td></tr></table>"
    body = "".join(f"<p>{line}</p>" for line in BODY.split("\n"))
    path = tmp_path / "page.html"
    path.write_text("".join(f"<h3>工会计划范文{n}</h3>{body}{table}" for n in (1, 2)), encoding="utf-8")
    for document in read(path):
        assert [cell.span.of(document.text) for cell in document.tables[0].cells if cell.span] == [
            "月份",
            "工作",
            "3月",
            "植树",
        ]
        assert document.blocks[0].span.of(document.text) == f"工会计划范文{document.source.part}"


def test_the_lead_in_and_the_menu_above_it_are_cuts_of_the_first_part(tmp_path: Path) -> None:
    paragraphs = "".join(
        f"<p>{line}</p>" for head in ("范文1", "范文2") for line in f"学校工作计划{head}\n{BODY}".split("\n")
    )
    menu = '<div class="nav">网站首页</div>'
    page = (
        f"<html><body>{menu}<p>以下是小编整理的几篇计划，欢迎参考，希望对大家有所帮助。</p>{paragraphs}</body></html>"
    )
    (tmp_path / "page.html").write_text(page, encoding="utf-8")
    first, second = read(tmp_path / "page.html")
    assert first.text.startswith("学校工作计划范文1\n")
    assert first.cuts == (
        Cut("网站首页", CutReason.MENU, 0),
        Cut("以下是小编整理的几篇计划，欢迎参考，希望对大家有所帮助。", CutReason.LEAD_IN, 0),
    )
    assert second.cuts == ()
