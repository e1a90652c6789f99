"""When each council's coming birthdays are looked at.

Revision: 0032, after 0031.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None

KEY, VALUE = "compatibility.warned_at", "03:30"
UNVERIFIED = "Local practice, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.execute(
        INSERT_SETTING.bindparams(id=uuid4(), key=KEY, from_on="2020-01-01", value=json.dumps(VALUE), source=UNVERIFIED)
    )


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key").bindparams(key=KEY))
