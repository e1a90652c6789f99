"""What other councils answer to referrals, referrals to this council; the hour from which the next working day counts.

Revision: 0080, after 0069.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0080"
down_revision = "0069"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council; empty: the whole day is in time"
CUT_OFF = "working_day.cut_off"
CEASED = "Another council has accepted the referral"


def who() -> tuple[sa.Column, ...]:
    """When something was recorded, and by whom."""
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    """Apply."""
    op.add_column("running_clock", sa.Column("arrived_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("running_clock", sa.Column("terms", postgresql.JSONB(), nullable=True))
    _one_at_a_time()
    op.create_table(
        "elsewhere_step",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("referral_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("officer", sa.LargeBinary(), nullable=True),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *who(),
        sa.CheckConstraint("(step = 'chased') = (until_on is not null)", name=op.f("ck_elsewhere_step_until_on")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_elsewhere_step_by")),
        sa.ForeignKeyConstraint(["referral_id"], ["elsewhere_referral.id"], name=op.f("fk_elsewhere_step_referral_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_step")),
        sa.UniqueConstraint("referral_id", "position", name=op.f("uq_elsewhere_step_referral_id_position")),
    )
    _received()
    op.execute(
        sa.text(
            "insert into code (id, list, slug, label, position, active) "
            "values (:id, 'main_end', 'lc_referral', :label, 9, true)"
        ).bindparams(id=uuid4(), label=CEASED)
    )
    op.execute(
        sa.text(
            "insert into setting (id, key, from_on, value, source, verified) "
            "values (:id, :key, cast('2020-01-01' as date), cast('\"\"' as jsonb), :source, false)"
        ).bindparams(id=uuid4(), key=CUT_OFF, source=UNVERIFIED)
    )


def downgrade() -> None:
    """Undo: of a case with several referrals the latest stays."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=CUT_OFF))
    op.execute("delete from code where list = 'main_end' and slug = 'lc_referral' and authority_code is null")
    op.drop_table("received_referral_outcome")
    op.drop_index(op.f("ix_received_referral_presentation_id"), table_name="received_referral")
    op.drop_table("received_referral")
    op.drop_table("elsewhere_step")
    op.execute(
        "delete from elsewhere_referral as one using elsewhere_referral as other "
        "where one.presentation_id = other.presentation_id and (one.at, one.id) < (other.at, other.id)"
    )
    op.drop_index("uq_elsewhere_referral_one_open", table_name="elsewhere_referral")
    op.drop_index(op.f("ix_elsewhere_referral_presentation_id"), table_name="elsewhere_referral")
    op.create_unique_constraint(
        op.f("uq_elsewhere_referral_presentation_id"), "elsewhere_referral", ["presentation_id"]
    )
    op.drop_column("elsewhere_referral", "ended_at")
    op.drop_column("elsewhere_referral", "asked_by_on")
    op.drop_column("running_clock", "terms")
    op.drop_column("running_clock", "arrived_at")


def _one_at_a_time() -> None:
    """A case that comes back may be referred again: one referral at a time, and not one for ever."""
    op.add_column("elsewhere_referral", sa.Column("asked_by_on", sa.Date(), nullable=True))
    op.add_column("elsewhere_referral", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))
    op.drop_constraint(op.f("uq_elsewhere_referral_presentation_id"), "elsewhere_referral", type_="unique")
    op.create_index(op.f("ix_elsewhere_referral_presentation_id"), "elsewhere_referral", ["presentation_id"])
    op.create_index(
        "uq_elsewhere_referral_one_open", "elsewhere_referral", ["presentation_id"], unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )  # fmt: skip


def _received() -> None:
    op.create_table(
        "received_referral",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("sender", sa.LargeBinary(), nullable=False),
        sa.Column("officer", sa.LargeBinary(), nullable=True),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.Column("agreed", sa.Boolean(), nullable=True),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_received_referral_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_received_referral_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_received_referral")),
    )
    op.create_index(op.f("ix_received_referral_presentation_id"), "received_referral", ["presentation_id"])
    op.create_table(
        "received_referral_outcome",
        sa.Column("referral_id", sa.UUID(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_received_referral_outcome_by")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["received_referral.id"], name=op.f("fk_received_referral_outcome_referral_id")
        ),
        sa.PrimaryKeyConstraint("referral_id", name=op.f("pk_received_referral_outcome")),
    )
