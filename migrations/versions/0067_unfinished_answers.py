"""Answers that somebody left before they were saved, and for how many days they are kept.

Revision: 0067, after 0070.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0067"
down_revision = "0070"
branch_labels = None
depends_on = None

TABLE = "unfinished_answers"
KEY, DAYS = "unfinished.kept_days", 14
SOURCE = "Local practice, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        TABLE,
        sa.Column("id", UUID, primary_key=True),
        sa.Column("account_id", UUID, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("household_id", UUID, sa.ForeignKey("household.id", ondelete="CASCADE")),
        sa.Column("path", sa.Text, nullable=False),
        sa.Column("form", sa.Text, nullable=False),
        sa.Column("title", sa.LargeBinary, nullable=False),
        sa.Column("says", sa.LargeBinary, nullable=False),
        sa.Column("recorded", sa.Text, nullable=False),
        sa.Column("left_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_on", sa.Date, nullable=False),
        sa.UniqueConstraint("account_id", "path", name=f"uq_{TABLE}_account_id_path"),
        sa.CheckConstraint("length(path) <= 500", name=op.f(f"ck_{TABLE}_path")),
    )
    op.create_index(f"ix_{TABLE}_household_id", TABLE, ["household_id"])
    op.create_index(f"ix_{TABLE}_until_on", TABLE, ["until_on"])
    op.execute(
        INSERT_SETTING.bindparams(id=uuid4(), key=KEY, from_on="2020-01-01", value=json.dumps(DAYS), source=SOURCE)
    )


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=KEY))
    op.drop_table(TABLE)
