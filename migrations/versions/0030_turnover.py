"""Who said, and when, whether one may arrive at a property on the day others leave.

Revision: 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "turnover_entry",
        sa.Column("id", sa.UUID, primary_key=True),
        sa.Column("property_id", sa.UUID, sa.ForeignKey("property.id"), nullable=False),
        sa.Column("same_day", sa.Boolean, nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.UUID, sa.ForeignKey("account.id")),
        sa.Column("recorded_by_name", sa.Text, nullable=False),
    )
    op.create_index("ix_turnover_entry_latest", "turnover_entry", ["property_id", "recorded_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("turnover_entry")
