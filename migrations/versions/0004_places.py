"""Properties, acceptance policies, units and their diaries, which cannot overlap.

Revision: 0004_places, after 0003_households.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _property()
    _acceptance_policy()
    _unit()
    _unit_period()
    _vacancy_check()


def downgrade() -> None:
    """Undo."""
    op.drop_table("vacancy_check")
    op.drop_table("unit_period")
    op.drop_table("unit")
    op.drop_table("acceptance_policy")
    op.drop_table("property")


def _property() -> None:
    op.create_table(
        "property",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=False),
        sa.Column("postcode", sa.LargeBinary(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("sleeping", sa.Text(), nullable=False),
        sa.Column("preparation_days", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind in ('refuge', 'dispersed', 'specialist')", name=op.f("ck_property_kind")),
        sa.CheckConstraint("sleeping in ('room_standard', 'size_criteria')", name=op.f("ck_property_sleeping")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_property_authority_code")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_property_organisation_id")),
        sa.ForeignKeyConstraint(["ward_code"], ["ward.code"], name=op.f("fk_property_ward_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_property")),
        sa.UniqueConstraint("authority_code", "code", name=op.f("uq_property_authority_code_code")),
    )
    op.create_index(op.f("ix_property_organisation_id"), "property", ["organisation_id"], unique=False)


def _acceptance_policy() -> None:
    op.create_table(
        "acceptance_policy",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("sexes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("boys_up_to", sa.Integer(), nullable=True),
        sa.Column("boys_any", sa.Boolean(), nullable=False),
        sa.Column("max_support", sa.Text(), nullable=True),
        sa.Column("pets", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("funding", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("services", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("caps", postgresql.JSONB(), nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "max_support in ('low', 'medium', 'high', 'very_high')", name=op.f("ck_acceptance_policy_max_support")
        ),
        sa.CheckConstraint("boys_up_to between 0 and 17", name=op.f("ck_acceptance_policy_boys_up_to")),
        sa.CheckConstraint("not (boys_any and boys_up_to is not null)", name=op.f("ck_acceptance_policy_boys")),
        sa.ForeignKeyConstraint(["property_id"], ["property.id"], name=op.f("fk_acceptance_policy_property_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_acceptance_policy_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acceptance_policy")),
    )
    op.create_index(op.f("ix_acceptance_policy_property_id"), "acceptance_policy", ["property_id"], unique=False)


def _unit() -> None:
    op.create_table(
        "unit",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bedrooms", postgresql.JSONB(), nullable=False),
        sa.Column("max_people", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Boolean(), nullable=False),
        sa.Column("features", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("weekly_charge", sa.Numeric(precision=8, scale=2), nullable=True),
        sa.CheckConstraint("floor between -2 and 60", name=op.f("ck_unit_floor")),
        sa.CheckConstraint("max_people between 1 and 50", name=op.f("ck_unit_max_people")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_unit_authority_code")),
        sa.ForeignKeyConstraint(["property_id"], ["property.id"], name=op.f("fk_unit_property_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit")),
        sa.UniqueConstraint("property_id", "code", name=op.f("uq_unit_property_id_code")),
    )
    op.create_index(op.f("ix_unit_property_id"), "unit", ["property_id"], unique=False)


def _unit_period() -> None:
    op.create_table(
        "unit_period",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=True),
        sa.Column("lapses_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("replaced_at", sa.DateTime(timezone=True), nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("uuidrange(household_id, household_id, '[]')"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("replaced_at is null and kind = 'hold'"),
            using="gist",
            name="ex_unit_period_one_hold_a_household",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("uuidrange(household_id, household_id, '[]')"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("replaced_at is null and kind = 'stay'"),
            using="gist",
            name="ex_unit_period_one_stay_a_household",
        ),
        postgresql.ExcludeConstraint(
            (sa.text("uuidrange(unit_id, unit_id, '[]')"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("replaced_at is null"),
            using="gist",
            name="ex_unit_period_one_at_a_time",
        ),
        sa.CheckConstraint(
            "(kind in ('hold', 'stay')) = (household_id is not null)", name=op.f("ck_unit_period_household")
        ),
        sa.CheckConstraint("kind <> 'hold' or lapses_at is not null", name=op.f("ck_unit_period_lapses")),
        sa.CheckConstraint("kind <> 'out_of_use' or reason is not null", name=op.f("ck_unit_period_reason")),
        sa.CheckConstraint("kind in ('hold', 'stay', 'preparing', 'out_of_use')", name=op.f("ck_unit_period_kind")),
        sa.CheckConstraint("not isempty(during) and not lower_inf(during)", name=op.f("ck_unit_period_during")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_unit_period_authority_code")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_unit_period_household_id")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_unit_period_recorded_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_unit_period_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_unit_period")),
    )
    op.create_index(op.f("ix_unit_period_household_id"), "unit_period", ["household_id"], unique=False)
    op.create_index(
        "ix_unit_period_in_force",
        "unit_period",
        ["unit_id"],
        unique=False,
        postgresql_where=sa.text("replaced_at is null"),
    )


def _vacancy_check() -> None:
    op.create_table(
        "vacancy_check",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), server_default=sa.text("now()"), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_vacancy_check_by")),
        sa.ForeignKeyConstraint(["unit_id"], ["unit.id"], name=op.f("fk_vacancy_check_unit_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_check")),
    )
    op.create_index("ix_vacancy_check_latest", "vacancy_check", ["unit_id", "at"], unique=False)
