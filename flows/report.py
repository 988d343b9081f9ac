"""What a run of a flow amounts to, and the page that tells it: outcomes by kind, failures with reasons, what is new."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.ingest import Outcome, Result, Summary
from pipeline.query.newest import NewTarget

# Failures told one by one; the database holds them all.
MOST_TOLD = 50
# Targets told; a page for the morning, not the database.
MOST_TARGETS = 20


@dataclass(frozen=True, slots=True)
class Report:
    """A run: its number in the database, its counts, what failed and why, the newest targets, how long it took, and what
    was read too badly to be believed."""

    run: int
    database: str
    summary: Summary
    failures: tuple[Outcome, ...]
    targets: tuple[NewTarget, ...]
    seconds: float
    quarantined: tuple[Outcome, ...] = ()


def page(report: Report) -> str:
    """Return the report as a page of Markdown."""
    return "\n".join(
        [
            f"# Run {report.run} into `{report.database}`",
            "",
            report.summary.line(report.seconds),
            *_section("Outcomes", ("outcome", "why", "files"), _outcomes(report.summary)),
            *_section("Failed", ("file", "why"), _failed(report.failures)),
            *_section("Quarantined", ("file", "why"), _failed(report.quarantined)),
            *_section("Newest targets", ("id", "indicator", "amount", "due", "document"), _targets(report.targets)),
            "",
        ]
    )


def told(report: Report) -> str:
    """Return the report for a terminal: what failed and why, and the run in a line."""
    bad = (*report.failures, *report.quarantined)
    lines = [f"{outcome.result}: {outcome.path}: {outcome.reason or outcome.code}" for outcome in bad[:MOST_TOLD]]
    more = len(bad) - len(lines)
    return "\n".join([*lines, *([f"and {more} more"] if more else []), report.summary.line(report.seconds)])


def _section(title: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield a heading and a table, nothing where there are no rows."""
    lines = [f"| {' | '.join(map(_plain, row))} |" for row in rows]
    if lines:
        yield from ("", f"## {title}", "", f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *lines)


def _outcomes(summary: Summary) -> Iterator[tuple[str, ...]]:
    for result in Result:
        if summary.files[result]:
            yield result.value, "", str(summary.files[result])
            for (kind, code), count in summary.reasons.most_common():
                if kind is result:
                    yield "", code, str(count)


def _failed(outcomes: tuple[Outcome, ...]) -> Iterator[tuple[str, ...]]:
    for outcome in outcomes[:MOST_TOLD]:
        yield outcome.path, outcome.reason or outcome.code or ""
    if len(outcomes) > MOST_TOLD:
        yield f"and {len(outcomes) - MOST_TOLD} more", "all of them stand in the table `outcomes` of the database"


def _targets(targets: tuple[NewTarget, ...]) -> Iterator[tuple[str, ...]]:
    for target in targets:
        due = "" if target.deadline is None else target.deadline.isoformat()
        yield target.id, target.indicator, target.quote, due, target.title or target.path


def _plain(cell: str) -> str:
    """Return a text as it may stand in a cell: in one line, and nothing in it is markup."""
    marked = "".join(f"\\{char}" if char in "\\`*_[]<>|#~" else char for char in cell)
    return " ".join(marked.split())
