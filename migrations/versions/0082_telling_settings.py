"""How soon a lead looks at somebody who must not have been told; from how many households a number is nobody's own.

Revision: 0082, after 0072.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0072"
branch_labels = None
depends_on = None

SETTINGS = (("telling.due_hours", 1), ("name_match.number_most_households", 3))
UNVERIFIED = "Local practice, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on="2020-01-01", value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
