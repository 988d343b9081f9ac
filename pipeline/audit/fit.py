"""Fit to be carried out (能否落实): what is left of templates and redaction, two leaders for one task, counts without a number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median

from pipeline.audit.figures import Ground
from pipeline.audit.finding import Family, Finding, Severity
from pipeline.lexicon.units import units
from pipeline.model import Assignment, Kind, Level, Quantity, Role, Span, Status
from pipeline.rules import one_of

_UNIT = one_of(
    [
        name
        for name, unit in units().items()
        if unit.dimension in ("area", "money", "length", "mass", "people", "share") and len(name) <= 3
    ]
)
_BLANK = re.compile(
    rf"(?<![A-Za-z\d])(?:[xX×＊*]{{2,}}(?=年|月|日|市|县|区|镇|乡|村|省|局|学校|单位|部门|公司|同志|{_UNIT})|[×○〇]{{2,}}(?=年度|月|日|市|县|区|镇|乡|局|学校|单位|部门))"
    rf"|(?<![A-Za-z\d])[xX×](?:\.\d+)?(?=[万亿]{_UNIT}|人(?![a-z])|%|％)|(?<![A-Za-z\d])[xX×](?:\.\d+)?(?=平方米|公里|千米|平方公里|公顷)|(?<=[\u4e00-\u9fff])[*＊×]{{3,}}(?=[\u4e00-\u9fff])|(?:面积|投资|资金|总额|人数|数量)\*{{2,}}|〔\s?〕\s?\d*\s?号|_{{3,}}(?=年|月|日|万|元|人|个|所)"
)
# What a blank is of, shown with it: XX年, x万元.
_TAIL = re.compile(r"[年月日元县市区镇乡村省局人%]|[万亿]?[\u4e00-\u9fff]")
_FORM = re.compile("授权书|投标|格式|样式|示范文本|参考文本|填写说明|填表")
_PLAN = re.compile("计划|规划|要点|行动方案|任务书")
# A form of which this many blanks are to be filled in is a form, and no plan that forgot one.
_FORM_BLANKS = 12
# Targets that a plan has at the least for something to be said of all of them, and how many are shown.
_ENOUGH, _SHOWN = 10, 8
_HEAD = 300  # characters
_LASTS = re.compile(r"试行[一二两三四五\d]年|为期[一二两三四五六\d]{1,2}个?[年月]|[一二两三四五\d]年内|学期|学年")
# A unit leads too much that leads so many tasks and so many times those of the next one, among so many units. In the task
# tables that were read the first leads at most one and a half times what the next one does.
_MANY, _TIMES_NEXT, _LEADERS = 12, 3, 5
# So few of a plan's targets without a unit were forgotten; where more have none, the plan names none.
_FEW = 0.15
_TOWN = re.compile(
    r"(?:^|(?<=[。\n]))(?P<name>[\u4e00-\u9fff]{2,4}(?:镇|乡|街道))(?P<verb>[\u4e00-\u9fff]{0,12}?(?:资源|拥有|现有|位于|地处|共有|有|下辖|幅员|种植|产业))"
)
_TITLE = re.compile(r"(?P<name>[\u4e00-\u9fff]{2,6}(?:镇|乡|街道))")
_COUNTLESS = re.compile(
    r"(?:新建|改建|扩建|建设|建成|修建|改造|治理|培养|培训|引进|完成|新增|安装|配备)(?:\s{1,3}|（\s*）|\(\s*\))(?:所|个|家|座|名|公里|亩|套|平方米)(?![\u4e00-\u9fff]{0,3}[、和])"
)


def check(ground: Ground) -> Iterator[Finding]:
    """Yield what keeps a plan from being carried out: 力争XX年底前完成投资x万元."""
    yield from _blanks(ground)
    yield from _other_town(ground)
    yield from _two_leads(ground)
    yield from _leads_too_much(ground)
    yield from _without_number(ground)
    yield from _without_deadline(ground)
    yield from _without_unit(ground)


def _blanks(ground: Ground) -> Iterator[Finding]:
    """Yield figures, years and names that were blanked out or never filled in."""
    found = [match for match in _BLANK.finditer(ground.folded) if not _quoted(ground, match)]
    if _FORM.search(ground.folded[:200]):
        return
    if len(found) > _FORM_BLANKS:
        words = f"全文有{len(found)}处未填或隐去的内容，无法核对"
        spans = [Span(*match.span()) for match in found[:_FORM_BLANKS]]
        yield ground.finding(Family.FIT, "模板或隐去的残留", words, *spans, severity=Severity.NOTICE)
        return
    for match in found:
        tail = _TAIL.match(ground.folded, match.end())
        words = (
            f"“{ground.document.text[match.start() : tail.end() if tail else match.end()]}”是未填或隐去的内容，无法核对"
        )
        yield ground.finding(Family.FIT, "模板或隐去的残留", words, Span(*match.span()), severity=Severity.NOTICE)


def _quoted(ground: Ground, match: re.Match[str]) -> bool:
    """Say whether a blank stands in a quotation, where it is a pattern to be filled in by others, or in a letter's form."""
    sentence = ground.sentence(match.start())
    before = ground.folded[sentence.start : match.start()]
    return (
        before.count("“") > before.count("”")
        or "《" in before[before.rfind("》") + 1 :]
        or before.rstrip().endswith("致:")
    )


