"""Files of stock that somebody has sent and not confirmed yet, how long they are kept and how long they may be.

Revision: 0033, after 0032.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("stock_sheet.most_rows", 20000), ("stock_sheet.days_kept", 7))
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "stock_draft",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("grid", sa.LargeBinary(), nullable=True),
        sa.Column("shown", sa.LargeBinary(), nullable=True),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", postgresql.JSONB(), nullable=False),
        sa.CheckConstraint("(done_at is null) = (grid is not null)", name=op.f("ck_stock_draft_grid")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_stock_draft_authority_code")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_stock_draft_made_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_stock_draft_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stock_draft")),
    )
    op.create_index(op.f("ix_stock_draft_made_by"), "stock_draft", ["made_by"], unique=False)
    op.create_index(op.f("ix_stock_draft_expires_at"), "stock_draft", ["expires_at"], unique=False)
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those, and its table."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.drop_table("stock_draft")
