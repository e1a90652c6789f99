"""Asking that somebody be named for a restricted case which nobody named can open any more.

Revision: 0081, after 0082.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0081"
down_revision = "0082"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEY, HOURS = "naming.approved_within_hours", 24
SOURCE = "Local practice, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast('2020-01-01' as date), cast(:value as jsonb), :source, false)"
)
CHECKS = {
    "outcome": "(closed_at is null) = (outcome is null)",
    "outcome_known": "outcome in ('approved', 'refused', 'taken_back', 'lapsed')",
    "two_people": "outcome <> 'approved' or answered_by is distinct from asked_by",
    "not_oneself": "outcome <> 'approved' or answered_by is distinct from account_id",
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "naming_request",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False, index=True),
        sa.Column("household_id", UUID, sa.ForeignKey("household.id"), nullable=False),
        sa.Column("account_id", UUID, sa.ForeignKey("account.id"), nullable=False),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("asked_by", UUID, sa.ForeignKey("account.id")),
        sa.Column("asked_by_name", sa.Text, nullable=False),
        sa.Column("lapses_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.Text),
        sa.Column("answered_by", UUID, sa.ForeignKey("account.id")),
        sa.Column("answered_by_name", sa.Text),
        sa.Column("answer_words", sa.LargeBinary),
        *(sa.CheckConstraint(words, name=op.f(f"ck_naming_request_{name}")) for name, words in CHECKS.items()),
    )
    op.create_index(
        "uq_naming_request_open", "naming_request", ["household_id"], unique=True,
        postgresql_where=sa.text("closed_at is null"),
    )  # fmt: skip
    op.execute(INSERT_SETTING.bindparams(id=uuid4(), key=KEY, value=json.dumps(HOURS), source=SOURCE))


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=KEY))
    op.drop_table("naming_request")
