"""Transfers, stays past the limit, moving on and contact afterwards, and what still holds when she comes back.

Revision: 0049, after 0037.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0049"
down_revision = "0037"
branch_labels = None
depends_on = None

IN_FORCE_FROM = "2020-01-01"
UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("stay.limit_days", {"refuge": 182, "dispersed": 365, "specialist": 365}),
    ("stay.warn_days", 28),
    ("move_on.contact_weeks", [4, 12]),
)
LISTS = {
    "move_on_stage": (
        ("talked", "Talked about with her"), ("registered", "On the housing register"),
        ("bidding", "Bidding or nominated"), ("looking_private", "Looking for a private rented home"),
        ("offered", "A home is offered"), ("agreed", "She has said yes to a home"), ("ready", "Ready to move in"),
    ),
    "move_on_blocker": (
        ("no_home", "No home of the right size"), ("area_not_safe", "The area is not safe for her"),
        ("deposit", "Deposit or first rent"), ("arrears", "Rent arrears"), ("benefits", "Benefits not in payment"),
        ("immigration", "Immigration status"), ("papers", "Papers or identification missing"),
        ("security_works", "Security works on the new home"), ("furniture", "Furniture and household goods"),
        ("school", "School or nursery place"), ("support", "Support in the new place"), ("other", "Other"),
    ),
}  # fmt: skip
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)


def _id() -> sa.Column:
    return sa.Column("id", sa.UUID(), primary_key=True)


def _of(table: str, column: str = "", **more: bool) -> sa.Column:
    return sa.Column(column or f"{table}_id", sa.UUID(), sa.ForeignKey(f"{table}.id"), **{"nullable": False, **more})


def _who() -> tuple[sa.Column, ...]:
    return (
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text(), nullable=False),
    )


def _text(name: str) -> sa.Column:
    return sa.Column(name, sa.Text(), nullable=False)


def _number(name: str) -> sa.Column:
    return sa.Column(name, sa.Integer(), nullable=False)


def _day(name: str) -> sa.Column:
    return sa.Column(name, sa.Date(), nullable=False)


def _sealed(name: str, *, nullable: bool = True) -> sa.Column:
    return sa.Column(name, sa.LargeBinary(), nullable=nullable)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "transfer",
        _of("offer", primary_key=True), _of("stay", index=True), _text("kind"), _sealed("reason", nullable=False),
        *_who(),
        sa.CheckConstraint("kind in ('planned', 'emergency')", name=op.f("ck_transfer_kind")),
    )  # fmt: skip
    op.create_table(
        "stay_extension",
        _id(), _of("stay"), _number("position"), _day("until_on"), _sealed("reason", nullable=False), *_who(),
        sa.UniqueConstraint("stay_id", "position"),
    )  # fmt: skip
    _moving()
    op.create_table(
        "still_holds", _of("presentation", primary_key=True), sa.Column("section", sa.Text(), primary_key=True), *_who()
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )
    for name, codes in LISTS.items():
        for position, (slug, label) in enumerate(codes, start=1):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))


def _moving() -> None:
    op.create_table(
        "move_on_entry",
        _id(), _of("presentation"), _number("position"), _text("stage"),
        sa.Column("blockers", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("destination", sa.Text()), sa.Column("expected_on", sa.Date()), _sealed("words"), *_who(),
        sa.UniqueConstraint("presentation_id", "position"),
    )  # fmt: skip
    op.create_table(
        "new_home",
        _id(), _of("presentation"), _number("position"), _text("destination"), _sealed("address"), _sealed("postcode"),
        sa.Column("ward_code", sa.Text()), _text("answer"),
        sa.Column("rules", postgresql.JSONB(), nullable=False), _sealed("words"), *_who(),
        sa.UniqueConstraint("presentation_id", "position"),
        sa.CheckConstraint("answer in ('clear', 'refused', 'ask', 'by_hand')", name=op.f("ck_new_home_answer")),
    )  # fmt: skip
    op.create_table(
        "move",
        _id(), _of("presentation"), _day("moved_on"), _text("destination"), _of("new_home"), _text("secured"),
        _sealed("although"), *_who(),
        sa.UniqueConstraint("presentation_id", "moved_on"),
        sa.CheckConstraint("secured in ('done', 'none_needed')", name=op.f("ck_move_secured")),
    )  # fmt: skip
    op.create_table(
        "after_contact",
        _id(), _of("move", index=True), _number("weeks"), sa.Column("reached", sa.Boolean(), nullable=False),
        sa.Column("safe", sa.Boolean()), sa.Column("rating", sa.Integer()), _sealed("her_words"), _sealed("words"),
        *_who(),
        sa.CheckConstraint("rating between 1 and 5", name=op.f("ck_after_contact_rating")),
        sa.CheckConstraint(
            "reached or (rating is null and safe is null)", name=op.f("ck_after_contact_reached")
        ),
    )  # fmt: skip
    op.create_index(
        "uq_after_contact_reached", "after_contact", ["move_id", "weeks"], unique=True,
        postgresql_where=sa.text("reached"),
    )  # fmt: skip


def downgrade() -> None:
    """Undo."""
    for name in LISTS:
        op.execute(sa.text("delete from code where list = :list").bindparams(list=name))
    for key, _ in SETTINGS:
        op.execute(sa.text("delete from setting where key = :key").bindparams(key=key))
    for table in ("still_holds", "after_contact", "move", "new_home", "move_on_entry", "stay_extension", "transfer"):
        op.drop_table(table)
