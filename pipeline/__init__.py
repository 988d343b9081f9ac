"""mubiao (目标): Chinese plan texts become a database one can question. The public verbs and records, nothing else.

    from pipeline import extract_text
    extract_text("年内新建幼儿园3所", period=(date(2025, 1, 1), date(2025, 12, 31))).quantities

The verbs are loaded when first used, so that `import pipeline` costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pipeline.model import (
        Amount,
        Assignment,
        Deadline,
        Document,
        Extraction,
        Goal,
        Issue,
        Meta,
        Period,
        Quantity,
        ReadError,
        Span,
    )
    from pipeline.output import as_dict
    from pipeline.verbs import extract_document, extract_text, read_document

__all__ = [
    "Amount",
    "Assignment",
    "Deadline",
    "Document",
    "Extraction",
    "Goal",
    "Issue",
    "Meta",
    "Period",
    "Quantity",
    "ReadError",
    "Span",
    "as_dict",
    "extract_document",
    "extract_text",
    "read_document",
]

_VERBS = {
    "as_dict": "pipeline.output",
    "extract_document": "pipeline.verbs",
    "extract_text": "pipeline.verbs",
    "read_document": "pipeline.verbs",
}


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module 'pipeline' has no attribute {name!r}")
    return getattr(import_module(_VERBS.get(name, "pipeline.model")), name)


def __dir__() -> list[str]:
    return __all__
