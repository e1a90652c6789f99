"""Households kept apart, streets as digests, and households whose place is to be looked at again.

Revision: 0022, after 0021.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
UNVERIFIED = "Local practice, to be confirmed by the council"
IN_FORCE_FROM = "2020-01-01"
SETTINGS = (
    (
        "separation.levels",
        {
            "shared_concern": "building", "kin_of_concern": "street", "ex_partner": "distance",
            "counter_allegation": "distance", "staff_interest": "building",
        },
    ),
    ("separation.distance_m", 1000),
    ("separation.longest_street_m", 3000),
    ("separation.check_again_hours", 4),
    ("compatibility.fewest_households", 3),
    ("compatibility.birthday_warning_days", 60),
)  # fmt: skip
REASONS = (
    ("families_in_conflict", "Their families are in conflict"),
    ("related", "They are related"),
    ("former_partners", "They were partners"),
    ("network", "Somebody of one is linked to whom the other fears"),
    ("something_happened", "Something happened between them"),
    ("knows_the_home", "Somebody dangerous knows this home"),
    ("other", "Another reason"),
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)
LIST = "separation_reason"


def upgrade() -> None:
    """Apply."""
    _separation()
    _separation_indexes()
    _separation_end()
    op.create_table(
        "property_street",
        sa.Column("property_id", sa.UUID(), sa.ForeignKey("property.id"), primary_key=True),
        sa.Column("street_index", sa.Text()),
        sa.Column("sector_index", sa.Text()),
    )
    op.create_table(
        "recheck",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("household_id", sa.UUID(), sa.ForeignKey("household.id"), nullable=False),
        sa.Column("number", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("taken_at", MOMENT),
    )
    op.create_index(
        "uq_recheck_waiting", "recheck", ["household_id"], unique=True, postgresql_where=sa.text("taken_at is null")
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )
    for position, (slug, label) in enumerate(REASONS):
        op.execute(INSERT_CODE.bindparams(id=uuid4(), list=LIST, slug=slug, label=label, position=position))


def downgrade() -> None:
    """Undo: the tables, the settings and the list of this migration, and only those."""
    op.execute(sa.text("delete from code where list = :list").bindparams(list=LIST))
    op.execute(sa.text("delete from setting where key = any(:keys)").bindparams(keys=[key for key, _ in SETTINGS]))
    for table in ("recheck", "property_street", "separation_end", "separation"):
        op.drop_table(table)


def _separation() -> None:
    op.create_table(
        "separation",
        sa.Column("id", sa.UUID(), primary_key=True),
        sa.Column("authority_code", sa.Text(), sa.ForeignKey("authority.code"), nullable=False),
        sa.Column("household_id", sa.UUID(), sa.ForeignKey("household.id"), nullable=False, index=True),
        sa.Column("other_household_id", sa.UUID(), sa.ForeignKey("household.id")),
        sa.Column("property_id", sa.UUID(), sa.ForeignKey("property.id")),
        sa.Column("organisation_id", sa.UUID(), sa.ForeignKey("organisation.id")),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("distance_m", sa.Integer()),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text()),
        sa.Column("why", sa.LargeBinary()),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("made_at", MOMENT, nullable=False),
        sa.Column("made_by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.Column("ended_at", MOMENT),
        sa.CheckConstraint(
            "num_nonnulls(other_household_id, property_id, organisation_id) = 1", name=op.f("ck_separation_other")
        ),
        sa.CheckConstraint("household_id <> other_household_id", name=op.f("ck_separation_two_households")),
        sa.CheckConstraint("level in ('building', 'street', 'distance')", name=op.f("ck_separation_level")),
        sa.CheckConstraint("(level = 'distance') = (distance_m is not null)", name=op.f("ck_separation_distance")),
        sa.CheckConstraint("distance_m between 1 and 200000", name=op.f("ck_separation_distance_m")),
        sa.CheckConstraint("found in ('system', 'person')", name=op.f("ck_separation_found")),
        sa.CheckConstraint("(found = 'person') = (why is not null)", name=op.f("ck_separation_why")),
        sa.CheckConstraint("(found = 'system') = (basis is not null)", name=op.f("ck_separation_basis")),
        sa.CheckConstraint("ended_at is null or ended_at >= made_at", name=op.f("ck_separation_ended_at")),
    )


def _separation_indexes() -> None:
    op.create_index("ix_separation_other", "separation", ["other_household_id"])
    op.execute(
        "create unique index uq_separation_pair on separation "
        "(least(household_id, other_household_id), greatest(household_id, other_household_id)) "
        "where ended_at is null and found = 'person' and other_household_id is not null"
    )
    op.create_index(
        "uq_separation_property", "separation", ["household_id", "property_id"], unique=True,
        postgresql_where=sa.text("ended_at is null and found = 'person' and property_id is not null"),
    )  # fmt: skip
    op.create_index(
        "uq_separation_found", "separation", ["basis"], unique=True, postgresql_where=sa.text("ended_at is null")
    )


def _separation_end() -> None:
    op.create_table(
        "separation_end",
        sa.Column("separation_id", sa.UUID(), sa.ForeignKey("separation.id"), primary_key=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.UUID(), sa.ForeignKey("account.id")),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
    )
