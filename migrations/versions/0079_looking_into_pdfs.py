"""What looking into one PDF may take, in seconds of the processor and megabytes of memory; a copy is given whole, in
files of so many lines, where it was cut off after so many before.

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

RENAME = sa.text("update setting set key = :after, value = cast(:value as jsonb) where key = :before")
CUT_OFF, IN_FILE = "copy.most_lines", "copy.lines_in_file"


def upgrade() -> None:
    """Apply."""
    op.execute(RENAME.bindparams(before=CUT_OFF, after=IN_FILE, value="1000"))
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(id=uuid4(), key=key, from_on="2020-01-01", value=json.dumps(value), source=SOURCE)
        )


def downgrade() -> None:
    """Undo."""
    op.execute(RENAME.bindparams(before=IN_FILE, after=CUT_OFF, value="2000"))
    keys = [key for key, _ in SETTINGS]
    op.execute(sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(keys=keys))
