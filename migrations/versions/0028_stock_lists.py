"""Code lists and settings about stock: tenure, security, what to settle with a service, kinds of safety check.

Revision: 0028, after 0027.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

LISTS = {
    "property_tenure": (
        ("provider_owned", "Owned by the provider"), ("council_owned", "Owned by the council"),
        ("housing_association", "Leased from a housing association"), ("private_lease", "Leased from a private owner"),
        ("managed", "Managed for its owner"), ("other", "Other"),
    ),
    "security_measure": (
        ("door_entry", "Door entry with camera"), ("cctv", "Cameras outside"), ("alarm", "Intruder alarm"),
        ("panic_alarm", "Panic alarm to the police or a monitoring centre"), ("reinforced_doors", "Reinforced doors"),
        ("window_locks", "Window locks"), ("lighting", "Lighting outside"), ("fencing", "Fence or wall with a gate"),
        ("letterbox", "Letterbox protected against fire"), ("safe_room", "Safe room"), ("other", "Other"),
    ),
    "restriction": (
        ("arson", "A history of arson"), ("violence", "A history of violence towards others"),
        ("sexual_offences", "Convictions for sexual offences"), ("weapons", "A history of carrying weapons"),
        ("drug_use", "Drug use at present"), ("alcohol_use", "Dependence on alcohol at present"),
        ("earlier_exclusion", "Having been asked to leave this service before"),
        ("local_connection", "Coming from the immediate neighbourhood"),
        ("male_visitors", "Male visitors or carers who need to come in"), ("other", "Something else: see the notes"),
    ),
    "compliance_kind": (
        ("gas", "Gas safety"), ("electrical", "Electrical safety"), ("fire_risk", "Fire risk assessment"),
        ("energy", "Energy performance certificate"), ("lease", "Lease"),
    ),
}  # fmt: skip

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("compliance.checked_at", "03:30"),
    ("compliance.warn_days", {"gas": 30, "electrical": 60, "fire_risk": 30, "energy": 60, "lease": 180, "other": 30}),
    ("compliance.required", ["gas", "electrical", "fire_risk"]),
    ("photograph.most", 12),
    ("property.ward_most_km", 15),
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
    op.bulk_insert(
        code,
        [
            {"id": uuid4(), "list": name, "slug": slug, "label": label, "position": position, "active": True}
            for name, choices in LISTS.items()
            for position, (slug, label) in enumerate(choices, start=1)
        ],
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the lists and settings of this migration, and only those."""
    op.execute(sa.delete(code).where(code.c.list.in_(list(LISTS))))
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
