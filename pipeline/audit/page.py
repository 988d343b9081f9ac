"""The audit as a page for people: one html file with nothing outside it, in Chinese, made to be read and printed."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from html import escape

from pipeline.audit.report import Rate
from pipeline.audit.shown import FAMILIES, FIELDS, SEVERITIES, STATUSES, PlaceRow, PlanRow, Quoted, Shown
from pipeline.audit.store import Side, StoredFinding

_STYLE = """
:root{--ink:#1c2733;--soft:#5b6b7b;--line:#d9e0e7;--paper:#fff;--tint:#f5f7fa;--mark:#fff1b8;--error:#b3261e;--warning:#b25e00;
--notice:#2f5d8a;--good:#1f7a4d}
*{box-sizing:border-box}
body{margin:0;background:var(--tint);color:var(--ink);font:15px/1.65 "Noto Sans CJK SC","Source Han Sans SC","PingFang SC",
"Microsoft YaHei",sans-serif}
main{max-width:1180px;margin:0 auto;padding:28px 32px 60px;background:var(--paper)}
h1{font-size:26px;margin:0 0 4px}h2{font-size:19px;margin:38px 0 10px;padding-bottom:6px;border-bottom:2px solid var(--ink)}
h3{font-size:15px;margin:22px 0 8px}p{margin:4px 0}a{color:var(--notice);text-decoration:none}a:hover{text-decoration:underline}
.soft{color:var(--soft);font-size:13px}nav{margin:14px 0 0;display:flex;gap:18px;flex-wrap:wrap}
.counts{display:flex;gap:12px;flex-wrap:wrap;margin:18px 0 0}.counts div{border:1px solid var(--line);padding:8px 18px;
border-radius:6px;min-width:118px}.counts b{display:block;font-size:23px;line-height:1.3}
table{border-collapse:collapse;width:100%;font-size:13.5px}th,td{border-bottom:1px solid var(--line);padding:6px 8px;
text-align:left;vertical-align:top}th{background:var(--tint);font-weight:600;white-space:nowrap}td.n{white-space:nowrap}
.finding{border:1px solid var(--line);border-left:5px solid var(--notice);border-radius:4px;margin:12px 0;padding:10px 14px;
break-inside:avoid}.finding.error{border-left-color:var(--error)}.finding.warning{border-left-color:var(--warning)}
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(300px,1fr));gap:10px;margin-top:8px}
.side{background:var(--tint);border-radius:4px;padding:8px 10px;font-size:13.5px;overflow-wrap:anywhere}
mark{background:var(--mark);padding:0 1px}.tag{display:inline-block;border-radius:3px;padding:0 7px;font-size:12px;color:#fff;
background:var(--notice);margin-right:6px}.tag.error,.tag.missed,.tag.late{background:var(--error)}.tag.warning,.tag.differs{
background:var(--warning)}.tag.met,.tag.exceeded,.tag.within_about,.tag.equal{background:var(--good)}
.tag.not_reported{background:#8a96a3}.sum{font-weight:600}tr.plan td{background:#eaf0f6;font-weight:600;border-top:2px solid var(--line)}
tr.plan .soft{font-weight:400;margin-left:10px}:target{outline:2px solid var(--warning);outline-offset:2px}
@media print{body{background:#fff;font-size:11px}main{max-width:none;padding:0}nav{display:none}a{color:inherit}
h2{break-after:avoid}tr,.finding{break-inside:avoid}tr.plan{break-after:avoid}thead{display:table-header-group}
.tag{border:1px solid currentColor;-webkit-print-color-adjust:exact;print-color-adjust:exact}}
@page{size:A4;margin:14mm}
"""


def page(shown: Shown, *, day: str) -> str:
    """Return the whole page: numbers first, then findings with their sentences side by side, then the tables."""
    parts = [
        '<!doctype html>\n<html lang="zh-CN"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width,initial-scale=1">',
        f"<title>规划目标核查报告 {escape(day)}</title><style>{_STYLE}</style></head><body><main>",
        f'<h1>规划目标核查报告</h1><p class="soft">{escape(day)} · 核查文件{shown.documents}份 · '
        "每处引文都可点开对照；四舍五入与“约、近、左右”已按原文放宽</p>",
        _navigation(shown),
        _counts(shown.findings),
        _findings(shown.findings),
        _plans(shown.plans),
        _places(shown.places),
        _rates(shown.by_body, shown.by_field),
        _sources(shown),
        "</main></body></html>\n",
    ]
    return "".join(parts)


def _navigation(shown: Shown) -> str:
    links = [
        ("findings", "发现"),
        ("plans", "计划与报告"),
        ("places", "上下级对照"),
        ("rates", "完成率"),
        ("quotes", "引文"),
    ]
    return "<nav>" + "".join(f'<a href="#{name}">{label}</a>' for name, label in links) + "</nav>"


def _counts(findings: tuple[StoredFinding, ...]) -> str:
    count = Counter(one.severity for one in findings)
    boxes = [(SEVERITIES[name], count[name]) for name in SEVERITIES]
    boxes.append(("已处理", sum(one.status != "open" for one in findings)))
    return '<div class="counts">' + "".join(f"<div>{label}<b>{number}</b></div>" for label, number in boxes) + "</div>"


def _findings(findings: tuple[StoredFinding, ...]) -> str:
    made = ['<h2 id="findings">发现</h2>']
    if not findings:
        made.append("<p>没有发现前后矛盾之处。</p>")
    for family, label in FAMILIES.items():
        own = [one for one in findings if one.family == family]
        if own:
            made.append(f"<h3>{label}（{len(own)}）</h3>")
            made += [_finding(one) for one in own]
    return "".join(made)


def _finding(one: StoredFinding) -> str:
    sentences: dict[tuple[str, int], list[Side]] = {}
    for side in one.sides:
        sentences.setdefault((side.document, side.sentence_start), []).append(side)
    boxes = enumerate(sentences.values(), 1)
    sides = "".join(_sentence(one, number, sorted(own, key=lambda side: side.start)) for number, own in boxes)
    reason = f"（{escape(one.reason)}）" if one.reason else ""
    status = "" if one.status == "open" else f" · {STATUSES.get(one.status, one.status)}{reason}"
    return (
        f'<article class="finding {one.severity}" id="{one.id}"><p><span class="tag {one.severity}">'
        f'{SEVERITIES.get(one.severity, one.severity)}</span><span class="sum">{escape(one.arithmetic)}</span></p>'
        f'<p class="soft"><a href="#{one.id}">{one.id}</a> · {escape(one.rule)}{status}</p>'
        f'<div class="sides">{sides}</div></article>'
    )


def _sentence(one: StoredFinding, number: int, sides: list[Side]) -> str:
    """Return a sentence with its figures marked, and where it stands."""
    first, made, at = sides[0], [], 0
    for side in sides:
        start, end = side.start - side.sentence_start, side.end - side.sentence_start
        if start < at or first.sentence[start:end] != side.quote:
            made.append(_marked("", side.quote, " "))  # a quote that goes beyond its sentence stands before it
            continue
        made.append(_marked(first.sentence[at:start], side.quote, ""))
        at = end
    name = f"{one.id}-{number}"
    return (
        f'<div class="side" id="{name}">{"".join(made)}{escape(first.sentence[at:].rstrip())}<p class="soft"><a href="#{name}">'
        f"{escape(_head(first.region, first.title))}</a>{_page(first.page)} · {escape(_file(first.path))} "
        f"第{first.start}–{sides[-1].end}字</p></div>"
    )


def _plans(rows: tuple[PlanRow, ...]) -> str:
    made = ['<h2 id="plans">计划与报告</h2>']
    if not rows:
        return "".join((*made, "<p>没有可以与后来的报告对照的年度目标。</p>"))
    plans: dict[tuple[str, str, int], list[PlanRow]] = defaultdict(list)
    for row in rows:
        plans[row.place, row.target.path, row.year].append(row)
    made.append(f'<p class="soft">{_verdicts(rows)}</p>')
    heads = ("指标", "计划", "实际", "结论", "算式")
    ordered = sorted(plans.values(), key=lambda own: (own[0].place, own[0].year, own[0].target.path))
    bodies = "".join(_plan(own, columns=len(heads)) for own in ordered)
    head = "".join(f"<th>{name}</th>" for name in heads)
    return "".join((*made, f"<table><thead><tr>{head}</tr></thead>{bodies}</table>"))


# What needs a look stands first, what cannot be judged last.
_ORDER = ("missed", "late", "differs", "within_about", "met", "exceeded", "not_reported")


def _plan(rows: list[PlanRow], *, columns: int) -> str:
    """Return the targets of one plan for one year, under what became of them altogether."""
    first = rows[0]
    told = [row for row in rows if row.actual is not None]
    reached = sum(row.code in ("met", "exceeded", "within_about") for row in told)
    name = f"{first.year}年 · {first.target.document}"
    words = f"{len(rows)}项目标，报告提到{len(told)}项，达到{reached}项"
    rate = f"（{_share(reached, len(told))}）" if told else ""
    body = [
        f"<tr><td>{escape(row.indicator)}</td><td>{_link(row.target, row.promised)}</td>"
        f'<td>{_link(row.actual, row.reported)}</td><td class=n><span class="tag {row.code}">{row.verdict}</span></td>'
        f"<td>{escape(row.arithmetic)}{escape(f'（报告口径：{row.definition}）') if row.definition else ''}</td></tr>"
        for row in sorted(told, key=lambda row: (_ORDER.index(row.code), row.indicator))
    ]
    silent = [row for row in rows if row.actual is None]
    if silent:
        links = "、".join(_link(row.target, f"{row.indicator} {row.promised}") for row in silent)
        tag = f'<span class="tag {silent[0].code}">{silent[0].verdict}</span>'
        body.append(f'<tr><td colspan="{columns}">{tag}{links}</td></tr>')
    return (
        f'<tbody><tr class="plan"><td colspan="{columns}">{escape(name)} <span class="soft">'
        f"{escape(_file(first.target.path))} · {words}{rate}</span></td></tr>{''.join(body)}</tbody>"
    )


def _verdicts(rows: tuple[PlanRow, ...]) -> str:
    count = Counter((row.code, row.verdict) for row in rows)
    ordered = sorted(count.items(), key=lambda one: _ORDER.index(one[0][0]))
    words = " · ".join(f'<span class="tag {code}">{verdict}</span>{number}' for (code, verdict), number in ordered)
    return f"共{len(rows)}项目标：{words}"


def _places(rows: tuple[PlaceRow, ...]) -> str:
    made = ['<h2 id="places">上下级对照</h2>']
    if not rows:
        return "".join((*made, "<p>没有上级计划中同一指标、同一年份的目标可以对照。</p>"))
    heads = ("指标", "年份", "地区", "本级目标", "上级目标", "关系", "算式")
    body = [
        f"<td>{escape(row.indicator)}</td><td class=n>{row.year}</td><td>{escape(row.place)}</td>"
        f"<td>{_link(row.lower, row.own)}</td><td>{_link(row.upper, row.above)}</td>"
        f'<td class=n><span class="tag {row.code}">{row.relation}</span></td><td>{escape(row.arithmetic)}</td>'
        for row in rows
    ]
    return "".join((*made, _table(heads, body)))


def _rates(by_body: tuple[Rate, ...], by_field: tuple[Rate, ...]) -> str:
    made = ['<h2 id="rates">完成率</h2>']
    for label, rows in (("按责任单位", by_body), ("按领域", by_field)):
        if rows:
            body = [
                f"<td>{escape(FIELDS.get(row.name, row.name))}</td><td>{row.targets}</td><td>{row.reported}</td>"
                f"<td>{row.reached}</td><td>{_share(row.reached, row.reported)}</td>"
                for row in rows
            ]
            made.append(f"<h3>{label}</h3>" + _table(("名称", "目标", "报告提及", "达到", "达到率"), body))
    return "".join(made)


def _sources(shown: Shown) -> str:
    """Return every quoted sentence once, under the name that the tables link to."""
    quotes: dict[str, Quoted] = {}
    for plan in shown.plans:
        for quote in (plan.target, plan.actual):
            if quote is not None:
                quotes[quote.anchor] = quote
    for row in shown.places:
        quotes |= {quote.anchor: quote for quote in (row.lower, row.upper)}
    body = [
        f'<div class="side" id="{quote.anchor}" style="margin:8px 0">{_marked(quote.before, quote.words, quote.behind)}'
        f'<p class="soft">{escape(quote.document)}{_page(quote.page)} · {escape(_file(quote.path))}</p></div>'
        for quote in sorted(quotes.values(), key=lambda quote: (quote.path, int(quote.anchor.rpartition("-")[2])))
    ]
    return '<h2 id="quotes">引文</h2>' + "".join(body) if body else ""


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    head = "".join(f"<th>{name}</th>" for name in heads)
    return (
        f"<table><thead><tr>{head}</tr></thead><tbody>"
        + "".join(f"<tr>{row}</tr>" for row in rows)
        + "</tbody></table>"
    )


def _link(quote: Quoted | None, label: str) -> str:
    return "—" if quote is None else f'<a href="#{quote.anchor}">{escape(label)}</a>'


def _marked(before: str, words: str, behind: str) -> str:
    return f"{escape(before.lstrip())}<mark>{escape(words)}</mark>{escape(behind.rstrip())}"


def _head(region: str, title: str) -> str:
    return title if region and region in title else f"{region} {title}".strip() or "（无标题）"


def _file(path: str) -> str:
    return path.replace("\\", "/").rpartition("/")[2]


def _page(number: int | None) -> str:
    return "" if number is None else f" · 第{number}页"


def _share(part: int, whole: int) -> str:
    return "—" if not whole else f"{100 * part / whole:.0f}%"
