"""Bad texts and web pages: what breaks decoders, parsers and patterns. `files()` yields (name, bytes)."""

from __future__ import annotations

from collections.abc import Iterator

PLAN = "青禾县2026年工作计划\n一、目标任务\n年底前新建幼儿园3所，由县教育局负责。\n"
# Marks of which a long unbroken run has sent patterns into circles.
RUNS = {
    "digits": "9",
    "full-width-digits": "９",
    "numerals": "一",
    "tens": "十",
    "brackets": "（",
    "closing-brackets": "）",
    "brackets-round": "()",
    "quotes": "“",
    "titles": "《",
    "tabs": "\t",
    "blanks": " ",
    "wide-blanks": "\u3000",
    "lines": "\n",
    "stops": "。",
    "commas": "，",
    "enumeration": "、",
    "points": ".",
    "percents": "%",
    "dashes": "-",
    "waves": "～",
    "years": "2025年",
    "months": "1月",
    "ranges": "1-",
    "decimals": "1.1.",
    "thousands": "1,000,",
    "bodies": "县教育局、",
    "offices": "局",
    "counties": "县",
    "verbs": "新建",
    "units": "万亩",
    "labels": "（一）",
    "firsts": "一是",
    "articles": "第一条",
    "responsible": "责任单位：",
    "until": "到",
    "before": "前",
    "at-least": "不低于",
    "crosses": "×",
    "colons": "：",
    "angle": "<",
    "ampersand": "&",
    "mixed": "到2025年，新建1.5万所（县教育局），",
    "words": "发展",
    "latin": "a",
    "combining": "\u0301",
    "zero-width": "\u200b",
    "surrogate-pairs": "\U00020000",
}
_NUMBERS = (
    *("9999999999999999年", "0年", "2026年13月45日", "2026年2月30日前", "0000-00-00", "1e999", "1e-999", "1/0"),
    *(
        "-0%",
        "百分之百分之百",
        "亿亿亿亿亿亿",
        "零零零",
        "1,2,3,4",
        "1.2.3.4",
        "二〇二六年二月三十一日",
        "第999999999个五年规划",
    ),
    *(
        "99999999999999999999999999999999999999999999999万亿元",
        "0.00000000000000000000000000000000000001%",
        "∞",
        "½¾",
        "①②",
    ),
)


