"""How well documents were read, which of them are in quarantine, and what was cut out of their texts."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer, "sqlite")
VIEWS = {
    "targets": "status = 'target'",
    "actuals": "status = 'actual'",
}


def upgrade() -> None:
    op.add_column("documents", sa.Column("quality", sa.Float(), nullable=True))
    op.add_column("documents", sa.Column("flaws", sa.Text(), nullable=True))
    for name in ("quarantined", "admitted"):
        op.add_column("documents", sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
    op.create_table(
        "cuts",
        sa.Column("document_id", BIG, autoincrement=False, nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["document_id"], ["documents.id"], name=op.f("fk_cuts_document_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("document_id", "position", name=op.f("pk_cuts")),
    )
    for name, condition in VIEWS.items():
        op.execute(f"DROP VIEW {name}")
        op.execute(
            f"""CREATE VIEW {name} AS
            SELECT q.id, q.key, q.indicator, q.value, q.high, q.unit, q.comparator, q.change, q.deadline, q.quote,
                   q.value_exact, p.text AS sentence, d.title, d.region, d.region_code, d.level, d.kind, d.issuer,
                   d.period_from, d.period_to, d.path, q.page, q.document_id, d.removed_at
            FROM quantities q JOIN documents d ON d.id = q.document_id LEFT JOIN passages p ON p.id = q.passage_id
            LEFT JOIN sketches s ON s.document_id = d.id
            LEFT JOIN documents o ON o.id = s.duplicate_of AND o.superseded_by IS NULL AND NOT o.quarantined
            WHERE q.{condition} AND d.superseded_by IS NULL AND o.id IS NULL AND NOT d.quarantined"""
        )
