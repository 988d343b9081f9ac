"""Measuring an extraction against gold: the definitions are those of the annotation guide's own scorer.

Records are matched by place in the text; a quantity counts when place, value and unit are right, a target when its
indicator, comparator and change are right as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from pipeline.score.document import DocumentScore, Slip, Tally, score_document
from pipeline.score.entry import GoldError, gold_pages, page
from pipeline.score.report import Difference, Rate, Report, Row

__all__ = ["Difference", "DocumentScore", "GoldError", "Rate", "Report", "Row", "Slip", "Tally", "score"]


def score(gold_dir: Path, predictions: Iterable[Mapping[str, Any]]) -> Report:
    """Return how well the predictions, objects as `extract` prints them, agree with the gold of a folder.

    A document is found by the base name of its `source.path`; one without prediction counts as one in which nothing
    was found.
    """
    found = {name: page(name, made) for made in predictions for name in [Path(made["source"]["path"]).name]}
    gold = list(gold_pages(gold_dir))
    names = [wanted.name for wanted in gold]
    scores = tuple(score_document(wanted, found.get(wanted.name) or page(wanted.name, {})) for wanted in gold)
    return Report(
        documents=scores,
        missing=tuple(name for name in names if name not in found),
        unmatched=tuple(sorted(found.keys() - set(names))),
    )
