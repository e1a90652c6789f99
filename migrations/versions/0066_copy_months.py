"""How long the council has to answer somebody who asks for a copy of what is held about her.

Revision: 0066, after 0049.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0049"
branch_labels = None
depends_on = None

KEY, MONTHS = "copy.months", 1
SOURCE = "UK GDPR Article 12(3): within one month of the request"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, true)"
)


def upgrade() -> None:
    """Apply."""
    op.execute(
        INSERT_SETTING.bindparams(id=uuid4(), key=KEY, from_on="2020-01-01", value=json.dumps(MONTHS), source=SOURCE)
    )


def downgrade() -> None:
    """Undo."""
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=KEY))
