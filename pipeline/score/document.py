"""The score of one document: what was found, missed and made up, and how well each field of the found was read."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from pipeline.score.entry import META_FIELDS, Entry, Kind, Page
from pipeline.score.match import Pair, match, slices_back
from pipeline.score.phrase import Squeezed, likeness, plain, same_number, same_unit, squeeze

LABELS = {Kind.QUANTITY: "quantity", Kind.DEADLINE: "deadline", Kind.UNIT: "responsible unit", Kind.GOAL: "goal"}
# The share of overlap that makes two records one: units of quantities and borders of clauses may differ a little.
LEAST = {Kind.QUANTITY: 0.3, Kind.DEADLINE: 0.5, Kind.UNIT: 0.5, Kind.GOAL: 0.4}
# Likeness of two indicators from which a reader takes them for the same.
SAME_INDICATOR = 0.6
# Likeness of two names of a place, body or title from which they are one.
SAME_NAME = 0.8


@dataclass(frozen=True, slots=True)
class Tally:
    """How many records were found rightly, found at all, and wanted."""

    hit: int = 0
    found: int = 0
    wanted: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(self.hit + other.hit, self.found + other.found, self.wanted + other.wanted)

    @property
    def precision(self) -> float:
        """The share of the found that is right."""
        return self.hit / self.found if self.found else 0.0

    @property
    def recall(self) -> float:
        """The share of the wanted that was found."""
        return self.hit / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Slip:
    """One error: in which document, of what sort, at which words, and what happened."""

    document: str
    sort: str
    quote: str
    detail: str


@dataclass(frozen=True, slots=True)
class DocumentScore:
    """All figures of one document; `right` names the gold records that were got right, for comparison of two runs."""

    name: str
    tallies: Mapping[str, Tally]
    marks: Mapping[str, tuple[float, ...]]
    slips: tuple[Slip, ...]
    right: tuple[str, ...]


@dataclass(slots=True)
class _Sheet:
    """What is being written down while a document is gone through."""

    name: str
    text: str
    squeezed: Squeezed
    tallies: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    marks: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    slips: list[Slip] = field(default_factory=list)
    right: list[str] = field(default_factory=list)

    def slip(self, sort: str, quote: str | None, detail: str) -> None:
        self.slips.append(Slip(self.name, sort, quote or "", detail))

    def mark(self, sort: str, good: bool, pair: Pair, detail: str) -> None:
        """Mark a yes or no under its sort, with a slip for the no."""
        self.marks[sort].append(float(good))
        if not good:
            self.slip(sort, pair.wanted.quote, detail)

    def count(self, label: str, hits: Iterable[Entry], *, found: int, wanted: int) -> None:
        names = [f"{self.name} | {label} | {entry.quote} | {entry.context or ''}" for entry in hits]
        self.tallies[label] += Tally(len(names), found, wanted)
        self.right += names

    def around(self, found: Entry, width: int) -> str:
        """Return the text about a found record, or a word on why there is none."""
        if found.start is None or found.end is None:
            return "no start and end"
        if not slices_back(found, self.text):
            return f"does not slice back: text has {self.text[found.start : found.end]!r}"
        return self.text[max(0, found.start - width) : found.end + width]


def _pairs(sheet: _Sheet, kind: Kind, gold: Page, found: Page) -> tuple[Pair, ...]:
    """Return the pairs of a kind, with a slip for each record missed or made up."""
    matching = match(
        gold.entries[kind], found.entries[kind], text=sheet.text, squeezed=sheet.squeezed, least=LEAST[kind]
    )
    for entry in matching.missed:
        sheet.slip(f"{LABELS[kind]} missed", entry.quote, entry.context or entry.what or "")
    for entry in matching.spurious:
        sheet.slip(f"{LABELS[kind]} spurious", entry.quote, sheet.around(entry, 15))
    return matching.pairs


def _well_read(pair: Pair) -> bool:
    wanted, found = pair.wanted, pair.found
    amounts = same_number(wanted.value, found.value) and same_number(wanted.high, found.high)
    return amounts and same_unit(wanted.unit, found.unit)


def _amount(entry: Entry) -> str:
    return f"{entry.value} {entry.high} {entry.unit}"


def _quantities(sheet: _Sheet, gold: Page, found: Page) -> None:
    pairs = _pairs(sheet, Kind.QUANTITY, gold, found)
    good = [pair for pair in pairs if _well_read(pair)]
    for pair in pairs:
        if not _well_read(pair):
            sheet.slip("quantity misread", pair.wanted.quote, f"{_amount(pair.wanted)} read as {_amount(pair.found)}")
    for pair in good:
        said = pair.wanted.context or pair.wanted.indicator or ""
        for name, wanted, got in (
            ("comparator", pair.wanted.comparator, pair.found.comparator),
            ("change", pair.wanted.change, pair.found.change),
            ("status", pair.wanted.status, pair.found.status),
        ):
            sheet.mark(f"quantity.{name}", wanted == got, pair, f"{wanted} read as {got}: {said}")
        sheet.marks["quantity.indicator"].append(likeness(pair.wanted.indicator, pair.found.indicator))
    _count(sheet, Kind.QUANTITY, good, gold, found)
    aimed, had = (sum(map(_aims, side.entries[Kind.QUANTITY])) for side in (gold, found))
    _targets(sheet, good, wanted=aimed, found=had)


def _aims(entry: Entry) -> bool:
    return entry.status == "target"


def _targets(sheet: _Sheet, good: list[Pair], *, wanted: int, found: int) -> None:
    """Score what the whole thing is for: a target with all that belongs to it."""
    aims = [pair for pair in good if _aims(pair.wanted) and _aims(pair.found)]
    whole = []
    for pair in aims:
        alike = likeness(pair.wanted.indicator, pair.found.indicator) >= SAME_INDICATOR
        bound = (pair.wanted.comparator, pair.wanted.change) == (pair.found.comparator, pair.found.change)
        if alike and bound:
            whole.append(pair.wanted)
        if not alike:
            sheet.slip("indicator", pair.wanted.quote, f"{pair.wanted.indicator} read as {pair.found.indicator}")
        day, got = pair.wanted.deadline, pair.found.deadline
        sheet.mark("target.deadline", day == got, pair, f"{day} read as {got}")
        bodies, named = (set(map(plain, entry.responsible)) for entry in (pair.wanted, pair.found))
        sheet.tallies["target.responsible"] += Tally(len(bodies & named), len(named), len(bodies))
    sheet.count("target", whole, found=found, wanted=wanted)


def _deadlines(sheet: _Sheet, gold: Page, found: Page) -> None:
    pairs = _pairs(sheet, Kind.DEADLINE, gold, found)
    for pair in pairs:
        wanted, got = (f"{entry.first}..{entry.last}" for entry in (pair.wanted, pair.found))
        sheet.mark("deadline.resolved", wanted == got, pair, f"{wanted} read as {got}")
        said = f"{pair.wanted.recurring} read as {pair.found.recurring}"
        sheet.mark("deadline.recurring", pair.wanted.recurring == pair.found.recurring, pair, said)
    _count(sheet, Kind.DEADLINE, pairs, gold, found)


def _units(sheet: _Sheet, gold: Page, found: Page) -> None:
    pairs = _pairs(sheet, Kind.UNIT, gold, found)
    for pair in pairs:
        wanted, got = pair.wanted, pair.found
        sheet.mark("responsible unit.role", wanted.role == got.role, pair, f"{wanted.role} read as {got.role}")
        exact = plain(wanted.quote) == plain(got.quote)
        sheet.mark("responsible unit.exact", exact, pair, f"read as {got.quote}")
    _count(sheet, Kind.UNIT, pairs, gold, found)


def _goals(sheet: _Sheet, gold: Page, found: Page) -> None:
    pairs = _pairs(sheet, Kind.GOAL, gold, found)
    for pair in pairs:
        day, got = pair.wanted.deadline, pair.found.deadline
        sheet.mark("goal.deadline", day == got, pair, f"{day} read as {got}")
    _count(sheet, Kind.GOAL, pairs, gold, found)


def _count(sheet: _Sheet, kind: Kind, pairs: Iterable[Pair], gold: Page, found: Page) -> None:
    hits = (pair.wanted for pair in pairs)
    sheet.count(LABELS[kind], hits, found=len(found.entries[kind]), wanted=len(gold.entries[kind]))


def _meta(sheet: _Sheet, gold: Page, found: Page) -> None:
    for name in META_FIELDS:
        wanted, got = gold.meta.get(name), found.meta.get(name)
        by_likeness = name in ("region", "issuer") and wanted and got
        same = likeness(wanted, got) >= SAME_NAME if by_likeness else plain(wanted) == plain(got)
        sheet.marks[f"meta.{name}"].append(float(same))
        if not same:
            sheet.slip(f"meta.{name}", wanted, f"read as {got}")
    wanted, got = gold.meta.get("title"), found.meta.get("title")
    alike = likeness(wanted, got) >= SAME_NAME
    sheet.marks["meta.title"].append(float(alike))
    if not alike:
        sheet.slip("meta.title", wanted, f"read as {got}")


def score_document(gold: Page, found: Page) -> DocumentScore:
    """Return the score of one document, of what was found in it against its gold."""
    sheet = _Sheet(gold.name, found.text, squeeze(found.text))
    for part in (_quantities, _deadlines, _units, _goals, _meta):
        part(sheet, gold, found)
    marks = {sort: tuple(values) for sort, values in sheet.marks.items()}
    return DocumentScore(gold.name, dict(sheet.tallies), marks, tuple(sheet.slips), tuple(sheet.right))
