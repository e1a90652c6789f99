"""What is said of stock, as dated history: properties, units, contracts, safety checks, photographs; what to settle.

Revision: 0027, after 0026.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision = "0027"
down_revision = "0026"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
TEXTS = postgresql.ARRAY(sa.Text())


def upgrade() -> None:
    """Apply. A refuge's area is withheld, as it was; of other homes it may be shown, as it was."""
    op.add_column("property", sa.Column("confidential", sa.Text(), nullable=True))
    op.execute("update property set confidential = case kind when 'refuge' then 'withheld' else 'area' end")
    op.alter_column("property", "confidential", nullable=False)
    op.create_check_constraint(
        op.f("ck_property_confidential"), "property", "confidential in ('withheld', 'area', 'open')"
    )
    op.create_check_constraint(
        op.f("ck_property_refuge_not_open"), "property", "kind <> 'refuge' or confidential <> 'open'"
    )
    op.add_column("acceptance_policy", sa.Column("restrictions", TEXTS, nullable=True))
    op.execute("update acceptance_policy set restrictions = '{}'")
    op.alter_column("acceptance_policy", "restrictions", nullable=False)
    op.add_column("acceptance_policy", sa.Column("notes", sa.LargeBinary(), nullable=True))
    _property_entry()
    _property_description()
    _unit_entry()
    _contract()
    _contract_home()
    _compliance_record()
    _photograph()


def downgrade() -> None:
    """Undo."""
    for table in (
        "photograph", "compliance_record", "contract_home", "contract", "unit_entry", "property_description",
        "property_entry",
    ):  # fmt: skip
        op.drop_table(table)
    op.drop_column("acceptance_policy", "notes")
    op.drop_column("acceptance_policy", "restrictions")
    op.drop_constraint(op.f("ck_property_refuge_not_open"), "property", type_="check")
    op.drop_constraint(op.f("ck_property_confidential"), "property", type_="check")
    op.drop_column("property", "confidential")


def _recorded(table: str) -> tuple[SchemaItem, ...]:
    return (
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f(f"fk_{table}_recorded_by")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
    )


