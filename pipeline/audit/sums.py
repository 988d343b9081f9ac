"""Parts told with 其中 against their total: 耕地7458亩，其中水田960亩、旱田6518亩."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from pipeline.audit.figures import Figure, Ground
from pipeline.audit.finding import Finding
from pipeline.audit.parts import (
    DOING,
    are_alike,
    complements,
    finding_of,
    held,
    is_open,
    is_plain,
    is_torn,
    name_of,
    outermost,
    scope_end,
    together,
    totals,
)
from pipeline.model import Comparator

_AMONG = re.compile("其中")


def check(ground: Ground) -> Iterator[Finding]:
    """Yield the lists after 其中 whose parts do not fit their total: 耕地7458亩，其中水田960亩、旱田6518亩."""
    for match in _AMONG.finditer(ground.folded):
        yield from _among(ground, match)


def _among(ground: Ground, match: re.Match[str]) -> Iterator[Finding]:
    folded, at = ground.folded, match.start()
    end = scope_end(ground, match.end())
    if is_torn(ground, match.end(), end):
        return
    listed = [figure for figure in outermost(ground, match.end(), end) if is_plain(ground, figure)]
    open_ = is_open(folded, match.end(), end)
    yield from _among_before(ground, match, listed, open_=open_)
    for total in totals(ground, at):
        parts = together(ground, [figure for figure in listed if are_alike(total, figure)])
        if re.search(r"[(][含包][^()]*$", folded[max(0, total.span.start - 30) : total.span.start]):
            continue  # 216名(含退休6人，其中…): of which of the two?
        if any(part.value == total.value and re.search("[这该]", ground.label(part)) for part in parts):
            continue  # the total told again: 这13个单位
        if (over := _above(ground, total, parts, match)) is not None:
            yield finding_of(ground, "其中的一项大于总数", total, (over,))
        else:
            yield from held(ground, total, _closed(ground, total, parts), whole=False, open_=open_)


def _closed(ground: Ground, total: Figure, parts: Sequence[Figure]) -> Sequence[Figure]:
    """Return the first parts where they leave no other: 新开工271个，续建693个; what follows them is of something else."""
    names = [ground.label(part) for part in parts]
    whole = name_of(ground, total)
    return next((parts[:end] for end in (2, 3) if complements(whole, names[:end])), parts)


def _among_before(ground: Ground, match: re.Match[str], listed: Sequence[Figure], *, open_: bool) -> Iterator[Finding]:
    """Yield parts in a sentence of their own that do not fit the whole of the sentence before: 产值84亿元。其中，轻工业…，重工业…."""
    before = ground.folded[: match.start()].rstrip(" \t")
    if before[-1:] not in ("。", "\n"):
        return
    sentence = ground.sentence(len(before.rstrip("。\n")) - 1)
    wholes = [figure for figure in ground.inside(sentence.start, sentence.end) if is_plain(ground, figure)][:1]
    for total in wholes:
        parts = [figure for figure in listed if are_alike(total, figure)]
        if complements(name_of(ground, total), [ground.label(part) for part in parts]):
            yield from held(ground, total, parts, whole=False, open_=open_)


def _above(ground: Ground, total: Figure, parts: Sequence[Figure], among: re.Match[str]) -> Figure | None:
    """Return a part above its whole: the first one right behind 其中, or one that is named as the whole is (松子种植面积)."""
    gap = ground.folded[total.span.end : among.start()]
    near = total.quantity.comparator is Comparator.EQ and re.fullmatch(r"[\u4e00-\u9fff]{0,8}[,。;:(\s]{0,2}", gap)
    name = ground.label(total)
    for part in parts:
        label = ground.label(part)
        if part.low <= total.high or part.key != total.key or DOING.search(label):
            continue
        first = near and not re.search(r"[,;:。\d]\s?\S", ground.folded[among.end() : part.span.start].lstrip(",:"))
        alike = len(name) > 2 and label[-3:] == name[-3:]
        if first or alike:
            return part
    return None
