"""What looking into one PDF may take, in seconds of the processor and megabytes of memory.

Revision: 0079, after 0080.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0080"
branch_labels = None
depends_on = None

SETTINGS = (("document.pdf_seconds", 8), ("document.pdf_megabytes", 768))
SOURCE = "Haven's own limits, to be confirmed by the council"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on="2020-01-01", value=json.dumps(value), source=SOURCE
            )
        )


def downgrade() -> None:
    """Undo."""
    keys = [key for key, _ in SETTINGS]
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(keys=keys)
    )