def files(size: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files; runs are `size` characters long."""
    for name, unit in RUNS.items():
        run = unit * (size // len(unit))
        yield f"run-{name}.txt", f"青禾县2026年工作计划\n{run}\n".encode("utf-8", "surrogatepass")
        if name in ("digits", "brackets", "tabs", "mixed", "years", "bodies", "commas"):
            yield f"run-{name}-in-a-sentence.txt", f"{PLAN}到2025年，新建{run}所，由县教育局负责。".encode()
            yield f"run-{name}.html", f"<html><body><p>{PLAN}</p><p>{run}</p></body></html>".encode()
    yield "numbers.txt", (PLAN + "".join(f"到{one}，新建幼儿园{one}所，完成{one}。\n" for one in _NUMBERS)).encode()
    yield "numbers.html", ("<p>" + PLAN + "<p>".join(_NUMBERS)).encode()
    yield from _bytes(size)
    yield from _pages(size)


def _bytes(size: int) -> Iterator[tuple[str, bytes]]:
    yield "empty.txt", b""
    yield "empty.html", b""
    yield "nul.txt", b"\x00" * size
    yield "nul-inside.txt", PLAN.replace("年", "年\x00").encode()
    yield "controls.txt", PLAN.encode() + bytes(range(1, 32)) * 50 + PLAN.encode()
    yield "utf16-cut.txt", PLAN.encode("utf-16")[:-1]
    yield "utf16-without-mark.txt", PLAN.encode("utf-16-be")
    yield "utf16-lone-surrogates.txt", b"\xff\xfe" + PLAN.encode("utf-16-le") + b"\x00\xd8" * 50 + b"\x00\xdc" * 50
    yield "utf8-lone-surrogates.txt", PLAN.encode() + b"\xed\xa0\x80\xed\xbf\xbf" * 100
    yield "utf8-overlong.txt", PLAN.encode() + b"\xc0\xaf\xe0\x80\xaf" * 100
    yield "utf8-cut.txt", PLAN.encode()[:-2]
    yield "utf32.txt", PLAN.encode("utf-32")
    yield "utf7.txt", PLAN.encode("utf-7")
    yield "gb18030-cut.txt", PLAN.encode("gb18030")[:-1]
    yield "two-encodings.txt", PLAN.encode("gb18030") + PLAN.encode()
    yield "big5.txt", "青禾縣工作計劃\n年底前新建幼兒園3所。".encode("big5")
    yield "marks-of-order.txt", b"\xef\xbb\xbf" * 1000 + PLAN.encode()
    yield "right-to-left.txt", (PLAN + "\u202e\u2066\u2069" * 1000).encode()
    yield "old-line-ends.txt", PLAN.replace("\n", "\r").encode() * 50
    yield "one-character.txt", "计".encode()
    yield (
        "all-of-unicode.txt",
        "".join(chr(code) for code in range(32, 0x30000, 7) if not 0xD800 <= code < 0xE000).encode(),
    )


def _pages(size: int) -> Iterator[tuple[str, bytes]]:
    deep = size // 10
    for tag in ("div", "table", "font", "ul", "span", "b", "blockquote", "p", "a"):
        yield f"nested-{tag}.html", (f"<{tag}>" * deep + PLAN + f"</{tag}>" * deep).encode()
    row = "<table><tr><td>1</td><td>"
    yield "nested-tables.html", (row * 10_000 + PLAN + "</td></tr></table>" * 10_000).encode()
    yield "nested-tables-open.html", (row * 10_000 + PLAN).encode()
    cell = "<td colspan=1000000000 rowspan=1000000000>3所</td>"
    yield "gigantic-spans.html", f"<table>{f'<tr>{cell * 5}</tr>' * 50}</table>".encode()
    yield "span-of-digits.html", f"<table><tr><td colspan={'9' * 5000}>1<td>2<tr><td>3<td>4</table>".encode()
    rows = "<tr><td>幼儿园</td><td>3所</td></tr>"
    yield "long-table.html", f"<table>{rows * (size // 20)}</table>".encode()
    yield "wide-table.html", f"<table><tr>{'<td>3所' * (size // 20)}</tr><tr>{'<td>3所' * 50}</tr></table>".encode()
    yield "attributes.html", ("<p " + " ".join(f"a{at}='{at}'" for at in range(deep)) + f">{PLAN}</p>").encode()
    yield "attribute-long.html", f"<p class='{'x ' * size}' style='{'display:' * deep}'>{PLAN}</p>".encode()
    yield "unclosed-tag.html", b"<html><body><p>" + PLAN.encode() + b"<p " + b"a" * size
    yield "unclosed-comment.html", b"<html><body>" + PLAN.encode() + b"<!--" * deep
    yield "comments-before.html", b"<!---->" * 2000 + b"x" + PLAN.encode()
    yield "server-code-before.jsp", b"<%%>" * 2000 + b"x" + PLAN.encode()
    yield "server-code-open.jsp", b"<%" * deep + PLAN.encode()
    yield "declarations-before.html", b"<?xml a>" * 2000 + b"x" + PLAN.encode()
    yield "entities.html", ("<p>" + "&#xD800;&#0;&#x110000;&#99999999999;&nbsp" * 500 + PLAN).encode()
    yield "entity-names.html", ("<p>" + "&amp" * deep + PLAN).encode()
    yield "cdata.html", ("<p><![CDATA[" * deep + PLAN).encode()
    yield "many-bodies.html", ("<html><body><p>3所" * deep).encode()
    yield "charset-lies.html", b"<meta charset=utf-16><p>" + PLAN.encode("gb18030")
    yield "charset-unknown.html", b"<meta charset=klingon><p>" + PLAN.encode()
    yield "charset-codec.html", b"<meta charset=zlib_codec><p>" + PLAN.encode()
    yield "charset-idna.html", b"<meta charset=idna><p>" + PLAN.encode()
    yield "title-only.html", b"<title>" + "计划".encode() * 5000 + b"</title>"
    yield "scripts.html", b"<script>" * deep + PLAN.encode()
    yield "links.html", (f"<p><a href='x'>{PLAN}</a>" * (deep // 10)).encode()
    yield "frameset.html", b"<frameset><frame src='file:///etc/passwd'></frameset>"
