"""Presentations, risk, priority bands and stages.

Revision: 0005_presentations, after 0004_places.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _presentation()
    _band_decision()
    _risk_entry()
    _stage_entry()


def downgrade() -> None:
    """Undo."""
    op.drop_table("stage_entry")
    op.drop_table("risk_entry")
    op.drop_table("band_decision")
    op.drop_table("presentation")


def _presentation() -> None:
    op.create_table(
        "presentation",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("presented_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("route", sa.Text(), nullable=True),
        sa.Column("officer_id", sa.UUID(), nullable=True),
        sa.Column("situation", postgresql.JSONB(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("not_supported_reason", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(outcome = 'not_supported') = (not_supported_reason is not null)",
            name=op.f("ck_presentation_not_supported"),
        ),
        sa.CheckConstraint(
            "outcome in ('resettled', 'not_supported', 'withdrawn')", name=op.f("ck_presentation_outcome_known")
        ),
        sa.CheckConstraint("(ended_at is null) = (outcome is null)", name=op.f("ck_presentation_outcome")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_presentation_authority_code")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_presentation_household_id")),
        sa.ForeignKeyConstraint(["officer_id"], ["account.id"], name=op.f("fk_presentation_officer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_presentation")),
        sa.UniqueConstraint("reference", name=op.f("uq_presentation_reference")),
    )
    op.create_index(op.f("ix_presentation_authority_code"), "presentation", ["authority_code"], unique=False)
    op.create_index(
        "uq_presentation_one_open",
        "presentation",
        ["household_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )


def _band_decision() -> None:
    op.create_table(
        "band_decision",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("steps", postgresql.JSONB(), nullable=False),
        sa.Column("by_person", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("band between 1 and 5", name=op.f("ck_band_decision_band")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_band_decision_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_band_decision_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_band_decision")),
    )
    op.create_index("ix_band_decision_latest", "band_decision", ["presentation_id", "at"], unique=False)


def _risk_entry() -> None:
    op.create_table(
        "risk_entry",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("band", sa.Text(), nullable=False),
        sa.Column("judgement", sa.Boolean(), nullable=False),
        sa.Column("escalation", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("band in ('standard', 'medium', 'high')", name=op.f("ck_risk_entry_band")),
        sa.CheckConstraint("total between 0 and 40", name=op.f("ck_risk_entry_total")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_risk_entry_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_risk_entry_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_risk_entry")),
    )
    op.create_index("ix_risk_entry_latest", "risk_entry", ["presentation_id", "at"], unique=False)


def _stage_entry() -> None:
    op.create_table(
        "stage_entry",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_stage_entry_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_stage_entry_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stage_entry")),
    )
    op.create_index("ix_stage_entry_latest", "stage_entry", ["presentation_id", "at"], unique=False)
