"""Bodies that a mark sets apart: labels (责任单位：…), brackets that close an item (市教育局负责).

`Reading` in, `Mention[BodyWords]` out. What such a mark answers for is the item that it closes or heads.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.body_cues import is_last
from pipeline.extract.body_items import Items, items
from pipeline.extract.body_lists import names, split
from pipeline.extract.body_names import is_body, is_person, is_place
from pipeline.model import BodyWords, Role, Span
from pipeline.rules import Mention, Rule
from pipeline.segment.reading import Reading

_OFFICE = (
    "(?:责任)?(?:单位|部门|处室|科室|股室|机构|主体|人员|责任人|领导|县领导|市领导|区领导|校领导|班子成员|年段|[人方])"
)
_LEAD = "(?:牵头|主办|主责)"
_SUPPORT = "(?:配合|协办|协助|参与|协同|参加|支持)"
_DOES = "(?:责任|负责|承办|落实|实施|分管|包保|包联|挂钩|挂联|主管|督办|主抓|整改|完成|执行|承担)"
ROLES = {Role.LEAD: _LEAD, Role.SUPPORT: _SUPPORT, Role.RESPONSIBLE: _DOES}

_LABEL = re.compile(
    rf"(?:(?P<lead>{_LEAD}(?:{_OFFICE})?)|(?P<support>(?:{_SUPPORT}{_OFFICE}|配合|协办))|(?P<responsible>{_DOES}{_OFFICE}))"
    rf"(?:[及和、](?:{_OFFICE}|{_DOES}{_OFFICE})|/[\u4e00-\u9fff]{{2,6}})?(?:\([^()\n]{{1,8}}\))?\s?:[ \t]*(?P<quote>[^\n。;]+)"
)
# A label's list ends where the next label, a reach (适用范围:) or the closing bracket begins.
_LIST_END = re.compile(r"[,;、\s]?\s*[\u4e00-\u9fff]{2,8}(?:\([^()]{1,8}\))?\s?:|\)(?![^(]*\))|[。;]|\t")


def role_of(match: re.Match[str]) -> Role:
    """Return the role that the group which matched stands for."""
    return next(role for role in Role if match[role.value] is not None)


LABEL = Rule(
    name="label before the bodies",
    pattern=_LABEL,
    build=role_of,
    yes={
        "责任单位:县水务局": Role.RESPONSIBLE,
        "牵头单位:市民政局": Role.LEAD,
        "(配合部门:文旅局)": Role.SUPPORT,
        "牵头领导:王某": Role.LEAD,
    },
    no=("责任清单:见附表", "发布单位:市政府办", "责任单位要加强领导"),
    needs=(":",),
)

_WORKS = (
    r"(?:(?P<lead>(?:共同|联合)?(?:牵头|主办)(?:负责|抓总|组织|实施|落实)?(?!单位|部门))"
    r"|(?P<support>(?:共同|密切|积极|协同)?(?:配合|参与|协助|协办|参加|支持)(?:落实|实施)?(?!单位))"
    r"|(?P<responsible>(?:共同|分别|具体|分工|统筹|组织)*(?:负责(?!人|制|任)|指导|落实|承办|承担|实施|督导|组织实施|主管)"
    r"(?:落实|实施|推进|指导)?|(?:具体|统一)?组织(?=[)。;,]|$))|(?P<together>会同|联合))"
)
_WORK = re.compile(_WORKS)
_WORK_WORD = re.compile("牵头|主办|配合|参与|协助|协办|参加|支持|负责|指导|落实|承办|承担|实施|督导|主管|责任|组织")
_BRACKET = re.compile(r"\((?P<quote>(?:[^()\n\t]|\([^()\n\t]*\)){3,600})\)")
_ENDS_IN_WORK = re.compile(
    _WORKS.replace("?P<", "?P<last_") + r"(?=[。;,]|$)|(?:牵头|责任|配合|负责|主办|协办)(?:单位|部门|处室)\s?:"
)
_CLOSED = frozenset("。;!?”)")
FIRST_LEADS = re.compile(
    r"[,;。]?(?:责任单位|责任部门|各项任务)?(?:中)?(?:排|列)?(?:在)?(?:第一|首)位?(?:的|者)?(?:的?(?:部门|单位|处室))?(?:的)?"
    r"(?:为|是)(?:牵头|主办|主责)(?:部门|单位|处室)?"
)
_INHERITED = re.compile(
    r"以下(?:任务|工作|各项)*均?(?:需|由|为)(?P<quote>[^,。;()]{2,60}?)(?:负责|落实|牵头|承担|组织|参与)"
)


# What stands between two labels of one mark: (责任单位:甲;配合单位:乙).
_NEXT_LABEL = re.compile(r"[;,、。()\s]*[\u4e00-\u9fff]{2,8}(?:\([^()]{1,8}\))?\s?:\s*")


def marked(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies of labels and brackets in prose, each with the item that its mark closes."""
    yield from _inherited(reading)
    folded, known = reading.folded, items(reading)
    first_leads = _first_leads_from(folded)
    last, begun = 0, 0
    for start, end, found in sorted(_marks(folded), key=lambda mark: (mark[0], -mark[1])):
        if start < last:
            continue
        if not last or not _NEXT_LABEL.fullmatch(folded, last, start):
            begun = known.before(start, last)
        scope = _scope(known, begun, start, end)
        if start >= first_leads and len(found) > 1 and all(role is Role.RESPONSIBLE for _, role, _ in found):
            found = [(found[0][0], Role.LEAD, found[0][2]), *found[1:]]
        for span, role, rule in found:
            yield Mention(span, BodyWords(folded[span.start : span.end], role, scope), rule)
        last = end


