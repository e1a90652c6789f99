"""How far back a preview of a change looks, and at how many runs at most.

Revision: 0015, after 0014.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("change.days_looked_back", 31), ("change.most_runs", 31))
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