def _about(table: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([f"{target}_id"], [f"{target}.id"], name=op.f(f"fk_{table}_{target}_id"))


def _property_entry() -> None:
    op.create_table(
        "property_entry",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("postcode", sa.LargeBinary(), nullable=True),
        sa.Column("ward_code", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("sleeping", sa.Text(), nullable=False),
        sa.Column("preparation_days", sa.Integer(), nullable=False),
        sa.Column("confidential", sa.Text(), nullable=False),
        _about("property_entry", "property"),
        *_recorded("property_entry"),
    )
    op.create_index(op.f("ix_property_entry_latest"), "property_entry", ["property_id", "recorded_at"])
    op.execute(
        "insert into property_entry (id, property_id, code, kind, ward_code, easting, northing, sleeping, "
        "preparation_days, confidential, recorded_by_name, recorded_at) "
        "select gen_random_uuid(), p.id, p.code, p.kind, p.ward_code, p.easting, p.northing, p.sleeping, "
        "p.preparation_days, p.confidential, '(before Haven kept a history)', "
        "coalesce((select min(c.at) from vacancy_check c join unit u on u.id = c.unit_id where u.property_id = p.id), "
        "now()) from property p"
    )


def _property_description() -> None:
    op.create_table(
        "property_description",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("tenure", sa.Text(), nullable=True),
        sa.Column("furnished", sa.Text(), nullable=True),
        sa.Column("security", TEXTS, nullable=False),
        sa.Column("cover", sa.Text(), nullable=True),
        sa.Column("cover_hours", postgresql.JSONB(), nullable=False),
        sa.Column("on_call", sa.Boolean(), nullable=True),
        sa.Column("location_notes", sa.LargeBinary(), nullable=True),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "furnished in ('furnished', 'part', 'unfurnished')", name=op.f("ck_property_description_furnished")
        ),
        sa.CheckConstraint("cover in ('all_hours', 'set_hours', 'none')", name=op.f("ck_property_description_cover")),
        sa.CheckConstraint(
            "cover is not distinct from 'set_hours' or cover_hours = '{}'::jsonb",
            name=op.f("ck_property_description_cover_hours"),
        ),
        _about("property_description", "property"),
        *_recorded("property_description"),
    )
    op.create_index(
        op.f("ix_property_description_latest"), "property_description", ["property_id", "from_on", "recorded_at"]
    )


def _unit_entry() -> None:
    op.create_table(
        "unit_entry",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("bedrooms", postgresql.JSONB(), nullable=False),
        sa.Column("max_people", sa.Integer(), nullable=False),
        sa.Column("floor", sa.Integer(), nullable=False),
        sa.Column("lift", sa.Boolean(), nullable=False),
        sa.Column("features", TEXTS, nullable=False),
        sa.Column("weekly_charge", sa.Numeric(8, 2), nullable=True),
        _about("unit_entry", "unit"),
        *_recorded("unit_entry"),
    )
    op.create_index(op.f("ix_unit_entry_latest"), "unit_entry", ["unit_id", "recorded_at"])
    op.execute(
        "insert into unit_entry (id, unit_id, code, bedrooms, max_people, floor, lift, features, weekly_charge, "
        "recorded_by_name, recorded_at) "
        "select gen_random_uuid(), id, code, bedrooms, max_people, floor, lift, features, weekly_charge, "
        "'(before Haven kept a history)', "
        "coalesce((select min(at) from vacancy_check where unit_id = unit.id), now()) from unit"
    )


def _contract() -> None:
    op.create_table(
        "contract",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("series", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("reference", sa.LargeBinary(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("units_commissioned", sa.Integer(), nullable=False),
        sa.Column("notice_days", sa.Integer(), nullable=True),
        sa.Column("replaced_at", MOMENT, nullable=True),
        sa.CheckConstraint("not isempty(during) and not lower_inf(during)", name=op.f("ck_contract_during")),
        sa.CheckConstraint("units_commissioned between 0 and 5000", name=op.f("ck_contract_units_commissioned")),
        sa.CheckConstraint("notice_days between 0 and 3650", name=op.f("ck_contract_notice_days")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_contract_authority_code")),
        _about("contract", "organisation"),
        *_recorded("contract"),
    )
    op.create_index(op.f("ix_contract_authority_code"), "contract", ["authority_code"])
    op.create_index(op.f("ix_contract_organisation_id"), "contract", ["organisation_id"])
    op.create_index(
        op.f("uq_contract_in_force"), "contract", ["series"], unique=True,
        postgresql_where=sa.text("replaced_at is null"),
    )  # fmt: skip


def _contract_home() -> None:
    op.create_table(
        "contract_home",
        sa.Column("contract_id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("during", postgresql.DATERANGE(), nullable=False),
        sa.Column("replaced_at", MOMENT, nullable=True),
        postgresql.ExcludeConstraint(
            (sa.text("uuidrange(property_id, property_id, '[]')"), "="),
            (sa.column("during"), "&&"),
            where=sa.text("replaced_at is null"),
            using="gist",
            name="ex_contract_home_one_at_a_time",
        ),
        _about("contract_home", "contract"),
        _about("contract_home", "property"),
        sa.PrimaryKeyConstraint("contract_id", "property_id", name=op.f("pk_contract_home")),
    )
    op.create_index(op.f("ix_contract_home_property_id"), "contract_home", ["property_id"])


def _compliance_record() -> None:
    op.create_table(
        "compliance_record",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("not_needed", sa.Boolean(), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("reference", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("valid_until >= done_on", name=op.f("ck_compliance_record_dates")),
        sa.CheckConstraint(
            "not_needed = (valid_until is null) and not (not_needed and done_on is not null)",
            name=op.f("ck_compliance_record_needed"),
        ),
        _about("compliance_record", "property"),
        *_recorded("compliance_record"),
    )
    op.create_index(op.f("ix_compliance_record_latest"), "compliance_record", ["property_id", "kind", "recorded_at"])


def _photograph() -> None:
    op.create_table(
        "photograph",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("property_id", sa.UUID(), nullable=False),
        sa.Column("unit_id", sa.UUID(), nullable=True),
        sa.Column("image_id", sa.UUID(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("removed_by", sa.UUID(), nullable=True),
        sa.Column("removed_at", MOMENT, nullable=True),
        sa.CheckConstraint("(removed_at is null) or (removed_at >= recorded_at)", name=op.f("ck_photograph_removed")),
        _about("photograph", "property"),
        _about("photograph", "unit"),
        _about("photograph", "image"),
        sa.ForeignKeyConstraint(["removed_by"], ["account.id"], name=op.f("fk_photograph_removed_by")),
        sa.UniqueConstraint("image_id", name=op.f("uq_photograph_image_id")),
        *_recorded("photograph"),
    )
    op.create_index(op.f("ix_photograph_property_id"), "photograph", ["property_id"])
