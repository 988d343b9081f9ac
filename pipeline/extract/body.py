"""Responsible units (责任单位): every body that the text gives work to. `Reading` in, `Mention[BodyWords]`s out.

They are found in four ways, each in a file of its own, and settled here: where two found the same characters the
plainer mark wins, and a list's longer name wins over a piece of it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import chain

from pipeline.extract.body_columns import columns
from pipeline.extract.body_duties import duties
from pipeline.extract.body_ground import ground, is_law
from pipeline.extract.body_headings import headed
from pipeline.extract.body_labels import marked
from pipeline.extract.tense import Tenses
from pipeline.model import BodyWords, Meta, Role
from pipeline.rules import Mention
from pipeline.segment.reading import Reading

_ROLE_NAME = re.compile("(?:(?P<lead>牵头|主办)|配合|协办|参与|协同)(?:责任)?(?:单位|部门|处室|科室)$")
_RANK = {Role.LEAD: 0, Role.SUPPORT: 1, Role.RESPONSIBLE: 2}


def bodies(
    reading: Reading, *, meta: Meta | None = None, known: Tenses | None = None
) -> tuple[Mention[BodyWords], ...]:
    """Return the bodies that a document makes responsible, with role and scope, in text order.

    「（市水务局牵头，市财政局配合）」 gives 市水务局 as lead and 市财政局 as support, both for the item before. `meta` and
    `known` tell the document's kind, issuer and tenses where they have been found already.
    """
    sure = list(chain(columns(reading), marked(reading)))
    told: list[Mention[BodyWords]] = []
    if not is_law(reading, meta=meta):
        sure += headed(reading)
        told = sorted(duties(ground(reading, meta=meta, known=known)), key=lambda mention: _RANK[mention.words.role])
    kept: dict[int, Mention[BodyWords]] = {}
    for mention in chain(sure, told):
        places = range(mention.span.start, mention.span.end)
        if not any(place in kept for place in places):
            kept.update(dict.fromkeys(places, mention))
    found = {id(mention): mention for mention in kept.values()}
    return tuple(_by_name(mention) for mention in sorted(found.values(), key=lambda mention: mention.span))


def _by_name(mention: Mention[BodyWords]) -> Mention[BodyWords]:
    """Return a mention with the role that its own name tells: 各牵头单位 leads, 配合单位 supports."""
    if mention.words.role is not Role.RESPONSIBLE:
        return mention
    told = _ROLE_NAME.search(mention.words.name)
    if told is None:
        return mention
    role = Role.LEAD if told["lead"] else Role.SUPPORT
    return replace(mention, words=replace(mention.words, role=role))
