"""What the council owes by law: duties, decisions, reviews, nights in temporary places, and the clocks that run.

Revision: 0036, after 0039.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0036"
down_revision = "0039"
branch_labels = None
depends_on = None


def who() -> tuple[sa.Column, ...]:
    """When something was recorded, and by whom."""
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
    )


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "housing_duty",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        *who(),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("kind in ('prevention', 'relief', 'interim', 'main')", name=op.f("ck_housing_duty_kind")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_housing_duty_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_housing_duty_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housing_duty")),
    )
    op.create_index(op.f("ix_housing_duty_presentation_id"), "housing_duty", ["presentation_id"], unique=False)
    op.create_index(
        "uq_housing_duty_one_open",
        "housing_duty",
        ["presentation_id", "kind"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "priority_limb",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("limb", sa.Text(), nullable=False),
        sa.Column("holds", sa.Boolean(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_priority_limb_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_priority_limb_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_priority_limb")),
    )
    op.create_index(op.f("ix_priority_limb_presentation_id"), "priority_limb", ["presentation_id"], unique=False)
    op.create_table(
        "prompt_dismissal",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("prompt", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_prompt_dismissal_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_prompt_dismissal_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_prompt_dismissal")),
        sa.UniqueConstraint(
            "presentation_id", "prompt", "basis", name=op.f("uq_prompt_dismissal_presentation_id_prompt_basis")
        ),
    )
    op.create_table(
        "running_clock",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.UUID(), nullable=False),
        sa.Column("started_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entered_by", sa.UUID(), nullable=True),
        sa.Column("stopped_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("stopped_because", sa.Text(), nullable=True),
        sa.CheckConstraint("(stopped_at is null) = (stopped_because is null)", name=op.f("ck_running_clock_stopped")),
        sa.CheckConstraint("ends_on >= started_on", name=op.f("ck_running_clock_ends_on")),
        sa.ForeignKeyConstraint(["entered_by"], ["account.id"], name=op.f("fk_running_clock_entered_by")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_running_clock_household_id")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_running_clock_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_running_clock")),
    )
    op.create_index(
        "ix_running_clock_household",
        "running_clock",
        ["household_id"],
        unique=False,
        postgresql_where=sa.text("stopped_at is null"),
    )
    op.create_index(
        "uq_running_clock_one",
        "running_clock",
        ["key", "subject", "subject_id"],
        unique=True,
        postgresql_where=sa.text("stopped_at is null"),
    )
    op.create_table(
        "temporary_stay",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("place", sa.LargeBinary(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("duty", sa.Text(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        *who(),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("duty in ('interim', 'relief', 'main', 'none')", name=op.f("ck_temporary_stay_duty")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_temporary_stay_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_temporary_stay_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_temporary_stay")),
    )
    op.create_index(op.f("ix_temporary_stay_presentation_id"), "temporary_stay", ["presentation_id"], unique=False)
    op.create_index(
        "uq_temporary_stay_one_open",
        "temporary_stay",
        ["presentation_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "housing_decision",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("duty_id", sa.UUID(), nullable=True),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=False),
        sa.Column("reasons", sa.LargeBinary(), nullable=True),
        *who(),
        sa.CheckConstraint(
            "decided_on <= (at at time zone 'Europe/London')::date", name=op.f("ck_housing_decision_decided_on")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_housing_decision_by")),
        sa.ForeignKeyConstraint(["duty_id"], ["housing_duty.id"], name=op.f("fk_housing_decision_duty_id")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_housing_decision_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_housing_decision")),
    )
    op.create_index(op.f("ix_housing_decision_presentation_id"), "housing_decision", ["presentation_id"], unique=False)
    op.create_table(
        "housing_duty_end",
        sa.Column("duty_id", sa.UUID(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("circumstance", sa.Text(), nullable=False),
        sa.Column("by_itself", sa.Boolean(), nullable=False),
        sa.Column("intentional", sa.Boolean(), nullable=True),
        sa.Column("notice_running", sa.Boolean(), nullable=True),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_housing_duty_end_by")),
        sa.ForeignKeyConstraint(["duty_id"], ["housing_duty.id"], name=op.f("fk_housing_duty_end_duty_id")),
        sa.PrimaryKeyConstraint("duty_id", name=op.f("pk_housing_duty_end")),
    )
    op.create_table(
        "temporary_leaving",
        sa.Column("stay_id", sa.UUID(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_temporary_leaving_by")),
        sa.ForeignKeyConstraint(["stay_id"], ["temporary_stay.id"], name=op.f("fk_temporary_leaving_stay_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_temporary_leaving")),
    )
    op.create_table(
        "temporary_notice",
        sa.Column("stay_id", sa.UUID(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.LargeBinary(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_temporary_notice_by")),
        sa.ForeignKeyConstraint(["stay_id"], ["temporary_stay.id"], name=op.f("fk_temporary_notice_stay_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_temporary_notice")),
    )
    op.create_table(
        "decision_review",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("decision_id", sa.UUID(), nullable=False),
        sa.Column("clock", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("allowed_late", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *who(),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_decision_review_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["housing_decision.id"], name=op.f("fk_decision_review_decision_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_review")),
    )
    op.create_index(op.f("ix_decision_review_decision_id"), "decision_review", ["decision_id"], unique=False)
    op.create_index(
        "uq_decision_review_one_open",
        "decision_review",
        ["decision_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_table(
        "decision_told",
        sa.Column("decision_id", sa.UUID(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_decision_told_by")),
        sa.ForeignKeyConstraint(["decision_id"], ["housing_decision.id"], name=op.f("fk_decision_told_decision_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_decision_told")),
    )
    op.create_table(
        "elsewhere_referral",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("decision_id", sa.UUID(), nullable=False),
        sa.Column("council", sa.Text(), nullable=False),
        sa.Column("district", sa.Text(), nullable=True),
        sa.Column("answers", postgresql.JSONB(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_elsewhere_referral_by")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["housing_decision.id"], name=op.f("fk_elsewhere_referral_decision_id")
        ),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_elsewhere_referral_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_elsewhere_referral")),
        sa.UniqueConstraint("presentation_id", name=op.f("uq_elsewhere_referral_presentation_id")),
    )
    op.create_table(
        "decision_review_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("review_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *who(),
        sa.CheckConstraint(
            "(event = 'extended') = (until_on is not null)", name=op.f("ck_decision_review_event_until_on")
        ),
        sa.CheckConstraint(
            "event in ('extended', 'upheld', 'changed', 'withdrawn')", name=op.f("ck_decision_review_event_event")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_decision_review_event_by")),
        sa.ForeignKeyConstraint(["review_id"], ["decision_review.id"], name=op.f("fk_decision_review_event_review_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decision_review_event")),
        sa.UniqueConstraint("review_id", "position", name=op.f("uq_decision_review_event_review_id_position")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("decision_review_event")
    op.drop_table("elsewhere_referral")
    op.drop_table("decision_told")
    op.drop_table("decision_review")
    op.drop_table("temporary_notice")
    op.drop_table("temporary_leaving")
    op.drop_table("housing_duty_end")
    op.drop_table("housing_decision")
    op.drop_table("temporary_stay")
    op.drop_table("running_clock")
    op.drop_table("prompt_dismissal")
    op.drop_table("priority_limb")
    op.drop_table("housing_duty")
