"""Query: questions to a loaded database, typed answers out; nothing here can write."""

from pipeline.model import State
from pipeline.query.answers import (
    Answer,
    DeadlineAnswer,
    DocumentAnswer,
    GoalAnswer,
    QuantityAnswer,
    UnitAnswer,
    Value,
    Where,
    columns,
    flat,
)
from pipeline.query.cuts import CutAnswer, find_cuts
from pipeline.query.filters import Filters
from pipeline.query.ids import UnknownId
from pipeline.query.place import InPlace, formal_lines, show
from pipeline.query.questions import (
    count_duplicates,
    find_deadlines,
    find_documents,
    find_goals,
    find_quantities,
    find_units,
)
from pipeline.query.sql import RefusedQuery, ask

__all__ = [
    "Answer",
    "CutAnswer",
    "DeadlineAnswer",
    "DocumentAnswer",
    "Filters",
    "GoalAnswer",
    "InPlace",
    "QuantityAnswer",
    "RefusedQuery",
    "State",
    "UnitAnswer",
    "UnknownId",
    "Value",
    "Where",
    "ask",
    "columns",
    "count_duplicates",
    "find_cuts",
    "find_deadlines",
    "find_documents",
    "find_goals",
    "find_quantities",
    "find_units",
    "flat",
    "formal_lines",
    "show",
]
