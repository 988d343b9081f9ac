"""Bad XML, alone and inside packages: entities from outside, entities that grow, depth. `files()` yields (name, bytes)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type='
    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{target}"{mode}/>{more}'
    "</Relationships>"
)
_OTHER = '<Relationship Id="rId9" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" Target="{target}"{mode}/>'


def package(members: Mapping[str, bytes | str], *, level: int = 6) -> bytes:
    """Return a zip of these members."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def word(body: str, *, head: str = "", target: str = "word/document.xml", mode: str = "", more: str = "") -> bytes:
    """Return a docx with this body; `head` goes before the root of its document."""
    return package(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELS.format(target=target, mode=mode, more=more),
            "word/document.xml": f'<?xml version="1.0"?>{head}<w:document {W}><w:body>{body}</w:body></w:document>',
        }
    )


def paragraph(text: str) -> str:
    """Return a paragraph of a docx."""
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def _entities(fetched: str) -> Iterator[tuple[str, str, str]]:
    """Yield names, heads and texts of documents that ask for what is outside or grow."""
    laughs = "".join(f'<!ENTITY l{at} "{f"&l{at - 1};" * 10}">' for at in range(1, 12))
    yield "xxe-file", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>', "&x;"
    yield "xxe-http", f'<!DOCTYPE d [<!ENTITY x SYSTEM "{fetched}xxe">]>', "&x;"
    yield "xxe-parameter", f'<!DOCTYPE d [<!ENTITY % x SYSTEM "{fetched}parameter"> %x;]>', "3所"
    yield "xxe-dtd", f'<!DOCTYPE d SYSTEM "{fetched}dtd">', "3所"
    yield "xxe-device", '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///dev/zero">]>', "&x;"
    yield "billion-laughs", f'<!DOCTYPE d [<!ENTITY l0 "lol">{laughs}]>', "&l11;"
    yield "quadratic-laughs", f'<!DOCTYPE d [<!ENTITY l "{"笑" * 50_000}">]>', "&l;" * 5000
    yield "cyclic-entities", '<!DOCTYPE d [<!ENTITY a "&b;"><!ENTITY b "&a;">]>', "&a;"


def files(size: int, fetched: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files; `fetched` is the address of a server that must never be asked."""
    for name, head, text in _entities(fetched):
        yield f"{name}.docx", word(paragraph(text), head=head)
        yield f"{name}.xml", f'<?xml version="1.0"?>{head}<d>{text}</d>'.encode()
        yield f"{name}.html", f'<?xml version="1.0"?>{head}<html><body><p>{text}</p></body></html>'.encode()
        yield (
            f"{name}.svg",
            f'<?xml version="1.0"?>{head}<svg xmlns="http://www.w3.org/2000/svg"><text>{text}</text></svg>'.encode(),
        )
    yield from _asking(fetched)
    yield from _words(size)


def _asking(fetched: str) -> Iterator[tuple[str, bytes]]:
    """Yield files that name pictures, styles, templates and frames elsewhere."""
    page = "<html><head><base href='{0}'><link rel=stylesheet href='{0}css'><meta http-equiv=refresh content='0;url={0}refresh'>"
    page += "<script src='{0}js'></script></head><body><img src='{0}img'><iframe src='{0}frame'></iframe><p>{1}</p></body></html>"
    yield "asks.html", page.format(fetched, "年底前新建幼儿园3所。").encode()
    for kind in ("attachedTemplate", "image", "oleObject", "frame", "styles", "numbering"):
        more = _OTHER.format(kind=kind, target=f"{fetched}{kind}", mode=' TargetMode="External"')
        yield f"asks-{kind}.docx", word(paragraph("年底前新建幼儿园3所。"), more=more)
    yield "asks-main.docx", word(paragraph("3所"), target=f"{fetched}main", mode=' TargetMode="External"')


def _words(size: int) -> Iterator[tuple[str, bytes]]:
    cell = "<w:tbl><w:tr><w:tc>"
    deep = cell * 10_000 + paragraph("3所") + "</w:tc></w:tr></w:tbl>" * 10_000
    yield "nested-tables.docx", word(deep)
    yield "nested-tables-200.docx", word(cell * 60 + paragraph("3所") + "</w:tc></w:tr></w:tbl>" * 60)
    yield (
        "nested-controls.docx",
        word("<w:sdt><w:sdtContent>" * 100 + paragraph("3所") + "</w:sdtContent></w:sdt>" * 100),
    )
    rows = f"<w:tr><w:tc>{paragraph('幼儿园')}</w:tc><w:tc>{paragraph('3所')}</w:tc></w:tr>"
    yield "long-table.docx", word(f"<w:tbl>{rows * (size // 40)}</w:tbl>")
    wide = f'<w:tc><w:tcPr><w:gridSpan w:val="999999999"/><w:vMerge/></w:tcPr>{paragraph("3所")}</w:tc>'
    yield "gigantic-spans.docx", word(f"<w:tbl>{f'<w:tr>{wide * 3}</w:tr>' * 20}</w:tbl>")
    merged = "<w:tr><w:tc><w:tcPr><w:vMerge{0}/></w:tcPr><w:p/></w:tc><w:tc>" + paragraph("3所") + "</w:tc></w:tr>"
    first, next_ = merged.format(' w:val="restart"'), merged.format("")
    yield "merged-down.docx", word(f"<w:tbl>{first}{next_ * (size // 40)}</w:tbl>")
    digits = '<w:trPr><w:gridBefore w:val="' + "9" * 5000 + '"/></w:trPr>'
    yield "digits-in-a-span.docx", word(f"<w:tbl><w:tr>{digits}<w:tc>{paragraph('1')}</w:tc></w:tr></w:tbl>")
    yield "long-line.docx", word(paragraph("到2025年，新建幼儿园3所，" * (size // 15)))
    yield "many-runs.docx", word("<w:p>" + "<w:r><w:t>3</w:t></w:r>" * size + "</w:p>")
    yield "many-paragraphs.docx", word(paragraph("3所") * (size // 10))
    yield "wrong-namespace.docx", word(paragraph("3所")).replace(b"2006", b"2007")
    yield (
        "no-body.docx",
        package(
            {
                "[Content_Types].xml": _TYPES,
                "_rels/.rels": _RELS.format(target="word/document.xml", mode="", more=""),
                "word/document.xml": f"<w:document {W}/>",
            }
        ),
    )
    yield "target-outside.docx", word(paragraph("3所"), target="../../../../etc/passwd")
    yield "target-itself.docx", word(paragraph("3所"), target="_rels/.rels")
    loop = _OTHER.format(kind="styles", target="word/document.xml", mode="")
    yield "styles-are-the-document.docx", word(paragraph("3所"), more=loop)
