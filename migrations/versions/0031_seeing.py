"""A council's outline for the map; what somebody last chose above a list; in how many days a place counts as soon free.

Revision: 0031, after 0030.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

SOON = "places.soon_days"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, date '2020-01-01', cast('7' as jsonb), 'Local practice, to be confirmed by the council', false)"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "boundary",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("rings", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_boundary_authority_code")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_boundary_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_boundary")),
    )
    op.create_index("ix_boundary_newest", "boundary", ["authority_code", "recorded_at"], unique=False)
    op.create_table(
        "kept_choice",
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("list_name", sa.Text(), nullable=False),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_kept_choice_account_id")),
        sa.PrimaryKeyConstraint("account_id", "list_name", name=op.f("pk_kept_choice")),
    )
    op.execute(INSERT_SETTING.bindparams(id=uuid4(), key=SOON))


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=SOON))
    op.drop_table("kept_choice")
    op.drop_table("boundary")
