"""Immigration status as dated rows, funding lines with their nights, plans, help with money and its budgets.

Revision: 0037, after 0046.
"""

import json
from typing import Any
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem

revision = "0037"
down_revision = "0046"
branch_labels = None
depends_on = None

TABLES = (
    "fund_budget", "payment_event", "payment", "funding_plan", "funding_event", "funding_line", "immigration_status",
)  # fmt: skip
LISTS = {
    "immigration_evidence": (
        ("said", "She said so; nothing else is needed"), ("document", "A document or an online status was seen"),
        ("home_office", "A letter from the Home Office was seen"), ("adviser", "An adviser or solicitor confirmed it"),
        ("another_service", "Another service confirmed it"),
    ),
    "immigration_basis": (
        ("eligibility", "Public task: to find out which help is open to her (Housing Act 1996 s185)"),
        ("care", "Legal duty: care for her or her children (Care Act 2014, Children Act 1989)"),
        ("asked", "She asked for help with it and agreed"),
    ),
    "payment_fund": (("prevention", "Homelessness Prevention Fund"), ("emergency", "Emergency payment")),
    "payment_purpose": (
        ("household_items", "Household items"), ("moving_costs", "Moving costs"), ("rent_arrears", "Rent arrears"),
        ("deposit", "Deposit or rent in advance"), ("travel", "Travel to safety"),
        ("food_and_baby", "Food, baby things and clothes"), ("telephone", "A safe telephone"),
        ("storage", "Storage of belongings"), ("documents", "Passport or other documents"), ("other", "Other"),
    ),
    "payment_payee": (
        ("supplier", "A shop or supplier"), ("landlord", "Her landlord"), ("provider", "The refuge or service"),
        ("herself", "Herself"), ("other", "Somebody else"),
    ),
    "payment_way": (
        ("direct", "Straight to whoever supplies it"), ("voucher", "A voucher handed over in person"),
        ("cash", "Cash handed over in person"), ("card", "A card charged for her, handed over in person"),
        ("own_account", "Into an account that nobody else can see, as she confirmed"),
    ),
    "payment_refused": (
        ("other_help", "Other help pays for it"), ("not_this_fund", "Not what this fund is for"),
        ("no_money", "Not enough is left of the budget"), ("not_safe", "Not a safe way of paying"),
        ("more_needed", "More has to be known first"), ("other", "Other"),
    ),
}  # fmt: skip
LONGER = {
    "immigration": (
        ("mvdac_refused", "MVDAC refused"), ("settlement_applied", "Settlement applied for"),
        ("settlement_granted", "Settlement granted"), ("settlement_refused", "Settlement refused"),
        ("other_route", "Another immigration route applied for"),
    ),
    "funding_route": (("discretionary_fund", "Council’s discretionary fund"),),
}  # fmt: skip
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("funding.checked_at", "05:30"),
    ("funding.least_nights", 7),
    ("funding.look_ahead_days", 56),
    ("funding.plan_days_before", 28),
    ("funding.urgent_days", 7),
    ("payments.approval_limits", {"officer": 50, "homelessness_team": 500}),
    ("payments.most_pounds", 10000),
    ("payments.decide_working_hours", 8),
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
    _status_and_lines()
    _payments()
    _lists()
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the tables, lists and settings of this migration, and only those."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.execute(sa.delete(code).where(code.c.list.in_(list(LISTS))))
    for name, choices in LONGER.items():
        op.execute(sa.delete(code).where(code.c.list == name, code.c.slug.in_([slug for slug, _ in choices])))
    for table in TABLES:
        op.drop_table(table)


def _status_and_lines() -> None:
    _table(
        "immigration_status",
        *_columns("position:integer status:text from_on:date ends_on?:date evidence?:text checked_by?:sealed"),
        *_columns("basis:text words?:sealed at:moment by_name:text"),
        _unique("immigration_status", "household_id", "position"),
        _check("immigration_status", "ends_on", "ends_on >= from_on"),
        references="household_id:household by?:account",
    )
    _table(
        "funding_line",
        *_columns("route:text payer:sealed once:id recorded_at:moment"),
        _unique("funding_line", "household_id", "once"),
        references="household_id:household",
    )
    _table(
        "funding_event",
        *_columns("position:integer event:text from_on?:date until_on?:date per_night?:pounds decision_by?:date"),
        *_columns("reference?:sealed words?:sealed at:moment by_name:text"),
        _unique("funding_event", "line_id", "position"),
        _check("funding_event", "event", "event in ('asked', 'confirmed', 'refused', 'ended')"),
        _check("funding_event", "from_on", "event <> 'confirmed' or from_on is not null"),
        _check("funding_event", "until_on", "until_on > from_on or event = 'ended'"),
        _check("funding_event", "per_night", "per_night >= 0"),
        _check("funding_event", "words", "event <> 'refused' or words is not null"),
        references="line_id:funding_line by?:account",
    )
    _table(
        "funding_plan",
        *_columns("uncovered_on:date words:sealed at:moment by_name:text"),
        references="household_id:household by?:account",
    )
    op.create_index("ix_funding_plan_latest", "funding_plan", ["household_id", "at"])


