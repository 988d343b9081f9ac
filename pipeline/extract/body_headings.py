"""Bodies that a numbered heading consists of: (2)区教育局。负责… answers for its whole section.

`Reading` in, `Mention[BodyWords]` out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.body_labels import is_office
from pipeline.extract.body_lists import names
from pipeline.model import BodyWords, Role
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


# Longer headings are sentences, and a section shorter than this tells no duty (an item of a list of members).
LONGEST_HEADING = 40
SHORTEST_DUTY = 8
