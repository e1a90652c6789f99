"""The assessment of her circumstances and needs that a plan rests on (Housing Act 1996 s189A(2)).

Revision: 0070, after 0066.
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "plan_assessment",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("presentation_id", sa.UUID(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("circumstances", sa.LargeBinary(), nullable=False),
        sa.Column("home", sa.LargeBinary(), nullable=False),
        sa.Column("support", sa.LargeBinary(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_plan_assessment_by")),
        sa.ForeignKeyConstraint(
            ["presentation_id"], ["presentation.id"], name=op.f("fk_plan_assessment_presentation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_assessment")),
        sa.UniqueConstraint("presentation_id", "position", name=op.f("uq_plan_assessment_presentation_id_position")),
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("plan_assessment")
