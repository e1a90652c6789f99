"""Why a move is called off, works on a home that she does not move to, and a receipt as a kind of document.

Revision: 0078, after 0068.
"""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0068"
branch_labels = None
depends_on = None

LISTS = {
    "move_off_reason": (
        ("fell_through", "The home is not to be had any more"), ("not_safe", "It is not safe for her"),
        ("changed_mind", "She has changed her mind"), ("not_affordable", "It cannot be paid for"),
        ("found_another", "She has found another home"), ("returned", "She has gone back, or asked for help again"),
        ("not_said", "She gave no reason"), ("other", "Other"),
    ),
}  # fmt: skip
MORE = (
    ("sanctuary_withdrawal", "move_off", "She does not move to this home", 90),
    ("document_kind", "receipt", "Receipt or invoice", 90),
)
INSERT_CODE = sa.text(
    "insert into code (id, list, slug, label, position, active) values (:id, :list, :slug, :label, :position, true)"
)

LAST = sa.text("update code set position = :position where list = :list and slug = 'other' and authority_code is null")


def upgrade() -> None:
    """Apply."""
    for name, codes in LISTS.items():
        for position, (slug, label) in enumerate(codes, start=1):
            op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))
    for name, slug, label, position in MORE:
        op.execute(LAST.bindparams(list=name, position=position + 1))
        op.execute(INSERT_CODE.bindparams(id=uuid4(), list=name, slug=slug, label=label, position=position))


def downgrade() -> None:
    """Undo: the lists and the entries of this migration, and only those."""
    op.execute(
        sa.text("delete from code where list = any(:names) and authority_code is null").bindparams(names=list(LISTS))
    )
    gone = sa.text("delete from code where list = :list and slug = :slug and authority_code is null")
    for name, slug, _, _ in MORE:
        op.execute(gone.bindparams(list=name, slug=slug))
