"""Kinds of document, how it is known who asks for a copy, and their limits.

Revision: 0050, after 0042.
"""

import json
from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0042"
branch_labels = None
depends_on = None

LISTS = {
    "document_kind": (
        ("identity", "Proof of who she is"), ("birth", "Birth certificate"), ("tenancy", "Tenancy or mortgage"),
        ("income", "Income, benefits or savings"), ("decision", "Decision or letter of a council"),
        ("letter", "Other letter"), ("court_order", "Order of a court"), ("police", "From the police"),
        ("marac", "From the MARAC"), ("medical", "Medical"), ("immigration", "Immigration"),
        ("children", "About a child: school or children's services"), ("support_letter", "Letter of a support service"),
        ("damage", "Photograph of damage or injury"), ("consent", "Consent that she gave"), ("other", "Something else"),
    ),
    "copy_identity": (
        ("known", "Her worker knows her, and she asked in person"),
        ("code_word", "She gave the code word and was called back on a safe number"),
        ("papers", "She showed proof of who she is, in person"),
        ("solicitor", "Her solicitor asked, with her written consent, which was checked with her"),
    ),
    "copy_way": (
        ("in_person", "Handed to her"), ("read_here", "Read by her here; nothing was taken away"),
        ("solicitor", "Handed to her solicitor"), ("secure_link", "By a secure message, which she asked for"),
    ),
}  # fmt: skip
CLOSER = ["court_order", "police", "marac", "medical", "immigration", "children", "damage"]
SETTINGS = (
    ("document.closer_kinds", CLOSER),
    ("document.most_bytes", 10 * 1024 * 1024),
    ("document.most_pixels", 50_000_000),
    ("document.longest_side", 2400),
    ("document.most_of_case", 300),
    ("story.most_rows", 5000),
    ("copy.most_lines", 2000),
)
UNVERIFIED = "Haven's own limits and local practice, to be confirmed by the council"
IN_FORCE_FROM = "2020-01-01"
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)
INSERT_SETTING = sa.text(
    "insert into setting (id, key, from_on, value, source, verified) "
    "values (:id, :key, cast(:from_on as date), cast(:value as jsonb), :source, false)"
)


def upgrade() -> None:
    """Apply."""
    for name, codes in LISTS.items():
        for position, (slug, label) in enumerate(codes, 1):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))
    for key, value in SETTINGS:
        op.execute(
            INSERT_SETTING.bindparams(
                id=uuid4(), key=key, from_on=IN_FORCE_FROM, value=json.dumps(value), source=UNVERIFIED
            )
        )


def downgrade() -> None:
    """Undo: the lists and the settings of this migration, and only those."""
    op.execute(
        sa.text("delete from code where list = any(:names) and authority_code is null").bindparams(names=list(LISTS))
    )
    op.execute(
        sa.text("delete from setting where key = any(:keys) and authority_code is null").bindparams(
            keys=[key for key, _ in SETTINGS]
        )
    )
