"""Who was told what; orders and the risk from a person of concern; incidents, safety plans; what is done beside a home.

Revision: 0048.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY, UUID

revision = "0048"
down_revision = "0050"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TABLES = (
    "referral_out_event", "referral_out", "essentials_pack", "child_school", "contact_entry", "safety_plan", "incident",
    "concern_risk", "protective_order", "disclosure",
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    _disclosure()
    _order()
    _incident()
    _plan()
    _support()
    _referral()


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)


def _id() -> sa.Column:
    return sa.Column("id", UUID, primary_key=True)


def _of(column: str, target: str, *, optional: bool = False, gone: str | None = None, index: bool = False) -> sa.Column:
    key = sa.ForeignKey(f"{target}.id", ondelete=gone)
    return sa.Column(column, UUID, key, nullable=optional, index=index)


def _text(name: str, *, optional: bool = False) -> sa.Column:
    return sa.Column(name, sa.Text, nullable=optional)


def _sealed(name: str, *, optional: bool = True) -> sa.Column:
    return sa.Column(name, sa.LargeBinary, nullable=optional)


def _recorded() -> tuple[sa.Column, sa.Column, sa.Column]:
    return sa.Column("at", MOMENT, nullable=False), _of("by", "account", optional=True), _text("by_name")


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _disclosure() -> None:
    op.create_table(
        "disclosure",
        _id(),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code"), nullable=False),
        _of("household_id", "household", optional=True),
        _text("what"),
        _text("place", optional=True),
        _of("account_id", "account", optional=True),
        _sealed("told", optional=False),
        _text("means"),
        _text("basis"),
        sa.Column("consent", sa.Boolean),
        _sealed("why"),
        sa.Column("told_at", MOMENT, nullable=False),
        *_recorded(),
    )
    op.create_index("ix_disclosure_household", "disclosure", ["household_id", "told_at"])
    op.create_index("ix_disclosure_told_at", "disclosure", ["told_at"])


def _order() -> None:
    op.create_table(
        "protective_order",
        _id(),
        sa.Column("thread", UUID, nullable=False),
        _of("household_id", "household"),
        _of("concern_id", "person_of_concern", optional=True, gone="SET NULL", index=True),
        _text("kind"),
        _sealed("court"),
        sa.Column("made_on", sa.Date, nullable=False),
        sa.Column("ends_on", sa.Date),
        sa.Column("ended_on", sa.Date),
        _sealed("terms"),
        _sealed("zones"),
        *_recorded(),
        _check("protective_order", "ends_on", "ends_on >= made_on"),
        _check("protective_order", "ended_on", "ended_on >= made_on"),
    )
    op.create_index("ix_protective_order_household", "protective_order", ["household_id", "thread", "at"])
    op.create_table(
        "concern_risk",
        _id(),
        _of("household_id", "household", index=True),
        _of("concern_id", "person_of_concern", optional=True, gone="SET NULL"),
        _text("level"),
        _sealed("why", optional=False),
        *_recorded(),
    )
    op.create_index("ix_concern_risk_latest", "concern_risk", ["concern_id", "at"])


def _incident() -> None:
    op.create_table(
        "incident",
        _id(),
        _of("household_id", "household"),
        sa.Column("happened_on", sa.Date, nullable=False),
        sa.Column("happened_at", sa.Time),
        _text("kind"),
        _text("place"),
        _of("concern_id", "person_of_concern", optional=True, gone="SET NULL", index=True),
        sa.Column("reported", sa.Boolean),
        _sealed("crime_reference"),
        sa.Column("injuries", sa.Boolean),
        sa.Column("children_there", sa.Boolean),
        sa.Column("breach", sa.Boolean),
        sa.Column("finds_her", sa.Boolean),
        _sealed("words"),
        *_recorded(),
    )
    op.create_index("ix_incident_household", "incident", ["household_id", "happened_on"])


def _plan() -> None:
    op.create_table(
        "safety_plan",
        _id(),
        _of("household_id", "household"),
        sa.Column("version", sa.Integer, nullable=False),
        _sealed("parts", optional=False),
        sa.Column("agreed_on", sa.Date),
        _sealed("copies"),
        sa.Column("review_on", sa.Date, nullable=False),
        *_recorded(),
        sa.UniqueConstraint("household_id", "version", name=op.f("uq_safety_plan_household_id_version")),
        _check("safety_plan", "version", "version > 0"),
    )


def _support() -> None:
    op.create_table(
        "contact_entry",
        _id(),
        _of("household_id", "household"),
        sa.Column("happened_at", MOMENT, nullable=False),
        _text("how"),
        sa.Column("reached", sa.Boolean, nullable=False),
        _sealed("about", optional=False),
        _sealed("next_step"),
        sa.Column("next_on", sa.Date),
        _sealed("against"),
        *_recorded(),
    )
    op.create_index("ix_contact_entry_household", "contact_entry", ["household_id", "happened_at"])
    op.create_table(
        "child_school",
        _id(),
        _of("household_id", "household"),
        _of("person_id", "person", optional=True, gone="SET NULL", index=True),
        _sealed("school"),
        sa.Column("known", sa.Boolean),
        sa.Column("encompass_on", sa.Date),
        _sealed("encompass_by"),
        _sealed("support"),
        *_recorded(),
    )
    op.create_index("ix_child_school_latest", "child_school", ["household_id", "person_id", "at"])
    op.create_table(
        "essentials_pack",
        _id(),
        _of("household_id", "household"),
        sa.Column("items", ARRAY(sa.Text), nullable=False),
        sa.Column("given_on", sa.Date, nullable=False),
        _sealed("words"),
        *_recorded(),
        _check("essentials_pack", "items", "cardinality(items) > 0"),
    )
    op.create_index("ix_essentials_pack_household", "essentials_pack", ["household_id", "given_on"])


def _referral() -> None:
    op.create_table(
        "referral_out",
        _id(),
        _of("household_id", "household"),
        _text("service"),
        _sealed("to_name"),
        sa.Column("consent", sa.Boolean, nullable=False),
        _sealed("without"),
        _sealed("asked_for", optional=False),
        sa.Column("sent_on", sa.Date, nullable=False),
        sa.Column("answer_by", sa.Date, nullable=False),
        sa.Column("ended_at", MOMENT),
        *_recorded(),
        _check("referral_out", "consent", "consent or without is not null"),
    )
    op.create_index("ix_referral_out_household", "referral_out", ["household_id", "sent_on"])
    op.create_table(
        "referral_out_event",
        _id(),
        _of("referral_id", "referral_out"),
        sa.Column("position", sa.Integer, nullable=False),
        _text("event"),
        _text("outcome", optional=True),
        _sealed("words"),
        *_recorded(),
        sa.UniqueConstraint("referral_id", "position", name=op.f("uq_referral_out_event_referral_id_position")),
        _check("referral_out_event", "event", "event in ('chased', 'answered', 'ended')"),
        _check("referral_out_event", "outcome", "(event = 'chased') = (outcome is null)"),
    )
