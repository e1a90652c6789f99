"""A new home made safe before she moves, help with money for a move, and receipts that are documents of the case.

Revision: 0068, after 0079.
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0079"
branch_labels = None
depends_on = None

ONE_OPEN = "uq_sanctuary_job_one_open"
OPEN = sa.text("ended_at is null")
SECURED = "secured in ('done', 'none_needed'{more})"


def upgrade() -> None:
    """Apply."""
    _jobs()
    op.add_column("new_home", sa.Column("landlord", sa.LargeBinary()))
    _works()
    _called_off()
    _secured(", 'not_yet'")
    op.add_column("payment", sa.Column("for_move", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column("payment", "for_move", server_default=None)
    op.add_column("payment_event", sa.Column("document_id", sa.UUID(), sa.ForeignKey("document.id")))
    receipt = "document_id is null or event = 'receipt'"
    op.create_check_constraint(op.f("ck_payment_event_document"), "payment_event", receipt)


def downgrade() -> None:
    """Undo. Jobs for new homes cannot stand beside the others any more: they end, and a move not secured says done."""
    op.drop_constraint(op.f("ck_payment_event_document"), "payment_event", type_="check")
    op.drop_column("payment_event", "document_id")
    op.drop_column("payment", "for_move")
    op.execute("update move set secured = 'done' where secured = 'not_yet'")
    _secured("")
    op.drop_table("move_called_off")
    op.drop_table("new_home_works")
    op.drop_column("new_home", "landlord")
    op.execute("update sanctuary_job set ended_at = now() where purpose = 'move' and ended_at is null")
    op.drop_index(ONE_OPEN, "sanctuary_job")
    op.create_index(ONE_OPEN, "sanctuary_job", ["household_id"], unique=True, postgresql_where=OPEN)
    op.drop_constraint(op.f("ck_sanctuary_job_wanted_on"), "sanctuary_job", type_="check")
    op.drop_constraint(op.f("ck_sanctuary_job_purpose"), "sanctuary_job", type_="check")
    op.drop_column("sanctuary_job", "wanted_on")
    op.drop_column("sanctuary_job", "purpose")


def _jobs() -> None:
    op.add_column("sanctuary_job", sa.Column("purpose", sa.Text(), nullable=False, server_default="stay"))
    op.alter_column("sanctuary_job", "purpose", server_default=None)
    op.add_column("sanctuary_job", sa.Column("wanted_on", sa.Date()))
    op.create_check_constraint(op.f("ck_sanctuary_job_purpose"), "sanctuary_job", "purpose in ('stay', 'move')")
    of_a_move = "wanted_on is null or purpose = 'move'"
    op.create_check_constraint(op.f("ck_sanctuary_job_wanted_on"), "sanctuary_job", of_a_move)
    op.drop_index(ONE_OPEN, "sanctuary_job")
    op.create_index(ONE_OPEN, "sanctuary_job", ["household_id", "purpose"], unique=True, postgresql_where=OPEN)


def _works() -> None:
    op.create_table(
        "new_home_works",
        *_row(),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("job_id", sa.UUID(), sa.ForeignKey("sanctuary_job.id")),
        sa.Column("told", sa.LargeBinary()),
        sa.Column("happened_on", sa.Date(), nullable=False),
        *_who(),
        sa.UniqueConstraint("new_home_id", "kind"),
        sa.UniqueConstraint("job_id"),
        sa.CheckConstraint("kind in ('job', 'elsewhere', 'done_elsewhere')", name=op.f("ck_new_home_works_kind")),
        sa.CheckConstraint("(kind = 'job') = (job_id is not null)", name=op.f("ck_new_home_works_job")),
        sa.CheckConstraint("(kind = 'elsewhere') = (told is not null)", name=op.f("ck_new_home_works_told")),
    )


def _called_off() -> None:
    op.create_table(
        "move_called_off",
        *_row(),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("works", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary()),
        *_who(),
        sa.UniqueConstraint("new_home_id"),
        sa.CheckConstraint("works in ('stopped', 'kept', 'none')", name=op.f("ck_move_called_off_works")),
    )


def _secured(more: str) -> None:
    op.drop_constraint(op.f("ck_move_secured"), "move", type_="check")
    op.create_check_constraint(op.f("ck_move_secured"), "move", SECURED.format(more=more))


def _row() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("new_home_id", sa.UUID(), sa.ForeignKey("new_home.id"), nullable=False),
    )


def _who() -> tuple[sa.Column, ...]:
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text(), nullable=False),
    )
