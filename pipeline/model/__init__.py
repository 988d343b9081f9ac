"""Every record of the pipeline; standard library only.

A document goes one way: `Document` (read) → `Outline` of `Section`s and `Clause`s (segment) → `Mention`s and
`Statement`s (extract) → `Quantity`, `Deadline`, `Assignment`, `Goal`, `Meta` (normalize), with an `Issue` for all
that could not be read or resolved. All positions are half-open `Span`s of code points into `Document.text`.
"""

from pipeline.model.document import (
    Block,
    BlockKind,
    Cell,
    Document,
    Format,
    Issue,
    IssueCode,
    Page,
    ReadError,
    Source,
    Span,
    Table,
)
from pipeline.model.facts import (
    Amount,
    Assignment,
    Deadline,
    Extraction,
    Goal,
    Meta,
    Period,
    Quantity,
)
from pipeline.model.outline import (
    Clause,
    Outline,
    Row,
    RowCell,
    Section,
)
from pipeline.model.terms import (
    Change,
    Comparator,
    Kind,
    Level,
    Role,
    Status,
)
from pipeline.model.words import (
    BodyWords,
    Bound,
    Form,
    GoalWords,
    MetaWords,
    PeriodForm,
    PeriodWords,
    QuantityWords,
    TimeForm,
    TimePoint,
    TimeWords,
)

__all__ = [
    "Amount",
    "Assignment",
    "Block",
    "BlockKind",
    "BodyWords",
    "Bound",
    "Cell",
    "Change",
    "Clause",
    "Comparator",
    "Deadline",
    "Document",
    "Extraction",
    "Form",
    "Format",
    "Goal",
    "GoalWords",
    "Issue",
    "IssueCode",
    "Kind",
    "Level",
    "Meta",
    "MetaWords",
    "Outline",
    "Page",
    "Period",
    "PeriodForm",
    "PeriodWords",
    "Quantity",
    "QuantityWords",
    "ReadError",
    "Role",
    "Row",
    "RowCell",
    "Section",
    "Source",
    "Span",
    "Status",
    "Table",
    "TimeForm",
    "TimePoint",
    "TimeWords",
]
