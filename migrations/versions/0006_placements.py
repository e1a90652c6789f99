"""Matching runs, proposals, decisions, offers and stays.

Revision: 0006_placements, after 0005_presentations.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _match_run()
    _proposal()
    _offer()
    _offer_event()
    _proposal_decision()
    _stay()
    _departure()


def downgrade() -> None:
    """Undo."""
    op.drop_table("departure")
    op.drop_table("stay")
    op.drop_table("proposal_decision")
    op.drop_table("offer_event")
    op.drop_table("offer")
    op.drop_table("proposal")
    op.drop_table("match_run")


def _match_run() -> None:
    op.create_table(
        "match_run",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=True),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("problem", sa.LargeBinary(), nullable=False),
        sa.Column("result", sa.LargeBinary(), nullable=False),
        sa.Column("problem_sha256", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("counts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_match_run_authority_code")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_match_run_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_run")),
        sa.UniqueConstraint("number", name=op.f("uq_match_run_number")),
    )
    op.create_index("ix_match_run_latest", "match_run", ["authority_code", "made_at"], unique=False)


def _proposal() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("run_id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("days_waited", sa.Integer(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("cost", sa.Integer(), nullable=True),
        sa.Column("unplaced_reason", sa.Text(), nullable=True),
        sa.CheckConstraint("(unit_id is null) = (unplaced_reason is not null)", name=op.f("ck_proposal_unplaced")),
        sa.CheckConstraint("band between 1 and 5", name=op.f("ck_proposal_band")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_proposal_household_id")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_proposal_presentation_id")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_proposal_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("run_id", "household_id", name=op.f("uq_proposal_run_id_household_id")),
    )
    op.create_index(op.f("ix_proposal_household_id"), "proposal", ["household_id"], unique=False)
    op.create_index(op.f("ix_proposal_run_id"), "proposal", ["run_id"], unique=False)


def _offer() -> None:
    op.create_table(
        "offer",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("hold_id", sa.UUID(), nullable=False),
        sa.Column("run_id", sa.UUID(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("answer_due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("why_differs", sa.LargeBinary(), nullable=True),
        sa.Column("verdicts", postgresql.JSONB(), nullable=False),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_offer_authority_code")),
        sa.ForeignKeyConstraint(["hold_id"], ["unit_period.id"], name=op.f("fk_offer_hold_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_offer_household_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_offer_made_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_offer_presentation_id")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_offer_run_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_offer_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer")),
        sa.UniqueConstraint("reference", name=op.f("uq_offer_reference")),
    )
    op.create_index(op.f("ix_offer_authority_code"), "offer", ["authority_code"], unique=False)
    op.create_index(op.f("ix_offer_presentation_id"), "offer", ["presentation_id"], unique=False)
    op.create_index(op.f("ix_offer_unit_id"), "offer", ["unit_id"], unique=False)
    op.create_index(
        "uq_offer_one_open", "offer", ["household_id"], unique=True, postgresql_where=sa.text("ended_at is null")
    )
    op.create_index(
        "uq_offer_unit_open", "offer", ["unit_id"], unique=True, postgresql_where=sa.text("ended_at is null")
    )


def _offer_event() -> None:
    op.create_table(
        "offer_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("offer_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_offer_event_by")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_event_offer_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offer_event")),
        sa.UniqueConstraint("offer_id", "position", name=op.f("uq_offer_event_offer_id_position")),
    )


def _proposal_decision() -> None:
    op.create_table(
        "proposal_decision",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("proposal_id", sa.UUID(), nullable=False),
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("offer_id", sa.UUID(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("(decision = 'held_back') = (offer_id is null)", name=op.f("ck_proposal_decision_offer")),
        sa.CheckConstraint("decision = 'accepted' or reason is not null", name=op.f("ck_proposal_decision_reason")),
        sa.CheckConstraint(
            "decision in ('accepted', 'another', 'held_back')", name=op.f("ck_proposal_decision_decision")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_proposal_decision_by")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_proposal_decision_offer_id")),
        sa.ForeignKeyConstraint(["proposal_id"], ["proposal.id"], name=op.f("fk_proposal_decision_proposal_id")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_proposal_decision_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_decision")),
    )
    op.create_index(op.f("ix_proposal_decision_proposal_id"), "proposal_decision", ["proposal_id"], unique=False)


def _stay() -> None:
    op.create_table(
        "stay",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("offer_id", sa.UUID(), nullable=False),
        sa.Column("arrived_on", sa.Date(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("adults", sa.Integer(), nullable=False),
        sa.Column("children", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.CheckConstraint("adults >= 0 and children >= 0 and adults + children > 0", name=op.f("ck_stay_people")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_stay_authority_code")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_stay_household_id")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_stay_offer_id")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_stay_presentation_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_stay_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_stay_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stay")),
        sa.UniqueConstraint("offer_id", name=op.f("uq_stay_offer_id")),
    )
    op.create_index("ix_stay_arrived", "stay", ["authority_code", "arrived_on"], unique=False)
    op.create_index(op.f("ix_stay_household_id"), "stay", ["household_id"], unique=False)
    op.create_index(op.f("ix_stay_presentation_id"), "stay", ["presentation_id"], unique=False)
    op.create_index(op.f("ix_stay_unit_id"), "stay", ["unit_id"], unique=False)


def _departure() -> None:
    op.create_table(
        "departure",
        sa.Column("stay_id", sa.UUID(), nullable=False),
        sa.Column("left_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("destination", sa.Text(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_departure_recorded_by")),
        sa.ForeignKeyConstraint(["stay_id"], ["stay.id"], name=op.f("fk_departure_stay_id")),
        sa.PrimaryKeyConstraint("stay_id", name=op.f("pk_departure")),
    )
