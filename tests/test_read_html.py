"""Web pages: the article and nothing of the page around it, tables as tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.model import BlockKind, CutReason, Document, Table
from pipeline.read import read

ARTICLE = """<p>　　一、工作目标</p><p>　　到2013年底，学前三年毛入园率达到92%以上，小学入学率保持100%。</p>
<p>　　二、主要措施</p><p>　　（一）6月底前完成校舍加固12所，由县教育局牵头，县财政局配合。</p>
<table border="1"><tr><th>指标</th><th>2012年</th><th>2013年目标</th></tr>
<tr><td rowspan="2">学前教育</td><td>30所</td><td>36所</td></tr><tr><td>81%</td><td>92%</td></tr></table>
<p style="text-align:right">云岭县教育局</p><p style="text-align:right">2013年2月28日</p>"""

LINES = [
    "一、工作目标",
    "到2013年底，学前三年毛入园率达到92%以上，小学入学率保持100%。",
    "二、主要措施",
    "（一）6月底前完成校舍加固12所，由县教育局牵头，县财政局配合。",
    "指标\t2012年\t2013年目标",
    "学前教育\t30所\t36所",
    "81%\t92%",
    "云岭县教育局",
    "2013年2月28日",
]

MENU = "".join(
    f'<li><a href="/{n}">{name}</a></li>' for n, name in enumerate(("首页", "政务公开", "新闻动态", "办事指南"))
)

CMS = f"""<html><head><title>云岭县2013年教育工作要点-云岭县教育局</title><script>var a = "脚本";</script></head><body>
<div class="topNav"><ul>{MENU}</ul></div><div>今天是2026年1月1日</div>
<div class="side"><h3>推荐阅读</h3>
<ul><li><a href="/8">关于开展2026年教师培训，做好报名工作的通知</a></li>{MENU}</ul></div>
<div class="main"><div class="path">当前位置：<a href="/">首页</a> &gt; 工作安排</div><div class="print">
<h2 class="title">云岭县2013年教育工作要点</h2>
<div class="info"><span>发布时间：2013-03-01</span><span>点击数：33</span></div>
<!--startprint--><div class="txt">{ARTICLE}</div><!--endprint-->
<div style="display:none"><a href="/x">赌场在线</a>，本站每天赠送100元</div>
<div><a href="javascript:print()">【打印正文】</a></div>
<div class="others"><div>上一篇：<a href="/2">教工大会通知</a></div>
<div>下一篇：<a href="/3">校历</a></div></div></div></div>
<div id="footer"><p>云岭县教育局 版权所有 Copyright © 2013 地址：建设路1号，电话：0571-1234567</p></div>
</body></html>"""

OLD = f"""<html><head><title>云岭县2013年教育工作要点_云岭县政府</title></head><body>
<table width="100%">
<tr><td><a href="/">首页</a></td><td><a href="/1">新闻</a></td><td><a href="/2">办事</a></td></tr></table>
<table><tr><td width="200"><table><tr><td>栏目导航</td></tr><tr><td><a href="/3">县情概况</a></td></tr></table></td>
<td><table><tr><td>您现在的位置：<a href="/">首页</a></td></tr>
<tr><td class="title"><b>云岭县2013年教育工作要点</b></td></tr><tr><td>{ARTICLE}</td></tr>
<tr><td>【<a href="javascript:close()">关闭窗口</a>】</td></tr></table></td></tr></table>
<table><tr><td>备案号：浙ICP备05001234号</td></tr></table></body></html>"""

SERVER_PAGE = f"""<%@ page contentType="text/html; charset=UTF-8"%>
<%@ include file="/head.jsp" %><div class="toolbar"><a href="javascript:;">返回</a></div><div>{ARTICLE}</div>"""


def _read(tmp_path: Path, page: str) -> Document:
    path = tmp_path / "page.txt"
    path.write_text(page, encoding="utf-8")
    (document,) = read(path)
    return document


@pytest.mark.parametrize(
    ("page", "opening"),
    [(CMS, ["云岭县2013年教育工作要点"]), (OLD, ["云岭县2013年教育工作要点"]), (SERVER_PAGE, [])],
    ids=["page of a content management system", "page laid out by tables", "server page without a head"],
)
def test_article_stands_alone(tmp_path: Path, page: str, opening: list[str]) -> None:
    assert _read(tmp_path, page).text.splitlines() == opening + LINES


def test_title_outside_the_article_is_the_caption(tmp_path: Path) -> None:
    assert _read(tmp_path, CMS).caption == "云岭县2013年教育工作要点-云岭县教育局"
    assert _read(tmp_path, SERVER_PAGE).caption is None


def _grid(document: Document, table: Table) -> list[tuple[int, int, int, int, str, bool]]:
    text = document.text
    return [(c.row, c.column, c.rows, c.columns, c.span.of(text) if c.span else "", c.head) for c in table.cells]


def test_table_keeps_rows_columns_and_merged_cells(tmp_path: Path) -> None:
    document = _read(tmp_path, CMS)
    (table,) = document.tables
    assert _grid(document, table) == [
        (0, 0, 1, 1, "指标", True),
        (0, 1, 1, 1, "2012年", True),
        (0, 2, 1, 1, "2013年目标", True),
        (1, 0, 2, 1, "学前教育", False),
        (1, 1, 1, 1, "30所", False),
        (1, 2, 1, 1, "36所", False),
        (2, 1, 1, 1, "81%", False),
        (2, 2, 1, 1, "92%", False),
    ]
    assert [block.span for block in document.blocks if block.kind is BlockKind.TABLE] == [table.span]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("<p>县委宣传部</p><p>县教育局</p>", "县委宣传部\n县教育局"),
        (
            "<p>若乡村两级人员变动，相关责任人员应当</p><p>及时调整并公布。</p>",
            "若乡村两级人员变动，相关责任人员应当及时调整并公布。",
        ),
        ("3月：召开动员大会\n          4月：组织检查", "3月：召开动员大会\n4月：组织检查"),
        ("完成\n   整地1200亩", "完成整地1200亩"),
        ("技术支持信息处", "技术支持信息处"),
        ("一<table><tr><td>甲</td><td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>", "一\n甲 乙\n丙 丁"),
    ],
    ids=["units", "broken sentence", "items of a source line", "source line end", "words of a footer", "inner table"],
)
def test_text_of_a_cell(tmp_path: Path, cell: str, text: str) -> None:
    rows = f"<tr><td>1</td><td>{cell}</td></tr><tr><td>2</td><td>略</td></tr>"
    page = f"<table><tr><th>序号</th><th>内容</th></tr>{rows}</table>"
    document = _read(tmp_path, page)
    assert _grid(document, document.tables[0])[3][4] == text


@pytest.mark.parametrize("declared", ["gb2312", "utf-8", "iso-8859-1", "nonsense"])
@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_declared_charset_does_not_mislead(tmp_path: Path, encoding: str, declared: str) -> None:
    path = tmp_path / "page.html"
    path.write_bytes(f'<html><meta charset="{declared}"><body>{ARTICLE}</body></html>'.encode(encoding))
    (document,) = read(path)
    assert document.text.splitlines() == LINES
    assert document.source.encoding == encoding


def test_headings_and_bold_paragraphs_are_told(tmp_path: Path) -> None:
    document = _read(
        tmp_path, "<body><h1>工作方案</h1><p><b>总体要求</b></p><p>由<b>镇政府</b>负责，6月底前完成。</p></body>"
    )
    told = [(b.kind, b.level, b.bold, b.span.of(document.text)) for b in document.blocks]
    assert told == [
        (BlockKind.HEADING, 1, False, "工作方案"),
        (BlockKind.PARAGRAPH, None, True, "总体要求"),
        (BlockKind.PARAGRAPH, None, False, "由镇政府负责，6月底前完成。"),
    ]


def test_broken_markup_loses_no_text(tmp_path: Path) -> None:
    page = """<a name=top href="#"><p>关于开展春季造林的通知<p>各村完成造林1200亩，成活率在85%以上。
    <ol><li>3月15日前完成整地。<li>由镇林业站负责验收。</ol>
    <ul><li><a href=1>柳村</a>：任务300亩<li><a href=2>杨村</a>：任务400亩<li><a href=3>桃村</a>：任务500亩</ul>"""
    assert _read(tmp_path, page).text.splitlines() == [
        "关于开展春季造林的通知",
        "各村完成造林1200亩，成活率在85%以上。",
        "1. 3月15日前完成整地。",
        "2. 由镇林业站负责验收。",
        "柳村：任务300亩",
        "杨村：任务400亩",
        "桃村：任务500亩",
    ]


def test_entities_of_a_page_are_never_fetched(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("机密内容")
    page = f'<!DOCTYPE html [<!ENTITY x SYSTEM "file://{tmp_path}/secret">]><html><body><p>6月底前完成&x;整改。</p></body></html>'
    assert "机密" not in _read(tmp_path, page).text


@pytest.mark.parametrize(
    "page",
    ["<div>" * 5000 + "{}" + "</div>" * 5000, "<font size=3><p>总要求。" * 300 + "{}"],
    ids=["boxes in boxes", "a font left open in every paragraph"],
)
def test_deep_nesting_loses_no_text(tmp_path: Path, page: str) -> None:
    goal = "6月底前完成整改，确保合格率达到100%。"
    assert _read(tmp_path, page.format(goal)).text.endswith(f"{goal}\n")


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("<ol><li>造林1200亩</li><li>修渠12公里</li></ol>", ["1. 造林1200亩", "2. 修渠12公里"]),
        ("<ol start=3><li><p>造林</p></li><li></li><li value=9>修渠</li></ol>", ["3. 造林", "9. 修渠"]),
        ("<ol type=A><li>造林<ol><li>松树</li></ol></li><li>修渠</li></ol>", ["A. 造林", "1. 松树", "B. 修渠"]),
        ("<ol style='list-style-type:cjk-ideographic'><li>造林</li><li>修渠</li></ol>", ["一、造林", "二、修渠"]),
        ("<ol style='list-style:none'><li>造林</li></ol>", ["造林"]),
        ("<ol><li>（一）造林</li><li>2、修渠</li></ol>", ["（一）造林", "2、修渠"]),
        ("<ol><li>1.5万亩造林</li></ol>", ["1. 1.5万亩造林"]),
        ("<ul><li>造林</li></ul>", ["造林"]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_numbers_of_lists(tmp_path: Path, written: str, lines: list[str]) -> None:
    path = tmp_path / "page.html"
    path.write_text(f"<html><body><div>{written}</div></body></html>", encoding="utf-8")
    (document,) = read(path)
    assert document.text.splitlines() == lines


def test_an_article_split_over_tables_is_whole(tmp_path: Path) -> None:
    pages = [
        "<p>柳河县2025年工作计划</p><p>一、目标：6月底前新建幼儿园3所，由县教育局牵头负责，县财政局配合。</p>",
        "<p>二、措施：年内造林1200亩，由县林业局牵头负责，各乡镇要认真组织，抓好落实。</p>",
        "<table border=1><tr><td>乡镇</td><td>面积（亩）</td></tr><tr><td>柳河镇</td><td>700</td></tr></table>",
        "<p>三、保障：各单位要在3月底前报送分解方案，定期督查，确保全年任务完成。</p>",
    ]
    tables = "".join(f"<table width=98%><tr><td>{page}</td></tr></table>" for page in pages)
    menu = "<table><tr><td><a href=1>首页</a></td><td><a href=2>机构</a></td><td><a href=3>公开</a></td></tr></table>"
    path = tmp_path / "page.html"
    path.write_text(f"<html><body>{menu}<center>{tables}</center></body></html>", encoding="utf-8")
    (document,) = read(path)
    assert [line[:2] for line in document.text.splitlines()] == ["柳河", "一、", "二、", "乡镇", "柳河", "三、"]
    assert len(document.tables) == 1


FRAMED = """<html><head><title>青禾县工作要点</title><style>p {color: red}</style></head><body>
<div class="top-nav"><a href="/">网站首页</a><ul><li><a href="/a">政务公开</a></li></ul></div>
<div class="pos">当前位置：<a href="/">首页</a> &gt; <a href="/b">工作要点</a></div>
<div class="content"><p>今年新建幼儿园3所，由县教育局牵头，财政局、自然资源局按职责分工负责。</p>
<div class="share">分享到：<a href="#">微博</a></div>
<p>改造老旧小区12个，惠及居民3000户，由住房和城乡建设局牵头。</p>
<p>责任编辑：办公室</p>
<table><tr><th>指标</th><th>目标</th></tr><tr><td>造林<button>复制</button></td><td>1200亩</td></tr></table>
<p style="display:none">购物优惠 click here</p></div>
<script>var visits = 1;</script>
<div class="related"><a href="/1">某某通知</a><a href="/2">某某公告</a><a href="/3">某某方案</a></div>
<div>青禾县人民政府办公室主办</div></body></html>"""


def test_what_is_cut_is_kept_with_its_kind_where_it_stood(tmp_path: Path) -> None:
    document = _read(tmp_path, FRAMED)
    assert document.text == (
        "今年新建幼儿园3所，由县教育局牵头，财政局、自然资源局按职责分工负责。\n"
        "改造老旧小区12个，惠及居民3000户，由住房和城乡建设局牵头。\n"
        "指标\t目标\n造林\t1200亩\n"
    )
    cuts = [(cut.reason, cut.text, document.text[cut.at :][:4]) for cut in document.cuts]
    assert cuts == [
        (CutReason.MENU, "网站首页\n政务公开", "今年新建"),
        (CutReason.BREADCRUMB, "当前位置：首页 > 工作要点", "今年新建"),
        (CutReason.SHARE_BAR, "分享到：微博", "改造老旧"),
        (CutReason.FRAME, "责任编辑：办公室", "指标\t目"),
        (CutReason.FRAME, "复制", "指标\t目"),
        (CutReason.HIDDEN, "购物优惠 click here", ""),
        (CutReason.LINKS, "某某通知 某某公告 某某方案", ""),
        (CutReason.FRAME, "青禾县人民政府办公室主办", ""),
    ]
