"""How a file of a run ended; nothing of the database here, so that those who only read files need not import it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Result(StrEnum):
    """How a file ended."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    SKIPPED = "skipped"
    FAILED = "failed"
    REMOVED = "removed"
    QUARANTINED = "quarantined"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How one file of a run ended. `code` is to count by, `reason` is for a person; None where nothing is to say.

    `documents` and `characters` count what was loaded; `peak` is the most memory, in bytes, that its process ever took.
    """

    path: str
    result: Result
    code: str | None = None
    reason: str | None = None
    documents: int = 0
    characters: int = 0
    seconds: float = 0.0
    peak: int = 0
