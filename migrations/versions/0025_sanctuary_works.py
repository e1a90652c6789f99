"""Sanctuary works: safe visits, appointments, reports on measures, photographs, extra work, invoices; and aftercare.

Revision: 0025, after 0024.
"""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import SchemaItem

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
POUNDS = sa.Numeric(10, 2)
TABLES = (
    "sanctuary_budget", "sanctuary_loan_return", "sanctuary_loan", "sanctuary_flag_event", "sanctuary_invoice",
    "sanctuary_extra", "sanctuary_photograph", "sanctuary_line_event", "sanctuary_appointment_event",
    "sanctuary_appointment", "sanctuary_visit_instruction",
)  # fmt: skip


def upgrade() -> None:
    """Apply."""
    _visits()
    _appointments()
    _measures()
    _cost()
    _flags_and_loans()
    _budget()


def downgrade() -> None:
    """Undo."""
    for table in TABLES:
        op.drop_table(table)


def _visits() -> None:
    _table(
        "sanctuary_visit_instruction",
        *_columns("days:integers from_at:time until_at:time telephone?:yes number?:sealed voicemail?:yes"),
        *_columns("code_word?:sealed ask_for?:sealed words?:sealed contact_mark:text"),
        *_columns("recorded_at:moment recorded_by?:id recorded_by_name:text"),
        sa.CheckConstraint(
            "cardinality(days) > 0 and days <@ array[1, 2, 3, 4, 5, 6, 7]",
            name=op.f("ck_sanctuary_visit_instruction_days"),
        ),
        sa.CheckConstraint(
            "until_at > from_at or until_at = '00:00'", name=op.f("ck_sanctuary_visit_instruction_hours")
        ),
        sa.CheckConstraint("number is null or telephone is true", name=op.f("ck_sanctuary_visit_instruction_number")),
        references="job_id:sanctuary_job recorded_by:account",
    )
    op.create_index("ix_sanctuary_visit_instruction_latest", "sanctuary_visit_instruction", ["job_id", "recorded_at"])


def _appointments() -> None:
    _table(
        "sanctuary_appointment",
        *_columns("during:hours ended_at?:moment"),
        sa.CheckConstraint(
            "not isempty(during) and not lower_inf(during) and not upper_inf(during)",
            name=op.f("ck_sanctuary_appointment_during"),
        ),
        references="job_id:sanctuary_job order_id:sanctuary_order",
    )
    op.create_index(
        "uq_sanctuary_appointment_open",
        "sanctuary_appointment",
        ["job_id"],
        unique=True,
        postgresql_where=sa.text("ended_at is null"),
    )
    op.create_index(op.f("ix_sanctuary_appointment_order_id"), "sanctuary_appointment", ["order_id"])
    _table(
        "sanctuary_appointment_event",
        *_columns("position:integer event:text words?:sealed at:moment by?:id by_name:text"),
        sa.UniqueConstraint(
            "appointment_id", "position", name=op.f("uq_sanctuary_appointment_event_appointment_id_position")
        ),
        _one_of("sanctuary_appointment_event", "event", "'proposed', 'confirmed', 'attended', 'missed', 'called_off'"),
        references="appointment_id:sanctuary_appointment by:account",
    )


def _measures() -> None:
    _table(
        "sanctuary_line_event",
        *_columns("position:integer event:text happened_on:date words?:sealed at:moment by?:id by_name:text"),
        sa.UniqueConstraint("line_id", "position", name=op.f("uq_sanctuary_line_event_line_id_position")),
        _one_of("sanctuary_line_event", "event", "'done', 'not_possible', 'accepted', 'sent_back'"),
        sa.CheckConstraint(
            "event not in ('not_possible', 'sent_back') or words is not null",
            name=op.f("ck_sanctuary_line_event_words"),
        ),
        references="line_id:sanctuary_order_line by:account",
    )
    _table(
        "sanctuary_photograph",
        *_columns("taken:text added_at:moment added_by_name:text removed_at?:moment"),
        _one_of("sanctuary_photograph", "taken", "'before', 'after'"),
        references="line_id:sanctuary_order_line image_id:image added_by?:account removed_by?:account",
    )
    op.create_index(op.f("ix_sanctuary_photograph_line_id"), "sanctuary_photograph", ["line_id"])