def _other_town(ground: Ground) -> Iterator[Finding]:
    """Yield sections whose subject is another town than the one that the title names: 柳树镇农业资源丰富 in the page of 中河街道."""
    meta = ground.extraction.meta
    title = _TITLE.fullmatch((meta.title or "").strip()) or _TITLE.fullmatch(meta.region or "")
    if title is None or meta.level is not Level.TOWNSHIP:
        return
    own = title["name"]
    found = [match for match in _TOWN.finditer(ground.folded) if not _same_town(match["name"], own)]
    named: dict[str, list[re.Match[str]]] = {}
    for match in found:
        named.setdefault(match["name"], []).append(match)
    for name, matches in named.items():
        if len(matches) >= 2:
            spans = [Span(*match.span("name")) for match in matches]
            words = f"全文写{own}，却有{len(matches)}段以“{name}”开头：可能是抄来而未改的内容"
            yield ground.finding(Family.FIT, "他处名称残留", words, spans[0], *spans[1:], severity=Severity.WARNING)


def _same_town(name: str, own: str) -> bool:
    stem = re.sub("(?:镇|乡|街道)$", "", name)
    return name in own or own in name or stem in own or own[:2] == name[:2]


def _two_leads(ground: Ground) -> Iterator[Finding]:
    """Yield a task with two units that lead it, each named so by a word of its own: 牵头单位：教育局…牵头单位：卫健局."""
    if ground.extraction.meta.kind is Kind.REPORT:
        return
    leads: dict[int, list[Assignment]] = {}
    for assignment in ground.extraction.assignments:
        if assignment.role is Role.LEAD:
            leads.setdefault(assignment.scope.start, []).append(assignment)
    for found in leads.values():
        names = list(dict.fromkeys(assignment.name for assignment in found))
        if len(names) != 2 or names[0] in names[1] or names[1] in names[0]:
            continue
        first, second = found[0], next(a for a in found if a.name == names[1])
        between = ground.folded[first.span.end : second.span.start]
        if len(between) > 40 or "牵头" not in between or re.search("[。\n\t]", between):
            continue
        words = f"同一任务有两个牵头单位：{names[0]}、{names[1]}"
        yield ground.finding(
            Family.FIT, "一项任务两个牵头单位", words, second.span, first.span, severity=Severity.NOTICE
        )


def _without_number(ground: Ground) -> Iterator[Finding]:
    """Yield a measure word whose number is missing: 新建    所幼儿园."""
    if ground.extraction.meta.kind is not Kind.PLAN:
        return
    for match in _COUNTLESS.finditer(ground.folded):
        words = f"“{ground.document.text[match.start() : match.end()]}”缺少数量"
        yield ground.finding(Family.FIT, "缺少数量", words, Span(*match.span()), severity=Severity.NOTICE)


def _targets(ground: Ground) -> list[Quantity]:
    return [quantity for quantity in ground.extraction.quantities if quantity.status is Status.TARGET]


def _without_deadline(ground: Ground) -> Iterator[Finding]:
    """Yield a plan that names no period and leaves its targets without a time, once for the whole plan."""
    meta = ground.extraction.meta
    if meta.kind is not Kind.PLAN or meta.period.first or meta.period.last or not _PLAN.search(meta.title or ""):
        return
    if re.search(r"(?:19|20)\d\d", ground.folded[:_HEAD]) or _LASTS.search(ground.folded):
        return  # the head of the plan does name years, or the plan how long it runs
    targets = _targets(ground)
    bare = [target for target in targets if target.deadline is None]
    if len(targets) >= _ENOUGH and len(bare) == len(targets):
        words = f"计划没有写明期限，{len(targets)}个量化目标都没有时限，如{bare[0].indicator}{bare[0].quote}"
        spans = [target.span for target in bare[:_SHOWN]]
        yield ground.finding(Family.FIT, "目标没有时限", words, *spans, severity=Severity.NOTICE)


def _without_unit(ground: Ground) -> Iterator[Finding]:
    """Yield the few targets without a responsible unit in a plan that names one for all others."""
    targets = _targets(ground)
    bare = [target for target in targets if not target.responsible]
    if ground.extraction.meta.kind is Kind.PLAN and len(targets) >= _ENOUGH and 0 < len(bare) <= len(targets) * _FEW:
        words = f"{len(targets)}个量化目标中有{len(bare)}个没有责任单位，如{bare[0].indicator}{bare[0].quote}"
        spans = [target.span for target in bare[:_SHOWN]]
        yield ground.finding(Family.FIT, "目标没有责任单位", words, *spans, severity=Severity.NOTICE)


def _leads_too_much(ground: Ground) -> Iterator[Finding]:
    """Yield a unit that leads far more tasks than any other: 教育局 leads 18 of 32, the next one 3."""
    led: dict[str, dict[Span, Assignment]] = {}
    for assignment in ground.extraction.assignments:
        if assignment.role is Role.LEAD:
            led.setdefault(assignment.name, {}).setdefault(assignment.scope, assignment)
    if len(led) < _LEADERS:
        return
    (name, tasks), (_, second), *_ = sorted(led.items(), key=lambda one: -len(one[1]))
    total = sum(map(len, led.values()))
    if len(tasks) >= _MANY and len(tasks) >= _TIMES_NEXT * len(second):
        middle = median(len(others) for leader, others in led.items() if leader != name)
        words = f"{name}牵头{len(tasks)}项任务，占{total}项的{100 * len(tasks) / total:.0f}%；其余{len(led) - 1}个单位的中位数为{middle:g}项"
        spans = [assignment.span for assignment in tasks.values()][:_SHOWN]
        yield ground.finding(Family.FIT, "一个单位牵头任务过多", words, *spans, severity=Severity.NOTICE)
