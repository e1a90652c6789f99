"""Tasks: what a role owes until a moment, and what happened to it.

Revision: 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "task",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False),
        sa.Column("organisation_id", UUID, sa.ForeignKey("organisation.id"), index=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("why", sa.LargeBinary, nullable=False),
        sa.Column("urgent", sa.Boolean, nullable=False),
        sa.Column("due_at", MOMENT, nullable=False),
        sa.Column("household_id", UUID, sa.ForeignKey("household.id"), index=True),
        sa.Column("unit_id", UUID, sa.ForeignKey("unit.id"), index=True),
        sa.Column("subject", sa.Text),
        sa.Column("subject_id", UUID),
        sa.Column("called", sa.Text),
        sa.Column("once", sa.Text),
        sa.Column("raised_at", MOMENT, nullable=False),
        sa.Column("raised_by", UUID, sa.ForeignKey("account.id")),
        sa.Column("raised_by_name", sa.Text, nullable=False),
        sa.Column("claimed_by", UUID, sa.ForeignKey("account.id")),
        sa.Column("closed_at", MOMENT),
        sa.CheckConstraint("(subject is null) = (subject_id is null)", name=op.f("ck_task_subject")),
        sa.CheckConstraint("closed_at is null or closed_at >= raised_at", name=op.f("ck_task_closed")),
    )
    op.create_index(
        "uq_task_once", "task", ["authority_code", "once"], unique=True,
        postgresql_where=sa.text("closed_at is null and once is not null"),
    )  # fmt: skip
    op.create_index(
        "ix_task_open", "task", ["authority_code", "role", "due_at"], postgresql_where=sa.text("closed_at is null")
    )
    op.create_table(
        "task_event",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("task_id", UUID, sa.ForeignKey("task.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("event", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", UUID, sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.UniqueConstraint("task_id", "position"),
        sa.CheckConstraint("event in ('claimed', 'let_go', 'done', 'settled')", name=op.f("ck_task_event_event")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("task_event")
    op.drop_table("task")
