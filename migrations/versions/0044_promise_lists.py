"""How duties end, limbs of priority need, kinds of temporary place; when clocks are looked at, who decides reviews.

Revision: 0044, after 0036.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0036"
branch_labels = None
depends_on = None

LISTS = {
    "prevention_end": (
        ("secured_stay", "She stays in her home, for 6 months or more"),
        ("secured_move", "She has another home, for 6 months or more"), ("homeless", "She has become homeless"),
        ("refused_suitable", "She refused a suitable home"), ("refused_cooperate", "Notice for not co-operating"),
        ("contact_lost", "Contact lost"), ("withdrew", "She withdrew, or has died"),
        ("56_days", "56 days have passed"), ("not_eligible", "No longer eligible"),
    ),
    "relief_end": (
        ("secured", "She has a home, for 6 months or more"), ("56_days", "56 days have passed"),
        ("lc_referral", "Another council has accepted the referral"),
        ("int_homeless", "Homeless intentionally from the home made available"),
        ("refused_final", "She refused a final offer"), ("non_coop", "Notice for not co-operating"),
        ("contact_lost", "Contact lost"), ("withdrew", "She withdrew, or has died"),
        ("not_eligible", "No longer eligible"),
    ),
    "interim_end": (
        ("decided", "The decision has been made"), ("not_needed", "She has somewhere safe to stay"),
        ("withdrew", "She withdrew, or has died"),
    ),
    "main_end": (
        ("pt6_accepted", "She accepted a home from the housing register"),
        ("pt6_refused", "She refused a final offer from the housing register"),
        ("prso_accepted", "She accepted a private tenancy"), ("prso_refused", "She refused a private tenancy"),
        ("refused_ta_lost", "She refused suitable temporary housing, withdrew, or contact was lost"),
        ("not_eligible", "No longer eligible"),
        ("int_homeless_ta", "Homeless intentionally from temporary housing"),
        ("left_ta", "She left temporary housing of her own accord"),
    ),
    "priority_limb": (
        ("dep_children", "Children live with her, or would"), ("pregnant", "Somebody is pregnant"),
        ("old_age", "Vulnerable by old age"), ("physical", "Vulnerable by illness or disability"),
        ("mental", "Vulnerable by mental health"), ("young", "Aged 16 or 17, or a care leaver of 18 to 20"),
        ("other", "Vulnerable for another reason"), ("emergency", "Homeless by fire, flood or another disaster"),
    ),
    "temporary_kind": (
        ("bb", "Hotel or bed and breakfast"), ("nightly", "Self-contained, paid by the night"),
        ("hostel", "Hostel"), ("psl", "Private home leased by the council"),
        ("la_ha", "Council or housing association home"), ("other", "Another temporary place"),
    ),
}  # fmt: skip
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("clocks.checked_at", "04:00", UNVERIFIED),
    ("nights.counted_kinds", ["bb"], "SI 2003/3326: what counts as bed and breakfast; to be confirmed by the council"),
    ("review.decided_by_roles", ["homelessness_team"], UNVERIFIED),
)
IN_FORCE_FROM = "2020-01-01"
CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)
SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for name, choices in LISTS.items():
        for position, (slug, label) in enumerate(choices, 1):
            op.execute(CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))
    for key, value, source in SETTINGS:
        op.execute(
            SETTING.bindparams(id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=source)
        )


def downgrade() -> None:
    """Undo: the lists and settings of this migration, and only those."""
    op.execute(
        sa.text("delete from code where list = any(:lists) and authority_code is null").bindparams(lists=list(LISTS))
    )
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, *_ in SETTINGS]
        )
    )
