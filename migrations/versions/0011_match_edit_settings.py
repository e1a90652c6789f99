"""How long a pin or a ban counts where nobody says, and how long it may count.

Revision: 0011, after 0010.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("match_edit.days", 7), ("match_edit.longest_days", 28))
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
