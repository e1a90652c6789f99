"""The pathway guide as rows that a council edits; who hears of a task that is not done, and when.

The guide's lines are: stage, slug, role that owes it, unit, length, words instead of the unit's, for whom, by which
recorded fact it is kept, flags (c: carried over once the stage is left, v: verified), what is owed.

Revision: 0038, after 0041.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB, UUID

revision = "0038"
down_revision = "0041"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
IN_FORCE_FROM = "2020-01-01"
UNVERIFIED = "Local practice, to be confirmed by the council"
OUR_GUIDE = "The council's pathway guide"
SOURCES = {
    "decision": "Housing Act 1996 s184",
    "plan": "Housing Act 1996 s189A",
    "plan-review": "Housing Act 1996 s189A",
}
SETTINGS = {
    "guide.begins_on": IN_FORCE_FROM,
    "guide.at_once_hours": 1,
    "guide.soon_working_days": 5,
    "guide.before_move_days": 14,
    "guide.ahead_days": 21,
    "guide.settling_from_day": 7,
    "guide.kept_every_minutes": 5,
    "task.escalated_every_minutes": 5,
    "task.ladder.usual": [{"after_hours": 24, "to": "homelessness_team"}],
    "task.ladder.urgent": [{"after_hours": 1, "to": "homelessness_team"}],
}
GUIDE = """\
first_contact|meet|officer|hours|0|at once||||Meet the specialist officer; on call at weekends
first_contact|safe-contact|officer|hours|0|at once||contact-agreed|c|Agree how and when it is safe to be in touch
first_contact|immediate-danger|officer|hours|0|at once||||Act on any immediate danger
first_contact|interpreter|officer|hours|0|at once|interpreter|||An interpreter, no relative
first_contact|dash|officer|days|0|the same day||risk-entered|c|DASH and chaos indicator, at her pace
first_contact|essentials|officer|days|0|the same day||||Essentials pack: food, baby things, toiletries
assessment|options|officer|days|0|the same day||||Show her the options there are, and why
assessment|marac|officer|working_days|1||high-risk||c|Refer to the MARAC and an IDVA
assessment|children|officer|soon|0||children||c|Children's needs, school, Operation Encompass
assessment|childrens-services|officer|days|0|the same day|child-at-risk||c|Tell children's services
assessment|decision|homelessness_team|soon|0||||c|Eligibility, the duty owed and the decision letter
assessment|plan|officer|soon|0||||cv|Personalised housing plan, agreed with her
safe_tonight|somewhere-safe|homelessness_team|days|0|the same day||safe-tonight||Somewhere safe: a hotel last of all
safe_tonight|hotel-review|homelessness_team|every|1||hotel|||Review the hotel night
safe_tonight|child-contact|officer|days|0|the same day|children-apart|||Keep time with her children possible
placed|welcome|refuge_manager|hours|0|at once||||A welcome by the provider
placed|one-worker|officer|days|0|the same day||worker|c|One named worker for the whole journey
placed|risk-review|refuge_manager|hours|24|||||Review the risk
placed|support-plan|refuge_manager|working_days|5|||||Support plan, made with her
placed|funding-route|officer|days|6|before the first week ends|no-recourse|||Confirm the funding route
placed|doctor|refuge_manager|working_days|10|||||Register with a GP
placed|school|refuge_manager|working_days|10||children|||School and nursery places
placed|benefits|refuge_manager|working_days|10|||||Benefits claimed or moved, safely
settling|weekly-contact|refuge_manager|every|7|||||Contact every week
settling|therapy|refuge_manager|soon|0|||||Therapeutic support, when she wants it
settling|childrens-worker|refuge_manager|soon|0||children|||Children's worker
settling|plan-review|officer|every|28|||||Review the plan with her
settling|risk-on-change|officer|on_change|0|||||Review the risk
moving_on|bidding|officer|soon|0|||||Bidding, and the priority that she is owed
moving_on|money|officer|soon|0|||||Help with arrears and deposit (prevention fund)
moving_on|furniture|officer|before_move|0|||||Furniture and household items
moving_on|secure-new-home|sanctuary_coordinator|before_move|0|||||Make the new home secure
moving_on|area-check|officer|before_move|0|||||Check the new area for safety again
resettled|contact-4|officer|days|28|4 weeks after the move||||Ask how she and her children are
resettled|contact-12|officer|days|84|12 weeks after the move||||Ask how she and her children are
resettled|risk-after-move|officer|days|28|4 weeks after the move||||Review the risk
resettled|her-rating|officer|days|84|12 weeks after the move|her-wish|||Her own rating of the help
resettled|close-or-start|officer|days|84|12 weeks after the move||||Close, or start again without a new story to tell
"""
INSERT_ROW = sa.text(
    "insert into guide_row (id, position, stage, slug, by_role, unit, length, said, only_for, kept_by, carries, "
    "verified, owed, source, retired, from_on) values (:id, :position, :stage, :slug, :by, :unit, :length, :said, "
    ":only_for, :kept_by, :carries, :verified, :owed, :source, false, cast(:from_on as date))"
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)
EVENTS = "event in ('claimed', 'let_go', 'done', 'settled')"
MORE_EVENTS = "event in ('claimed', 'given', 'let_go', 'done', 'settled', 'escalated')"


def upgrade() -> None:
    """Apply. Where households are being helped already, the guide begins today: nothing is owed for what is over."""
    _guide()
    _tasks()
    helped = op.get_bind().execute(sa.text("select exists (select 1 from presentation)")).scalar()
    today = op.get_bind().execute(sa.text("select cast((now() at time zone 'Europe/London') as date)")).scalar()
    for key, value in SETTINGS.items():
        begins = str(today) if key == "guide.begins_on" and helped else value
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(begins), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those, its table, its columns and the events that it allowed."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(keys=list(SETTINGS))
    )
    op.execute(sa.text("delete from task_event where event in ('given', 'escalated')"))
    op.drop_constraint(op.f("ck_task_event_given"), "task_event")
    op.drop_constraint(op.f("ck_task_event_escalated"), "task_event")
    op.drop_constraint(op.f("ck_task_event_event"), "task_event")
    op.create_check_constraint(op.f("ck_task_event_event"), "task_event", EVENTS)
    op.drop_column("task_event", "to_role")
    op.drop_column("task_event", "given_to")
    op.drop_index("ix_task_escalates", "task")
    for column in ("escalated_to", "escalates_at", "climbed", "ladder"):
        op.drop_column("task", column)
    op.drop_table("guide_row")


def _guide() -> None:
    op.create_table(
        "guide_row",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("authority_code", sa.Text, sa.ForeignKey("authority.code")),
        sa.Column("slug", sa.Text, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("stage", sa.Text, nullable=False),
        sa.Column("owed", sa.Text, nullable=False),
        sa.Column("by_role", sa.Text, nullable=False),
        sa.Column("unit", sa.Text, nullable=False),
        sa.Column("length", sa.Integer, nullable=False),
        sa.Column("said", sa.Text, nullable=False),
        sa.Column("only_for", sa.Text, nullable=False),
        sa.Column("kept_by", sa.Text, nullable=False),
        sa.Column("carries", sa.Boolean, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("from_on", sa.Date, nullable=False),
        sa.Column("recorded_at", MOMENT),
        sa.Column("recorded_by", UUID, sa.ForeignKey("account.id")),
        sa.UniqueConstraint("slug", "authority_code", "from_on", "recorded_at", postgresql_nulls_not_distinct=True),
        sa.CheckConstraint("slug ~ '^[a-z0-9-]+$'", name=op.f("ck_guide_row_slug")),
        sa.CheckConstraint("length between 0 and 400", name=op.f("ck_guide_row_length")),
    )
    for position, line in enumerate(GUIDE.splitlines()):
        stage, slug, by, unit, length, said, only_for, kept_by, flags, owed = line.split("|")
        op.execute(
            INSERT_ROW.bindparams(
                id=uuid4(), position=position, stage=stage, slug=slug, by=by, unit=unit, length=int(length), said=said,
                only_for=only_for, kept_by=kept_by, carries="c" in flags, verified="v" in flags, owed=owed,
                source=SOURCES.get(slug, OUR_GUIDE), from_on=IN_FORCE_FROM,
            )
        )  # fmt: skip


def _tasks() -> None:
    op.add_column("task", sa.Column("ladder", JSONB, nullable=False, server_default="[]"))
    op.alter_column("task", "ladder", server_default=None)
    op.add_column("task", sa.Column("climbed", sa.Integer, nullable=False, server_default="0"))
    op.alter_column("task", "climbed", server_default=None)
    op.add_column("task", sa.Column("escalates_at", MOMENT))
    op.add_column("task", sa.Column("escalated_to", sa.Text))
    op.create_index("ix_task_escalates", "task", ["escalates_at"], postgresql_where=sa.text("closed_at is null"))
    op.add_column("task_event", sa.Column("given_to", UUID, sa.ForeignKey("account.id")))
    op.add_column("task_event", sa.Column("to_role", sa.Text))
    op.drop_constraint(op.f("ck_task_event_event"), "task_event")
    op.create_check_constraint(op.f("ck_task_event_event"), "task_event", MORE_EVENTS)
    op.create_check_constraint(op.f("ck_task_event_given"), "task_event", "(event = 'given') = (given_to is not null)")
    op.create_check_constraint(
        op.f("ck_task_event_escalated"), "task_event", "(event = 'escalated') = (to_role is not null)"
    )
