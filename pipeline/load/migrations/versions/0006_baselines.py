"""What a target starts from and how it binds; the views tell it too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

VIEWS = {
    "targets": "status = 'target'",
    "actuals": "status = 'actual'",
}


def upgrade() -> None:
    for name in ("baseline_exact", "binding"):
        op.add_column("quantities", sa.Column(name, sa.Text(), nullable=True))
    for name in ("baseline_start", "baseline_end", "baseline_year"):
        op.add_column("quantities", sa.Column(name, sa.Integer(), nullable=True))
    op.add_column("quantities", sa.Column("baseline", sa.Numeric(), nullable=True))
    for name, condition in VIEWS.items():
        op.execute(f"DROP VIEW {name}")
        op.execute(
            f"""CREATE VIEW {name} AS
            SELECT q.id, q.key, q.indicator, q.value, q.high, q.unit, q.comparator, q.change, q.deadline, q.quote,
                   q.value_exact, p.text AS sentence, d.title, d.region, d.region_code, d.level, d.kind, d.issuer,
                   d.period_from, d.period_to, d.path, q.page, q.document_id, d.removed_at,
                   d.member, q.box, q.confidence, q.cell_table, q.cell_row, q.cell_column,
                   q.baseline, q.baseline_exact, q.baseline_year, q.binding
            FROM quantities q JOIN documents d ON d.id = q.document_id LEFT JOIN passages p ON p.id = q.passage_id
            LEFT JOIN sketches s ON s.document_id = d.id
            LEFT JOIN documents o ON o.id = s.duplicate_of AND o.superseded_by IS NULL AND NOT o.quarantined
            WHERE q.{condition} AND d.superseded_by IS NULL AND o.id IS NULL AND NOT d.quarantined"""
        )
