"""The question sets that come with Haven, which of them are in use, and when a MARAC referral and a review are owed.

The documents lie in migrations/question_sets and are never changed: another wording is another version, another file
and another migration. The South Yorkshire example is entered and not in use.

Revision: 0043.
"""

import json
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0035"
branch_labels = None
depends_on = None

FOLDER = Path(__file__).parents[1] / "question_sets"
IN_USE = {"dash": 24, "chaos": 48, "own-needs": 0, "child-needs": 0}  # with the most that the answers come to
NOT_IN_USE = {"dash-south-yorkshire-example": 27}
IN_FORCE_FROM = "2020-01-01"
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("marac.referral_working_days", 1), ("risk_review.checked_every_minutes", 30))
INSERT_SET = sa.text(
    "insert into question_set (id, key, version, title, about, verified, highest, document) "
    "values (:id, :key, :version, :title, :about, :verified, :highest, cast(:document as jsonb))"
)
INSERT_USE = sa.text(
    "insert into question_set_use (id, key, question_set_id, from_on) values (:id, :key, :set, cast(:from_on as date))"
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for name, highest in {**IN_USE, **NOT_IN_USE}.items():
        identity, text = uuid4(), (FOLDER / f"{name}.json").read_text(encoding="utf-8")
        found = json.loads(text)
        told = {each: found[each] for each in ("key", "version", "title", "about", "verified")}
        op.execute(INSERT_SET.bindparams(id=identity, document=text, highest=highest, **told))
        if name in IN_USE:
            op.execute(INSERT_USE.bindparams(id=uuid4(), key=found["key"], set=identity, from_on=IN_FORCE_FROM))
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: what is in these tables goes with them; and the settings of this migration."""
    for table in ("assessment_part", "assessment", "question_set_use", "question_set"):
        op.execute(sa.delete(sa.table(table)))
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