def _payments() -> None:
    _table(
        "payment",
        *_columns("reference:text authority_code:text fund:text purpose:text amount:pounds payee_kind:text way:text"),
        *_columns("why:sealed adults:integer children:integer year?:integer once:id asked_at:moment"),
        _unique("payment", "reference"),
        _unique("payment", "household_id", "once"),
        _check("payment", "amount", "amount > 0"),
        _check("payment", "people", "adults >= 0 and children >= 0"),
        _authority("payment"),
        references="household_id:household presentation_id:presentation",
    )
    op.create_index("ix_payment_asked", "payment", ["authority_code", "asked_at"])
    op.create_index("ix_payment_year", "payment", ["authority_code", "fund", "year"])
    _table(
        "payment_event",
        *_columns("position:integer event:text amount?:pounds happened_on?:date reason?:text reference?:sealed"),
        *_columns("words?:sealed at:moment by_name:text"),
        _unique("payment_event", "payment_id", "position"),
        _check(
            "payment_event",
            "event",
            "event in ('asked', 'first_yes', 'approved', 'refused', 'paid', 'receipt', 'withdrawn')",
        ),
        _check("payment_event", "amount", "amount > 0"),
        _check("payment_event", "has_amount", "event not in ('approved', 'paid') or amount is not null"),
        _check("payment_event", "reason", "event <> 'refused' or reason is not null"),
        references="payment_id:payment by?:account",
    )
    _table(
        "fund_budget",
        *_columns("authority_code:text fund:text year:integer amount:budget why:sealed recorded_at:moment"),
        *_columns("recorded_by_name:text"),
        _check("fund_budget", "amount", "amount >= 0"),
        _check("fund_budget", "year", "year between 2000 and 2200"),
        _authority("fund_budget"),
        references="recorded_by?:account",
    )
    op.create_index("ix_fund_budget_latest", "fund_budget", ["authority_code", "fund", "year", "recorded_at"])


def _lists() -> None:
    """New lists, and longer ones: what a list has keeps its place."""
    after = {"immigration": 5, "funding_route": 8}
    rows = [
        {"id": uuid4(), "list": name, "slug": slug, "label": label, "position": position, "active": True}
        for name, choices in {**LISTS, **LONGER}.items()
        for position, (slug, label) in enumerate(choices, start=1 + after.get(name, 0))
    ]
    op.bulk_insert(code, rows)


TYPES: dict[str, Any] = {
    "text": sa.Text(), "sealed": sa.LargeBinary(), "date": sa.Date(), "moment": sa.DateTime(timezone=True),
    "integer": sa.Integer(), "pounds": sa.Numeric(10, 2), "budget": sa.Numeric(12, 2), "id": sa.UUID(),
}  # fmt: skip


def _columns(described: str) -> list[sa.Column[Any]]:
    """Columns written as "name:type"; a question mark after the name says that it may be empty."""
    pairs = (each.split(":") for each in described.split())
    return [sa.Column(name.rstrip("?"), TYPES[kind], nullable=name.endswith("?")) for name, kind in pairs]


def _check(table: str, name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{table}_{name}"))


def _unique(table: str, *columns: str) -> sa.UniqueConstraint:
    return sa.UniqueConstraint(*columns, name=op.f(f"uq_{table}_{'_'.join(columns)}"))


def _authority(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f(f"fk_{table}_authority_code"))


def _table(name: str, *parts: SchemaItem, references: str) -> None:
    """A table whose key is `id`; `references` are "column:table", with a question mark where they may be empty."""
    pairs = [each.split(":") for each in references.split()]
    links = [
        sa.ForeignKeyConstraint([column.rstrip("?")], [f"{table}.id"], name=op.f(f"fk_{name}_{column.rstrip('?')}"))
        for column, table in pairs
    ]
    columns = [sa.Column(column.rstrip("?"), sa.UUID(), nullable=column.endswith("?")) for column, _ in pairs]
    key = [sa.Column("id", sa.UUID(), nullable=False), sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{name}"))]
    op.create_table(name, *key, *columns, *parts, *links)
