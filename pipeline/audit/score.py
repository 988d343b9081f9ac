"""How well the audit of single documents does: on relations that people judged by hand, and on the seeds of corpus/audit.

A relation is found when a finding's places lie in its quotes, on two of its operands at the least where it has so many.
Notices (a blank that cannot be checked) say that something is missing, not that it contradicts: they are no alarms here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from pipeline.audit.finding import Finding, Severity
from pipeline.audit.inside import audit
from pipeline.audit.seed import Form
from pipeline.audit.seeds import read_seeds
from pipeline.audit.seeds_found import SeedsFound
from pipeline.model import Extraction, Span
from pipeline.verbs import extract_document, extract_text, read_document


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation that a person judged: where its quotes and its operands stand in the document, and the verdict."""

    id: str
    kind: str
    inconsistent: bool
    quotes: tuple[Span, ...]
    operands: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Relations:
    """Which relations the audit found: the wrong ones rightly, the others as false alarms; `nowhere` are in no text that was read."""

    found: tuple[str, ...]
    missed: tuple[str, ...]
    alarms: tuple[str, ...]
    others: int
    nowhere: tuple[str, ...] = ()

    @property
    def recall(self) -> float:
        """Return the share of wrong relations that were found."""
        return len(self.found) / max(1, len(self.found) + len(self.missed))

    def as_table(self) -> str:
        """Return two lines for people, a third where quotes are in no text."""
        missed = f" (missed: {', '.join(self.missed)})" if self.missed else ""
        alarms = f" ({', '.join(self.alarms)})" if self.alarms else ""
        nowhere = f"\nrelations: {len(self.nowhere)} not measured, their quotes are in no text read: {', '.join(self.nowhere)}"
        return (
            f"relations: {len(self.found)} of {len(self.found) + len(self.missed)} inconsistent ones found, "
            f"recall {self.recall:.3f}{missed}\n"
            f"relations: {len(self.alarms)} false alarms on {self.others} others{alarms}"
            f"{nowhere if self.nowhere else ''}"
        )


def score_relations(table: Path, documents: Path) -> Relations:
    """Return how the audit does on a table of relations; `documents` is the folder that their paths begin in."""
    rows = [json.loads(line) for line in table.read_text(encoding="utf-8").splitlines() if line]
    by_name: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        by_name.setdefault(row["document"], []).append(row)
    found: list[str] = []
    missed: list[str] = []
    alarms: list[str] = []
    others = 0
    placed: set[str] = set()
    for name, told in by_name.items():
        for findings, relations in _judged(documents / name, told):
            hits = set(_hits(findings, relations))
            found += [relation.id for relation in relations if relation.inconsistent and relation.id in hits]
            missed += [relation.id for relation in relations if relation.inconsistent and relation.id not in hits]
            alarms += [relation.id for relation in relations if not relation.inconsistent and relation.id in hits]
            placed |= {relation.id for relation in relations}
            others += sum(not relation.inconsistent for relation in relations)
    nowhere = tuple(row["id"] for row in rows if row["id"] not in placed)
    return Relations(tuple(found), tuple(missed), tuple(alarms), others, nowhere)


def _judged(path: Path, rows: list[dict[str, Any]]) -> Iterator[tuple[tuple[Finding, ...], tuple[Relation, ...]]]:
    """Yield each document of a file with its findings and those of the relations whose quotes it holds."""
    left = list(rows)
    for document in read_document(path):
        squeezed, places = _squeezed(document.text)
        relations = []
        for row in list(left):
            relation = _relation(row, squeezed, places)
            if relation is not None:
                relations.append(relation)
                left.remove(row)
        if relations:
            yield audit(extract_document(document)), tuple(relations)


def _squeezed(text: str) -> tuple[str, list[int]]:
    places = [at for at, char in enumerate(text) if not char.isspace()]
    return "".join(text[at] for at in places), places


