"""How two people of a household are related, from a moment until it is said otherwise."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, Table, func, text
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class Relation(Base):
    """`one` is the `kind` ("parent") of `other`. Never edited: it ends, and another is recorded."""

    __tablename__ = "person_relation"
    __table_args__ = (CheckConstraint("one_id <> other_id", name="two_people"),)

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    household_id: Mapped[UUID] = mapped_column(Id, ForeignKey("household.id"), index=True)
    one_id: Mapped[UUID] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"))
    other_id: Mapped[UUID] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str]
    made_at: Mapped[datetime]
    made_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    made_by_name: Mapped[str]
    ended_at: Mapped[datetime | None]


ONE_A_PAIR = "uq_person_relation_pair"
_of: Table = Relation.metadata.tables[Relation.__tablename__]
Index(
    ONE_A_PAIR, func.least(_of.c.one_id, _of.c.other_id), func.greatest(_of.c.one_id, _of.c.other_id), unique=True,
    postgresql_where=text("ended_at is null"),
)  # fmt: skip
