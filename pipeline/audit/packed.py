"""Facts as one process sends them to another: columns of plain values, made records again where they arrive.

Pickled one by one, a record with its four parts takes three times as long to send as it took to link.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from typing import Any

from pipeline.audit.link import Fact, Paper, Stated
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Subject
from pipeline.model import Span

Key = tuple[Subject, Scope]


def pack(facts: Iterable[Fact], papers: Sequence[Paper]) -> bytes:
    """Return the facts of some documents, which the one who unpacks them knows too."""
    numbers = {paper.key: number for number, paper in enumerate(papers)}
    keys: dict[Key, int] = {}
    rows = [
        (numbers[fact.paper.key], keys.setdefault((fact.subject, fact.scope), len(keys)), *_row(fact)) for fact in facts
    ]
    return pickle.dumps((tuple(map(_plain, keys)), tuple(zip(*rows, strict=True))), protocol=5)


def unpack(sent: bytes, papers: Sequence[Paper]) -> tuple[Sequence[Key], Iterator[tuple[int, Fact]]]:
    """Return what blocks are found by, in the order of the facts, and the facts, each with the number of its block."""
    plain, columns = pickle.loads(sent)
    keys = [
        (Subject(name, aspect, qualifiers, known), Scope(first, last, each))
        for name, aspect, qualifiers, known, first, last, each in plain
    ]
    return keys, _facts(columns, keys, papers)


def _plain(key: Key) -> tuple[Any, ...]:
    subject, scope = key
    return (
        *(subject.name, subject.aspect, subject.qualifiers, subject.known),
        *(scope.first, scope.last, scope.each),
    )


def _facts(columns: Any, keys: Sequence[Key], papers: Sequence[Paper]) -> Iterator[tuple[int, Fact]]:
    sentence = Span(0, 1)
    # fmt: off
    for (
        number, key, start, end, begin, stop, promised, main, reasoned, wording, low, high, comparator,
        quote, page, status, indicator, value, upper, unit, written, change, deadline, bodies,
    ) in zip(*columns, strict=True):
        # fmt: on
        if (sentence.start, sentence.end) != (begin, stop):
            sentence = Span(begin, stop)
        told = Decimal(value)
        least = told if low == value else Decimal(low)
        stated = Stated(
            *(Span(start, end), sentence, quote, page, status, indicator, told),
            *(None if upper is None else Decimal(upper), unit, written, change, deadline, bodies),
        )
        subject, scope = keys[key]
        most = least if high is None else Decimal(high)
        yield key, Fact(
            *(papers[number], subject, scope, promised, main, reasoned, wording, least, most, comparator, stated)
        )


def _row(fact: Fact) -> tuple[Any, ...]:
    stated, low, high = fact.stated, str(fact.low), str(fact.high)
    # fmt: off
    return (
        stated.span.start, stated.span.end, stated.sentence.start, stated.sentence.end,
        fact.promised, fact.main, fact.reasoned, fact.wording, low, None if high == low else high, fact.comparator,
        stated.quote, stated.page, stated.status, stated.indicator, str(stated.value),
        None if stated.high is None else str(stated.high), stated.unit, stated.comparator, stated.change,
        stated.deadline, stated.bodies,
    )
    # fmt: on
