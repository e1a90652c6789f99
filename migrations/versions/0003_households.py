"""Households, who comes with them, what they need and who they must be kept from.

Revision: 0003_households, after 0002_records.
"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _household()
    _case_person()
    _conflict_of_interest()
    _excluded_area()
    _expected_birth()
    _household_event()
    _near_place()
    _person()
    _person_of_concern()
    _safe_contact()
    _concern_place()


def downgrade() -> None:
    """Undo."""
    op.drop_table("concern_place")
    op.drop_table("safe_contact")
    op.drop_table("person_of_concern")
    op.drop_table("person")
    op.drop_table("near_place")
    op.drop_table("household_event")
    op.drop_table("expected_birth")
    op.drop_table("excluded_area")
    op.drop_table("conflict_of_interest")
    op.drop_table("case_person")
    op.drop_table("household")


def _household() -> None:
    op.create_table(
        "household",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("restricted", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("created_by", sa.UUID(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("support_need", sa.Text(), nullable=True),
        sa.Column("access_needs", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("pets", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("funding", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("immigration", sa.Text(), nullable=True),
        sa.Column("accepts", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("preferred_services", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("wants_to_stay", sa.Boolean(), nullable=True),
        sa.Column("language", sa.Text(), nullable=True),
        sa.Column("interpreter", sa.Boolean(), nullable=True),
        sa.Column("concerns_asked", sa.Boolean(), nullable=False),
        sa.Column("near_asked", sa.Boolean(), nullable=False),
        sa.CheckConstraint(
            "support_need in ('low', 'medium', 'high', 'very_high')", name=op.f("ck_household_support_need")
        ),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_household_authority_code")),
        sa.ForeignKeyConstraint(["created_by"], ["account.id"], name=op.f("fk_household_created_by")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_household_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household")),
        sa.UniqueConstraint("reference", name=op.f("uq_household_reference")),
    )
    op.create_index(op.f("ix_household_authority_code"), "household", ["authority_code"], unique=False)
    op.create_index(op.f("ix_household_organisation_id"), "household", ["organisation_id"], unique=False)


def _case_person() -> None:
    op.create_table(
        "case_person",
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("named_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_case_person_account_id")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_case_person_household_id")),
        sa.PrimaryKeyConstraint("household_id", "account_id", name=op.f("pk_case_person")),
    )


def _conflict_of_interest() -> None:
    op.create_table(
        "conflict_of_interest",
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("declared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("declared_by", sa.UUID(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_conflict_of_interest_account_id")),
        sa.ForeignKeyConstraint(["declared_by"], ["account.id"], name=op.f("fk_conflict_of_interest_declared_by")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_conflict_of_interest_household_id")),
        sa.PrimaryKeyConstraint("account_id", "household_id", name=op.f("pk_conflict_of_interest")),
    )


def _excluded_area() -> None:
    op.create_table(
        "excluded_area",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("area_code", sa.Text(), nullable=False),
        sa.Column("outside", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_excluded_area_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excluded_area")),
        sa.UniqueConstraint(
            "household_id", "area_code", "outside", name=op.f("uq_excluded_area_household_id_area_code_outside")
        ),
    )


def _expected_birth() -> None:
    op.create_table(
        "expected_birth",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_expected_birth_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_expected_birth")),
    )
    op.create_index(op.f("ix_expected_birth_household_id"), "expected_birth", ["household_id"], unique=False)


def _household_event() -> None:
    op.create_table(
        "household_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_household_event_by")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_event_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_event")),
    )
    op.create_index("ix_household_event_timeline", "household_event", ["household_id", "at"], unique=False)


def _near_place() -> None:
    op.create_table(
        "near_place",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("postcode", sa.LargeBinary(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("importance", sa.Integer(), nullable=False),
        sa.Column("limit_km", sa.Integer(), nullable=True),
        sa.CheckConstraint("importance between 1 and 5", name=op.f("ck_near_place_importance")),
        sa.CheckConstraint("limit_km > 0 and limit_km <= 1000", name=op.f("ck_near_place_limit_km")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_near_place_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_near_place")),
    )
    op.create_index(op.f("ix_near_place_household_id"), "near_place", ["household_id"], unique=False)


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("name_index", sa.Text(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("sex", sa.Text(), nullable=True),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("partner_id", sa.UUID(), nullable=True),
        sa.Column("relationship_to_lead", sa.Text(), nullable=True),
        sa.CheckConstraint("role in ('adult', 'child')", name=op.f("ck_person_role")),
        sa.CheckConstraint("sex in ('female', 'male', 'other')", name=op.f("ck_person_sex")),
        sa.CheckConstraint("partner_id <> id", name=op.f("ck_person_partner")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_person_household_id")),
        sa.ForeignKeyConstraint(["partner_id"], ["person.id"], name=op.f("fk_person_partner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person")),
    )
    op.create_index(op.f("ix_person_household_id"), "person", ["household_id"], unique=False)
    op.create_index("ix_person_name_index", "person", ["name_index"], unique=False)


def _person_of_concern() -> None:
    op.create_table(
        "person_of_concern",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=True),
        sa.Column("name_index", sa.Text(), nullable=True),
        sa.Column("born", sa.Date(), nullable=True),
        sa.Column("relationship_to_her", sa.Text(), nullable=True),
        sa.Column("places_known", sa.Boolean(), nullable=True),
        sa.Column("places_why", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_person_of_concern_household_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_of_concern")),
    )
    op.create_index(op.f("ix_person_of_concern_household_id"), "person_of_concern", ["household_id"], unique=False)
    op.create_index("ix_person_of_concern_name_index", "person_of_concern", ["name_index"], unique=False)


def _safe_contact() -> None:
    op.create_table(
        "safe_contact",
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("methods", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("times", sa.LargeBinary(), nullable=True),
        sa.Column("code_word", sa.LargeBinary(), nullable=True),
        sa.Column("voicemail", sa.Boolean(), nullable=True),
        sa.Column("shared_device", sa.Boolean(), nullable=True),
        sa.Column("notes", sa.LargeBinary(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_safe_contact_household_id")),
        sa.PrimaryKeyConstraint("household_id", name=op.f("pk_safe_contact")),
    )


def _concern_place() -> None:
    op.create_table(
        "concern_place",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("concern_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("postcode", sa.LargeBinary(), nullable=True),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("radius_m", sa.Integer(), nullable=False),
        sa.CheckConstraint("radius_m between 1 and 200000", name=op.f("ck_concern_place_radius_m")),
        sa.ForeignKeyConstraint(["concern_id"], ["person_of_concern.id"], name=op.f("fk_concern_place_concern_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_concern_place")),
    )
    op.create_index(op.f("ix_concern_place_concern_id"), "concern_place", ["concern_id"], unique=False)