def _scope(known: Items, begun: int, start: int, end: int) -> Span:
    """Return what a mark answers for: the item it closes, or the section that it opens."""
    section = known.around(start)
    opens = section is not None and _NEXT_LABEL.fullmatch(known.folded, section.title.end, start)
    return Span(begun, max(end, section.span.end if section and opens else end))


def _first_leads_from(folded: str) -> int:
    """Return from where on the first body of a mark leads: 列第一位者为牵头单位,下同."""
    match = FIRST_LEADS.search(folded) if re.search("[为是](?:牵头|主办|主责)", folded) else None
    if match is None:
        return len(folded)
    opened = folded.rfind("(", 0, match.start())
    if opened > folded.rfind(")", 0, match.start()):
        return opened
    return 0


_Found = list[tuple[Span, Role, str]]


def _marks(folded: str) -> Iterator[tuple[int, int, _Found]]:
    """Yield the bounds of each label with its list and of each bracket, with the bodies in it."""
    for match in _BRACKET.finditer(folded):
        if found := _bracketed(folded, match):
            yield match.start(), match.end(), found
    for mention in _labels(folded):
        span = mention.span
        stop = _LIST_END.search(folded, span.start + 1, span.end)
        end = stop.start() if stop else span.end
        found = [
            (name, mention.words, LABEL.name)
            for name in split(folded, span.start, end)
            if _may_be_labelled(folded, name)
        ]
        if found:
            yield span.start, end, found


def _labels(folded: str) -> Iterator[Mention[Role]]:
    """Yield the lists behind labels; only colons behind what may end a label are looked at."""
    position, done = folded.find(":"), 0
    while position >= 0:
        if folded[position - 1] in _LABEL_ENDS:
            stop = folded.find("\n", position)
            for mention in LABEL.find(folded, max(done, position - LONGEST_LABEL), len(folded) if stop < 0 else stop):
                yield mention
                done = mention.span.start
        position = folded.find(":", max(position + 1, done))


def _may_be_labelled(folded: str, span: Span) -> bool:
    """Say whether a piece behind a label may be a name; under a label people's names count too."""
    words = folded[span.start : span.end]
    return 2 <= len(words) <= LONGEST_LABELLED and re.search(r"[\u4e00-\u9fff]", words) is not None and "_" not in words


# The last characters of labels, and the longest label (牵头责任单位及责任人(签字)).
_LABEL_ENDS = frozenset("位门室体构员人导办责领方成段长头合任队组 )")
LONGEST_LABEL = 20

# A longer piece behind a label is a sentence.
LONGEST_LABELLED = 30


def _bracketed(folded: str, match: re.Match[str]) -> _Found:
    """Return the bodies of a bracket that closes an item: (甲牵头,乙、丙配合), (甲会同乙负责), (甲、乙)."""
    start, end = match.span("quote")
    if ":" in match["quote"] and _LABEL.search(folded, start, end):
        return []
    if first := FIRST_LEADS.search(folded, start, end):
        end = first.start()
    if _WORK_WORD.search(folded, start, end) and _ENDS_IN_WORK.search(folded, start, end):
        return _worked(folded, start, end)
    closed = folded[match.start() - 1] in _CLOSED or folded[match.end() : match.end() + 1] in ("\n", "")
    found = names(folded, start, end) if closed and match.start() and is_last(folded[end - 1]) else ()
    if found and all(is_office(folded, span) for span in found):
        return [(span, Role.RESPONSIBLE, "bracket with bodies alone") for span in found]
    return []


def is_office(folded: str, span: Span) -> bool:
    """Say whether a span names an office that can hold duties, not a person and no mere place."""
    words = folded[span.start : span.end]
    return is_body(words) and not is_person(words) and len(words) > 2


def _worked(folded: str, start: int, end: int) -> _Found:
    """Return the bodies before each word of work in a bracket, with its role."""
    found: _Found = []
    together: tuple[Span, ...] = ()
    for match in _WORK.finditer(folded, start, end):
        listed = split(folded, start, match.start()) if start < match.start() else ()
        start = match.end()
        if match["together"]:
            together = listed
            continue
        if not listed and not together:
            continue
        role = role_of(match)
        if together:
            found += [(span, role, "bracket with their work") for span in together]
            role, together = Role.SUPPORT, ()
        found += [(span, role, "bracket with their work") for span in listed]
    good = [entry for entry in found if _is_named(folded, entry[0])]
    return found if good and 2 * len(good) >= len(found) and _all_short(found) else good


def _is_named(folded: str, span: Span) -> bool:
    words = folded[span.start : span.end]
    return is_body(words) or is_place(words)


def _all_short(found: _Found) -> bool:
    return all(2 <= span.end - span.start <= LONGEST_LABELLED for span, _, _ in found)


def _inherited(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies that all the following is laid upon: 以下均需试点城市落实,不再列出."""
    folded = reading.folded
    for match in _INHERITED.finditer(folded):
        top = [
            section for section in reading.outline.sections if section.span.start <= match.start() < section.span.end
        ]
        end = max((section.span.end for section in top), default=len(folded))
        for span in names(folded, *match.span("quote")):
            yield Mention(
                span,
                BodyWords(folded[span.start : span.end], Role.RESPONSIBLE, Span(span.start, end)),
                "laid on all that follows",
            )
