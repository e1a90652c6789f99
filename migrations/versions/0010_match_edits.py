"""Pins and bans of the matcher, their being lifted, and the edits that a run was made with.

Revision: 0010, after 0009.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

HOUSEHOLD = (sa.text("uuidrange(household_id, household_id, '[]')"), "=")
UNIT = (sa.text("uuidrange(unit_id, unit_id, '[]')"), "=")
DAYS = (sa.column("during"), "&&")


def upgrade() -> None:
    """Apply."""
    _match_edit()
    _match_edit_lift()
    op.add_column("match_run", sa.Column("edits", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """Undo."""
    op.drop_column("match_run", "edits")
    op.drop_table("match_edit_lift")
    op.drop_table("match_edit")


def _match_edit() -> None:
    op.create_table(
        "match_edit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("cost", postgresql.JSONB(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            HOUSEHOLD, UNIT, DAYS,
            where=sa.text("lifted_at is null"), using="gist", name="ex_match_edit_one_a_pair",
        ),
        postgresql.ExcludeConstraint(
            HOUSEHOLD, DAYS,
            where=sa.text("lifted_at is null and kind = 'pin'"), using="gist", name="ex_match_edit_one_pin_a_household",
        ),
        postgresql.ExcludeConstraint(
            UNIT, DAYS,
            where=sa.text("lifted_at is null and kind = 'pin'"), using="gist", name="ex_match_edit_one_pin_a_unit",
        ),
        sa.CheckConstraint("kind in ('pin', 'ban')", name=op.f("ck_match_edit_kind")),
        sa.CheckConstraint(
            "not isempty(during) and not lower_inf(during) and not upper_inf(during)", name=op.f("ck_match_edit_during")
        ),
        sa.CheckConstraint("lifted_at is null or lifted_at >= made_at", name=op.f("ck_match_edit_lifted_at")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_match_edit_authority_code")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_match_edit_household_id")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_match_edit_made_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_match_edit_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_edit")),
    )  # fmt: skip
    op.create_index(op.f("ix_match_edit_household_id"), "match_edit", ["household_id"], unique=False)
    op.create_index(op.f("ix_match_edit_unit_id"), "match_edit", ["unit_id"], unique=False)
    op.create_index("ix_match_edit_made", "match_edit", ["authority_code", "made_at"], unique=False)


def _match_edit_lift() -> None:
    op.create_table(
        "match_edit_lift",
        sa.Column("edit_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_match_edit_lift_by")),
        sa.ForeignKeyConstraint(["edit_id"], ["match_edit.id"], name=op.f("fk_match_edit_lift_edit_id")),
        sa.PrimaryKeyConstraint("edit_id", name=op.f("pk_match_edit_lift")),
    )
