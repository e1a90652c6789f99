"""The code lists and settings that every council starts with; each is data that a council edits.

Revision: 0007, after 0006.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

LISTS = {
    "presentation_route": (
        ("self", "Came or called herself"), ("police", "Police"), ("idva", "IDVA or domestic abuse service"),
        ("front_door", "Council front door"), ("childrens_services", "Children's social care"),
        ("adult_social_care", "Adult social care"), ("health", "Hospital, GP or health visitor"),
        ("another_council", "Another council"), ("refuge_elsewhere", "Refuge elsewhere"), ("other", "Other"),
    ),
    "relationship": (
        ("partner", "Partner"), ("child", "Child"), ("parent", "Parent"), ("sibling", "Brother or sister"),
        ("grandchild", "Grandchild"), ("other_relative", "Another relative"), ("other", "Somebody else"),
    ),
    "concern_relationship": (
        ("partner", "Partner"), ("ex_partner", "Former partner"), ("parent", "Parent"), ("child", "Son or daughter"),
        ("sibling", "Brother or sister"), ("wider_family", "Wider family"), ("associate", "Friend or associate"),
        ("other", "Somebody else"),
    ),
    "pet": (
        ("dog", "Dog"), ("cat", "Cat"), ("small_animal", "Small caged animal"),
        ("assistance", "Assistance animal"), ("other", "Other animal"),
    ),
    "funding_route": (
        ("housing_benefit", "Housing benefit"), ("universal_credit", "Universal credit"),
        ("part_4_grant", "Part 4 safe accommodation grant"), ("section_17", "Children Act 1989 section 17"),
        ("care_act", "Care Act 2014"), ("mvdac", "Migrant victims concession (MVDAC)"),
        ("charity", "Charity fund"), ("own_means", "Her own means"),
    ),
    "immigration": (
        ("recourse", "Public funds open to her"), ("nrpf", "No recourse to public funds (NRPF)"),
        ("mvdac_applied", "NRPF, MVDAC applied for"), ("mvdac_granted", "MVDAC granted"),
        ("not_known", "Not known"),
    ),
    "service": (
        ("south_asian_women", "By and for South Asian women"), ("black_women", "By and for Black women"),
        ("deaf", "Deaf people"), ("lgbt", "LGBT+ people"), ("learning_disability", "Learning disability"),
        ("complex_needs", "Complex needs"),
    ),
    "concern_place": (
        ("home", "Home"), ("work", "Work"), ("family", "Family or friends"), ("school", "School or nursery run"),
        ("leisure", "Pub, gym, place of worship or club"), ("other", "Somewhere else"),
    ),
    "near_place": (
        ("work", "Work"), ("school", "School or nursery"), ("support", "Family or friends who help"),
        ("health", "GP, hospital or clinic"), ("worship", "Place of worship"), ("other", "Somewhere else"),
    ),
    "contact_method": (
        ("call", "Telephone call"), ("text", "Text message"), ("email", "E-mail"),
        ("through_worker", "Through a named worker"), ("in_person", "In person only"),
    ),
    "decline_reason": (
        ("no_space", "No space after all"), ("unsafe_area", "Not safe in this area"),
        ("conflict", "Conflict with a resident or a member of staff"), ("household_size", "Household too large"),
        ("boys_age", "Boy above the age taken"), ("mobility", "Cannot meet mobility or access needs"),
        ("mental_health", "Cannot meet mental health needs"), ("substance_use", "Cannot meet drug or alcohol needs"),
        ("no_recourse", "No recourse to public funds"), ("offending", "Offending, arson or violence"),
        ("pets", "Pets"), ("other", "Other"),
    ),
    "refusal_reason": (
        ("feels_unsafe", "She does not feel safe there"), ("too_far", "Too far from work, school or support"),
        ("too_near", "Too near to somebody or somewhere"), ("shared", "Does not want to share"),
        ("too_small", "Too small for the household"), ("access", "Does not meet access needs"),
        ("pets", "Pets cannot come"), ("cost", "Cannot afford it"), ("staying_put", "Wants to stay at home"),
        ("elsewhere", "Found somewhere else"), ("lost_contact", "Contact lost"), ("other", "Other"),
    ),
    "withdrawal_reason": (
        ("found_unsafe", "Found not to be safe"), ("made_in_error", "Made in error"),
        ("circumstances_changed", "Her circumstances changed"), ("unit_not_ready", "The unit is not ready"),
        ("other", "Other"),
    ),
    "departure_reason": (
        ("planned_move", "Planned move-on"), ("moved_for_safety", "Moved for safety"),
        ("left_unplanned", "Left without a plan"), ("asked_to_leave", "Asked to leave"),
        ("returned_home", "Returned home"), ("lost_contact", "Contact lost"),
        ("other", "Other"),
    ),
    "destination": (
        ("council_tenancy", "Council tenancy"), ("housing_association", "Housing association tenancy"),
        ("private_rented", "Private rented home"), ("home_made_safe", "Own home, made secure"),
        ("returned_to_perpetrator", "Returned to the person of concern"), ("other_refuge", "Another refuge"),
        ("second_stage", "Second stage or supported housing"), ("family_friends", "Family or friends"),
        ("hotel", "Hotel or B&B"), ("out_of_area", "Home in another area"),
        ("not_known", "Not known"), ("other", "Other"),
    ),
    "not_supported_reason": (
        ("no_capacity", "No capacity or space"), ("mental_health", "Could not meet mental health needs"),
        ("drug", "Could not meet drug needs"), ("alcohol", "Could not meet alcohol needs"),
        ("disability", "Could not meet disability or access needs"), ("language", "Could not meet language needs"),
        ("family_size", "Large family"), ("male_child", "Male child over the age taken"),
        ("no_recourse", "No recourse to public funds, or no funding"), ("offending", "Arson, offending or violence"),
        ("unsafe_area", "No place in a safe area"), ("not_eligible", "Not eligible"),
        ("declined", "Declined by the survivor"), ("lost_contact", "Contact lost"), ("other", "Other"),
    ),
    "void_reason": (
        ("repairs", "Repairs"), ("damage", "Damage"), ("safety_works", "Safety or compliance works"),
        ("refurbishment", "Refurbishment"), ("infestation", "Infestation"), ("staffing", "No staff cover"),
        ("other", "Other"),
    ),
}  # fmt: skip

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("matching.needed_within_days", 3, UNVERIFIED, False),
    ("matching.run_at", "07:30", UNVERIFIED, False),
    ("audit.checked_at", "02:30", UNVERIFIED, False),
    ("people.cleared_at", "03:00", UNVERIFIED, False),
    ("offer.lapse_hours", 24, UNVERIFIED, False),
    ("referral.answer_working_hours_band_1", 2, UNVERIFIED, False),
    ("referral.answer_working_hours", 8, UNVERIFIED, False),
    ("council.opens", "09:00", UNVERIFIED, False),
    ("council.closes", "17:00", UNVERIFIED, False),
    ("danger.radius_m", {"home": 3000, "work": 2000, "family": 2000, "school": 1500, "leisure": 1500, "other": 1500},
     UNVERIFIED, False),
    ("vacancy.stale_hours", 24, UNVERIFIED, False),
    ("report.suppress_below", 5, "MHCLG statistical releases: cells under 5 are suppressed", True),
    ("presentation.old_days", 400, UNVERIFIED, False),
)  # fmt: skip
IN_FORCE_FROM = "2020-01-01"

code = sa.table(
    "code",
    sa.column("id", sa.UUID),
    *(sa.column(name) for name in ("list", "slug", "label", "position", "active")),
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, :verified)"
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
    for key, value, source, verified in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=source, verified=verified
            )
        )


def downgrade() -> None:
    """Undo: the lists and settings of this migration, and only those."""
    op.execute(sa.delete(code).where(code.c.list.in_(list(LISTS))))
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, *_ in SETTINGS]
        )
    )