def _cost() -> None:
    _table(
        "sanctuary_extra",
        *_columns("measure:text room:text quantity:integer why:sealed amount:pounds asked_at:moment"),
        *_columns("asked_by_name:text approved?:yes words?:sealed decided_at?:moment decided_by_name?:text"),
        sa.CheckConstraint("amount > 0", name=op.f("ck_sanctuary_extra_amount")),
        sa.CheckConstraint("quantity between 1 and 99", name=op.f("ck_sanctuary_extra_quantity")),
        sa.CheckConstraint("(approved is null) = (decided_at is null)", name=op.f("ck_sanctuary_extra_decided")),
        sa.CheckConstraint("(line_id is not null) = coalesce(approved, false)", name=op.f("ck_sanctuary_extra_line")),
        references="order_id:sanctuary_order asked_by?:account decided_by?:account line_id?:sanctuary_order_line",
    )
    op.create_index(op.f("ix_sanctuary_extra_order_id"), "sanctuary_extra", ["order_id"])
    _table(
        "sanctuary_invoice",
        *_columns("kind:text reference:text amount:pounds invoiced_on:date recorded_at:moment"),
        *_columns("recorded_by_name:text"),
        sa.CheckConstraint("amount > 0", name=op.f("ck_sanctuary_invoice_amount")),
        _one_of("sanctuary_invoice", "kind", "'invoice', 'credit'"),
        sa.UniqueConstraint(
            "organisation_id", "reference", name=op.f("uq_sanctuary_invoice_organisation_id_reference")
        ),
        references="order_id:sanctuary_order organisation_id:organisation recorded_by?:account",
    )
    op.create_index(op.f("ix_sanctuary_invoice_order_id"), "sanctuary_invoice", ["order_id"])


def _flags_and_loans() -> None:
    _table(
        "sanctuary_flag_event",
        *_columns("service:text position:integer event:text happened_on:date reference?:sealed review_on?:date"),
        *_columns("at:moment by_name:text"),
        sa.UniqueConstraint(
            "job_id", "service", "position", name=op.f("uq_sanctuary_flag_event_job_id_service_position")
        ),
        _one_of("sanctuary_flag_event", "service", "'fire', 'police'"),
        _one_of("sanctuary_flag_event", "event", "'asked', 'set', 'refused', 'reviewed', 'removed'"),
        sa.CheckConstraint(
            "(event in ('set', 'reviewed')) = (review_on is not null)",
            name=op.f("ck_sanctuary_flag_event_review_on"),
        ),
        references="job_id:sanctuary_job by?:account",
    )
    _table(
        "sanctuary_loan",
        *_columns("item:text mark?:sealed lent_on:date at:moment by_name:text"),
        references="job_id:sanctuary_job by?:account",
    )
    op.create_index(op.f("ix_sanctuary_loan_job_id"), "sanctuary_loan", ["job_id"])
    _table(
        "sanctuary_loan_return",
        *_columns("returned_on:date condition:text at:moment by_name:text"),
        references="loan_id:sanctuary_loan by?:account",
        key="loan_id",
    )


def _budget() -> None:
    _table(
        "sanctuary_budget",
        *_columns("authority_code:text year:integer amount:budget why:sealed recorded_at:moment"),
        *_columns("recorded_by_name:text"),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_sanctuary_budget_amount")),
        sa.CheckConstraint("year between 2000 and 2200", name=op.f("ck_sanctuary_budget_year")),
        sa.ForeignKeyConstraint(
            ["authority_code"], ["authority.code"], name=op.f("fk_sanctuary_budget_authority_code")
        ),
        references="recorded_by?:account",
    )
    op.create_index("ix_sanctuary_budget_latest", "sanctuary_budget", ["authority_code", "year", "recorded_at"])


TYPES: dict[str, Any] = {
    "text": sa.Text(), "sealed": sa.LargeBinary(), "date": sa.Date(), "time": sa.Time(), "moment": MOMENT,
    "yes": sa.Boolean(), "integer": sa.Integer(), "integers": sa.ARRAY(sa.Integer()), "pounds": POUNDS,
    "budget": sa.Numeric(12, 2), "id": sa.UUID(), "hours": postgresql.TSTZRANGE(),
}  # fmt: skip


def _columns(described: str) -> list[sa.Column[Any]]:
    """Columns written as "name:type"; a question mark after the name says that it may be empty."""
    pairs = (each.split(":") for each in described.split())
    return [sa.Column(name.rstrip("?"), TYPES[kind], nullable=name.endswith("?")) for name, kind in pairs]


def _one_of(table: str, column: str, values: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(f"{column} in ({values})", name=op.f(f"ck_{table}_{column}"))


def _table(name: str, *parts: SchemaItem, references: str, key: str = "id") -> None:
    """A table whose key is `id`, or a reference; `references` are "column:table", made where `parts` lack them."""
    there = {part.name for part in parts if isinstance(part, sa.Column)}
    pairs = [each.split(":") for each in references.split()]
    columns = [
        sa.Column(column.rstrip("?"), sa.UUID(), nullable=column.endswith("?"))
        for column, _ in pairs
        if column.rstrip("?") not in there
    ]
    keys = [] if key != "id" else [sa.Column("id", sa.UUID(), nullable=False)]
    links = [
        sa.ForeignKeyConstraint([column.rstrip("?")], [f"{table}.id"], name=op.f(f"fk_{name}_{column.rstrip('?')}"))
        for column, table in pairs
    ]
    op.create_table(name, *keys, *columns, *parts, *links, sa.PrimaryKeyConstraint(key, name=op.f(f"pk_{name}")))
