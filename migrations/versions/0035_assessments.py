"""Question sets by version, assessments and their parts, what a MARAC heard; a risk keeps the limits it was read by.

Revision: 0035.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0035"
down_revision = "0038"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
OPEN = sa.text("completed_at is null and set_aside_at is null")


def upgrade() -> None:
    """Apply."""
    _question_sets()
    _assessments()
    op.create_table(
        "marac_hearing",
        _id(),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("heard_on", sa.Date(), nullable=False),
        sa.Column("meeting", sa.LargeBinary(), nullable=True),
        sa.Column("actions", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_at", MOMENT, nullable=False),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=False),
        *_links("marac_hearing", household_id="household", presentation_id="presentation", recorded_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_marac_hearing")),
    )
    op.create_index("ix_marac_hearing_latest", "marac_hearing", ["household_id", "heard_on"])
    op.add_column("risk_entry", sa.Column("limits", JSONB(none_as_null=True), nullable=True))
    op.add_column("risk_entry", sa.Column("further_abuse_on", sa.Date(), nullable=True))
    op.drop_constraint(op.f("ck_risk_entry_total"), "risk_entry", type_="check")
    op.create_check_constraint(op.f("ck_risk_entry_total"), "risk_entry", "total >= 0")


def downgrade() -> None:
    """Undo; a total above 40, which only the newer forms know, becomes not known."""
    op.drop_constraint(op.f("ck_risk_entry_total"), "risk_entry", type_="check")
    op.execute("update risk_entry set total = null where total > 40")
    op.create_check_constraint(op.f("ck_risk_entry_total"), "risk_entry", "total between 0 and 40")
    op.drop_column("risk_entry", "further_abuse_on")
    op.drop_column("risk_entry", "limits")
    for table in ("marac_hearing", "assessment_part", "assessment", "question_set_use", "question_set"):
        op.drop_table(table)


def _question_sets() -> None:
    op.create_table(
        "question_set",
        _id(),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("about", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.Column("highest", sa.Integer(), nullable=False),
        sa.Column("document", JSONB(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=True),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.CheckConstraint("about in ('adult', 'child')", name=op.f("ck_question_set_about")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_question_set_authority_code")),
        *_links("question_set", recorded_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set")),
        sa.UniqueConstraint(
            "key", "version", "authority_code", name=op.f("uq_question_set_key_version_authority_code"),
            postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip
    op.create_table(
        "question_set_use",
        _id(),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("question_set_id", sa.UUID(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("recorded_at", MOMENT, nullable=True),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(
            ["authority_code"], ["authority.code"], name=op.f("fk_question_set_use_authority_code")
        ),
        *_links("question_set_use", question_set_id="question_set", recorded_by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question_set_use")),
        sa.UniqueConstraint(
            "key", "authority_code", "from_on", "recorded_at",
            name=op.f("uq_question_set_use_key_authority_code_from_on_recorded_at"), postgresql_nulls_not_distinct=True,
        ),
    )  # fmt: skip


def _assessments() -> None:
    op.create_table(
        "assessment",
        _id(),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("question_set_id", sa.UUID(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("person_id", sa.UUID(), nullable=True),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("started_by", sa.UUID(), nullable=True),
        sa.Column("started_by_name", sa.Text(), nullable=False),
        sa.Column("completed_at", MOMENT, nullable=True),
        sa.Column("completed_by", sa.UUID(), nullable=True),
        sa.Column("completed_by_name", sa.Text(), nullable=True),
        sa.Column("answers", sa.LargeBinary(), nullable=True),
        sa.Column("total", sa.Integer(), nullable=True),
        sa.Column("could_be", sa.Integer(), nullable=True),
        sa.Column("band", sa.Text(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("risk_entry_id", sa.UUID(), nullable=True),
        sa.Column("set_aside_at", MOMENT, nullable=True),
        sa.Column("set_aside_by", sa.UUID(), nullable=True),
        sa.Column("set_aside_why", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint("(completed_at is null) = (answers is null)", name=op.f("ck_assessment_answers")),
        sa.CheckConstraint("(completed_at is null) = (total is null)", name=op.f("ck_assessment_total")),
        sa.CheckConstraint("could_be >= total and total >= 0", name=op.f("ck_assessment_could_be")),
        sa.CheckConstraint("completed_at is null or set_aside_at is null", name=op.f("ck_assessment_ended")),
        sa.CheckConstraint("(set_aside_at is null) = (set_aside_why is null)", name=op.f("ck_assessment_set_aside")),
        *_links(
            "assessment", household_id="household", presentation_id="presentation", question_set_id="question_set",
            started_by="account", completed_by="account", risk_entry_id="risk_entry", set_aside_by="account",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment")),
    )  # fmt: skip
    op.create_index("ix_assessment_of_household", "assessment", ["household_id", "key", "completed_at"])
    op.create_index(
        "uq_assessment_one_open", "assessment", ["household_id", "key", "person_id"], unique=True,
        postgresql_nulls_not_distinct=True, postgresql_where=OPEN,
    )  # fmt: skip
    op.create_table(
        "assessment_part",
        _id(),
        sa.Column("assessment_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("section", sa.Text(), nullable=False),
        sa.Column("answers", sa.LargeBinary(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        *_links("assessment_part", assessment_id="assessment", by="account"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessment_part")),
        sa.UniqueConstraint("assessment_id", "position", name=op.f("uq_assessment_part_assessment_id_position")),
    )


def _id() -> sa.Column:
    return sa.Column("id", sa.UUID(), nullable=False)


def _links(table: str, **columns: str) -> list[sa.ForeignKeyConstraint]:
    return [
        sa.ForeignKeyConstraint([name], [f"{other}.id"], name=op.f(f"fk_{table}_{name}"))
        for name, other in columns.items()
    ]
