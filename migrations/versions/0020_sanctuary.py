"""Sanctuary: jobs, what happened to them, the facts on which they are possible, surveys, quotes and orders.

Revision: 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
POUNDS = sa.Numeric(10, 2)
TENURES = "'owner_alone', 'owner_joint', 'council_tenant', 'housing_association', 'private_tenant', 'lodger'"
RIGHTS = "'none_sole', 'none_order', 'none_order_no_end', 'has'"
TABLES = (
    "sanctuary_order_line", "sanctuary_event", "sanctuary_order", "sanctuary_quote_line", "sanctuary_quote",
    "sanctuary_measure", "sanctuary_survey", "sanctuary_check", "sanctuary_job",
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    _job()
    _check()
    _survey()
    _quote()
    _order()
    _event()


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)


def _id() -> sa.Column:
    return sa.Column("id", UUID, primary_key=True)


def _of(column: str, target: str, *, optional: bool = False, index: bool = False) -> sa.Column:
    return sa.Column(column, UUID, sa.ForeignKey(f"{target}.id"), nullable=optional, index=index)


def _recorded() -> tuple[sa.Column, sa.Column, sa.Column]:
    return (
        sa.Column("at", MOMENT, nullable=False),
        _of("by", "account", optional=True),
        sa.Column("by_name", sa.Text, nullable=False),
    )


def _position() -> sa.Column:
    return sa.Column("position", sa.Integer, nullable=False)


def _text(name: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=optional)


def _sealed(name: str) -> sa.Column:
    return sa.Column(name, sa.LargeBinary)


def _job() -> None:
    op.create_table(
        "sanctuary_job",
        _id(),
        _text("reference"),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False),
        _of("household_id", "household", index=True),
        _of("presentation_id", "presentation", index=True),
        sa.Column("referred_at", MOMENT, nullable=False),
        _of("referred_by", "account"),
        _text("referred_by_name"),
        _text("priority"),
        sa.Column("due_at", MOMENT, nullable=False),
        _sealed("address"),
        _sealed("postcode"),
        sa.Column("ward_code", sa.Text, sa.ForeignKey("ward.code")),
        sa.Column("ended_at", MOMENT),
        sa.UniqueConstraint("reference"),
        sa.CheckConstraint("priority in ('urgent', 'standard')", name="priority"),
    )
    op.create_index(
        "uq_sanctuary_job_one_open", "sanctuary_job", ["household_id"], unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )  # fmt: skip
    op.create_index(
        "ix_sanctuary_job_open", "sanctuary_job", ["authority_code", "due_at"],
        postgresql_where=sa.text("ended_at is null"),
    )  # fmt: skip


def _check() -> None:
    op.create_table(
        "sanctuary_check",
        _id(),
        _of("job_id", "sanctuary_job"),
        _position(),
        *_recorded(),
        sa.Column("wants_to_stay", sa.Boolean),
        sa.Column("concern_lives_there", sa.Boolean),
        _text("right_to_enter", optional=True),
        sa.Column("order_until", sa.Date),
        _text("tenure", optional=True),
        sa.Column("joint_with_concern", sa.Boolean),
        sa.Column("building_suitable", sa.Boolean),
        _sealed("words"),
        _text("answer"),
        sa.UniqueConstraint("job_id", "position"),
        sa.CheckConstraint(f"tenure in ({TENURES})", name="tenure"),
        sa.CheckConstraint(f"right_to_enter in ({RIGHTS})", name="right_to_enter"),
        sa.CheckConstraint("answer in ('accept', 'ask', 'refuse')", name="answer"),
    )


def _survey() -> None:
    op.create_table(
        "sanctuary_survey",
        _id(),
        _of("job_id", "sanctuary_job", index=True),
        sa.Column("surveyed_on", sa.Date, nullable=False),
        _sealed("words"),
        *_recorded(),
    )
    op.create_table(
        "sanctuary_measure",
        _id(),
        _of("survey_id", "sanctuary_survey"),
        *_measured("estimate"),
        sa.UniqueConstraint("survey_id", "position"),
    )


def _measured(money: str) -> tuple[sa.schema.SchemaItem, ...]:
    """What a measure is, where, how many, and what it costs."""
    return (
        _position(),
        _text("measure"),
        _text("room"),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column(money, POUNDS),
        _sealed("words"),
        sa.CheckConstraint("quantity between 1 and 99", name="quantity"),
        sa.CheckConstraint(f"{money} >= 0", name=money),
    )


def _quote() -> None:
    op.create_table(
        "sanctuary_quote",
        _id(),
        _of("job_id", "sanctuary_job", index=True),
        _of("survey_id", "sanctuary_survey"),
        _of("organisation_id", "organisation"),
        sa.Column("received_on", sa.Date, nullable=False),
        sa.Column("valid_until", sa.Date, nullable=False),
        *_recorded(),
        sa.CheckConstraint("valid_until >= received_on", name="valid_until"),
    )
    op.create_table(
        "sanctuary_quote_line",
        sa.Column("quote_id", UUID, sa.ForeignKey("sanctuary_quote.id"), primary_key=True),
        sa.Column("measure_id", UUID, sa.ForeignKey("sanctuary_measure.id"), primary_key=True),
        _position(),
        sa.Column("amount", POUNDS, nullable=False),
        sa.CheckConstraint("amount >= 0", name="amount"),
    )


def _order() -> None:
    op.create_table(
        "sanctuary_order",
        _id(),
        _of("job_id", "sanctuary_job", index=True),
        _of("quote_id", "sanctuary_quote", optional=True),
        _of("organisation_id", "organisation"),
        sa.Column("emergency", sa.Boolean, nullable=False),
        sa.Column("limit", POUNDS, nullable=False),
        sa.Column("placed_at", MOMENT, nullable=False),
        _of("placed_by", "account"),
        _text("placed_by_name"),
        sa.Column("ended_at", MOMENT),
        sa.CheckConstraint("emergency = (quote_id is null)", name="quote"),
        sa.CheckConstraint('"limit" >= 0', name="limit"),
    )
    op.create_index(
        "ix_sanctuary_order_organisation", "sanctuary_order", ["organisation_id"],
        postgresql_where=sa.text("ended_at is null"),
    )  # fmt: skip
    op.create_table(
        "sanctuary_order_line",
        _id(),
        _of("order_id", "sanctuary_order"),
        *_measured("amount"),
        sa.UniqueConstraint("order_id", "position"),
    )


def _event() -> None:
    op.create_table(
        "sanctuary_event",
        _id(),
        _of("job_id", "sanctuary_job"),
        _position(),
        _text("event"),
        _of("order_id", "sanctuary_order", optional=True, index=True),
        sa.Column("happened_on", sa.Date),
        _text("reason", optional=True),
        _sealed("words"),
        sa.Column("facts", JSONB, nullable=False),
        *_recorded(),
        sa.UniqueConstraint("job_id", "position"),
    )
