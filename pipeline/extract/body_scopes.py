"""Scopes (范围): the stretch of text that the bodies around a cue answer for.

The cues with the bodies found at them in, a `Span` for each out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from dataclasses import dataclass

from pipeline.extract.body_cues import Cue, Side
from pipeline.extract.body_ground import Ground
from pipeline.extract.body_items import Items, items
from pipeline.extract.body_subjects import Agents
from pipeline.model import Span
from pipeline.rules import Mention

Told = list[tuple[Mention[Cue], Agents]]

SUBJECTS = (Side.DUTY, Side.ACT, Side.TURN)
_SENTENCE_END = re.compile("[。;!?\n\t]")
_PARAGRAPH_END = re.compile("[\n\t]")
_PIECE_END = re.compile("[,;。\n\t]")
# Longer sentences are lists that lost their stops; looking back further costs without telling more.
LONGEST_SENTENCE = 800
# Besides the names, a sentence that only tells who does the work holds nothing but these.
_WHO = re.compile(
    r"(?:以上|上述|此项|该项|这项|本项|各项)?(?:任务|工作)?[,:]?(?:由|请|主要|具体|共同|分别|按(?:照)?(?:各自)?职责(?:分工)?|积极|密切|做好|抓好"
    r"|牵头|负总?责|负责|主办|承办|组织|实施|落实|推进|抓总|配合|协助|协办|参与|参加|会同|联合|等|各?(?:有关|相关)?(?:部门|单位)|[,、和与及() ])*"
)


@dataclass(frozen=True, slots=True)
class Scopes:
    """What ends the reach of each cue: the next subject, the next body made to act, the item's own beginning."""

    text: Ground
    known: Items
    subjects: tuple[int, ...]
    made: tuple[int, ...]
    named: dict[int, list[Span]]

    def of(self, cue: Mention[Cue], named: Span) -> Span:
        """Return the stretch that bodies answer for: on from a subject up to the next, else the sentence of the cue."""
        folded, side = self.text.folded, cue.words.side
        behind = max(named.end, cue.span.end)
        stop = self._edge(cue).search(folded, behind)
        end = stop.start() if stop else len(folded)
        if side in (*SUBJECTS, Side.MADE):
            starts = self.subjects if side in SUBJECTS else self.made
            following = bisect_right(starts, behind)
            end = min(end, starts[following]) if following < len(starts) else end
            return Span(named.start, max(end, behind))
        start = sentence_start(folded, min(named.start, cue.span.start))
        end = max(end, behind)
        return Span(self.known.before(start, 0) if self._tells_only_who(start, end) else start, end)

    def _edge(self, cue: Mention[Cue]) -> re.Pattern[str]:
        side, folded = cue.words.side, self.text.folded
        if side is Side.DUTY:
            return _PARAGRAPH_END
        if side in (Side.ACT, Side.TURN) and self.text.in_cell(cue.span):
            return _PIECE_END
        return _PIECE_END if side is Side.BEFORE and folded.startswith("的", cue.span.end) else _SENTENCE_END

    def _tells_only_who(self, start: int, end: int) -> bool:
        """Say whether a sentence names bodies and nothing they do, so that it speaks of what stands before it."""
        left = start
        for span in sorted(self.named.get(start, ())):
            if span.start >= left:
                if not _WHO.fullmatch(self.text.folded, left, span.start):
                    return False
                left = span.end
        return left > start and _WHO.fullmatch(self.text.folded, left, end) is not None


def scopes(text: Ground, told: Told) -> Scopes:
    """Return what bounds the reach of the cues of one document."""
    subjects, made = list[int](), list[int]()
    named: dict[int, list[Span]] = defaultdict(list)
    for cue, found in told:
        first = around(found).start
        start = sentence_start(text.folded, min(first, cue.span.start))
        named[start] += [span for span, _ in found]
        if cue.words.side in SUBJECTS:
            subjects.append(first)
        elif cue.words.side is Side.MADE:
            made.append(cue.span.start)
        elif cue.words.side is Side.BY or first == start:
            subjects.append(min(first, cue.span.start))
    return Scopes(text, items(text.reading), tuple(sorted(subjects)), tuple(sorted(made)), named)


def around(found: Agents) -> Span:
    """Return the stretch from the first of some names to the last."""
    return Span(min(span.start for span, _ in found), max(span.end for span, _ in found))


def sentence_start(folded: str, position: int) -> int:
    """Return where the sentence around a position starts."""
    low = max(0, position - LONGEST_SENTENCE)
    return max(low - 1, *(folded.rfind(mark, low, position) for mark in "。;!?\n\t")) + 1
