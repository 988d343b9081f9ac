"""Bad pdf files, written by hand so that every structure can be bad. `files()` yields (name, bytes)."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator, Mapping

from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

_PAGE = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>/Contents 4 0 R{more}>>"
_FONT = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
_TEXT = b"BT /F 12 Tf 50 700 Td (The plan of 2026 builds 3 schools.) Tj ET"


def pdf(objects: Mapping[int, str | bytes], *, root: int = 1) -> bytes:
    """Return a pdf of these objects, with its table of places."""
    out, places = b"%PDF-1.7\n", {}
    for number, body in objects.items():
        places[number] = len(out)
        out += f"{number} 0 obj\n".encode() + (body if isinstance(body, bytes) else body.encode()) + b"\nendobj\n"
    size = max(objects) + 1
    table = b"".join(f"{places.get(at, 0):010d} 00000 {'n' if at in places else 'f'} \n".encode() for at in range(size))
    end = f"xref\n0 {size}\n".encode() + table + f"trailer<</Size {size}/Root {root} 0 R>>\n".encode()
    return out + end + f"startxref\n{len(out)}\n%%EOF\n".encode()


def stream(data: bytes, more: str = "") -> bytes:
    """Return a stream object, packed."""
    packed = zlib.compress(data, 1)
    return f"<</Length {len(packed)}/Filter/FlateDecode{more}>>stream\n".encode() + packed + b"\nendstream"


def plain(content: bytes = _TEXT, **objects: str | bytes) -> dict[int, str | bytes]:
    """Return the objects of a pdf of one page, some of them (o3=…) others."""
    usual: dict[int, str | bytes] = {
        1: "<</Type/Catalog/Pages 2 0 R>>",
        2: "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        3: _PAGE.format(more=""),
        4: stream(content),
        5: _FONT,
    }
    return usual | {int(name[1:]): body for name, body in objects.items()}


def plan(pages: int = 2, *, lock: StandardEncryption | None = None) -> bytes:
    """Return a good pdf in Chinese, to make bad ones of."""
    registerFont(UnicodeCIDFont("STSong-Light"))
    file = io.BytesIO()
    canvas = Canvas(file, encrypt=lock, invariant=True)
    for _ in range(pages):
        canvas.setFont("STSong-Light", 12)
        for line in range(20):
            canvas.drawString(60, 780 - 20 * line, "到2026年年底前新建幼儿园3所，由县教育局负责。")
        for line in range(5):
            canvas.rect(60, 200 + 20 * line, 200, 20)
            canvas.rect(260, 200 + 20 * line, 200, 20)
            canvas.drawString(65, 205 + 20 * line, "幼儿园")
            canvas.drawString(265, 205 + 20 * line, "3所")
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def files(size: int, fetched: str) -> Iterator[tuple[str, bytes]]:
    """Yield the files; `fetched` is the address of a server that must never be asked."""
    yield "good.pdf", plan()
    yield "locked.pdf", plan(lock=StandardEncryption("secret", "owner"))
    yield "locked-without-word.pdf", plan(lock=StandardEncryption("", "owner", canCopy=0))
    yield from _cycles()
    yield from _large(size)
    yield from _odd(fetched)
    good = plan()
    for mark in (
        b"obj",
        b"stream",
        b"endstream",
        b"endobj",
        b"xref",
        b"trailer",
        b"startxref",
        b"%%EOF",
        b"/Length",
        b"/Kids",
    ):
        at = good.find(mark)
        yield f"cut-at-{mark.decode().strip('%/').lower()}.pdf", good[: at + len(mark)]
        yield f"without-{mark.decode().strip('%/').lower()}.pdf", good.replace(mark, b"x" * len(mark))


def _cycles() -> Iterator[tuple[str, bytes]]:
    yield "cycle-pages.pdf", pdf(plain(o2="<</Type/Pages/Kids[2 0 R 3 0 R]/Count 2>>"))
    yield "cycle-parent.pdf", pdf(plain(o3="<</Type/Pages/Parent 2 0 R/Kids[2 0 R]/Count 1>>"))
    yield "cycle-contents.pdf", pdf(plain(o4="4 0 R"))
    yield "cycle-array.pdf", pdf(plain(o4="[4 0 R 4 0 R]"))
    yield "cycle-length.pdf", pdf(plain(o4=b"<</Length 4 0 R>>stream\n" + _TEXT + b"\nendstream"))
    yield (
        "cycle-resources.pdf",
        pdf(plain(o3=_PAGE.format(more="").replace("<</Font<</F 5 0 R>>>>", "6 0 R"), o6="6 0 R")),
    )
    form = "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>"
    more = _PAGE.format(more="").replace("/Font", "/XObject<</X 6 0 R>>/Font")
    yield "cycle-forms.pdf", pdf(plain(b"/X Do " + _TEXT, o3=more, o6=stream(b"/X Do /X Do " + _TEXT, form)))
    yield "cycle-prev.pdf", pdf(plain()).replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev 9")
    yield (
        "cycle-font.pdf",
        pdf(plain(o5="<</Type/Font/Subtype/Type0/DescendantFonts[5 0 R]/Encoding 5 0 R/ToUnicode 5 0 R>>")),
    )
    deep = {
        6 + at: stream(
            b"/X Do /X Do", f"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X {7 + at} 0 R>>>>"
        )
        for at in range(28)
    }
    yield "doubling-forms.pdf", pdf(plain(b"/X Do " + _TEXT, o3=more) | deep | {34: stream(_TEXT, form)})


def _large(size: int) -> Iterator[tuple[str, bytes]]:
    yield "pages-counted-wrong.pdf", pdf(plain(o2="<</Type/Pages/Kids[3 0 R]/Count 999999999>>"))
    yield "pages-negative.pdf", pdf(plain(o2="<</Type/Pages/Kids[3 0 R]/Count -5>>"))
    yield "pages-many.pdf", pdf(plain(o2=f"<</Type/Pages/Kids[{'3 0 R ' * 5000}]/Count 5000>>"))
    kids = {10 + at: f"<</Type/Pages/Kids[{11 + at} 0 R]/Count 1>>" for at in range(5000)}
    yield "pages-deep.pdf", pdf(plain(o2="<</Type/Pages/Kids[10 0 R]/Count 1>>") | kids | {5010: _PAGE.format(more="")})
    for name, box in (
        ("gigantic", "0 0 1e38 1e38"),
        ("negative", "9 9 -9 -9"),
        ("empty", "0 0 0 0"),
        ("nan", "nan inf x y"),
    ):
        yield f"page-{name}.pdf", pdf(plain(o3=_PAGE.format(more="").replace("0 0 595 842", box)))
    yield "bomb-stream.pdf", pdf(plain(b" " * 100_000_000 + _TEXT))
    twice = zlib.compress(zlib.compress(b" " * 100_000_000, 1), 9)
    packed = f"<</Length {len(twice)}/Filter[/FlateDecode/FlateDecode]>>stream\n".encode() + twice + b"\nendstream"
    yield "bomb-filters.pdf", pdf(plain(o4=packed))
    filters = "/FlateDecode" * 2000
    yield "filters-many.pdf", pdf(plain(o4=f"<</Length 5/Filter[{filters}]>>stream\nabcde\nendstream"))
    yield "glyphs-many.pdf", pdf(plain(b"BT /F 1 Tf 1 1 Td " + b"(3 schools by 2026, ) Tj " * (size // 10) + b"ET"))
    yield "glyphs-in-one-place.pdf", pdf(plain(b"BT /F 12 Tf " + b"1 0 0 1 50 700 Tm (3) Tj " * (size // 10) + b"ET"))
    yield (
        "lines-many.pdf",
        pdf(
            plain(
                _TEXT
                + b"".join(
                    f" {at % 595} 0 m {at % 595} 842 l S 0 {at % 842} m 595 {at % 842} l S".encode()
                    for at in range(size // 20)
                )
            )
        ),
    )
    yield (
        "boxes-many.pdf",
        pdf(
            plain(
                _TEXT
                + b"".join(f" {at % 100 * 5} {at // 100 * 5} 5 5 re S".encode() for at in range(min(9000, size // 10)))
            )
        ),
    )
    yield "curves.pdf", pdf(plain(_TEXT + b" 0 0 m" + b" 1 1 2 2 3 3 c" * size + b" S"))
    yield "saved-states.pdf", pdf(plain(b"q " * size + _TEXT))
    yield "nested-arrays.pdf", pdf(plain(o4="[" * size))
    yield "nested-dictionaries.pdf", pdf(plain(o4="<</A " * size))
    yield "nested-in-content.pdf", pdf(plain(b"[" * size + _TEXT))
    more = "3 0 R " * 1_000_000
    yield "pages-million.pdf", pdf(plain(o2=f"<</Type/Pages/Kids[{more}]/Count 1000000>>"))
    inline = b"BI /W 200000 /H 200000 /BPC 8 /CS /RGB ID abc EI "
    yield "image-inline-gigantic.pdf", pdf(plain(_TEXT + inline * 10))
    image = "<</Type/XObject/Subtype/Image/Width 2000000000/Height 2000000000/BitsPerComponent 8/Length 3>>stream\nabc\nendstream"
    shown = _PAGE.format(more="").replace("/Font", "/XObject<</X 6 0 R>>/Font")
    yield "image-gigantic.pdf", pdf(plain(b"595 0 0 842 0 0 cm /X Do", o3=shown, o6=image))


def _odd(fetched: str) -> Iterator[tuple[str, bytes]]:
    map_of = "/CIDInit /ProcSet findresource begin begincmap 1 beginbfrange <00> <FF> <{to}> endbfrange endcmap end"
    for name, to in (("surrogates", "D800"), ("nul", "0000"), ("private", "E000"), ("long", "4E00" * 200)):
        font = _FONT.replace(">>", "/ToUnicode 6 0 R>>")
        yield f"map-{name}.pdf", pdf(plain(_TEXT * 5, o5=font, o6=stream(map_of.format(to=to).encode())))
    yield (
        "map-bomb.pdf",
        pdf(
            plain(
                o5=_FONT.replace(">>", "/ToUnicode 6 0 R>>"),
                o6=stream(b"beginbfrange " + b"<00000000> <FFFFFFFF> <0000> " * 1000),
            )
        ),
    )
    yield "font-missing.pdf", pdf(plain(o5="null"))
    yield "font-size.pdf", pdf(plain(b"BT /F 1e30 Tf 50 700 Td (3 schools) Tj /F -12 Tf (3) Tj /F 0 Tf (3) Tj ET" * 20))
    yield "matrix.pdf", pdf(plain(b"1e20 0 0 1e20 1e30 1e30 cm " + _TEXT + b" 0 0 0 0 0 0 cm " + _TEXT))
    for name, action in (
        ("uri", f"/S/URI/URI({fetched}uri)"),
        ("launch", "/S/Launch/F(/bin/sh)"),
        ("javascript", "/S/JavaScript/JS(app.alert(1))"),
        ("submit", f"/S/SubmitForm/F({fetched}form)"),
    ):
        yield f"action-{name}.pdf", pdf(plain(o1=f"<</Type/Catalog/Pages 2 0 R/OpenAction<<{action}>>>>"))
    outside = "<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>stream\n\nendstream"
    yield "stream-outside.pdf", pdf(plain(o4=outside))
    yield "head-only.pdf", b"%PDF-1.7\n"
    yield "head-late.pdf", b"x" * 1000 + pdf(plain())
    yield "two-heads.pdf", pdf(plain()) + pdf(plain())
    yield "root-missing.pdf", pdf(plain(), root=99)
    yield "places-wrong.pdf", pdf(plain()).replace(b"0000000", b"9999999")
    yield "rotated.pdf", pdf(plain(o3=_PAGE.format(more="/Rotate 37")))
