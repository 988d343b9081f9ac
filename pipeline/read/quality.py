"""How well a document was read: a document in, its `Quality` out.

Four things are measured: characters that are garbled, 汉字 too rare to be meant (a wrong encoding or character map),
text recognition that is unsure, and pages that could not be read. Each takes its part off the score.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from pipeline.fold import fold
from pipeline.model import Document, Flaw, FlawKind, IssueCode, Quality

# Characters below which shares say nothing.
_FEWEST = 40
# Share of garbled characters that leaves nothing of the score: with one of ten gone, one of three numbers is wrong.
_ALL_GARBLED = 0.1
# Share of 汉字 outside the 3755 common ones (GB/T 2312, level 1): texts of the collections have up to 0.05, those read
# in a wrong encoding 0.4 and more.
_RARE_USUAL, _RARE_ALL = 0.1, 0.35
# Share of 汉字 among all letters: tables of figures with English heads have 0.3, a text in another language none.
_HAN_USUAL, _HAN_NONE = 0.2, 0.02
# Confidence of text recognition: clean pages have 0.98, a fax of a fax 0.85.
_SURE, _UNSURE = 0.9, 0.6

# What stays of a character whose bytes were read in a wrong encoding, or for which there was none.
_GARBLED = re.compile(
    r"[\ufffd\ue000-\uf8ff\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]|(?:锟斤拷|锟斤|烫烫烫|屯屯屯)|"
    # UTF-8 read as Latin-1 or as Windows-1252: å¹´, ä¸­, Ã¤.
    r"[ÃÂ][\u0080-\u00bf\u2013-\u2122]|[äåæçèé][\u0080-\u00bf\u2013-\u2122\u0152-\u017e\u02c6\u02dc]{1,2}|"
    # GB2312 read as Latin-1: ½ÌÓý.
    r"[\u00a1-\u00ff]{4,}"
)
_HAN = re.compile(r"[\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]")
_LETTER = re.compile(r"[^\W\d_]")
# The last row of GB/T 2312's common characters begins with this byte.
_COMMON_TO = 0xD7


def quality(document: Document) -> Quality:
    """Return how well a document was read: 1.0 for a clean text, 0.2 for 锟斤拷 all over."""
    flaws = sorted((flaw for flaw, _ in _losses(document)), key=lambda flaw: -flaw.share)
    score = 1.0
    for _, loss in _losses(document):
        score *= 1 - loss
    return Quality(round(score, 2), tuple(flaws))


def _losses(document: Document) -> Iterator[tuple[Flaw, float]]:
    """Yield each flaw with the part of the score that it takes."""
    missing = _missing(document)
    if missing:
        yield Flaw(FlawKind.MISSING, missing), missing
    sure = _confidence(document)
    if sure is not None and sure < _SURE:
        yield Flaw(FlawKind.UNSURE, 1 - sure), _within(sure, _SURE, _UNSURE)
    text = document.text
    inked = len(re.sub(r"\s", "", text))
    if inked < _FEWEST:
        return
    garbled = sum(match.end() - match.start() for match in _GARBLED.finditer(text)) / inked
    if garbled:
        yield Flaw(FlawKind.GARBLED, garbled), min(1.0, garbled / _ALL_GARBLED)
    han = _HAN.findall(fold(text))
    rare = sum(count for char, count in Counter(han).items() if not _is_common(char)) / max(1, len(han))
    if len(han) >= _FEWEST and rare > _RARE_USUAL:
        yield Flaw(FlawKind.UNUSUAL, rare), _within(rare, _RARE_USUAL, _RARE_ALL)
    letters = len(_LETTER.findall(text))
    share = len(han) / max(1, letters)
    if letters >= _FEWEST and share < _HAN_USUAL:
        yield Flaw(FlawKind.NOT_CHINESE, 1 - share), _within(share, _HAN_USUAL, _HAN_NONE)


def _within(value: float, good: float, bad: float) -> float:
    """Return how far a value lies from the good end to the bad one, 0 to 1."""
    return min(1.0, max(0.0, (value - good) / (bad - good)))


def _missing(document: Document) -> float:
    """Return the share of pages that are damaged, pictures that nothing recognises, or without a character map."""
    lost = sum(issue.code in (IssueCode.PAGE_UNREAD, IssueCode.PAGE_GARBLED) for issue in document.issues)
    return lost / (lost + len(document.pages)) if lost else 0.0


def _confidence(document: Document) -> float | None:
    """Return how sure text recognition was of the lines on the average, None where it read none."""
    lines = [(line.confidence, line.span.end - line.span.start) for line in document.printed]
    known = [(confidence, size) for confidence, size in lines if confidence is not None]
    total = sum(size for _, size in known)
    return sum(confidence * size for confidence, size in known) / total if total else None


def _is_common(char: str) -> bool:
    """Say whether a character is one of the 3755 common ones: 教 is, 鐨 is not."""
    try:
        return char.encode("gb2312")[0] <= _COMMON_TO
    except UnicodeEncodeError:
        return False
