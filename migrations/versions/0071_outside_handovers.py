"""Cases that are handed to agencies outside Haven, and what happened to each handover.

Revision: 0071, after 0078.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0071"
down_revision = "0078"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
KEY, WORKING_DAYS = "outside.answer_working_days", 5
SOURCE = "Local practice, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast('2020-01-01' as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    _handovers()
    _events()
    op.execute(INSERT_SETTING.bindparams(id=uuid4(), key=KEY, value=json.dumps(WORKING_DAYS), source=SOURCE))


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=KEY))
    op.drop_table("outside_handover_event")
    op.drop_table("outside_handover")


def _reference(name: str, table: str, *, nullable: bool = False) -> "sa.Column[UUID]":
    return sa.Column(name, UUID, sa.ForeignKey(f"{table}.id"), nullable=nullable)


def _sealed(name: str, *, nullable: bool = False) -> "sa.Column[bytes]":
    return sa.Column(name, sa.LargeBinary, nullable=nullable)


def _handovers() -> None:
    op.create_table(
        "outside_handover",
        sa.Column("id", UUID, primary_key=True),
        _reference("presentation_id", "presentation"),
        _reference("household_id", "household"),
        _reference("consent_id", "consent"),
        *(_sealed(name) for name in ("agency", "to_whom", "purpose")),
        sa.Column("facts", sa.ARRAY(sa.Text()), nullable=False),
        _sealed("paper"),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("offered_at", MOMENT, nullable=False),
        _reference("by", "account", nullable=True),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("closed_at", MOMENT),
    )
    op.create_index(
        "uq_outside_handover_open", "outside_handover", ["presentation_id"], unique=True,
        postgresql_where=sa.text("closed_at is null"),
    )  # fmt: skip
    op.create_index("ix_outside_handover_household", "outside_handover", ["household_id", "offered_at"])


def _events() -> None:
    checks = {
        "event": "event in ('given', 'copy', 'chased', 'accepted', 'refused', 'revoked')",
        "how": "(event in ('given', 'copy')) = (how is not null)",
        "accepted": "event <> 'accepted' or (who is not null and reach is not null)",
        "words": "event not in ('refused', 'revoked') or words is not null",
    }
    op.create_table(
        "outside_handover_event",
        sa.Column("id", UUID, primary_key=True),
        _reference("handover_id", "outside_handover"),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("how", sa.Text),
        *(_sealed(name, nullable=True) for name in ("words", "who", "reach")),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _reference("by", "account", nullable=True),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.UniqueConstraint("handover_id", "position", name=op.f("uq_outside_handover_event_handover_id_position")),
        *(sa.CheckConstraint(words, name=op.f(f"ck_outside_handover_event_{name}")) for name, words in checks.items()),
    )
