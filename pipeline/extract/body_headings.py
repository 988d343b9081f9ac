"""Bodies that a heading consists of, (2)区教育局。负责…, or names with its duties: 招生处处长岗位职责, 教务处:负责….

`Reading` in, `Mention[BodyWords]` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.body_labels import is_office
from pipeline.extract.body_lists import names
from pipeline.extract.body_names import is_body, is_person
from pipeline.model import BodyWords, Role, Span
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

# A group's name over its members tells who is in it, not what it does.
_MEMBERS = re.compile(r"[\s:。]*(?:副?组\s*长|副?主\s*任|成\s*员|组\s*员|总指挥|召集人|名单)")


# What a body is told to do opens with one of these; a portrait of a company (公司成立于…) does not count.
_DUTY = re.compile(
    "负责|[要抓应]|做好|制定|牵头|组织|落实|加强|认真|督促|指导|开展|会同|协助|配合|承担|完成|监督|管理|保障|实施|提供|审核|建立|推进|协调"
)
_PORTRAIT = re.compile("成立于|位于|始建|注册资[金本]|创[办建]于|占地")
DUTY_REACH = 80


def _tells_duties(folded: str, start: int) -> bool:
    """Say whether the text behind a heading tells duties."""
    end = start + DUTY_REACH
    return _DUTY.search(folded, start, end) is not None and not _PORTRAIT.search(folded, start, end)


def headed(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies that a numbered heading consists of, each with its section: (2)区教育局。负责…"""
    folded = reading.folded
    for section in reading.outline.sections:
        start, end = section.title.start + len(section.label), section.title.end
        if not section.label or not 0 < end - start <= LONGEST_HEADING or section.span.end - end < SHORTEST_DUTY:
            continue
        if _MEMBERS.match(folded, end) or not _tells_duties(folded, end):
            continue
        for span in names(folded, start, end):
            if is_office(folded, span):
                yield Mention(
                    span,
                    BodyWords(folded[span.start : span.end], Role.RESPONSIBLE, section.span),
                    "heading that names a body",
                )

    yield from _duty_lists(reading)
    yield from _labelled_lines(folded)


def _lines(pattern: re.Pattern[str], word: re.Pattern[str], folded: str) -> Iterator[re.Match[str]]:
    """Yield the matches of a pattern of lines, tried only on lines that hold a word."""
    done = 0
    for found in word.finditer(folded):
        low = max(0, found.start() - LONGEST_HEADING)
        start = folded.rfind("\n", low, found.start()) + 1
        if (start or not low) and start >= done and (match := pattern.match(folded, start)):
            yield match
            done = match.end()


def _duty_lists(reading: Reading) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies whose duties a line announces, with what follows up to the next such line: 教务处处长岗位职责."""
    folded = reading.folded
    found = [(match, names(folded, *match.span("quote"))) for match in _lines(_DUTIES, _DUTIES_WORD, folded)]
    lists = [
        (match, spans) for match, spans in found if spans and all(is_office_holder(folded, span) for span in spans)
    ]
    for number, (match, spans) in enumerate(lists):
        end = lists[number + 1][0].start() if number + 1 < len(lists) else len(folded)
        if match["open"] == "\n" and not _ITEM.match(folded, match.end()):
            continue
        stop = folded.find("\n", match.end()) if match["open"] != "\n" else end
        scope = Span(spans[0].start, min(end, stop if stop >= 0 else end))
        for span in spans:
            yield Mention(span, BodyWords(folded[span.start : span.end], Role.RESPONSIBLE, scope), "heading of duties")


def _labelled_lines(folded: str) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies that open a line which tells their duties behind a colon: 教务处:负责…, and its neighbours."""
    group: list[tuple[re.Match[str], tuple[Span, ...]]] = []
    for match in _lines(_LABELLED, _LABEL_END, folded):
        if group and group[-1][0].end() + 1 != match.start():
            yield from _of_group(group)
            group = []
        spans = names(folded, *match.span("quote"))
        if spans and all(is_office_holder(folded, span) for span in spans) and not _PEOPLE.fullmatch(match["rest"]):
            group.append((match, spans))
    yield from _of_group(group)


def _of_group(group: list[tuple[re.Match[str], tuple[Span, ...]]]) -> Iterator[Mention[BodyWords]]:
    """Yield the bodies of lines that follow each other, where one of them tells a duty in so many words."""
    alone = len(group) == 1
    if not any(_DUTY_VERB.match(match["rest"]) for match, _ in group):
        return
    for match, spans in group:
        if alone or not all(is_person(match.string[span.start : span.end]) for span in spans):
            for span in spans:
                words = BodyWords(
                    match.string[span.start : span.end], Role.RESPONSIBLE, Span(spans[0].start, match.end())
                )
                yield Mention(span, words, "line of duties")


def is_office_holder(folded: str, span: Span) -> bool:
    """Say whether a span names an office or who holds one: 教务处, 招生处处长."""
    words = folded[span.start : span.end]
    return is_body(words) and len(words) > 2


_DUTIES = re.compile(
    r"[ \t]*(?:[\d一二三四五六七八九十]{1,3}[、.]|\([\d一二三四五六七八九十]{1,2}\))?[ \t]*(?P<quote>[^\n:;。,\d]{3,20}?)(?:的)?"
    r"(?:岗位|工作|主要|安全|管理)?(?:职责|责任)(?:\([^()\n]{1,6}\))?(?P<open>\s?[:\n]|是|为)"
)
_DUTIES_WORD = re.compile("职责|责任")
_LABEL_END = re.compile("(?<=[\u4e00-\u9fff)]):")
_ITEM = re.compile(r"\s*(?:[\d一二三四五六七八九十]{1,2}[、.]|\([\d一二三四五六七八九十]{1,2}\)|负责|协助|[①-⑨])")
_LABELLED = re.compile(
    r"[ \t]*(?:[\d一二三四五六七八九十]{1,3}[、.]|\([\d一二三四五六七八九十]{1,2}\))?[ \t]*(?P<quote>[^\n:;。,]{3,30}):[ \t]*"
    r"(?P<rest>[^\n]{4,})"
)
_DUTY_VERB = re.compile(
    "(?:主要|具体|全面|统一)?(?:负责(?!人)|承担|牵头|组织(?![机架]构)|协助|配合|督促|做好|落实|制[定订])"
)
# 医务监督:甲 乙 丙 tells who belongs to a group.
_PEOPLE = re.compile(r"[\u4e00-\u9fff]{2,4}(?:[\s、,;]+[\u4e00-\u9fff]{2,4})*[\s。]*")


# Longer headings are sentences, and a section shorter than this tells no duty (an item of a list of members).
LONGEST_HEADING = 40
SHORTEST_DUTY = 8
