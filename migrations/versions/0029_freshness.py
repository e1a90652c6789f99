"""Who was asked to look at their units again; how a unit that nobody had confirmed came to be offered.

Revision: 0029, after 0028.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

UNVERIFIED = "Local practice, to be confirmed by the council"
SETTINGS = (
    ("vacancy.nudged_at", "08:30"),
    ("vacancy.escalated_hours", 48),
    ("vacancy.telephone_working_hours", 4),
)
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    _vacancy_nudge()
    _offer_confirming()
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those, and its tables."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.drop_table("offer_confirming")
    op.drop_table("vacancy_nudge")


def _vacancy_nudge() -> None:
    op.create_table(
        "vacancy_nudge",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("units", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("units > 0", name=op.f("ck_vacancy_nudge_units")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_vacancy_nudge_account_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_vacancy_nudge_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_vacancy_nudge")),
        sa.UniqueConstraint(
            "account_id", "organisation_id", "on_day", name=op.f("uq_vacancy_nudge_account_id_organisation_id_on_day")
        ),
    )
    op.create_index(op.f("ix_vacancy_nudge_organisation_id"), "vacancy_nudge", ["organisation_id"], unique=False)


def _offer_confirming() -> None:
    op.create_table(
        "offer_confirming",
        sa.Column("offer_id", sa.UUID(), nullable=False),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("said_by", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("(said_by is null) <> (reason is null)", name=op.f("ck_offer_confirming_how")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_offer_confirming_by")),
        sa.ForeignKeyConstraint(["offer_id"], ["offer.id"], name=op.f("fk_offer_confirming_offer_id")),
        sa.PrimaryKeyConstraint("offer_id", name=op.f("pk_offer_confirming")),
    )
