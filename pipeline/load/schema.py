"""The tables of the database, the same on SQLite and PostgreSQL.

A figure stands twice: `value_exact` is the decimal as text, the truth that is read back; `value` is a number of the
database's own, for comparing and sorting. Positions count code points of `texts.text`.
"""

from __future__ import annotations

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.types import TypeDecorator

# The newest step under migrations/versions; a test holds the two together. Comparing it takes no Alembic.
HEAD = "0006"
# Not Alembic's own name for it: a PostgreSQL database may hold other programs' migrated tables too.
VERSION_TABLE = "mubiao_version"


class Instant(TypeDecorator[datetime]):
    """A moment in UTC; SQLite keeps no time zone, so it is taken off on the way in and put back on the way out."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: sa.Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Exact(TypeDecorator[Decimal]):
    """A decimal kept as its digits: 31000000, 92.50."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else f"{value:f}"

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> Decimal | None:
        return None if value is None else Decimal(value)


class Comparable(TypeDecorator[Decimal]):
    """The same decimal as the database's own number: NUMERIC of any length on PostgreSQL, a float on SQLite."""

    impl = sa.Numeric(asdecimal=False)
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: sa.Dialect) -> Decimal | float | None:
        if value is None or dialect.name == "postgresql":
            return value
        return float(value)


