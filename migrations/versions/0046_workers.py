"""Who works with her and how that changed, what she has agreed to, and cases that go from one worker to another.

Revision: 0046, after 0051.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0046"
down_revision = "0051"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = {"handover.answer_days": 3, "worker.most_cases": 20}
CODES = {
    "worker_reason": (
        ("no_worker", "Nobody was named"), ("leave", "Leave or illness"), ("left", "Left the team"),
        ("workload", "Too many cases"), ("her_wish", "She asked for somebody else"),
        ("conflict", "Knows somebody in the case"), ("specialist", "Needs a specialist"),
        ("handed_over", "Handed over"),
    ),
    "consent_purpose": (
        ("handover", "To hand the case over"), ("referral", "To refer her for support"),
        ("housing", "To find or keep a home"), ("risk", "To talk about the risk to her"),
        ("children", "Children, school and their support"), ("health", "Health"),
    ),
    "consent_given": (
        ("spoken", "She said so, alone and safely"), ("written", "In writing"),
        ("interpreter", "Through an interpreter"),
    ),
}  # fmt: skip
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast('2020-01-01' as date), cast(:value as jsonb), :source, false)"
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)


def upgrade() -> None:
    """Apply."""
    _workers()
    _consents()
    _handovers()
    for key, value in SETTINGS.items():
        op.execute(INSERT_SETTING.bindparams(id=uuid4(), key=key, value=json.dumps(value), source=UNVERIFIED))
    for name, choices in CODES.items():
        for position, (slug, label) in enumerate(choices):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))


def downgrade() -> None:
    """Undo: the lists and settings of this migration, and only those, and its tables."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(keys=list(SETTINGS))
    )
    op.execute(
        sa.text("delete from code where list = any(:lists) and authority_code is null").bindparams(lists=list(CODES))
    )
    for table in ("handover", "consent_withdrawal", "consent", "worker_entry"):
        op.drop_table(table)


def _reference(table: str, name: str = "", *, nullable: bool = True, index: bool = False) -> "sa.Column[UUID]":
    return sa.Column(name or f"{table}_id", UUID, sa.ForeignKey(f"{table}.id"), nullable=nullable, index=index)


def _workers() -> None:
    op.create_table(
        "worker_entry",
        sa.Column("id", UUID, primary_key=True),
        _reference("presentation", nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _reference("account", "by"),
        sa.Column("by_name", sa.Text, nullable=False),
        _reference("account", "before_id"),
        _reference("account", "worker_id"),
        sa.Column("how", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
        sa.CheckConstraint("how in ('taken', 'given', 'handover', 'left')", name=op.f("ck_worker_entry_how")),
        sa.CheckConstraint("before_id is distinct from worker_id", name=op.f("ck_worker_entry_change")),
    )
    op.create_index("ix_worker_entry_latest", "worker_entry", ["presentation_id", "at"])


def _consents() -> None:
    op.create_table(
        "consent",
        sa.Column("id", UUID, primary_key=True),
        _reference("household", nullable=False, index=True),
        sa.Column("purpose", sa.Text, nullable=False),
        _reference("organisation"),
        sa.Column("agency", sa.LargeBinary, nullable=False),
        sa.Column("given_how", sa.Text, nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        sa.Column("expires_on", sa.Date),
        sa.Column("recorded_at", MOMENT, nullable=False),
        _reference("account", "recorded_by"),
        sa.Column("recorded_by_name", sa.Text, nullable=False),
        sa.CheckConstraint("expires_on is null or expires_on > given_on", name=op.f("ck_consent_period")),
    )
    op.create_table(
        "consent_withdrawal",
        sa.Column("consent_id", UUID, sa.ForeignKey("consent.id"), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        _reference("account", "by"),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
    )


def _handovers() -> None:
    op.create_table(
        "handover",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False, index=True),
        _reference("presentation", nullable=False),
        _reference("household", nullable=False, index=True),
        _reference("account", "from_account_id"),
        _reference("organisation", "from_organisation_id", nullable=False),
        _reference("account", "to_account_id", index=True),
        _reference("organisation", "to_organisation_id", index=True),
        sa.Column("reason", sa.LargeBinary, nullable=False),
        _reference("consent"),
        sa.Column("without_consent", sa.LargeBinary),
        sa.Column("offered_at", MOMENT, nullable=False),
        _reference("account", "offered_by"),
        sa.Column("offered_by_name", sa.Text, nullable=False),
        sa.Column("lapses_at", MOMENT, nullable=False),
        sa.Column("closed_at", MOMENT),
        sa.Column("outcome", sa.Text),
        _reference("account", "answered_by"),
        sa.Column("answered_by_name", sa.Text),
        sa.Column("answer_words", sa.LargeBinary),
        sa.CheckConstraint("(to_account_id is null) <> (to_organisation_id is null)", name=op.f("ck_handover_to")),
        sa.CheckConstraint("(closed_at is null) = (outcome is null)", name=op.f("ck_handover_outcome")),
        sa.CheckConstraint(
            "outcome in ('accepted', 'rejected', 'revoked', 'lapsed')", name=op.f("ck_handover_outcome_known")
        ),
    )
    op.create_index(
        "uq_handover_one_open", "handover", ["presentation_id"], unique=True,
        postgresql_where=sa.text("closed_at is null"),
    )  # fmt: skip
