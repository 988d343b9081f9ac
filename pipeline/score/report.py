"""The score of a whole collection: precision, recall and F1 of each kind, accuracy of each field, errors, and what a
change has gained and lost against an earlier run."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pipeline.score.document import DocumentScore, Slip, Tally

KINDS = ("quantity", "target", "target.responsible", "deadline", "responsible unit", "goal")
# The overall figure is the mean of the F1 of these.
CORE = ("quantity", "target", "deadline", "responsible unit")


@dataclass(frozen=True, slots=True)
class Row:
    """The figures of one kind: `tally` counts records, `macro` is the mean F1 over the documents that have any."""

    tally: Tally
    macro: float


@dataclass(frozen=True, slots=True)
class Rate:
    """The mean of a field's marks, and how many there are."""

    mean: float
    count: int


@dataclass(frozen=True, slots=True)
class Difference:
    """What a run got right that the earlier one did not, and the other way round."""

    gained: tuple[str, ...]
    lost: tuple[str, ...]

    def as_text(self) -> str:
        """Return one line for each, `+` for gained and `-` for lost."""
        head = f"gained {len(self.gained)}, lost {len(self.lost)}"
        return "\n".join([head, *(f"+ {name}" for name in self.gained), *(f"- {name}" for name in self.lost)])


@dataclass(frozen=True, slots=True)
class Report:
    """The scores of all documents that have gold, in order of name.

    `missing` are documents that have gold but no prediction, `unmatched` predictions without gold.
    """

    documents: tuple[DocumentScore, ...]
    missing: tuple[str, ...]
    unmatched: tuple[str, ...]

    @property
    def rows(self) -> dict[str, Row]:
        """The figures by kind."""
        found = {}
        for kind in KINDS:
            tallies = [score.tallies.get(kind, Tally()) for score in self.documents]
            each = [tally.f1 for tally in tallies if tally.wanted or tally.found]
            found[kind] = Row(sum(tallies, Tally()), sum(each) / len(each) if each else 0.0)
        return found

    @property
    def rates(self) -> dict[str, Rate]:
        """The accuracies by field."""
        fields = sorted({name for score in self.documents for name in score.marks})
        marks = {name: [mark for score in self.documents for mark in score.marks.get(name, ())] for name in fields}
        return {name: Rate(sum(values) / len(values), len(values)) for name, values in marks.items() if values}

    @property
    def overall(self) -> float:
        """The mean micro F1 of the core kinds."""
        rows = self.rows
        return sum(rows[kind].tally.f1 for kind in CORE) / len(CORE)

    @property
    def slips(self) -> tuple[Slip, ...]:
        """All errors, document by document."""
        return tuple(slip for score in self.documents for slip in score.slips)

    @property
    def right(self) -> tuple[str, ...]:
        """The names of the gold records that were got right."""
        return tuple(name for score in self.documents for name in score.right)

    def against(self, earlier: Mapping[str, Any]) -> Difference:
        """Return what changed since an earlier run, saved as `as_dict` gives it."""
        before, now = set(earlier.get("right", ())), set(self.right)
        return Difference(tuple(sorted(now - before)), tuple(sorted(before - now)))

    def figures(self) -> dict[str, float]:
        """Return each figure under one name, as floors are kept: `quantity.f1`, `quantity.macro`, `meta.kind`."""
        named = {"overall": self.overall}
        for kind, row in self.rows.items():
            named |= {f"{kind}.f1": row.tally.f1, f"{kind}.macro": row.macro}
        return named | {name: rate.mean for name, rate in self.rates.items()}

    def as_dict(self) -> dict[str, Any]:
        """Return the whole as JSON can hold it: what `mubiao score --format json` prints and what a later run is
        compared with."""
        return {
            "overall": self.overall,
            "rows": {kind: _row(row) for kind, row in self.rows.items()},
            "rates": {name: [rate.mean, rate.count] for name, rate in self.rates.items()},
            "documents": {
                score.name: {kind: tally.f1 for kind, tally in score.tallies.items() if tally.wanted or tally.found}
                for score in self.documents
            },
            "missing": list(self.missing),
            "unmatched": list(self.unmatched),
            "errors": [[slip.document, slip.sort, slip.quote, slip.detail] for slip in self.slips],
            "right": list(self.right),
        }

    def as_table(self, errors: int = 0) -> str:
        """Return the figures as lines for people, with the first few errors of each sort when asked for."""
        head = f"{len(self.documents)} documents; overall (mean micro F1 of {', '.join(CORE)}): {self.overall:.3f}"
        lines = [head]
        if self.missing:
            lines.append(f"without a prediction: {', '.join(self.missing)}")
        if self.unmatched:
            lines.append(f"predictions without gold: {', '.join(self.unmatched)}")
        lines += [_line(kind, row) for kind, row in self.rows.items()]
        lines += [f"{name:<24} {rate.mean:.3f}  of {rate.count}" for name, rate in self.rates.items()]
        return "\n".join([*lines, *(self._errors(errors) if errors else ())])

    def _errors(self, most: int) -> list[str]:
        by_sort: dict[str, list[Slip]] = {}
        for slip in self.slips:
            by_sort.setdefault(slip.sort, []).append(slip)
        lines = []
        for sort, slips in by_sort.items():
            lines.append(f"\n## {sort}: {len(slips)}")
            for slip in slips[:most]:
                lines.append("  " + f"{slip.document} | {slip.quote} | {slip.detail}".replace("\n", "⏎"))
        return lines


def _row(row: Row) -> dict[str, float]:
    tally = row.tally
    return {
        "P": tally.precision,
        "R": tally.recall,
        "F1": tally.f1,
        "predicted": tally.found,
        "wanted": tally.wanted,
        "macro F1": row.macro,
    }


def _line(kind: str, row: Row) -> str:
    tally = row.tally
    figures = f"P {tally.precision:.3f}  R {tally.recall:.3f}  F1 micro {tally.f1:.3f} macro {row.macro:.3f}"
    return f"{kind:<20} {figures}   predicted {tally.found}, wanted {tally.wanted}"
