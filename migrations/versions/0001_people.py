"""Councils, their wards, organisations, people and their sessions.

Revision: 0001_people, after nothing.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.execute("create type uuidrange as range (subtype = uuid)")
    _account()
    _authority()
    _postcode()
    _sign_in_attempt()
    _organisation()
    _ward()
    _web_session()
    _membership()


def downgrade() -> None:
    """Undo."""
    op.drop_table("membership")
    op.drop_table("web_session")
    op.drop_table("ward")
    op.drop_table("organisation")
    op.drop_table("sign_in_attempt")
    op.drop_table("postcode")
    op.drop_table("authority")
    op.drop_table("account")
    op.execute("drop type uuidrange")


def _account() -> None:
    op.create_table(
        "account",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("made_up", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account")),
    )
    op.create_index("uq_account_email", "account", [sa.literal_column("lower(email)")], unique=True)


def _authority() -> None:
    op.create_table(
        "authority",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_authority")),
    )


def _postcode() -> None:
    op.create_table(
        "postcode",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.Column("ward_code", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_postcode")),
    )


def _sign_in_attempt() -> None:
    op.create_table(
        "sign_in_attempt",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("succeeded", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_attempt")),
    )
    op.create_index("ix_sign_in_attempt_recent", "sign_in_attempt", ["who", "at"], unique=False)


def _organisation() -> None:
    op.create_table(
        "organisation",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.CheckConstraint("kind in ('council', 'provider', 'contractor')", name=op.f("ck_organisation_kind")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_organisation_authority_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
    )


def _ward() -> None:
    op.create_table(
        "ward",
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("easting", sa.Integer(), nullable=False),
        sa.Column("northing", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_ward_authority_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_ward")),
    )
    op.create_index(op.f("ix_ward_authority_code"), "ward", ["authority_code"], unique=False)


def _web_session() -> None:
    op.create_table(
        "web_session",
        sa.Column("token_sha256", sa.LargeBinary(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("contents", postgresql.JSONB(), nullable=False),
        sa.Column("begun_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_web_session_account_id")),
        sa.PrimaryKeyConstraint("token_sha256", name=op.f("pk_web_session")),
    )
    op.create_index(op.f("ix_web_session_account_id"), "web_session", ["account_id"], unique=False)
    op.create_index(op.f("ix_web_session_seen_at"), "web_session", ["seen_at"], unique=False)


def _membership() -> None:
    op.create_table(
        "membership",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "role in ('officer', 'homelessness_team', 'refuge_manager', 'sanctuary_coordinator', "
            "'contractor', 'strategy_lead', 'administrator', 'information_governance')",
            name=op.f("ck_membership_role"),
        ),
        sa.CheckConstraint("until_on is null or until_on > from_on", name=op.f("ck_membership_period")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_membership_account_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    op.create_index(op.f("ix_membership_account_id"), "membership", ["account_id"], unique=False)
