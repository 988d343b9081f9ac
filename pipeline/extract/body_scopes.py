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
from pipeline.extract.body_items import FARTHEST, Items, items
from pipeline.extract.body_subjects import Agents
from pipeline.model import Span
from pipeline.rules import Mention

Told = list[tuple[Mention[Cue], Agents]]

SUBJECTS = (Side.DUTY, Side.ACT, Side.TURN)
_SENTENCE_END = re.compile("[。;!?\n\t]")
_FULL_STOP = re.compile("[。!?\n\t]")
_PIECE_END = re.compile("[,;。\n\t]")
# What stands before the subject that opens an item, and where the item ends.
_NUMBER = re.compile(r"(?:^[\s。:]*|[一二三四五六七八九十]是|[(\d一二三四五六七八九十]+[).、]|[①-⑳])\s*\Z")
_ITEM_END = re.compile(r"[\n\t]|[一二三四五六七八九十]是(?!否)")
# Sentences that go on with a duty: 党委政府要…。使入学率达99%.
_GOES_ON = re.compile("。(?:使|从而|并|以?确保|力争|努力|要(?!求)|同时要|务必)")
# What a subject does in the whole year is told in one piece: 各级河长全年巡河100次,水质达标率90%.
_WHOLE_YEAR = ("全年", "年内")
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
        end = self._item_end(behind) if side is Side.DUTY and self._opens_item(named.start) else self._end(cue, behind)
        if side in (*SUBJECTS, Side.MADE):
            starts = self.subjects if side in SUBJECTS else self.made
            following = bisect_right(starts, behind)
            end = min(end, starts[following]) if following < len(starts) else end
            return Span(named.start, max(end, behind))
        start = sentence_start(folded, min(named.start, cue.span.start))
        end = max(end, behind)
        return Span(self.known.before(start, 0) if self._tells_only_who(start, end) else start, end)

    def _end(self, cue: Mention[Cue], behind: int) -> int:
        """Return where the piece or sentence of a cue ends, for a duty with the sentences that go on with it."""
        side, folded = cue.words.side, self.text.folded
        told_of = side is Side.BEFORE and folded.startswith("的", cue.span.end)
        edge = _PIECE_END if told_of or cue.span.of(folded) in _WHOLE_YEAR else _SENTENCE_END
        edge = _FULL_STOP if side is Side.DUTY else edge
        most = min(len(folded), behind + FARTHEST)
        stop = edge.search(folded, behind, most)
        while stop and side is Side.DUTY and _GOES_ON.match(folded, stop.start()):
            stop = edge.search(folded, stop.end(), most)
        return stop.start() if stop else most

    def _opens_item(self, start: int) -> bool:
        """Say whether a subject opens its paragraph or numbered item, which then tells its duties alone."""
        folded = self.text.folded
        line = self.known.line(start)
        section = self.known.around(start)
        heading = section.title.end if section and line <= section.title.end <= start else line
        return _NUMBER.search(folded[heading:start]) is not None

    def _item_end(self, behind: int) -> int:
        """Return where the paragraph or its numbered item (一是…,二是…) ends."""
        most = min(len(self.text.folded), behind + FARTHEST)
        stop = _ITEM_END.search(self.text.folded, behind, most)
        return stop.start() if stop else most

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
