"""When runs are made again by night, how many of them, and over how many days the rule book counts.

Revision: 0013, after 0012.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("matching.replayed_at", "04:00"), ("matching.replayed_runs", 5), ("rules.counted_days", 90))
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
