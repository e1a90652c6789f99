"""Why a property or a unit is closed; how soon a household needs another place where its building is unsafe.

Revision: 0024, after 0023.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

REASONS = (
    ("not_open_yet", "Not open yet"), ("contract_ends", "Contract or lease ends"), ("refurbishment", "Refurbishment"),
    ("works", "Building works"), ("staffing", "Not enough staff"), ("not_needed", "No longer needed"),
    ("address_known", "The address has become known"), ("fire", "Fire"), ("flood", "Flood or burst pipe"),
    ("gas_electric", "Gas or electrical danger"), ("structure", "Structural danger"), ("other", "Something else"),
)  # fmt: skip
HOURS = ("closing.replacement_hours", 24)
UNVERIFIED = "Local practice, to be confirmed by the council"
IN_FORCE_FROM = "2020-01-01"
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) "
    "values (:id, 'closing_reason', :slug, :label, :position, true)"
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for position, (slug, label) in enumerate(REASONS, 1):
        op.execute(INSERT_CODE.bindparams(id=uuid4(), slug=slug, label=label, position=position))
    key, value = HOURS
    op.execute(
        INSERT_SETTING.bindparams(
            id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
        )
    )


def downgrade() -> None:
    """Undo: the list and the setting of this migration, and only those."""
    op.execute("delete from code where list = 'closing_reason' and authority_code is null")
    op.execute(sa.text("delete from setting where key = :key and authority_code is null").bindparams(key=HOURS[0]))
