"""What reasons for saying no lead to, waiting until a day, answers taken back, and why a place is suitable.

Revision: 0041, after 0058.
"""

import json
from datetime import date
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0058"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_FORCE_FROM = "2020-01-01"
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (("offer.late_decline_hours", 4), ("suitability.within_hours", 24))
WITHDRAWAL = ("did_not_arrive", "Expected, and did not come", 5)
NEVER, AGAIN, ASK, WAIT = "never_this_unit", "nothing", "reassess", "park"

# (list, slug, consequence, days, words that people use for it)
REASONS = (
    ("decline_reason", "no_space", AGAIN, None, ("full", "no room", "no bed", "already let", "occupied")),
    (
        "decline_reason",
        "unsafe_area",
        ASK,
        None,
        ("not safe here", "too close to him", "he lives nearby", "known here"),
    ),
    ("decline_reason", "conflict", ASK, None, ("knows a resident", "related to staff", "fell out with somebody")),
    ("decline_reason", "household_size", NEVER, None, ("too many people", "too many children", "big family")),
    ("decline_reason", "boys_age", NEVER, None, ("son too old", "teenage boy", "older boy", "male child too old")),
    ("decline_reason", "mobility", NEVER, None, ("stairs", "wheelchair", "no lift", "not accessible")),
    ("decline_reason", "mental_health", NEVER, None, ("mental health too high", "suicidal", "self harm", "psychosis")),
    ("decline_reason", "substance_use", NEVER, None, ("drugs", "alcohol", "drinking", "using heroin")),
    ("decline_reason", "no_recourse", NEVER, None, ("cannot claim benefits", "no funding", "visa", "nrpf")),
    ("decline_reason", "offending", NEVER, None, ("arson", "violent", "convictions", "criminal record")),
    ("decline_reason", "pets", NEVER, None, ("dog", "cat", "animals not allowed")),
    ("decline_reason", "other", NEVER, None, ()),
    ("refusal_reason", "feels_unsafe", ASK, None, ("not safe", "scared there", "he would find me", "afraid")),
    ("refusal_reason", "too_far", NEVER, None, ("too far away", "far from school", "far from work", "long bus")),
    ("refusal_reason", "too_near", ASK, None, ("too close to him", "near his family", "near his work", "close to")),
    ("refusal_reason", "shared", ASK, None, ("does not want to share", "shared kitchen", "shared bathroom")),
    ("refusal_reason", "too_small", NEVER, None, ("not enough bedrooms", "no space for the children", "cramped")),
    ("refusal_reason", "access", ASK, None, ("stairs", "wheelchair", "cannot get up the steps", "no shower")),
    ("refusal_reason", "pets", NEVER, None, ("dog", "cat", "will not leave her dog")),
    ("refusal_reason", "cost", ASK, None, ("too expensive", "rent too high", "cannot pay", "service charge")),
    ("refusal_reason", "staying_put", ASK, None, ("wants to stay at home", "will not leave her home", "staying home")),
    ("refusal_reason", "elsewhere", WAIT, 14, ("found a place", "staying with her sister", "got her own flat")),
    ("refusal_reason", "lost_contact", AGAIN, None, ("cannot reach her", "no answer", "telephone switched off")),
    ("refusal_reason", "other", NEVER, None, ()),
)

