"""Numerals that no record claims: where whoever improves the rules looks first. Folded text and claimed spans in, spans out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

import rjieba

from pipeline.extract.deadline import RULES as TIMES
from pipeline.extract.names import zones
from pipeline.model import Span
from pipeline.rules import run

_NUMERAL = re.compile(r"\d+(?:[.,]\d+)*|[〇零一二两三四五六七八九十百千万亿]+(?:点[〇零一二三四五六七八九]+)?")
# Whole words of numerals and the like keep their numeral: 三, 第一批, 两个, 去年.
_NUMERIC_TAGS = ("m", "q", "t", "x")


class Reason(StrEnum):
    """Why nothing claimed a numeral, as far as that can be told; `none` is what needs looking at."""

    LABEL = "label"  # 一、 （二） 第三条: a section's number
    NAME = "name"  # in 《》, in a slogan, in a document number, in a line of the web page
    TIME = "time"  # 2024年2月26日 under the text: a time that is no deadline
    WORD = "word"  # 统一, 进一步: part of a word that is no number
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A numeral that no record claims."""

    span: Span
    reason: Reason


def numerals(folded: str) -> Iterator[Span]:
    """Yield every numeral, and every character that can be one: 92.5, 二十三, the 一 of 统一."""
    return (Span(*match.span()) for match in _NUMERAL.finditer(folded))


def unclaimed(folded: str, claimed: Iterable[Span], labels: Iterable[Span]) -> tuple[Unclaimed, ...]:
    """Return the numerals that overlap no claimed span, in text order; `labels` are the numbers of sections."""
    taken, named, numbering = _Stretches(claimed), _Stretches(zones(folded)), _Stretches(labels)
    times, words = _Stretches(mention.span for mention in run(TIMES, folded)), _Stretches(_words(folded))
    found = []
    for span in numerals(folded):
        if taken.touch(span):
            continue
        reasons = ((numbering, Reason.LABEL), (named, Reason.NAME), (times, Reason.TIME), (words, Reason.WORD))
        found.append(Unclaimed(span, next((reason for where, reason in reasons if where.touch(span)), Reason.NONE)))
    return tuple(found)


def _words(folded: str) -> Iterator[Span]:
    """Yield the words of two characters and more that are no numbers, by the segmenter's tag."""
    at = 0
    for word, tag in rjieba.tag(folded):
        at = folded.index(word, at)
        if len(word) > 1 and not word.isascii() and not tag.startswith(_NUMERIC_TAGS):
            yield Span(at, at + len(word))
        at += len(word)


class _Stretches:
    """Spans that can be asked whether one touches them."""

    def __init__(self, spans: Iterable[Span]) -> None:
        """Merge the spans, so that of all that begin before a place the last reaches farthest."""
        self.starts: list[int] = []
        self.ends: list[int] = []
        for span in sorted(spans):
            if self.ends and span.start <= self.ends[-1]:
                self.ends[-1] = max(self.ends[-1], span.end)
            else:
                self.starts.append(span.start)
                self.ends.append(span.end)

    def touch(self, span: Span) -> bool:
        """Say whether any of the spans shares a character with this one."""
        near = bisect_right(self.starts, span.end - 1) - 1
        return near >= 0 and self.ends[near] > span.start
