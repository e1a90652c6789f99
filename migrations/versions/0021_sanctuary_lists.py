"""What a sanctuary job is described with, and how soon, up to what cost and how often: each to be confirmed.

Measures: domain.md section 8 (locks, doors, windows, letterbox protection, alarms, property marking, safe room,
lighting, cameras). Times and costs of sanctuary works have not been verified anywhere.

Revision: 0021, after 0020.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

LISTS = {
    "sanctuary_measure": (
        ("door_locks", "Door locks"), ("replacement_door", "Replacement door"), ("window_locks", "Window locks"),
        ("letterbox", "Letterbox fire protection"), ("alarm", "Personal or burglar alarm"),
        ("smoke_alarm", "Smoke alarms"), ("property_marking", "Property marking"), ("safe_room", "Safe room"),
        ("lighting", "Security lighting"), ("camera", "Camera or video doorbell"), ("fence_gate", "Fence or gate"),
        ("other", "Other"),
    ),
    "sanctuary_room": (
        ("front_door", "Front door"), ("back_door", "Back or side door"), ("hall", "Hall or landing"),
        ("living_room", "Living room"), ("kitchen", "Kitchen"), ("bedroom", "Bedroom"), ("bathroom", "Bathroom"),
        ("ground_floor", "Ground floor windows"), ("upper_floor", "Upper floor windows"),
        ("outside", "Outside"), ("whole_home", "Whole home"),
    ),
    "sanctuary_consent_refusal": (
        ("alterations", "Does not want alterations"), ("fire_safety", "Fire safety of the building"),
        ("listed", "Listed building or planning"), ("selling", "Selling, or ending the tenancy"),
        ("cost", "Does not want to pay to put it back"), ("no_answer", "Did not answer after reminders"),
        ("other", "Other"),
    ),
    "sanctuary_not_approved": (
        ("too_dear", "Too dear for what it does"), ("other_measures", "Other measures would do"),
        ("another_quote", "Another quote is needed"), ("no_budget", "No budget left"), ("other", "Other"),
    ),
    "sanctuary_withdrawal": (
        ("wants_to_move", "She wants to move instead"), ("feels_safe", "She feels safe without it"),
        ("no_works", "She does not want works in her home"), ("reconciled", "She is back with the person of concern"),
        ("lost_contact", "Contact lost"), ("not_said", "She gave no reason"), ("other", "Other"),
    ),
    "sanctuary_not_possible": (
        ("right_to_enter", "The person of concern has a right to enter"),
        ("lives_there", "The person of concern lives there"), ("owner_refused", "The owner refused"),
        ("building", "The building cannot be made safe"), ("risk", "The risk is too high for her to stay"),
        ("cost", "The cost was not approved"), ("other", "Other"),
    ),
}  # fmt: skip
ADDED = ("withdrawal_reason", "stays_at_home", "She stays at home, made secure", 4)

UNVERIFIED = "Typical aspiration, not verified: to be confirmed by the council"
SETTINGS = (
    ("sanctuary.urgent_hours", 24),
    ("sanctuary.standard_working_days", 10),
    ("sanctuary.approval_limit_pounds", 1000),
    ("sanctuary.emergency_limit_pounds", 300),
    ("sanctuary.consent_chase_working_days", 3),
    ("sanctuary.find_out_working_days", 1),
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
        (name, slug, label, position)
        for name, choices in LISTS.items()
        for position, (slug, label) in enumerate(choices, start=1)
    ]
    op.bulk_insert(
        code,
        [
            {"id": uuid4(), "list": name, "slug": slug, "label": label, "position": position, "active": True}
            for name, slug, label, position in (*rows, ADDED)
        ],
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the lists, the reason and the settings of this migration, and only those."""
    op.execute(sa.delete(code).where(code.c.list.in_(list(LISTS))))
    op.execute(sa.delete(code).where(code.c.list == ADDED[0], code.c.slug == ADDED[1]))
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