LAPSING_HOLD = """
create view lapsing_hold as
select offer.hold_id as line_id, offer.lapses_at
from offer
join safe_contact on safe_contact.household_id = offer.household_id and cardinality(safe_contact.methods) > 0
where offer.ended_at is null and (
    select count(distinct offer_event.event) from offer_event
    where offer_event.offer_id = offer.id and offer_event.event in ('provider_accepted', 'she_accepted') {standing}
) < 2
"""
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.execute("drop view lapsing_hold")
    op.add_column("offer_event", sa.Column("taken_back_at", MOMENT, nullable=True))
    op.execute(LAPSING_HOLD.format(standing="and offer_event.taken_back_at is null"))
    _reasons()
    _outcomes()
    op.create_table(
        "suitability_reasoning",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("offer_id", sa.UUID(), sa.ForeignKey("offer.id"), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("suitable", sa.Boolean(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.UniqueConstraint("offer_id", "position"),
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )
    slug, label, position = WITHDRAWAL
    op.execute(
        sa.text(
            "insert into code (id, list, slug, label, position, active) "
            "values (:id, 'withdrawal_reason', :slug, :label, :position, true)"
        ).bindparams(id=uuid4(), slug=slug, label=label, position=position)
    )


def _reasons() -> None:
    table = op.create_table(
        "reason_consequence",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), sa.ForeignKey("authority.code")),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("days", sa.Integer()),
        sa.Column("says", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("recorded_at", MOMENT),
        sa.Column("recorded_by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.CheckConstraint("list in ('refusal_reason', 'decline_reason')", name=op.f("ck_reason_consequence_list")),
        sa.CheckConstraint(
            "consequence in ('nothing', 'never_this_unit', 'reassess', 'park')",
            name=op.f("ck_reason_consequence_consequence"),
        ),
        sa.CheckConstraint("(consequence = 'park') = (days is not null)", name=op.f("ck_reason_consequence_days")),
        sa.CheckConstraint("days between 1 and 90", name=op.f("ck_reason_consequence_days_between")),
        sa.CheckConstraint("list = 'refusal_reason' or consequence <> 'park'", name=op.f("ck_reason_consequence_side")),
        sa.UniqueConstraint(
            "list", "slug", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True
        ),
    )
    names = ("list", "slug", "consequence", "days", "says")
    op.bulk_insert(
        table,
        [
            {"id": uuid4(), "from_on": date.fromisoformat(IN_FORCE_FROM), **dict(zip(names, row, strict=True))}
            for row in REASONS
        ],
    )


def _outcomes() -> None:
    op.create_table(
        "no_outcome",
        sa.Column("event_id", sa.UUID(), sa.ForeignKey("offer_event.id"), primary_key=True),
        sa.Column("offer_id", sa.UUID(), sa.ForeignKey("offer.id"), nullable=False, index=True),
        sa.Column("side", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("consequence", sa.Text(), nullable=False),
        sa.Column("until_on", sa.Date()),
        sa.Column("softened", sa.Boolean(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.CheckConstraint("side in ('hers', 'providers')", name=op.f("ck_no_outcome_side")),
        sa.CheckConstraint(
            "consequence in ('nothing', 'never_this_unit', 'reassess', 'park')",
            name=op.f("ck_no_outcome_consequence"),
        ),
        sa.CheckConstraint("(consequence = 'park') = (until_on is not null)", name=op.f("ck_no_outcome_until_on")),
    )
    op.create_table(
        "parking",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("authority_code", sa.Text(), sa.ForeignKey("authority.code"), nullable=False, index=True),
        sa.Column("household_id", sa.UUID(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("presentation_id", sa.UUID(), sa.ForeignKey("presentation.id"), nullable=False, index=True),
        sa.Column("event_id", sa.UUID(), sa.ForeignKey("offer_event.id"), nullable=False, unique=True),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.Column("ended_by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("ended_by_name", sa.Text()),
        sa.Column("ended_why", sa.Text()),
        sa.CheckConstraint("(ended_at is null) = (ended_why is null)", name=op.f("ck_parking_ended")),
        sa.CheckConstraint(
            "ended_why in ('day_came', 'by_hand', 'taken_back', 'over')", name=op.f("ck_parking_ended_why")
        ),
    )
    op.create_index(
        "uq_parking_one_open", "parking", ["household_id"], unique=True, postgresql_where=sa.text("ended_at is null")
    )


def downgrade() -> None:
    """Undo."""
    op.execute("delete from code where list = 'withdrawal_reason' and slug = 'did_not_arrive'")
    for key, _ in SETTINGS:
        op.execute(sa.text("delete from setting where key = :key").bindparams(key=key))
    for table in ("suitability_reasoning", "parking", "no_outcome", "reason_consequence"):
        op.drop_table(table)
    op.execute("drop view lapsing_hold")
    op.drop_column("offer_event", "taken_back_at")
    op.execute(LAPSING_HOLD.format(standing=""))
