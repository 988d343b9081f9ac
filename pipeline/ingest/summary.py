"""What a run amounts to: outcomes go in one by one, counts and speeds come out."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from pipeline.load.outcome import Outcome, Result


@dataclass(slots=True)
class Summary:
    """The counts of a run so far; the one record that is filled in, since a run may have a million outcomes."""

    files: Counter[Result] = field(default_factory=Counter)
    reasons: Counter[tuple[Result, str]] = field(default_factory=Counter)
    documents: int = 0
    characters: int = 0
    peak: int = 0

    def add(self, outcome: Outcome) -> None:
        """Count an outcome."""
        self.files[outcome.result] += 1
        if outcome.code is not None:
            self.reasons[outcome.result, outcome.code] += 1
        self.documents += outcome.documents
        self.characters += outcome.characters
        self.peak = max(self.peak, outcome.peak)

    def line(self, seconds: float) -> str:
        """Return the run in a line: 390 loaded (396 documents), 3 failed in 12.0 s: 33 documents/s …"""
        counts = [f"{self.files[result]} {result}" for result in Result if self.files[result]] or ["no files"]
        if self.files[Result.LOADED]:
            counts[0] += f" ({self.documents} documents)"
        said = f"{', '.join(counts)} in {seconds:.1f} s"
        if not self.documents:
            return said
        speed = f"{self.documents / seconds:.1f} documents/s, {self.characters / seconds:,.0f} characters/s"
        return f"{said}: {speed}, peak memory {self.peak / 2**20:.0f} MB a process"
