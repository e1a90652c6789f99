"""The rules that a run was made with, how often each decided, and the run made again.

Revision: 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

OUTCOMES = "outcome in ('same', 'rules_changed', 'different', 'unreadable')"


def upgrade() -> None:
    """Apply. Runs made before have no catalogue and no counts."""
    op.add_column("match_run", sa.Column("catalogue", postgresql.JSONB(), nullable=True))
    op.create_table(
        "run_rule",
        sa.Column("run_id", sa.UUID(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("refused", sa.Integer(), nullable=False),
        sa.Column("alone", sa.Integer(), nullable=False),
        sa.Column("asked", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "refused >= alone and alone >= 0 and asked >= 0 and refused + asked > 0", name=op.f("ck_run_rule_counts")
        ),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_run_rule_run_id")),
        sa.PrimaryKeyConstraint("run_id", "rule", name=op.f("pk_run_rule")),
    )
    op.create_table(
        "match_replay",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("run_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=False),
        sa.Column("engine", sa.Text(), nullable=False),
        sa.Column("found", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint(OUTCOMES, name=op.f("ck_match_replay_outcome")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_match_replay_by")),
        sa.ForeignKeyConstraint(["run_id"], ["match_run.id"], name=op.f("fk_match_replay_run_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_match_replay")),
    )
    op.create_index("ix_match_replay_latest", "match_replay", ["run_id", "at"], unique=False)


def downgrade() -> None:
    """Undo."""
    op.drop_table("match_replay")
    op.drop_table("run_rule")
    op.drop_column("match_run", "catalogue")
