"""How well the audit does on seeds: what was found of the wrong ones, and what was found in their harmless twins."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SeedsFound:
    """The seeds of one sort by name: all of them, the wrong ones that were missed, and the false alarms with their rules."""

    name: str
    seeds: tuple[str, ...]
    missed: tuple[str, ...]
    alarms: tuple[str, ...]

    @property
    def found(self) -> int:
        """Return how many wrong seeds were found."""
        return len(self.seeds) - len(self.missed)

    @property
    def precision(self) -> float:
        """Return the share of alarms that were right."""
        return self.found / max(1, self.found + len(self.alarms))

    @property
    def recall(self) -> float:
        """Return the share of wrong seeds that were found."""
        return self.found / max(1, len(self.seeds))

    def as_table(self) -> str:
        """Return one line for people, and the seeds that went wrong."""
        lines = [
            f"{self.name}: {self.found} of {len(self.seeds)} found, recall {self.recall:.3f}; "
            f"{len(self.alarms)} false alarms, precision {self.precision:.3f}"
        ]
        lines += [f"  missed {name}" for name in self.missed] + [f"  false alarm {name}" for name in self.alarms]
        return "\n".join(lines)
