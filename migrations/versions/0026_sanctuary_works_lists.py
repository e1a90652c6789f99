"""Why an order comes back, what is lent, how it turned out; when Haven warns, reviews and asks about the outcome.

Reviews at 3 and 6 months and outcomes at 6 and 12: domain.md section 8. The other values have not been verified.

Revision: 0026, after 0025.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

LISTS = {
    "sanctuary_order_return": (
        ("no_capacity", "No fitter free in time"), ("not_our_trade", "Not work that we do"),
        ("cannot_reach", "She could not be reached safely"), ("unsafe_to_attend", "Not safe for our fitters to attend"),
        ("price", "Cannot be done for this price"), ("conflict", "We know somebody concerned"), ("other", "Other"),
    ),
    "sanctuary_loan_item": (
        ("personal_alarm", "Personal alarm"), ("police_alarm", "Alarm linked to the police"), ("camera", "Camera"),
        ("doorbell", "Video doorbell"), ("lock_keys", "Set of spare keys"), ("other", "Other"),
    ),
    "sanctuary_loan_condition": (
        ("good", "Works"), ("broken", "Broken"), ("parts_missing", "Parts are missing"), ("lost", "Lost"),
    ),
    "sanctuary_outcome": (
        ("remained", "Still at home"), ("moved_choice", "Moved by her own choice"),
        ("moved_unsafe", "Moved because it was not safe"), ("not_reached", "Not reached"),
    ),
    "sanctuary_close": (
        ("reviewed", "Reviewed, nothing more is needed"), ("not_needed", "No longer needed"),
        ("moved", "She has moved"), ("not_reached", "Not reached after several tries"), ("other", "Other"),
    ),
    "sanctuary_reopen": (
        ("incident", "A new incident"), ("not_effective", "Something does not work any more"),
        ("closed_by_mistake", "Closed by mistake"), ("other", "Other"),
    ),
}  # fmt: skip
UNVERIFIED = "Local practice, to be confirmed by the council"
REVIEWS = "Great Yarmouth; Hammersmith and Fulham (domain.md section 8): to be confirmed by the council"
SETTINGS = (
    ("sanctuary.warn_shares", [0.5, 0.9], UNVERIFIED),
    ("sanctuary.review_months", [3, 6], REVIEWS),
    ("sanctuary.outcome_months", [6, 12], REVIEWS),
    ("sanctuary.review_ahead_days", 7, UNVERIFIED),
    ("sanctuary.flag_review_months", 6, UNVERIFIED),
    ("sanctuary.missed_visits", 2, UNVERIFIED),
    ("sanctuary.checked_every_minutes", 5, UNVERIFIED),
)
IN_FORCE_FROM = "2020-01-01"

code = sa.table(
    "code",
    sa.column("id", sa.UUID),
    *(sa.column(name) for name in ("list", "slug", "label", "position", "active")),
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    rows = [
        {"id": uuid4(), "list": name, "slug": slug, "label": label, "position": position, "active": True}
        for name, choices in LISTS.items()
        for position, (slug, label) in enumerate(choices, start=1)
    ]
    op.bulk_insert(code, rows)
    for key, value, source in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=source
            )
        )


def downgrade() -> None:
    """Undo: the lists and the settings of this migration, and only those."""
    op.execute(sa.delete(code).where(code.c.list.in_(list(LISTS))))
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, *_ in SETTINGS]
        )
    )