def _relation(row: dict[str, Any], squeezed: str, places: list[int]) -> Relation | None:
    """Return a relation as spans of the text, None where its quotes are not in this text."""
    quotes = []
    for quote in row["quotes"]:
        short = "".join(quote.split())
        at = squeezed.find(short)
        if at >= 0:
            quotes.append((at, at + len(short)))
    if not quotes:
        return None
    operands = []
    for operand in row["operands"]:
        short = "".join(operand["quote"].split())
        for start, end in quotes:
            at = squeezed.find(short, start, end)
            if at >= 0:
                operands.append(Span(places[at], places[at + len(short) - 1] + 1))
                break
    spans = tuple(Span(places[start], places[end - 1] + 1) for start, end in quotes)
    return Relation(row["id"], row["kind"], row["verdict"] == "inconsistent", spans, tuple(dict.fromkeys(operands)))


def _hits(findings: Iterable[Finding], relations: tuple[Relation, ...]) -> Iterator[str]:
    """Yield the relation that each finding is about: the one with which it shares most, and nothing beside it."""
    for finding in findings:
        if finding.severity is Severity.NOTICE:
            continue
        best = max(relations, key=lambda relation: _shared(finding, relation))
        if _shared(finding, best)[0] > 0:
            yield best.id


def _shared(finding: Finding, relation: Relation) -> tuple[float, bool]:
    """Return how much of a finding and a relation is the same, 0 where too little is."""
    spans = [place.span for place in finding.places]
    operands = [operand for operand in relation.operands if any(operand.overlaps(span) for span in spans)]
    within = [span for span in spans if any(quote.overlaps(span) for quote in relation.quotes)]
    needed = min(2, len(relation.operands), len(spans))
    if len(relation.operands) < 2 and within and not operands:
        return 0.25, relation.inconsistent  # a relation of words: a name left over, a number used twice
    if len(operands) < needed or not within:
        return 0.0, False
    together = len(relation.operands) + len(spans) - len(operands)
    return max(len(operands), 0.5) / max(1, together), relation.inconsistent


_HERE = "@"


def score_seeds(folder: Path) -> SeedsFound:
    """Return how the audit does on the seeds of a folder, each put into the folder's plan at its open place."""
    plan = (folder / "plan.txt").read_text(encoding="utf-8")
    alarms: list[str] = []
    missed: list[str] = []
    seeds = read_seeds(folder / "seeds.jsonl")
    for seed in seeds:
        inside, outside = _of_words(plan, seed.wrong, seed.form)
        missed += [] if inside else [seed.id]
        alarms += [f"{seed.id}: {rule}" for rule in outside]
        inside, outside = _of_words(plan, seed.right, seed.form)
        alarms += [f"{seed.id} (twin)"] * inside + [f"{seed.id} (twin): {rule}" for rule in outside]
    return SeedsFound("seeds", tuple(seed.id for seed in seeds), tuple(missed), tuple(alarms))


def _of_words(plan: str, words: str, form: Form) -> tuple[bool, list[str]]:
    """Return whether something is found in a seed's words, and the rules of what is found beside them."""
    if form is Form.WORDS:
        start = plan.index(_HERE)
        return _judged_in(extract_text(plan.replace(_HERE, words)), Span(start, start + len(words)))
    whole = words if form is Form.DOCUMENT else _as_markdown(plan, words)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "seed.md"
        path.write_text(whole, encoding="utf-8")
        (document,) = read_document(path)
    if form is Form.DOCUMENT:
        return _judged_in(extract_document(document), Span(0, len(document.text)))
    before, after = plan.split(_HERE)
    start = document.text.index(before.strip().splitlines()[-1])
    return _judged_in(extract_document(document), Span(start, document.text.index(after.strip().splitlines()[0])))


def _as_markdown(plan: str, words: str) -> str:
    """Return the plan with the words in it, each line of the plan a paragraph."""
    before, after = (part.strip().replace("\n", "\n\n") for part in plan.split(_HERE))
    return f"{before}\n\n{words}\n\n{after}\n"


def _judged_in(extraction: Extraction, there: Span) -> tuple[bool, list[str]]:
    inside, outside = False, []
    for finding in audit(extraction):
        if any(place.span.overlaps(there) for place in finding.places):
            inside = True
        else:
            outside.append(finding.rule)
    return inside, outside
