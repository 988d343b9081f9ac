"""How well the audit between documents does on its seeds: all wrong ones loaded into one database, all twins into another."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from pipeline.audit.run import ACROSS, audit_database
from pipeline.audit.seed_between import MAKERS, BetweenSeed, read_seeds_between
from pipeline.audit.seed_opened import Paper
from pipeline.audit.seeds_found import SeedsFound
from pipeline.audit.store import StoredFinding, Wanted, find
from pipeline.ingest import ingest
from pipeline.load.database import open_reader
from pipeline.load.outcome import Result
from pipeline.load.store import open_store


def score_seeds_between(path: Path) -> SeedsFound:
    """Return how the audit does on the seeds of a file: a seed is found by its kind's rule in its own documents, and any
    finding between the documents of a twin is a false alarm."""
    seeds = read_seeds_between(path)
    wrong, right = (_findings(seeds, side) for side in (lambda seed: seed.wrong, lambda seed: seed.right))
    hits = {(at, one.rule) for one in wrong for at in _seeds_of(one)}
    missed = tuple(seed.id for at, seed in enumerate(seeds) if (at, MAKERS[seed.kind][0]) not in hits)
    alarms = tuple(
        f"{' + '.join(seeds[at].id for at in sorted(_seeds_of(one)))} (twin): {one.rule}, {one.arithmetic}"
        for one in right
    )
    return SeedsFound("seeds between documents", tuple(seed.id for seed in seeds), missed, alarms)


def _findings(
    seeds: Iterable[BetweenSeed], side: Callable[[BetweenSeed], tuple[Paper, ...]]
) -> tuple[StoredFinding, ...]:
    """Return what the audit finds between the documents of one side, all in one database that is thrown away."""
    with TemporaryDirectory(prefix="mubiao-") as place:
        folder, database = Path(place) / "documents", str(Path(place) / "seeds.db")
        for at, seed in enumerate(seeds):
            (folder / str(at)).mkdir(parents=True)
            for paper in side(seed):
                (folder / str(at) / paper.name).write_text(paper.text, encoding="utf-8")
        store = open_store(database, extractor="seeds")
        failed = [outcome for outcome in ingest([folder], store, jobs=1) if outcome.result is not Result.LOADED]
        store.close()
        assert not failed, failed
        audit_database(database, jobs=1)
        engine = open_reader(database)
        with engine.connect() as connection:
            found = tuple(find(connection, Wanted(families=ACROSS)))
        engine.dispose()
    return found


def _seeds_of(finding: StoredFinding) -> frozenset[int]:
    """Return the seeds whose documents a finding names, by their places in the file."""
    return frozenset(int(Path(side.path).parent.name) for side in finding.sides)
