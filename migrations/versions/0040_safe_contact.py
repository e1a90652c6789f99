"""When and where it is safe to reach her, how it was before, what is marked unsafe, who else may be told what.

Revision: 0040.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, UUID

revision = "0040"
down_revision = "0034"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
HOURS = (
    "(from_at is null) = (until_at is null) and (from_at is null) = (cardinality(days) = 0) "
    "and (until_at > from_at or until_at = '00:00')"
)
CODES = (
    ("contact_method", "post", "Letter by post"),
    ("told_about", "safe", "That she is safe"),
    ("told_about", "appointments", "When she is expected somewhere"),
    ("told_about", "case", "How her case stands"),
    ("told_about", "children", "How the children are"),
    ("told_about", "money", "What concerns her money"),
    ("told_about", "where", "Where she is"),
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) "
    "values (:id, :list, :slug, :label, coalesce((select max(position) from code where list = :list), 0) + 1, true)"
)


def upgrade() -> None:
    """Apply."""
    _contact()
    _record()
    _unsafe()
    _told()
    for name, slug, label in CODES:
        op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label))


def downgrade() -> None:
    """Undo: the choices of this migration, and only those, its tables and its columns."""
    for name, slug, _ in CODES:
        op.execute(
            sa.text("delete from code where list = :list and slug = :slug and authority_code is null").bindparams(
                list=name, slug=slug
            )
        )
    for table in ("may_be_told", "unsafe_mark", "safe_contact_record"):
        op.drop_table(table)
    op.drop_constraint(op.f("ck_safe_contact_hours"), "safe_contact")
    op.drop_constraint(op.f("ck_safe_contact_days"), "safe_contact")
    for column in ("flagged_at", "until_at", "from_at", "days", "address"):
        op.drop_column("safe_contact", column)


def _contact() -> None:
    op.add_column("safe_contact", sa.Column("address", sa.LargeBinary))
    op.add_column("safe_contact", sa.Column("days", ARRAY(sa.Integer), nullable=False, server_default="{}"))
    op.alter_column("safe_contact", "days", server_default=None)
    op.add_column("safe_contact", sa.Column("from_at", sa.Time))
    op.add_column("safe_contact", sa.Column("until_at", sa.Time))
    op.add_column("safe_contact", sa.Column("flagged_at", MOMENT))
    op.create_check_constraint(op.f("ck_safe_contact_days"), "safe_contact", "days <@ array[1, 2, 3, 4, 5, 6, 7]")
    op.create_check_constraint(op.f("ck_safe_contact_hours"), "safe_contact", HOURS)


def _of(column: str, target: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(column, UUID, sa.ForeignKey(f"{target}.id"), nullable=optional)


def _id() -> sa.Column:
    return sa.Column("id", UUID, primary_key=True)


def _recorded() -> tuple[sa.Column, sa.Column, sa.Column]:
    return (
        sa.Column("at", MOMENT, nullable=False),
        _of("by", "account", optional=True),
        sa.Column("by_name", sa.Text, nullable=False),
    )


def _ended(word: str) -> tuple[sa.Column, sa.Column, sa.Column]:
    return (
        sa.Column(f"{word}_at", MOMENT),
        _of(f"{word}_by", "account", optional=True),
        sa.Column(f"{word}_by_name", sa.Text),
    )


def _record() -> None:
    op.create_table(
        "safe_contact_record",
        _id(),
        _of("household_id", "household"),
        sa.Column("answers", sa.LargeBinary, nullable=False),
        *_recorded(),
    )
    op.create_index("ix_safe_contact_record_latest", "safe_contact_record", ["household_id", "at"])


def _unsafe() -> None:
    op.create_table(
        "unsafe_mark",
        _id(),
        _of("household_id", "household"),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("value", sa.LargeBinary, nullable=False),
        sa.Column("value_index", sa.Text, nullable=False),
        sa.Column("why", sa.LargeBinary, nullable=False),
        *_recorded(),
        *_ended("lifted"),
        sa.Column("lifted_why", sa.LargeBinary),
        sa.CheckConstraint("kind in ('phone', 'email', 'address')", name=op.f("ck_unsafe_mark_kind")),
        sa.CheckConstraint("(lifted_at is null) = (lifted_why is null)", name=op.f("ck_unsafe_mark_lifted")),
    )
    op.create_index(
        "uq_unsafe_mark_standing",
        "unsafe_mark",
        ["household_id", "kind", "value_index"],
        unique=True,
        postgresql_where=sa.text("lifted_at is null"),
    )


def _told() -> None:
    op.create_table(
        "may_be_told",
        _id(),
        _of("household_id", "household"),
        sa.Column("name", sa.LargeBinary, nullable=False),
        sa.Column("who", sa.LargeBinary),
        sa.Column("reached", sa.LargeBinary),
        sa.Column("what", ARRAY(sa.Text), nullable=False),
        sa.Column("until_on", sa.Date),
        *_recorded(),
        *_ended("ended"),
        sa.CheckConstraint("cardinality(what) > 0", name=op.f("ck_may_be_told_what")),
    )
    op.create_index("ix_may_be_told_household", "may_be_told", ["household_id", "at"])
