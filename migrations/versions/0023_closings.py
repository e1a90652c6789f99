"""When properties and units are closed, which the database guards; whether one may arrive on the day others leave.

Revision: 0023, after 0022.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# A hold never; a stay only of those whom an unsafe closing found there, or where it is recorded that they left.
FORBIDS = """
create function closing_forbids(
    kind text, lived daterange, reason text, recorded_at timestamptz, closed daterange, unsafe boolean
) returns boolean language sql stable as $$
    select lived && closed and not coalesce(kind = 'stay' and (
        (unsafe and lower(lived) <= lower(closed))
        or (reason is distinct from 'planned' and upper(lived) <= (recorded_at at time zone 'Europe/London')::date)
    ), false)
$$
"""
# Each side locks the unit before it looks, so that of two at once the second sees what the first wrote.
LINE = """
create function unit_period_while_open() returns trigger language plpgsql as $$
begin
    perform 1 from unit where id = new.unit_id for key share;
    if exists (
        select 1 from unit join closing on closing.property_id = unit.property_id
        where unit.id = new.unit_id and coalesce(closing.unit_id, unit.id) = unit.id and closing.withdrawn_at is null
        and closing_forbids(new.kind, new.during, new.reason, new.recorded_at, closing.during, closing.unsafe)
    ) then
        raise exclusion_violation using
            constraint = 'ex_closing_nobody_lives_there', message = 'the unit is closed on some of those days';
    end if;
    return new;
end $$
"""
CLOSING = """
create function closing_while_empty() returns trigger language plpgsql as $$
begin
    perform 1 from unit where property_id = new.property_id and id = coalesce(new.unit_id, id) order by id for update;
    if exists (
        select 1 from unit join unit_period on unit_period.unit_id = unit.id
        where unit.property_id = new.property_id and unit.id = coalesce(new.unit_id, unit.id)
        and unit_period.replaced_at is null and unit_period.kind in ('hold', 'stay')
        and closing_forbids(unit_period.kind, unit_period.during, unit_period.reason, unit_period.recorded_at,
                            new.during, new.unsafe)
    ) then
        raise exclusion_violation using
            constraint = 'ex_closing_nobody_lives_there', message = 'somebody is there on some of those days';
    end if;
    return new;
end $$
"""


def upgrade() -> None:
    """Apply."""
    op.add_column("property", sa.Column("same_day_turnover", sa.Boolean, nullable=False, server_default=sa.true()))
    op.alter_column("property", "same_day_turnover", server_default=None)
    _closing()
    for function in (FORBIDS, LINE, CLOSING):
        op.execute(function)
    op.execute(
        "create trigger unit_period_while_open after insert on unit_period for each row "
        "when (new.kind in ('hold', 'stay') and new.replaced_at is null) execute function unit_period_while_open()"
    )
    op.execute(
        "create trigger closing_while_empty after insert on closing for each row "
        "when (new.withdrawn_at is null) execute function closing_while_empty()"
    )


def downgrade() -> None:
    """Undo."""
    op.execute("drop trigger unit_period_while_open on unit_period")
    op.drop_table("closing")
    for function in ("closing_while_empty()", "unit_period_while_open()"):
        op.execute(f"drop function {function}")
    op.execute("drop function closing_forbids(text, daterange, text, timestamptz, daterange, boolean)")
    op.drop_column("property", "same_day_turnover")


def _closing() -> None:
    op.create_table(
        "closing",
        sa.Column("id", sa.UUID, primary_key=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False, index=True),
        sa.Column("property_id", sa.UUID, sa.ForeignKey("property.id"), nullable=False),
        sa.Column("unit_id", sa.UUID, sa.ForeignKey("unit.id"), index=True),
        sa.Column("during", postgresql.DATERANGE, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("words", sa.LargeBinary),
        sa.Column("unsafe", sa.Boolean, nullable=False),
        sa.Column("instead_of", sa.UUID, sa.ForeignKey("closing.id"), index=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.UUID, sa.ForeignKey("account.id")),
        sa.Column("recorded_by_name", sa.Text, nullable=False),
        sa.Column("withdrawn_at", MOMENT),
        sa.Column("withdrawn_by", sa.UUID, sa.ForeignKey("account.id")),
        sa.Column("withdrawn_by_name", sa.Text),
        sa.CheckConstraint("not isempty(during)", name=op.f("ck_closing_during")),
        sa.CheckConstraint("not unsafe or not lower_inf(during)", name=op.f("ck_closing_unsafe")),
        sa.CheckConstraint("withdrawn_at is null or withdrawn_at >= recorded_at", name=op.f("ck_closing_withdrawn")),
        postgresql.ExcludeConstraint(
            (sa.text("uuidrange(coalesce(unit_id, property_id), coalesce(unit_id, property_id), '[]')"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("withdrawn_at is null"),
            using="gist",
            name="ex_closing_one_at_a_time",
        ),
    )
    op.create_index("ix_closing_in_force", "closing", ["property_id"], postgresql_where=sa.text("withdrawn_at is null"))
