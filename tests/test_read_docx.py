"""Word documents: paragraphs, headings, tables with merged cells, and the numbers that Word counts itself."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document as Package
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.text.paragraph import Paragraph

from pipeline.model import BlockKind, Document
from pipeline.read import read
from pipeline.read.numbering import chinese


def _saved(tmp_path: Path, package: Package) -> Document:
    path = tmp_path / "plan.bin"
    package.save(str(path))
    (document,) = read(path)
    return document


def _define(package: Package, *levels: tuple[str, str]) -> None:
    """Give the package list 77 with these levels of (format, text)."""
    root = package.part.numbering_part.element
    written = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (form, text) in enumerate(levels)
    )
    definition = f'<w:abstractNum {nsdecls("w")} w:abstractNumId="77">{written}</w:abstractNum>'
    root.insert(0, parse_xml(definition))
    root.append(parse_xml(f'<w:num {nsdecls("w")} w:numId="77"><w:abstractNumId w:val="77"/></w:num>'))


def _number(paragraph: Paragraph, depth: int) -> None:
    place = f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{depth}"/><w:numId w:val="77"/></w:numPr>'
    paragraph._p.get_or_add_pPr().append(parse_xml(place))


@pytest.mark.parametrize(
    ("form", "text", "labels"),
    [
        ("chineseCountingThousand", "%1、", ["一、", "二、", "三、"]),
        ("chineseCounting", "（%1）", ["（一）", "（二）", "（三）"]),
        ("chineseCounting", "第%1条", ["第一条 ", "第二条 ", "第三条 "]),
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimalZero", "%1)", ["01) ", "02) ", "03) "]),
        ("decimalEnclosedCircle", "%1", ["① ", "② ", "③ "]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("lowerRoman", "(%1)", ["(i) ", "(ii) ", "(iii) "]),
        ("upperLetter", "%1.", ["A. ", "B. ", "C. "]),
        ("bullet", "●", ["", "", ""]),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_automatic_numbers_are_written_out(tmp_path: Path, form: str, text: str, labels: list[str]) -> None:
    package = docx.Document()
    _define(package, (form, text))
    for _ in labels:
        _number(package.add_paragraph("完成整改"), 0)
    assert _saved(tmp_path, package).text.splitlines() == [f"{label}完成整改" for label in labels]


def test_deeper_levels_begin_anew(tmp_path: Path) -> None:
    package = docx.Document()
    _define(package, ("chineseCounting", "%1、"), ("decimal", "%2．"), ("decimal", "%2.%3"))
    for text, depth in (("目标", 0), ("入学率", 1), ("巩固率", 1), ("初中", 2), ("措施", 0), ("培训", 1)):
        _number(package.add_paragraph(text), depth)
    assert _saved(tmp_path, package).text.splitlines() == [
        "一、目标",
        "1． 入学率",
        "2． 巩固率",
        "2.1 初中",
        "二、措施",
        "1． 培训",
    ]


@pytest.mark.parametrize(
    ("count", "written"),
    [
        (1, "一"),
        (10, "十"),
        (11, "十一"),
        (20, "二十"),
        (99, "九十九"),
        (100, "一百"),
        (105, "一百零五"),
        (110, "一百一十"),
    ],
)
def test_chinese_counting(count: int, written: str) -> None:
    assert chinese(count) == written


def test_headings_bold_paragraphs_headers_and_footers(tmp_path: Path) -> None:
    package = docx.Document()
    package.sections[0].header.paragraphs[0].text = "内部资料"
    package.sections[0].footer.paragraphs[0].text = "第1页"
    package.add_heading("2024年工作计划", level=0)
    package.add_heading("工作目标", level=2)
    package.add_paragraph().add_run("主要任务").bold = True
    paragraph = package.add_paragraph("由镇政府负责，")
    paragraph.add_run("6月底前").bold = True
    paragraph.add_run("完成。")
    document = _saved(tmp_path, package)
    assert [(b.kind, b.level, b.bold, b.span.of(document.text)) for b in document.blocks] == [
        (BlockKind.HEADING, 1, False, "2024年工作计划"),
        (BlockKind.HEADING, 2, True, "工作目标"),
        (BlockKind.PARAGRAPH, None, True, "主要任务"),
        (BlockKind.PARAGRAPH, None, False, "由镇政府负责，6月底前完成。"),
    ]


def test_merged_cells_stand_once_where_they_begin(tmp_path: Path) -> None:
    package = docx.Document()
    package.add_paragraph("任务分解表")
    table = package.add_table(rows=4, cols=3)
    for row, texts in enumerate(
        [("任务", "", "时限"), ("造林", "1200亩", "6月底前"), ("", "成活率85%", "年内"), ("合计", "", "")]
    ):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(0, 0).merge(table.cell(0, 1))
    table.cell(1, 0).merge(table.cell(2, 0))
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:tblHeader {nsdecls('w')}/>"))
    package.add_paragraph("特此通知")
    document = _saved(tmp_path, package)
    (found,) = document.tables
    text = document.text
    assert [(c.row, c.column, c.rows, c.columns, c.span.of(text) if c.span else "", c.head) for c in found.cells] == [
        (0, 0, 1, 2, "任务", True),
        (0, 2, 1, 1, "时限", True),
        (1, 0, 2, 1, "造林", False),
        (1, 1, 1, 1, "1200亩", False),
        (1, 2, 1, 1, "6月底前", False),
        (2, 1, 1, 1, "成活率85%", False),
        (2, 2, 1, 1, "年内", False),
        (3, 0, 1, 1, "合计", False),
        (3, 1, 1, 1, "", False),
        (3, 2, 1, 1, "", False),
    ]
    assert text.startswith("任务分解表\n任务\t时限\n造林\t1200亩\t6月底前\n成活率85%\t年内\n合计")
    assert text.endswith("特此通知\n")


def test_frame_around_text_is_no_table(tmp_path: Path) -> None:
    package = docx.Document()
    package.add_table(rows=1, cols=1).cell(0, 0).text = "各村要在6月底前完成整改。"
    document = _saved(tmp_path, package)
    assert (document.tables, document.text) == ((), "各村要在6月底前完成整改。\n")


def test_deleted_hidden_and_contents_text_is_left_out(tmp_path: Path) -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("完成")
    deleted = f'<w:del {nsdecls("w")} w:id="1" w:author="x"><w:r><w:delText>30所</w:delText></w:r></w:del>'
    inserted = f'<w:ins {nsdecls("w")} w:id="2" w:author="x"><w:r><w:t>36所</w:t></w:r></w:ins>'
    hidden = f"<w:r {nsdecls('w')}><w:rPr><w:vanish/></w:rPr><w:t>草稿</w:t></w:r>"
    for written in (deleted, inserted, hidden):
        paragraph._p.append(parse_xml(written))
    package.add_paragraph("一、工作目标……………3")
    assert _saved(tmp_path, package).text == "完成36所\n"


def _inserted(written: str) -> str:
    return f"<w:p {nsdecls('w')}>{written}</w:p>"


def test_changes_are_taken_as_accepted(tmp_path: Path) -> None:
    package = docx.Document()
    body = package.element.body
    deleted_end = "<w:pPr><w:rPr><w:del w:id='1' w:author='x'/></w:rPr></w:pPr>"
    for number, written in enumerate(
        (
            f"{deleted_end}<w:r><w:t>由县教育局牵头，</w:t></w:r>",
            "<w:r><w:t>6月底前完成。</w:t></w:r>",
            "<w:moveFrom w:id='2' w:author='x'><w:r><w:t>旧处</w:t></w:r></w:moveFrom>",
            "<w:moveTo w:id='3' w:author='x'><w:r><w:t>新处</w:t></w:r></w:moveTo>",
        )
    ):
        body.insert(number, parse_xml(_inserted(written)))
    table = package.add_table(rows=3, cols=2)
    for row, texts in enumerate([("任务", "时限"), ("删去的行", "年内"), ("造林", "6月底前")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.rows[1]._tr.get_or_add_trPr().append(parse_xml(f"<w:del {nsdecls('w')} w:id='4' w:author='x'/>"))
    document = _saved(tmp_path, package)
    assert document.text == "由县教育局牵头，6月底前完成。\n新处\n任务\t时限\n造林\t6月底前\n"


def test_a_text_box_stands_once_behind_its_paragraph(tmp_path: Path) -> None:
    package = docx.Document()
    box = "<w:txbxContent><w:p><w:r><w:t>目标：新建幼儿园3所</w:t></w:r></w:p></w:txbxContent>"
    spaces = (
        'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" xmlns:v="urn:schemas-microsoft-com:vml"'
    )
    drawn = (
        f"<w:r {nsdecls('w')} {spaces}><mc:AlternateContent><mc:Choice Requires='wps'><w:drawing><wps:txbx>{box}</wps:txbx>"
        f"</w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    package.add_paragraph("示意如下：")._p.append(parse_xml(drawn))
    table = package.add_table(rows=2, cols=2)
    for row in range(2):
        for column in range(2):
            table.cell(row, column).text = f"{row}{column}"
    table.cell(1, 1).paragraphs[0]._p.append(parse_xml(drawn))
    document = _saved(tmp_path, package)
    assert document.text == "示意如下：\n目标：新建幼儿园3所\n00\t01\n10\t11\n目标：新建幼儿园3所\n"


def test_a_table_in_a_cell_stands_row_by_row(tmp_path: Path) -> None:
    package = docx.Document()
    table = package.add_table(rows=2, cols=2)
    for row, texts in enumerate([("任务", "分年目标"), ("造林", "如下：")]):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    inner = table.cell(1, 1).add_table(rows=2, cols=2)
    for row, texts in enumerate([("2024年", "500亩"), ("2025年", "700亩")]):
        for column, text in enumerate(texts):
            inner.cell(row, column).text = text
    document = _saved(tmp_path, package)
    assert document.text == "任务\t分年目标\n造林\t如下：\n2024年 500亩\n2025年 700亩\n"
    assert len(document.tables) == 1


def _with_parts(package: Package, change: Callable[[str, bytes], bytes], more: dict[str, bytes]) -> bytes:
    """Return the package with its parts changed and some added."""
    file, out = io.BytesIO(), io.BytesIO()
    package.save(file)
    with zipfile.ZipFile(file) as given, zipfile.ZipFile(out, "w") as made:
        for name in given.namelist():
            made.writestr(name, change(name, given.read(name)))
        for name, body in more.items():
            made.writestr(name, body)
    return out.getvalue()


def test_a_footnote_stands_behind_its_paragraph(tmp_path: Path) -> None:
    package = docx.Document()
    paragraph = package.add_paragraph("毛入园率达到95%")
    paragraph._p.append(parse_xml(f"<w:r {nsdecls('w')}><w:footnoteReference w:id='2'/></w:r>"))
    paragraph.add_run("以上。")
    package.add_paragraph("特此通知。")
    notes = (
        f"<w:footnotes {nsdecls('w')}><w:footnote w:type='separator' w:id='0'><w:p><w:r><w:t>—</w:t></w:r></w:p></w:footnote>"
        "<w:footnote w:id='2'><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>指在园幼儿占适龄人口的比例。</w:t></w:r></w:p></w:footnote></w:footnotes>"
    )
    relation = (
        b'<Relationship Id="rId99" Target="footnotes.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"/></Relationships>'
    )

    def change(name: str, body: bytes) -> bytes:
        return body.replace(b"</Relationships>", relation) if name == "word/_rels/document.xml.rels" else body

    path = tmp_path / "plan.docx"
    path.write_bytes(_with_parts(package, change, {"word/footnotes.xml": notes.encode()}))
    (document,) = read(path)
    assert document.text == "毛入园率达到95%以上。\n指在园幼儿占适龄人口的比例。\n特此通知。\n"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (
            b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
            b"application/vnd.ms-word.document.macroEnabled.main+xml",
        ),
        (
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        ),
    ],
    ids=["docm", "strict"],
)
def test_macros_and_strict_xml_are_no_hindrance(tmp_path: Path, old: bytes, new: bytes) -> None:
    package = docx.Document()
    package.add_paragraph("年内造林1200亩。")
    path = tmp_path / "plan.docm"
    path.write_bytes(_with_parts(package, lambda _, body: body.replace(old, new), {}))
    (document,) = read(path)
    assert document.text == "年内造林1200亩。\n"
