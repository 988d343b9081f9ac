"""How well a document was read: a score with its reasons. Standard library only."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FlawKind(StrEnum):
    """What can be wrong with a text as it was read, in the words in which it is told."""

    GARBLED = "characters are garbled"
    UNUSUAL = "Chinese characters are too rare to be meant"
    NOT_CHINESE = "letters are not Chinese"
    UNSURE = "recognised characters are unsure"
    MISSING = "pages could not be read"


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing that is wrong, and the share of the text, 0 to 1, in which it is."""

    kind: FlawKind
    share: float

    @property
    def told(self) -> str:
        """The flaw for a person: 42.0% of its characters are garbled."""
        return f"{self.share:.1%} of its {self.kind}"


@dataclass(frozen=True, slots=True)
class Quality:
    """How well a document was read, 0 (nothing to be trusted) to 1, and what speaks against it, worst first."""

    score: float
    flaws: tuple[Flaw, ...] = ()

    def __post_init__(self) -> None:
        if not 0 <= self.score <= 1:
            raise ValueError(f"a quality of {self.score} is none of 0 to 1")

    @property
    def told(self) -> str:
        """The score and its reasons in one line."""
        reasons = "; ".join(flaw.told for flaw in self.flaws) or "nothing is wrong with it"
        return f"read quality {self.score:.2f}: {reasons}"
