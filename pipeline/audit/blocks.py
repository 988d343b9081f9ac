"""Linked facts in blocks: by subject and years, and inside each by place, so that no fact meets more than it can belong to."""

from __future__ import annotations

import gc
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from pipeline.audit.link import Block, Fact
from pipeline.audit.scope import Scope
from pipeline.audit.subject import Subject

Found = dict[tuple[Subject, Scope], Block]


def blocks(facts: Iterable[Fact]) -> Found:
    """Return the facts by subject and years, and inside each by place: only these can be held against each other."""
    found = no_blocks()
    with without_collecting():
        put(found, facts)
    return found


def no_blocks() -> Found:
    """Return blocks to put facts into."""
    return defaultdict(lambda: defaultdict(list))


def put(found: Found, facts: Iterable[Fact]) -> None:
    """Put facts into their blocks, behind those that are there."""
    for fact in facts:
        found[fact.subject, fact.scope][fact.paper.place].append(fact)


@contextmanager
def without_collecting() -> Iterator[None]:
    """Make many records that all stay: looking through a million of them for garbage takes longer than making them."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
