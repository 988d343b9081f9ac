"""Near-duplicates: sketches of texts, bands to find them by, and which document repeats which; the views leave them out."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
VIEWS = {
    "targets": "status = 'target'",
    "actuals": "status = 'actual'",
}


def upgrade() -> None:
    op.create_table(
        "sketches",
        sa.Column("document_id", BIG, autoincrement=False, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.Column("duplicate_of", BIG, nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_sketches_document_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["duplicate_of"], ["documents.id"], name=op.f("fk_sketches_duplicate_of"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("document_id", name=op.f("pk_sketches")),
    )
    op.create_index(op.f("ix_sketches_duplicate_of"), "sketches", ["duplicate_of"], unique=False)
    op.create_table(
        "bands",
        sa.Column("document_id", BIG, autoincrement=False, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_bands_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "number", name=op.f("pk_bands")),
    )
    op.create_index(op.f("ix_bands_value"), "bands", ["value"], unique=False)
    for name, condition in VIEWS.items():
        op.execute(f"DROP VIEW {name}")
        op.execute(
            f"""CREATE VIEW {name} AS
            SELECT q.id, q.key, q.indicator, q.value, q.high, q.unit, q.comparator, q.change, q.deadline, q.quote,
                   q.value_exact, p.text AS sentence, d.title, d.region, d.region_code, d.level, d.kind, d.issuer,
                   d.period_from, d.period_to, d.path, q.page, q.document_id, d.removed_at
            FROM quantities q JOIN documents d ON d.id = q.document_id LEFT JOIN passages p ON p.id = q.passage_id
            LEFT JOIN sketches s ON s.document_id = d.id
            LEFT JOIN documents o ON o.id = s.duplicate_of AND o.superseded_by IS NULL
            WHERE q.{condition} AND d.superseded_by IS NULL AND o.id IS NULL"""
        )
