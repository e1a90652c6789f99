"""Requests for a copy with their clock, lines left out of a copy one by one, and what is given, frozen.

Revision: 0069, after 0067.
"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0067"
branch_labels = None
depends_on = None

WHAT = "what in ({})"
BEFORE = "'approved', 'sent_back', 'withdrawn', 'given'"
AFTER = "'begun', 'ready', 'approved', 'sent_back', 'withdrawn', 'given'"


def _by() -> list[sa.Column]:
    return [
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
    ]


def _of_request() -> None:
    op.create_table(
        "subject_request",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        *_by(),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_subject_request_by")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_subject_request_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_request")),
    )
    op.create_index(op.f("ix_subject_request_household_id"), "subject_request", ["household_id"])
    op.create_index(
        "uq_subject_request_one_open", "subject_request", ["household_id"], unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )  # fmt: skip
    op.create_table(
        "subject_request_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("request_id", sa.UUID(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        *_by(),
        sa.CheckConstraint("what in ('longer', 'taken_back', 'answered')", name=op.f("ck_subject_request_event_what")),
        sa.CheckConstraint(
            "(what = 'longer') = (until_on is not null and reason is not null and told_on is not null)",
            name=op.f("ck_subject_request_event_longer"),
        ),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_subject_request_event_by")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["subject_request.id"], name=op.f("fk_subject_request_event_request_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_request_event")),
    )
    op.create_index(op.f("ix_subject_request_event_request_id"), "subject_request_event", ["request_id"])
    op.create_index(
        "uq_subject_request_event_longer", "subject_request_event", ["request_id"], unique=True,
        postgresql_where=sa.text("what = 'longer'"),
    )  # fmt: skip


def _of_lines() -> None:
    op.create_table(
        "subject_copy_mark",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("copy_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        *_by(),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_subject_copy_mark_by")),
        sa.ForeignKeyConstraint(["copy_id"], ["subject_copy.id"], name=op.f("fk_subject_copy_mark_copy_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_copy_mark")),
        sa.UniqueConstraint("copy_id", "number", name=op.f("uq_subject_copy_mark_copy_id_number")),
    )
    op.create_table(
        "subject_copy_version",
        sa.Column("copy_id", sa.UUID(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("not_given", sa.Integer(), nullable=False),
        *_by(),
        sa.CheckConstraint("not_given >= 0", name=op.f("ck_subject_copy_version_not_given")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_subject_copy_version_by")),
        sa.ForeignKeyConstraint(["copy_id"], ["subject_copy.id"], name=op.f("fk_subject_copy_version_copy_id")),
        sa.PrimaryKeyConstraint("copy_id", name=op.f("pk_subject_copy_version")),
    )


def upgrade() -> None:
    """Apply."""
    _of_request()
    op.add_column("subject_copy", sa.Column("request_id", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_subject_copy_request_id"), "subject_copy", "subject_request", ["request_id"], ["id"])
    op.create_index(op.f("ix_subject_copy_request_id"), "subject_copy", ["request_id"])
    op.drop_constraint(op.f("ck_subject_copy_event_what"), "subject_copy_event", type_="check")
    op.create_check_constraint(op.f("ck_subject_copy_event_what"), "subject_copy_event", WHAT.format(AFTER))
    _of_lines()


def downgrade() -> None:
    """Undo: a copy that is being prepared waits for a second person again, as every copy did."""
    op.drop_table("subject_copy_version")
    op.drop_table("subject_copy_mark")
    op.execute("delete from subject_copy_event where what in ('begun', 'ready')")
    op.drop_constraint(op.f("ck_subject_copy_event_what"), "subject_copy_event", type_="check")
    op.create_check_constraint(op.f("ck_subject_copy_event_what"), "subject_copy_event", WHAT.format(BEFORE))
    op.drop_column("subject_copy", "request_id")
    op.drop_table("subject_request_event")
    op.drop_table("subject_request")
