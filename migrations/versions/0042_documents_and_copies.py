"""Documents of a case, her own copy of it, and an index to say who looked at a case.

Revision: 0042, after 0044.
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index(op.f("ix_audit_entry_about"), "audit_entry", ["subject_id", "seq"])
    op.create_table(
        "document",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("closer", sa.Boolean(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.UUID(), nullable=True),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_document_household_id")),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_document_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document")),
    )
    op.create_index(op.f("ix_document_household_id"), "document", ["household_id"])
    _document_version()
    _document_event()
    _copies()


def _document_version() -> None:
    op.create_table(
        "document_version",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("document_id", sa.UUID(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by", sa.UUID(), nullable=True),
        sa.Column("added_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("number > 0 and size > 0", name=op.f("ck_document_version_counted")),
        sa.CheckConstraint(
            "media in ('application/pdf', 'image/jpeg', 'text/plain')", name=op.f("ck_document_version_media")
        ),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_version_document_id")),
        sa.ForeignKeyConstraint(["added_by"], ["account.id"], name=op.f("fk_document_version_added_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_version")),
        sa.UniqueConstraint("document_id", "number", name=op.f("uq_document_version_document_id_number")),
    )


def _document_event() -> None:
    op.create_table(
        "document_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("document_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("what in ('hidden', 'shown')", name=op.f("ck_document_event_what")),
        sa.ForeignKeyConstraint(["document_id"], ["document.id"], name=op.f("fk_document_event_document_id")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_document_event_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_document_event")),
    )
    op.create_index(op.f("ix_document_event_document_id"), "document_event", ["document_id"])


def _copies() -> None:
    op.create_table(
        "subject_copy",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("household_id", sa.UUID(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("identity", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("left_out", sa.Integer(), nullable=False),
        sa.Column("prepared_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("prepared_by", sa.UUID(), nullable=True),
        sa.Column("prepared_by_name", sa.Text(), nullable=False),
        sa.CheckConstraint("left_out >= 0", name=op.f("ck_subject_copy_left_out")),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_subject_copy_household_id")),
        sa.ForeignKeyConstraint(["prepared_by"], ["account.id"], name=op.f("fk_subject_copy_prepared_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_copy")),
    )
    op.create_index(op.f("ix_subject_copy_household_id"), "subject_copy", ["household_id"])
    op.create_table(
        "subject_copy_event",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("copy_id", sa.UUID(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.UUID(), nullable=True),
        sa.Column("by_name", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("way", sa.Text(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=True),
        sa.CheckConstraint(
            "what in ('approved', 'sent_back', 'withdrawn', 'given')", name=op.f("ck_subject_copy_event_what")
        ),
        sa.ForeignKeyConstraint(["copy_id"], ["subject_copy.id"], name=op.f("fk_subject_copy_event_copy_id")),
        sa.ForeignKeyConstraint(["by"], ["account.id"], name=op.f("fk_subject_copy_event_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_subject_copy_event")),
    )
    decided = sa.text("what in ('approved', 'sent_back', 'withdrawn')")
    op.create_index(
        "uq_subject_copy_event_decided", "subject_copy_event", ["copy_id"], unique=True, postgresql_where=decided
    )
    op.create_index("ix_subject_copy_event_copy_id", "subject_copy_event", ["copy_id"])


def downgrade() -> None:
    """Undo."""
    for table in ("subject_copy_event", "subject_copy", "document_event", "document_version", "document"):
        op.drop_table(table)
    op.drop_index(op.f("ix_audit_entry_about"), table_name="audit_entry")
