"""People of concern with a date of birth partly known and a telephone number; numbers compared by digests; pairs of
records that ended by themselves; entries of the log of disclosures that a lead looks at first.

Revision: 0072, after 0071.
"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PARTLY = (
    "num_nonnulls(born_from, born_until, born_how) = 0 or (num_nonnulls(born_from, born_until, born_how) = 3 "
    "and born is null and born_from <= born_until)"
)


def upgrade() -> None:
    """Apply."""
    for column in (
        sa.Column("born_from", sa.Date()), sa.Column("born_until", sa.Date()), sa.Column("born_how", sa.Text()),
        sa.Column("phone", sa.LargeBinary()),
    ):  # fmt: skip
        op.add_column("person_of_concern", column)
    op.create_check_constraint(op.f("ck_person_of_concern_born_partly"), "person_of_concern", PARTLY)
    _numbers()
    op.add_column("name_match", sa.Column("found_by", sa.Text(), server_default="name", nullable=False))
    op.add_column("name_match", sa.Column("ended_at", MOMENT))
    op.create_check_constraint(op.f("ck_name_match_found_by"), "name_match", "found_by in ('name', 'number')")
    op.add_column("disclosure", sa.Column("confirmed", sa.Text()))
    _held()


def downgrade() -> None:
    """Undo. Pairs found by a number go, since the rows before this knew of names alone."""
    for table in ("held_telling_decision", "held_telling", "number_print"):
        op.drop_table(table)
    op.drop_column("disclosure", "confirmed")
    op.execute(
        "delete from name_match_decision where match_id in (select id from name_match where found_by = 'number')"
    )
    op.execute("delete from name_match where found_by = 'number'")
    op.drop_constraint(op.f("ck_name_match_found_by"), "name_match", type_="check")
    for name in ("ended_at", "found_by"):
        op.drop_column("name_match", name)
    op.drop_constraint(op.f("ck_person_of_concern_born_partly"), "person_of_concern", type_="check")
    for name in ("phone", "born_how", "born_until", "born_from"):
        op.drop_column("person_of_concern", name)


def _to(name: str, table: str, *, null: bool = False, gone: str | None = None) -> sa.Column[object]:
    return sa.Column(name, sa.UUID(), sa.ForeignKey(f"{table}.id", ondelete=gone), nullable=null)


def _numbers() -> None:
    op.create_table(
        "number_print",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("authority_code", sa.Text(), sa.ForeignKey("authority.code"), nullable=False),
        _to("household_id", "household"),
        _to("concern_id", "person_of_concern", null=True, gone="CASCADE"),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("compared_at", MOMENT),
        sa.UniqueConstraint("household_id", "concern_id", postgresql_nulls_not_distinct=True),
    )
    op.create_index("ix_number_print_number", "number_print", ["authority_code", "number"])
    op.create_index(
        "ix_number_print_waiting", "number_print", ["authority_code"], postgresql_where=sa.text("compared_at is null")
    )


def _held() -> None:
    op.create_table(
        "held_telling",
        sa.Column("id", sa.UUID(), primary_key=True),
        _to("household_id", "household"),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        *_recorded(),
    )
    op.create_index("ix_held_telling_household_id", "held_telling", ["household_id"])
    op.create_table(
        "held_telling_decision",
        sa.Column("held_id", sa.UUID(), sa.ForeignKey("held_telling.id"), primary_key=True),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        *_recorded(),
        sa.CheckConstraint(
            "outcome in ('happened', 'another', 'nothing')", name=op.f("ck_held_telling_decision_outcome")
        ),
    )


def _recorded() -> tuple[sa.Column[object], sa.Column[object], sa.Column[object]]:
    by_name: sa.Column[object] = sa.Column("by_name", sa.Text(), nullable=False)
    return sa.Column("at", MOMENT, nullable=False), _to("by", "account", null=True), by_name
