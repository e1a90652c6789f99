"""Not asked is not the same as asked and none: sections a household was asked about, risk answers that are not known.

Also two more ways in which a presentation ends: handed over to another service, and the death of the person.

Revision: 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

KNOWN = "ck_presentation_outcome_known"
BEFORE = "outcome in ('resettled', 'not_supported', 'withdrawn')"
AFTER = "outcome in ('resettled', 'not_supported', 'withdrawn', 'handed_over', 'died')"


def upgrade() -> None:
    """Apply."""
    op.add_column(
        "household",
        sa.Column("asked", postgresql.ARRAY(sa.Text()), nullable=False, server_default=sa.text("'{}'::text[]")),
    )
    op.alter_column("household", "asked", server_default=None)
    for name in ("judgement", "escalation"):
        op.alter_column("risk_entry", name, existing_type=sa.Boolean(), nullable=True)
    op.drop_constraint(op.f(KNOWN), "presentation", type_="check")
    op.create_check_constraint(op.f(KNOWN), "presentation", AFTER)


def downgrade() -> None:
    """Undo. What the older schema cannot say becomes the nearest that it can: not known is no, an ending withdrawn."""
    op.drop_constraint(op.f(KNOWN), "presentation", type_="check")
    op.execute("update presentation set outcome = 'withdrawn' where outcome in ('handed_over', 'died')")
    op.create_check_constraint(op.f(KNOWN), "presentation", BEFORE)
    op.execute("update risk_entry set judgement = coalesce(judgement, false), escalation = coalesce(escalation, false)")
    for name in ("judgement", "escalation"):
        op.alter_column("risk_entry", name, existing_type=sa.Boolean(), nullable=False)
    op.drop_column("household", "asked")
