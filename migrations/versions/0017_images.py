"""Photographs, sealed, and how large they may be.

Revision: 0017, after 0016.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

UNVERIFIED = "Haven's own limits, for the council to confirm; a telephone's photograph is some 3 to 8 megabytes"
SETTINGS = (
    ("image.most_bytes", 10 * 1024 * 1024),
    ("image.most_pixels", 50_000_000),
    ("image.longest_side", 1600),
)
IN_FORCE_FROM = "2020-01-01"
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "image",
        sa.Column("id", sa.UUID(), nullable=False),
        sa.Column("width", sa.Integer(), nullable=False),
        sa.Column("height", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by", sa.UUID(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("erased_by", sa.UUID(), nullable=True),
        sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("width > 0 and height > 0", name=op.f("ck_image_size")),
        sa.CheckConstraint("(content is null) = (erased_at is not null)", name=op.f("ck_image_erased")),
        sa.ForeignKeyConstraint(["recorded_by"], ["account.id"], name=op.f("fk_image_recorded_by")),
        sa.ForeignKeyConstraint(["erased_by"], ["account.id"], name=op.f("fk_image_erased_by")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_image")),
    )
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the settings of this migration, and only those."""
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
    op.drop_table("image")
