"""Code lists, settings, messages, job slots and the audit trail that nobody can alter.

Revision: 0002_records, after 0001_people.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    _audit_entry()
    _job_run()
    _code()
    _outbox_message()
    _setting()
    _audit_functions()


def downgrade() -> None:
    """Undo."""
    for name in ("audit_append", "audit_broken", "audit_digest", "audit_refuse"):
        op.execute(f"drop function if exists {name} cascade")
    op.drop_table("setting")
    op.drop_table("outbox_message")
    op.drop_table("code")
    op.drop_table("job_run")
    op.drop_table("audit_entry")


def _audit_entry() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("seq", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=True),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("previous", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_audit_entry")),
    )


def _job_run() -> None:
    op.create_table(
        "job_run",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("began_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("finished_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.CheckConstraint("outcome in ('done', 'failed')", name=op.f("ck_job_run_outcome")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_run")),
        sa.UniqueConstraint("job", "due_at", name=op.f("uq_job_run_job_due_at")),
    )


def _code() -> None:
    op.create_table(
        "code",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("list", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.CheckConstraint("slug ~ '^[a-z0-9_]+$'", name=op.f("ck_code_slug")),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_code_authority_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_code")),
        sa.UniqueConstraint(
            "list",
            "slug",
            "authority_code",
            name=op.f("uq_code_list_slug_authority_code"),
            postgresql_nulls_not_distinct=True,
        ),
    )


def _outbox_message() -> None:
    op.create_table(
        "outbox_message",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("account_id", sa.UUID(), nullable=False),
        sa.Column("wording", sa.Text(), nullable=False),
        sa.Column("facts", postgresql.JSONB(), nullable=False),
        sa.Column("put_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("last_fault", sa.Text(), nullable=True),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_outbox_message_attempts")),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name=op.f("fk_outbox_message_account_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox_message")),
    )


def _setting() -> None:
    op.create_table(
        "setting",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("authority_code", sa.Text(), nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("value", postgresql.JSONB(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["authority_code"], ["authority.code"], name=op.f("fk_setting_authority_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_setting")),
        sa.UniqueConstraint(
            "key",
            "authority_code",
            "from_on",
            name=op.f("uq_setting_key_authority_code_from_on"),
            postgresql_nulls_not_distinct=True,
        ),
    )


APPEND = """
create function audit_append(
    new_at timestamptz, new_account uuid, new_actor text, new_action text,
    new_subject text, new_subject_id text, new_facts jsonb
) returns bigint language plpgsql as $$
declare
    last record;
    number bigint;
begin
    -- one writer at a time, so that the chain has no forks; held to the end of the transaction
    perform pg_advisory_xact_lock(815001);
    select seq, digest into last from audit_entry order by seq desc limit 1;
    number := coalesce(last.seq, 0) + 1;
    insert into audit_entry (seq, at, account_id, actor, action, subject, subject_id, facts, previous, digest)
    values (
        number, new_at, new_account, new_actor, new_action, new_subject, new_subject_id, new_facts,
        coalesce(last.digest, '\\x00'::bytea),
        audit_digest(number, new_at, new_account, new_actor, new_action, new_subject, new_subject_id, new_facts,
                     coalesce(last.digest, '\\x00'::bytea))
    );
    return number;
end $$
"""

DIGEST = """
create function audit_digest(
    number bigint, at timestamptz, account uuid, actor text, action text,
    subject text, subject_id text, facts jsonb, previous bytea
) returns bytea language sql immutable as $$
    select sha256(convert_to(jsonb_build_array(
        number, to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.US'), account, actor, action,
        subject, subject_id, facts)::text, 'UTF8') || previous)
$$
"""

BROKEN = """
create function audit_broken() returns table (seq bigint) language sql stable as $$
    select linked.seq
    from (
        select *, lag(digest) over (order by seq) as before, row_number() over (order by seq) as place
        from audit_entry
    ) as linked
    where linked.seq <> linked.place
       or linked.previous <> coalesce(linked.before, '\\x00'::bytea)
       or linked.digest <> audit_digest(linked.seq, linked.at, linked.account_id, linked.actor, linked.action,
                                        linked.subject, linked.subject_id, linked.facts, linked.previous)
    order by linked.seq
$$
"""

REFUSE = """
create function audit_refuse() returns trigger language plpgsql as $$
begin
    raise exception 'the audit trail is append-only';
end $$
"""


def _audit_functions() -> None:
    for statement in (DIGEST, APPEND, BROKEN, REFUSE):
        op.execute(statement)
    op.execute(
        "create trigger audit_entry_kept before update or delete on audit_entry "
        "for each row execute function audit_refuse()"
    )
    op.execute("create trigger audit_entry_not_emptied before truncate on audit_entry execute function audit_refuse()")
