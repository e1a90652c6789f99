"""How far back a void may begin; and a void for each time out of use that was recorded before there were voids.

Revision: 0019, after 0018.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("void.backdated_days", 14),)
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)
# The line's id serves as the void's too: nothing else has it in these tables.
VOIDS = """
insert into void (id, unit_id, authority_code)
select id, unit_id, authority_code from unit_period where kind = 'out_of_use' and replaced_at is null
"""
REVISIONS = """
insert into void_revision (id, void_id, position, change, reason, from_on, until_on, line_id, at, by, by_name)
select gen_random_uuid(), line.id, 0, 'recorded', line.reason, lower(line.during), upper(line.during), line.id,
       line.recorded_at, line.recorded_by, coalesce(account.name, 'Haven')
from unit_period as line left join account on account.id = line.recorded_by
where line.kind = 'out_of_use' and line.replaced_at is null
"""


def upgrade() -> None:
    """Apply."""
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )
    op.execute(VOIDS)
    op.execute(REVISIONS)


def downgrade() -> None:
    """Undo: the settings of this migration, and only those; the voids go with their tables."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.execute("delete from void_revision")
    op.execute("delete from void")
