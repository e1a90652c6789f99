"""What may be chosen about support, safety and disclosure; by when others answer, and when orders are looked at.

Revision: 0058, after 0048.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0048"
branch_labels = None
depends_on = None

LISTS = {
    "disclosure_what": (
        ("place_address", "The address of the place"), ("home_address", "The address of her home"),
        ("contact", "Her telephone number, e-mail address or code word"), ("school", "Where a child goes to school"),
        ("area", "The area, not the address"), ("other", "Something else that finds her"),
    ),
    "disclosure_means": (
        ("in_haven", "Shown in Haven"), ("in_person", "In person"), ("call", "Telephone call"),
        ("secure_email", "Secure e-mail"), ("letter", "Letter"), ("court", "Filed or read out in court"),
    ),
    "disclosure_basis": (
        ("consent", "She agreed"), ("acceptance", "The offer was accepted by both sides"),
        ("open_address", "The address is not kept back"), ("own_case", "Work on her case"),
        ("works", "Works on her home"), ("own_place", "Their own place"), ("court_order", "Order of a court"),
        ("police", "Police: to protect life or to prevent a crime"),
        ("safeguarding", "Safeguarding a child or an adult"), ("emergency", "Emergency services"),
        ("other", "Another ground"),
    ),
    "order_kind": (
        ("dapo", "Domestic abuse protection order (DAPO)"), ("dapn", "Domestic abuse protection notice (DAPN)"),
        ("dvpo", "Domestic violence protection order (DVPO)"), ("dvpn", "Domestic violence protection notice (DVPN)"),
        ("non_molestation", "Non-molestation order"), ("occupation", "Occupation order"),
        ("restraining", "Restraining order"), ("stalking", "Stalking protection order"),
        ("bail", "Bail conditions"), ("licence", "Conditions of a licence"),
        ("prohibited_steps", "Prohibited steps order"), ("other", "Another order"),
    ),
    "concern_risk": (
        ("standard", "Standard"), ("medium", "Medium"), ("high", "High"), ("very_high", "Very high"),
    ),
    "incident_kind": (
        ("physical", "Physical violence"), ("strangling", "Strangling or choking"), ("sexual", "Sexual violence"),
        ("threats", "Threats"), ("stalking", "Following, watching or stalking"),
        ("control", "Controlling or coercive behaviour"), ("economic", "Money taken or withheld"),
        ("online", "Online, or through a telephone"), ("damage", "Damage to property"),
        ("children", "Harm to a child, or use of a child"), ("honour", "So-called honour-based abuse"),
        ("other", "Something else"),
    ),
    "incident_where": (
        ("where_she_stays", "Where she stays now"), ("former_home", "Her former home"),
        ("family", "At family or friends"), ("work", "At work"), ("school", "At or near a school"),
        ("street", "In the street or a shop"), ("court", "At court or an office"),
        ("online", "Online, or by telephone"), ("other", "Somewhere else"), ("not_known", "Not known"),
    ),
    "contact_how": (
        ("call", "Telephone call"), ("voicemail", "Message on voicemail"), ("text", "Text message"),
        ("email", "E-mail"), ("post", "Letter by post"), ("in_person", "In person"),
        ("through_worker", "Through a named worker"), ("video", "Video call"),
        ("she_began", "She rang, wrote or came by herself"),
    ),
    "pack_item": (
        ("clothes", "Clothes"), ("toiletries", "Toiletries"), ("food", "Food or a food voucher"),
        ("baby", "Baby things"),
        ("telephone", "Telephone and SIM card"), ("bedding", "Bedding"), ("kitchen", "Kitchen things"),
        ("school", "School things"), ("toys", "Toys"), ("travel", "Travel ticket"), ("safety", "Personal alarm"),
    ),
    "referral_service": (
        ("idva", "IDVA"), ("marac", "MARAC"), ("by_and_for", "By-and-for service"), ("outreach", "Outreach support"),
        ("mental_health", "Mental health"), ("substance", "Drugs and alcohol"), ("early_help", "Early Help"),
        ("childrens_social_care", "Children’s social care"), ("adult_social_care", "Adult social care"),
        ("legal", "Legal advice"), ("immigration", "Immigration advice"), ("gp", "GP or health visitor"),
        ("counselling", "Counselling"), ("money", "Money and benefits advice"), ("other", "Another service"),
    ),
    "referral_answer": (
        ("accepted", "Accepted"), ("waiting_list", "On a waiting list"), ("declined", "Declined"),
    ),
    "referral_outcome": (
        ("completed", "Support completed"), ("not_wanted", "She did not want it"), ("not_met", "The need was not met"),
        ("no_contact", "The service lost contact"), ("elsewhere", "Passed on to another service"),
    ),
}  # fmt: skip
SETTINGS = (
    ("referral_out.answer_working_days", 5),
    ("safety_plan.review_days", 28),
    ("support.contact_after_incident_hours", 24),
    ("support.checked_at", "04:15"),
)
UNVERIFIED = "Local practice, to be confirmed by the council"
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for name, entries in LISTS.items():
        for position, (slug, label) in enumerate(entries, 1):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on="2020-01-01", value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the lists and the settings of this migration, and only those."""
    op.execute(
        sa.text("delete from code where list = any(:lists) and authority_code is null").bindparams(lists=list(LISTS))
    )
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