class Boxed(TypeDecorator[tuple[float, ...]]):
    """A box on a page, left, top, right and bottom in points: 72 100.5 300 120."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: tuple[float, ...] | None, dialect: sa.Dialect) -> str | None:
        return None if value is None else " ".join(f"{edge:g}" for edge in value)

    def process_result_value(self, value: str | None, dialect: sa.Dialect) -> tuple[float, ...] | None:
        return None if value is None else tuple(map(float, value.split()))


metadata = sa.MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

Big = sa.BigInteger().with_variant(sa.Integer, "sqlite")  # SQLite counts up only what is called INTEGER


def _id() -> sa.Column[int]:
    return sa.Column("id", Big, primary_key=True, autoincrement=True)


def _document(*, primary_key: bool = False) -> sa.Column[int]:
    reference = sa.ForeignKey("documents.id", ondelete="CASCADE")
    return sa.Column("document_id", Big, reference, primary_key=primary_key, nullable=False, autoincrement=False)


def _provenance() -> list[sa.Column[Any]]:
    """Return the columns by which every record can answer "who says so?"."""
    return [
        _id(),
        _document(),
        sa.Column("key", sa.String(16), nullable=False, index=True),
        sa.Column("span_start", sa.Integer, nullable=False),
        sa.Column("span_end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("rule", sa.Text, nullable=False),
        sa.Column("page", sa.Integer),
        sa.Column("clause_start", sa.Integer),
        sa.Column("clause_end", sa.Integer),
        sa.Column("passage_id", Big, sa.ForeignKey("passages.id", ondelete="CASCADE"), index=True),
        # Where it is printed and in which cell it stands, counted from 1, where the format tells; how sure text
        # recognition was of the line, 0 to 1 (pipeline.load.spots).
        sa.Column("box", Boxed),
        sa.Column("confidence", sa.Float),
        sa.Column("cell_table", sa.Integer),
        sa.Column("cell_row", sa.Integer),
        sa.Column("cell_column", sa.Integer),
    ]


# Which bytes stood at which path, one row for each version of a file.
files = sa.Table(
    "files",
    metadata,
    _id(),
    sa.Column("path", sa.Text, nullable=False),
    sa.Column("sha256", sa.String(64), nullable=False, index=True),
    sa.Column("seen_at", Instant, nullable=False),
    sa.Column("replaced_by", Big, sa.ForeignKey("files.id", ondelete="SET NULL")),
    sa.Column("removed_at", Instant),
    sa.UniqueConstraint("path", "sha256"),
)

documents = sa.Table(
    "documents",
    metadata,
    _id(),
    sa.Column("key", sa.String(16), nullable=False, index=True),
    sa.Column("sha256", sa.String(64), nullable=False),
    # 0 where the file holds one document, else its number from 1; `parts` is how many the file holds.
    sa.Column("part", sa.Integer, nullable=False),
    sa.Column("parts", sa.Integer, nullable=False),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("path", sa.Text, nullable=False),
    # Its name inside the archive or mail at the path: inner.zip!计划.docx where one holds another.
    sa.Column("member", sa.Text),
    sa.Column("format", sa.Text, nullable=False),
    sa.Column("encoding", sa.Text),
    sa.Column("title", sa.Text),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("level", sa.Text, nullable=False),
    sa.Column("region", sa.Text),
    sa.Column("region_folded", sa.Text),
    sa.Column("region_code", sa.String(6), index=True),
    sa.Column("issuer", sa.Text),
    sa.Column("period_from", sa.Date),
    sa.Column("period_to", sa.Date),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("loaded_at", Instant, nullable=False),
    # The earlier version of this document, the one that took this one's place, and since when its file is gone.
    sa.Column("previous_id", Big, sa.ForeignKey("documents.id", ondelete="SET NULL"), index=True),
    sa.Column("superseded_by", Big, sa.ForeignKey("documents.id", ondelete="SET NULL"), index=True),
    sa.Column("removed_at", Instant),
    # How well it was read, 0 to 1, and why not better; whether it is kept out of answers for that, or a person let it in.
    sa.Column("quality", sa.Float),
    sa.Column("flaws", sa.Text),
    sa.Column("quarantined", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.Column("admitted", sa.Boolean, nullable=False, server_default=sa.false()),
    sa.UniqueConstraint("sha256", "part"),
    sa.Index("ix_documents_path", "path"),
)

texts = sa.Table("texts", metadata, _document(primary_key=True), sa.Column("text", sa.Text, nullable=False))

# What near-duplicates are found by (pipeline.load.duplicates).
sketches = sa.Table(
    "sketches",
    metadata,
    _document(primary_key=True),
    sa.Column("sketch", sa.LargeBinary, nullable=False),
    # The earliest document that says the same in nearly the same words: a plan on two sites.
    sa.Column("duplicate_of", Big, sa.ForeignKey("documents.id", ondelete="SET NULL"), index=True),
)
bands = sa.Table(
    "bands",
    metadata,
    _document(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("value", sa.BigInteger, nullable=False, index=True),
)

# What was taken out of a text: running heads, page numbers, watermarks; `place` is where it stood.
cuts = sa.Table(
    "cuts",
    metadata,
    _document(primary_key=True),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("reason", sa.Text, nullable=False),
    sa.Column("place", sa.Integer, nullable=False),
    sa.Column("page", sa.Integer),
)

sections = sa.Table(
    "sections",
    metadata,
    _document(primary_key=True),
    sa.Column("number", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("parent", sa.Integer),
    sa.Column("level", sa.Integer, nullable=False),
    sa.Column("label", sa.Text, nullable=False),
    sa.Column("title", sa.Text, nullable=False),
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
)

# What is shown and searched as one: a sentence of prose, or a whole row of a table.
passages = sa.Table(
    "passages",
    metadata,
    _id(),
    _document(),
    sa.Column("number", sa.Integer, nullable=False),
    sa.Column("section", sa.Integer),
    sa.Column("kind", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
    sa.Column("text", sa.Text, nullable=False),
    # The text as it is searched (pipeline.load.search): folded, small letters, no blanks.
    sa.Column("folded", sa.Text, nullable=False),
    sa.UniqueConstraint("document_id", "number"),
)

quantities = sa.Table(
    "quantities",
    metadata,
    *_provenance(),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("indicator", sa.Text, nullable=False),
    sa.Column("indicator_folded", sa.Text, nullable=False),
    sa.Column("value", Comparable),
    sa.Column("value_exact", Exact),
    sa.Column("high", Comparable),
    sa.Column("high_exact", Exact),
    sa.Column("unit", sa.Text, nullable=False),
    sa.Column("comparator", sa.Text, nullable=False),
    sa.Column("change", sa.Text, nullable=False),
    sa.Column("deadline", sa.Date),
    # What a target starts from, where that stands, its year; and how the target binds.
    sa.Column("baseline", Comparable),
    sa.Column("baseline_exact", Exact),
    sa.Column("baseline_start", sa.Integer),
    sa.Column("baseline_end", sa.Integer),
    sa.Column("baseline_year", sa.Integer),
    sa.Column("binding", sa.Text),
    sa.Index("ix_quantities_document_id", "document_id", "span_start"),
    sa.Index("ix_quantities_deadline", "deadline"),
)

deadlines = sa.Table(
    "deadlines",
    metadata,
    *_provenance(),
    sa.Column("first", sa.Date),
    sa.Column("last", sa.Date),
    sa.Column("recurring", sa.Boolean, nullable=False),
    sa.Index("ix_deadlines_document_id", "document_id", "span_start"),
    sa.Index("ix_deadlines_last", "last"),
)

assignments = sa.Table(
    "assignments",
    metadata,
    *_provenance(),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("name_folded", sa.Text, nullable=False),
    sa.Column("role", sa.Text, nullable=False),
    sa.Column("scope_start", sa.Integer, nullable=False),
    sa.Column("scope_end", sa.Integer, nullable=False),
    sa.Column("scope", sa.Text, nullable=False),
    sa.Index("ix_assignments_document_id", "document_id", "span_start"),
)

goals = sa.Table(
    "goals",
    metadata,
    *_provenance(),
    sa.Column("deadline", sa.Date),
    sa.Index("ix_goals_document_id", "document_id", "span_start"),
    sa.Index("ix_goals_deadline", "deadline"),
)


def _responsible(name: str, owner: str) -> sa.Table:
    """Return the table of who is responsible for a record of `owner`, in the order of the text."""
    return sa.Table(
        name,
        metadata,
        sa.Column(
            "owner_id", Big, sa.ForeignKey(f"{owner}.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
        ),
        sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("name_folded", sa.Text, nullable=False),
    )


quantity_units = _responsible("quantity_units", "quantities")
goal_units = _responsible("goal_units", "goals")

issues = sa.Table(
    "issues",
    metadata,
    _id(),
    _document(),
    sa.Column("code", sa.Text, nullable=False, index=True),
    sa.Column("detail", sa.Text, nullable=False),
    sa.Column("span_start", sa.Integer),
    sa.Column("span_end", sa.Integer),
    sa.Column("quote", sa.Text),
    sa.Index("ix_issues_document_id", "document_id"),
)

runs = sa.Table(
    "runs",
    metadata,
    _id(),
    sa.Column("started_at", Instant, nullable=False),
    sa.Column("finished_at", Instant),
    sa.Column("extractor", sa.Text, nullable=False),
    sa.Column("paths", sa.Text, nullable=False),
)

outcomes = sa.Table(
    "outcomes",
    metadata,
    _id(),
    sa.Column("run_id", Big, sa.ForeignKey("runs.id", ondelete="CASCADE"), nullable=False),
    sa.Column("path", sa.Text, nullable=False, index=True),
    sa.Column("result", sa.Text, nullable=False),
    sa.Column("code", sa.Text),
    sa.Column("reason", sa.Text),
    sa.Column("documents", sa.Integer, nullable=False),
    sa.Column("characters", sa.Integer, nullable=False),
    sa.Column("seconds", sa.Float, nullable=False),
    sa.Index("ix_outcomes_run_id", "run_id", "result"),
)

# What the audit finds. `key` is the finding's own identity, so that what a person says of it survives every re-run.
findings = sa.Table(
    "findings",
    metadata,
    _id(),
    sa.Column("key", sa.String(16), nullable=False, unique=True),
    sa.Column("family", sa.Text, nullable=False),
    sa.Column("rule", sa.Text, nullable=False),
    sa.Column("severity", sa.Text, nullable=False),
    sa.Column("arithmetic", sa.Text, nullable=False),
    sa.Column("found_at", Instant, nullable=False),
    # Since when the audit no longer finds it.
    sa.Column("gone_at", Instant),
    sa.Column("status", sa.Text, nullable=False),
    sa.Column("reason", sa.Text),
    sa.Column("set_at", Instant),
)

finding_places = sa.Table(
    "finding_places",
    metadata,
    sa.Column(
        "finding_id", Big, sa.ForeignKey("findings.id", ondelete="CASCADE"), primary_key=True, autoincrement=False
    ),
    sa.Column("position", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("document_id", Big, sa.ForeignKey("documents.id", ondelete="CASCADE"), nullable=False),
    sa.Column("span_start", sa.Integer, nullable=False),
    sa.Column("span_end", sa.Integer, nullable=False),
    sa.Column("quote", sa.Text, nullable=False),
    sa.Column("page", sa.Integer),
    sa.Index("ix_finding_places_document_id", "document_id"),
)

# Which documents were audited by themselves, and by which extractor they were read then.
audited = sa.Table("audited", metadata, _document(primary_key=True), sa.Column("extractor", sa.Text, nullable=False))

# Every table whose rows hang on passages or documents, in the order in which a document is taken out again.
RECORDS = (quantities, deadlines, assignments, goals, issues, passages, sections, bands, sketches, texts, cuts)
