"""Dates of birth partly known, other names, records that may be of one person, relations, children who stay some
nights, equality answers, households that part or are joined, and answers to "are you sure?".

Revision: 0039, after 0040.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0039"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
UNVERIFIED = "Local practice, to be confirmed by the council"
IN_FORCE_FROM = "2020-01-01"
SETTINGS = (
    ("name_match.due_hours", 4),
    ("name_match.duplicate_due_hours", 48),
    ("soft_check.child_waiting_days", 180),
    ("soft_check.waiting_days", 400),
    ("soft_check.youngest_parent", 13),
    ("soft_check.most_people", 12),
    ("soft_check.oldest_asking", 95),
)
NOT_SAID = ("prefer_not_to_say", "Prefers not to say")
LISTS = {
    "alias_kind": (
        ("former", "A name she had before"), ("known_as", "A name she is called by"), ("spelling", "Another spelling"),
    ),
    "person_relation": (
        ("parent", "Parent"), ("step_parent", "Step-parent"), ("grandparent", "Grandparent"),
        ("carer", "Carer or guardian"), ("sibling", "Brother or sister"),
        ("half_sibling", "Half-brother or half-sister"),
        ("wider_family", "Other family"), ("friend", "Friend"), ("not_related", "Not related"),
    ),
    "overnight_every": (
        ("week", "Each week"), ("fortnight", "Each fortnight"), ("month", "Each month"),
        ("school_holidays", "In the school holidays"), ("year", "Each year"),
    ),
    "equality_ethnic_group": (
        ("white_british", "English, Welsh, Scottish, Northern Irish or British"), ("white_irish", "Irish"),
        ("white_gypsy", "Gypsy or Irish Traveller"), ("white_roma", "Roma"),
        ("white_other", "Any other White background"),
        ("mixed_caribbean", "White and Black Caribbean"), ("mixed_african", "White and Black African"),
        ("mixed_asian", "White and Asian"), ("mixed_other", "Any other mixed or multiple background"),
        ("asian_indian", "Indian"), ("asian_pakistani", "Pakistani"), ("asian_bangladeshi", "Bangladeshi"),
        ("asian_chinese", "Chinese"), ("asian_other", "Any other Asian background"), ("black_caribbean", "Caribbean"),
        ("black_african", "African"), ("black_other", "Any other Black, Black British or Caribbean background"),
        ("arab", "Arab"), ("other", "Any other ethnic group"), NOT_SAID,
    ),
    "equality_religion": (
        ("none", "No religion"), ("christian", "Christian"), ("buddhist", "Buddhist"), ("hindu", "Hindu"),
        ("jewish", "Jewish"), ("muslim", "Muslim"), ("sikh", "Sikh"), ("other", "Any other religion"), NOT_SAID,
    ),
    "equality_orientation": (
        ("heterosexual", "Heterosexual or straight"), ("gay_lesbian", "Gay or lesbian"), ("bisexual", "Bisexual"),
        ("other", "Other"), NOT_SAID,
    ),
    "equality_gender": (
        ("same", "Yes, the same as registered at birth"), ("different", "No, different"), NOT_SAID,
    ),
    "equality_disability": (
        ("limited_a_lot", "Yes, limited a lot"), ("limited_a_little", "Yes, limited a little"), ("no", "No"), NOT_SAID,
    ),
}  # fmt: skip
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)
TABLES = (
    "soft_check_answer", "household_link_undone", "member_move", "household_link", "equality_answers",
    "person_relation", "overnight_child", "name_match_decision", "name_match", "name_print", "alias",
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    for bound in ("born_from", "born_until"):
        op.add_column("person", sa.Column(bound, sa.Date(), nullable=True))
    op.add_column("person", sa.Column("born_how", sa.Text(), nullable=True))
    op.create_check_constraint(
        op.f("ck_person_born_partly"), "person",
        "num_nonnulls(born_from, born_until, born_how) = 0 or (num_nonnulls(born_from, born_until, born_how) = 3 "
        "and born is null and born_from <= born_until)",
    )  # fmt: skip
    _names()
    _matches()
    _family()
    _links()
    _answers()
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )
    for name, codes in LISTS.items():
        for position, (slug, label) in enumerate(codes):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))


def downgrade() -> None:
    """Undo: the tables, columns, settings and lists of this migration, and only those."""
    op.execute(sa.text("delete from code where list = any(:lists)").bindparams(lists=list(LISTS)))
    op.execute(sa.text("delete from setting where key = any(:keys)").bindparams(keys=[key for key, _ in SETTINGS]))
    for table in TABLES:
        op.drop_table(table)
    op.drop_constraint(op.f("ck_person_born_partly"), "person", type_="check")
    for name in ("born_how", "born_until", "born_from"):
        op.drop_column("person", name)


def _id() -> sa.Column[object]:
    return sa.Column("id", sa.UUID(), primary_key=True)


def _to(
    name: str, table: str, *, null: bool = False, index: bool = False, gone: str | None = None
) -> sa.Column[object]:
    return sa.Column(name, sa.UUID(), sa.ForeignKey(f"{table}.id", ondelete=gone), nullable=null, index=index)


def _authority() -> sa.Column[object]:
    return sa.Column("authority_code", sa.Text(), sa.ForeignKey("authority.code"), nullable=False)


def _text(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.Text(), nullable=null)


def _sealed(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.LargeBinary(), nullable=null)


def _moment(name: str, *, null: bool = False) -> sa.Column[object]:
    return sa.Column(name, MOMENT, nullable=null)


def _names() -> None:
    op.create_table(
        "alias", _id(), _to("household_id", "household", index=True),
        _to("person_id", "person", null=True, gone="CASCADE"),
        _to("concern_id", "person_of_concern", null=True, gone="CASCADE"),
        _text("kind"), _sealed("name"), _text("name_index"), _moment("made_at"),
        _to("made_by", "account", null=True), _text("made_by_name"), _moment("ended_at", null=True),
        sa.CheckConstraint("num_nonnulls(person_id, concern_id) = 1", name=op.f("ck_alias_whose")),
    )  # fmt: skip
    op.create_index(
        "uq_alias_standing", "alias", ["person_id", "concern_id", "name_index"], unique=True,
        postgresql_where=sa.text("ended_at is null"), postgresql_nulls_not_distinct=True,
    )  # fmt: skip
    op.create_table(
        "name_print", _id(), _authority(), _to("household_id", "household", index=True),
        _to("person_id", "person", null=True, gone="CASCADE"),
        _to("concern_id", "person_of_concern", null=True, gone="CASCADE"),
        _to("alias_id", "alias", null=True, gone="CASCADE"),
        _text("basis"), sa.Column("keys", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("pieces", postgresql.JSONB(), nullable=False), _moment("compared_at", null=True),
        sa.CheckConstraint("num_nonnulls(person_id, concern_id) = 1", name=op.f("ck_name_print_whose")),
        sa.UniqueConstraint("person_id", "concern_id", "alias_id", postgresql_nulls_not_distinct=True),
    )  # fmt: skip
    op.create_index("ix_name_print_keys", "name_print", ["keys"], postgresql_using="gin")
    op.create_index(
        "ix_name_print_waiting", "name_print", ["authority_code"], postgresql_where=sa.text("compared_at is null")
    )


def _matches() -> None:
    op.create_table(
        "name_match", _id(), _authority(), _text("kind"), _text("basis"),
        _to("one_household_id", "household", index=True), _to("other_household_id", "household", index=True),
        sa.Column("one_record", sa.UUID(), nullable=False), sa.Column("other_record", sa.UUID(), nullable=False),
        _moment("found_at"),
        sa.UniqueConstraint("basis"),
        sa.CheckConstraint("kind in ('allegation', 'duplicate')", name=op.f("ck_name_match_kind")),
        sa.CheckConstraint("one_household_id <> other_household_id", name=op.f("ck_name_match_two_households")),
    )  # fmt: skip
    op.create_table(
        "name_match_decision",
        sa.Column("match_id", sa.UUID(), sa.ForeignKey("name_match.id"), primary_key=True),
        _text("outcome"), _sealed("reason"), _moment("at"), _to("by", "account", null=True), _text("by_name"),
        sa.CheckConstraint(
            "outcome in ('two_people', 'one_person', 'keep_apart')", name=op.f("ck_name_match_decision_outcome")
        ),
    )  # fmt: skip


def _family() -> None:
    op.create_table(
        "overnight_child", _id(), _to("household_id", "household", index=True), _sealed("name", null=True),
        sa.Column("born_from", sa.Date()), sa.Column("born_until", sa.Date()), _text("born_how", null=True),
        _text("sex", null=True), sa.Column("nights", sa.Integer()), _text("every", null=True),
        sa.Column("space_wanted", sa.Boolean()), _sealed("note", null=True), _moment("made_at"),
        _to("made_by", "account", null=True), _text("made_by_name"), _moment("ended_at", null=True),
        sa.CheckConstraint("sex in ('female', 'male', 'other')", name=op.f("ck_overnight_child_sex")),
        sa.CheckConstraint("nights between 1 and 366", name=op.f("ck_overnight_child_nights")),
        sa.CheckConstraint("born_from <= born_until", name=op.f("ck_overnight_child_born")),
    )  # fmt: skip
    op.create_table(
        "person_relation", _id(), _to("household_id", "household", index=True),
        _to("one_id", "person", gone="CASCADE"), _to("other_id", "person", gone="CASCADE"), _text("kind"),
        _moment("made_at"), _to("made_by", "account", null=True), _text("made_by_name"), _moment("ended_at", null=True),
        sa.CheckConstraint("one_id <> other_id", name=op.f("ck_person_relation_two_people")),
    )  # fmt: skip
    op.execute(
        "create unique index uq_person_relation_pair on person_relation "
        "(least(one_id, other_id), greatest(one_id, other_id)) where ended_at is null"
    )


def _links() -> None:
    op.create_table(
        "household_link", _id(), _text("kind"), _to("from_household_id", "household", index=True),
        _to("to_household_id", "household", index=True), _sealed("words"),
        sa.Column("copied", postgresql.ARRAY(sa.Text()), nullable=False), _moment("at"),
        _to("by", "account", null=True), _text("by_name"), _moment("undone_at", null=True),
        sa.CheckConstraint("kind in ('split', 'rejoin', 'merge')", name=op.f("ck_household_link_kind")),
        sa.CheckConstraint("from_household_id <> to_household_id", name=op.f("ck_household_link_two_households")),
        sa.CheckConstraint("undone_at is null or kind = 'merge'", name=op.f("ck_household_link_undone")),
    )  # fmt: skip
    op.create_index(
        "uq_household_link_merged", "household_link", ["from_household_id"], unique=True,
        postgresql_where=sa.text("kind = 'merge' and undone_at is null"),
    )  # fmt: skip
    op.create_table(
        "member_move", _id(), _to("link_id", "household_link", index=True),
        sa.Column("person_id", sa.UUID(), nullable=False), sa.Column("position", sa.Integer(), nullable=False),
        _text("role"), _sealed("called", null=True),
        sa.CheckConstraint("role in ('adult', 'child')", name=op.f("ck_member_move_role")),
    )  # fmt: skip
    op.create_table(
        "household_link_undone",
        sa.Column("link_id", sa.UUID(), sa.ForeignKey("household_link.id"), primary_key=True),
        _sealed("reason"), _moment("at"), _to("by", "account", null=True), _text("by_name"),
    )  # fmt: skip


def _answers() -> None:
    op.create_table(
        "equality_answers", _id(), _to("household_id", "household"), _sealed("answers"), _moment("at"),
        _to("by", "account", null=True), _text("by_name"),
    )  # fmt: skip
    op.create_index("ix_equality_answers_latest", "equality_answers", ["household_id", "at"])
    op.create_table(
        "soft_check_answer", _id(), _to("household_id", "household"), _text("slug"), _text("basis"),
        _sealed("note", null=True), _moment("at"), _to("by", "account", null=True), _text("by_name"),
        sa.UniqueConstraint("household_id", "slug", "basis"),
    )  # fmt: skip
