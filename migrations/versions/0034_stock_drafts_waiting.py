"""Long files of stock are saved by a job: when that was asked for, of which plan, and why it could not be done.

Revision: 0034, after 0033.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("stock_sheet.rows_at_once", 1000),)
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.add_column("stock_draft", sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("stock_draft", sa.Column("asked", sa.Text(), nullable=True))
    op.add_column("stock_draft", sa.Column("refused", sa.LargeBinary(), nullable=True))
    op.create_check_constraint(op.f("ck_stock_draft_asked"), "stock_draft", "(asked_at is null) = (asked is null)")
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those, and its columns."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.drop_constraint(op.f("ck_stock_draft_asked"), "stock_draft", type_="check")
    for name in ("refused", "asked", "asked_at"):
        op.drop_column("stock_draft", name)
