"""Contracts as rows in force and rows that gave way to others, and the properties that each covers."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import CheckConstraint, ForeignKey, Index, text
from sqlalchemy.dialects.postgresql import DATERANGE, ExcludeConstraint, Range
from sqlalchemy.orm import Mapped, mapped_column, relationship

from housing.db import Base, Id, point
from housing.sealing import Sealed


class Contract(Base):
    """What one provider is commissioned to provide over `[from, until)`; until None: nobody knows its end.

    A contract is never edited: a change sets `replaced_at` once and adds a row of the same `series`.
    `notice_days` is how long before its end either side has to say that it ends.
    """

    __tablename__ = "contract"
    __table_args__ = (
        CheckConstraint("not isempty(during) and not lower_inf(during)", name="during"),
        CheckConstraint("units_commissioned between 0 and 5000", name="units_commissioned"),
        CheckConstraint("notice_days between 0 and 3650", name="notice_days"),
        Index("uq_contract_in_force", "series", unique=True, postgresql_where=text("replaced_at is null")),
    )

    id: Mapped[UUID] = mapped_column(Id, primary_key=True, default=uuid4)
    series: Mapped[UUID] = mapped_column(Id)
    authority_code: Mapped[str] = mapped_column(ForeignKey("authority.code"), index=True)
    organisation_id: Mapped[UUID] = mapped_column(Id, ForeignKey("organisation.id"), index=True)
    reference: Mapped[str] = mapped_column(Sealed("contract.reference"))
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    units_commissioned: Mapped[int]
    notice_days: Mapped[int | None]
    recorded_by: Mapped[UUID | None] = mapped_column(Id, ForeignKey("account.id"))
    recorded_by_name: Mapped[str]
    recorded_at: Mapped[datetime]
    replaced_at: Mapped[datetime | None]

    homes: Mapped[list[ContractHome]] = relationship(lazy="raise", back_populates="contract")


class ContractHome(Base):
    """One property that a contract covers, over the contract's days: no two contracts in force share a day of one."""

    __tablename__ = "contract_home"

    contract_id: Mapped[UUID] = mapped_column(Id, ForeignKey("contract.id"), primary_key=True)
    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"), primary_key=True, index=True)
    during: Mapped[Range[date]] = mapped_column(DATERANGE)
    replaced_at: Mapped[datetime | None]

    contract: Mapped[Contract] = relationship(lazy="raise", back_populates="homes")


ONE_CONTRACT = "ex_contract_home_one_at_a_time"
_homes = ContractHome.__table__
_homes.append_constraint(  # type: ignore[attr-defined]  # a mapped class's table is a Table
    ExcludeConstraint(
        (point(_homes.c.property_id), "="), (_homes.c.during, "&&"),
        name=ONE_CONTRACT, using="gist", where=text("replaced_at is null"),
    )
)  # fmt: skip
