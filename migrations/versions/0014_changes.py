"""What somebody is about to change; changes made after it was shown what they would do; who recorded a setting, when.

A setting's row says who recorded it and when, so that two of one day can stand beside each other and the later counts.

Revision: 0014, after 0013.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

KINDS = "kind in ('acceptance', 'distance', 'usual_distance')"
ONE_A_DAY = "uq_setting_key_authority_code_from_on"
ONE_A_MOMENT = "uq_setting_key_authority_code_from_on_recorded_at"


def upgrade() -> None:
    """Apply."""
    _intended_change()
    _weighed_change()
    op.add_column("setting", sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("setting", sa.Column("recorded_by", sa.UUID(), nullable=True))
    op.create_foreign_key(op.f("fk_setting_recorded_by"), "setting", "account", ["recorded_by"], ["id"])
    op.drop_constraint(op.f(ONE_A_DAY), "setting", type_="unique")
    op.create_unique_constraint(
        op.f(ONE_A_MOMENT),
        "setting",
        ["key", "authority_code", "from_on", "recorded_at"],
        postgresql_nulls_not_distinct=True,
    )


def downgrade() -> None:
    """Undo. Of several settings of one day, which the older schema cannot hold, the last recorded stays."""
    op.drop_constraint(op.f(ONE_A_MOMENT), "setting", type_="unique")
    op.execute(
        "delete from setting using setting as later where later.key = setting.key "
        "and later.authority_code is not distinct from setting.authority_code and later.from_on = setting.from_on "
        "and later.recorded_at > coalesce(setting.recorded_at, '-infinity')"
    )
    op.create_unique_constraint(
        op.f(ONE_A_DAY), "setting", ["key", "authority_code", "from_on"], postgresql_nulls_not_distinct=True
    )
    op.drop_constraint(op.f("fk_setting_recorded_by"), "setting", type_="foreignkey")
    op.drop_column("setting", "recorded_by")
    op.drop_column("setting", "recorded_at")
    op.drop_table("weighed_change")
    op.drop_table("intended_change")


def _intended_change() -> None:
    op.create_table(
        "intended_change",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_intended_change_kind")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_intended_change_authority_code")),
        sa.ForeignKeyConstraint(["made_by"], ["account.id"], name=op.f("fk_intended_change_made_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intended_change")),
    )
    op.create_index(op.f("ix_intended_change_made_by"), "intended_change", ["made_by"], unique=False)


def _weighed_change() -> None:
    op.create_table(
        "weighed_change",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("intended_change_id", sa.UUID(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("organisation_id", sa.UUID(), nullable=True),
        sa.Column("property_id", sa.UUID(), nullable=True),
        sa.Column("household_id", sa.UUID(), nullable=True),
        sa.Column("changed", sa.LargeBinary(), nullable=False),
        sa.Column("preview", sa.LargeBinary(), nullable=False),
        sa.Column("problem_sha256", sa.Text(), nullable=True),
        sa.Column("problems", postgresql.JSONB(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by", sa.UUID(), nullable=False),
        sa.Column("made_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint(KINDS, name=op.f("ck_weighed_change_kind")),
        sa.CheckConstraint(
            "(kind = 'acceptance') = (property_id is not null)", name=op.f("ck_weighed_change_property")
        ),
        sa.CheckConstraint(
            "(kind = 'distance') = (household_id is not null)", name=op.f("ck_weighed_change_household")
        ),
        sa.CheckConstraint(
            "(kind = 'usual_distance') = (organisation_id is null)", name=op.f("ck_weighed_change_organisation")
        ),
        *_references("authority_code:authority.code", "intended_change_id:intended_change.id", "made_by:account.id"),
        *_references("organisation_id:organisation.id", "property_id:property.id", "household_id:household.id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weighed_change")),
        sa.UniqueConstraint("intended_change_id", name=op.f("uq_weighed_change_intended_change_id")),
    )
    op.create_index(op.f("ix_weighed_change_household_id"), "weighed_change", ["household_id"], unique=False)
    op.create_index(op.f("ix_weighed_change_property_id"), "weighed_change", ["property_id"], unique=False)
    op.create_index("ix_weighed_change_latest", "weighed_change", ["authority_code", "made_at"], unique=False)


def _references(*named: str) -> list[sa.ForeignKeyConstraint]:
    """Foreign keys written as "column:table.column"."""
    pairs = (each.split(":") for each in named)
    return [
        sa.ForeignKeyConstraint([column], [target], name=op.f(f"fk_weighed_change_{column}"))
        for column, target in pairs
    ]
