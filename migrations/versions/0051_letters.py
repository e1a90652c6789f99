"""Letters as they were made and given, the steps and versions of plans; which temporary places count as hotels.

Revision: 0051, after 0043.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0043"
branch_labels = None
depends_on = None

KEY = "letter.reach_us"
VALUE = "You can telephone the council’s main number and ask for the homelessness team. You need not say why."
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast('2020-01-01' as date), cast(:value as jsonb), :source, false)"
)


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
        "letter",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("template_from", sa.Date(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("to_her", sa.Boolean(), nullable=False),
        sa.Column("about", sa.UUID(), nullable=True),
        sa.Column("text", sa.LargeBinary(), nullable=False),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_letter_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_letter_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    op.create_index(op.f("ix_letter_presentation_id"), "letter", ["presentation_id"], unique=False)
    op.create_table(
        "plan_step",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("goal", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("by_on", sa.Date(), nullable=True),
        *who(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_plan_step_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_plan_step_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
        sa.UniqueConstraint("presentation_id", "position", name=op.f("uq_plan_step_presentation_id_position")),
    )
    op.create_table(
        "plan_version",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("agreed_on", sa.Date(), nullable=False),
        sa.Column("review_on", sa.Date(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        *who(),
        sa.CheckConstraint("review_on >= agreed_on", name=op.f("ck_plan_version_review_on")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_plan_version_by")),
        sa.ForeignKeyConstraint(["presentation_id"], ["presentation.id"], name=op.f("fk_plan_version_presentation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_version")),
        sa.UniqueConstraint("presentation_id", "number", name=op.f("uq_plan_version_presentation_id_number")),
    )
    op.create_table(
        "letter_giving",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("letter_id", sa.UUID(), nullable=False),
        sa.Column("how", sa.Text(), nullable=False),
        sa.Column("given_on", sa.Date(), nullable=False),
        *who(),
        sa.CheckConstraint(
            "how in ('hand', 'read_out', 'collected', 'kept', 'post', 'email', 'council')",
            name=op.f("ck_letter_giving_how"),
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_letter_giving_by")),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_letter_giving_letter_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter_giving")),
        sa.UniqueConstraint("letter_id", "how", "given_on", name=op.f("uq_letter_giving_letter_id_how_given_on")),
    )
    op.create_table(
        "plan_step_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("step_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("event", sa.Text(), nullable=False),
        sa.Column("why", sa.LargeBinary(), nullable=True),
        *who(),
        sa.CheckConstraint("event in ('agreed', 'done') or why is not null", name=op.f("ck_plan_step_event_why")),
        sa.CheckConstraint(
            "event in ('agreed', 'not_agreed', 'done', 'dropped')", name=op.f("ck_plan_step_event_event")
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_plan_step_event_by")),
        sa.ForeignKeyConstraint(["step_id"], ["plan_step.id"], name=op.f("fk_plan_step_event_step_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step_event")),
        sa.UniqueConstraint("step_id", "position", name=op.f("uq_plan_step_event_step_id_position")),
    )
    op.add_column("temporary_stay", sa.Column("counts", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("temporary_stay", "counts", server_default=None)
    op.execute(SETTING.bindparams(id=uuid4(), key=KEY, value=json.dumps(VALUE), source=UNVERIFIED))


def downgrade() -> None:
    """Undo: the setting of this migration, and only that, and its tables."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=KEY))
    op.drop_column("temporary_stay", "counts")
    op.drop_table("plan_step_event")
    op.drop_table("letter_giving")
    op.drop_table("plan_version")
    op.drop_table("plan_step")
    op.drop_table("letter")
