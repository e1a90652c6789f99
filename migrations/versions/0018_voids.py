"""Voids and their revisions; which holds are over by themselves once their time has come.

Revision: 0018, after 0017.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import UUID

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
# The same rule as pathway.offers.lapses, for reading: an answer is missing, and she can safely be reached.
LAPSING_HOLD = """
create view lapsing_hold as
select offer.hold_id as line_id, offer.lapses_at
from offer
join safe_contact on safe_contact.household_id = offer.household_id and cardinality(safe_contact.methods) > 0
where offer.ended_at is null and (
    select count(distinct offer_event.event) from offer_event
    where offer_event.offer_id = offer.id and offer_event.event in ('provider_accepted', 'she_accepted')
) < 2
"""


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "void",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("unit_id", UUID, sa.ForeignKey("unit.id"), nullable=False, index=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False, index=True),
    )
    op.create_table(
        "void_revision",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("void_id", UUID, sa.ForeignKey("void.id"), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("change", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("until_on", sa.Date),
        sa.Column("expected_on", sa.Date),
        sa.Column("works_reference", sa.LargeBinary),
        sa.Column("cost", sa.Numeric(9, 2)),
        sa.Column("cost_centre", sa.LargeBinary),
        sa.Column("notes", sa.LargeBinary),
        sa.Column("line_id", UUID, sa.ForeignKey("unit_period.id"), index=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", UUID, sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text, nullable=False),
        sa.UniqueConstraint("void_id", "position"),
        sa.CheckConstraint(
            "change in ('recorded', 'changed', 'put_off', 'ended', 'cancelled')", name=op.f("ck_void_revision_change")
        ),
        sa.CheckConstraint("until_on > from_on", name=op.f("ck_void_revision_until_on")),
        sa.CheckConstraint(
            "expected_on is null or (until_on is null and expected_on > from_on)",
            name=op.f("ck_void_revision_expected_on"),
        ),
        sa.CheckConstraint("cost >= 0", name=op.f("ck_void_revision_cost")),
        sa.CheckConstraint("(change = 'cancelled') = (line_id is null)", name=op.f("ck_void_revision_line")),
    )
    op.execute(LAPSING_HOLD)


def downgrade() -> None:
    """Undo."""
    op.execute("drop view lapsing_hold")
    op.drop_table("void_revision")
    op.drop_table("void")
