"""Reading contracts: a provider's own, and the council's; with the codes of what they cover, never an address."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session, selectinload

from housing.access import Actor, NotFound
from housing.places.contracts.models import Contract
from housing.places.models import Property
from housing.places.queries import within
from housing.web.filters import said_date

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Shown:
    """One contract as a page shows it; `homes` are the codes of the properties that it covers."""

    contract: Contract
    homes: tuple[str, ...]

    @property
    def days(self) -> str:
        """ "1 April 2026 to 31 March 2029"."""
        during = self.contract.during
        begins = said_date(during.lower) if during.lower else ""
        return f"{begins} to {said_date(during.upper - ONE_DAY)}" if during.upper else f"from {begins}, no end recorded"

    def state(self, on: date) -> tuple[str, str]:
        """Whether it runs on a day: words and the colour of their tag."""
        during, notice = self.contract.during, self.contract.notice_days or 0
        if during.lower and during.lower > on:
            return "To come", "blue"
        if during.upper is None:
            return "Runs", "green"
        if during.upper <= on:
            return "Ended", "grey"
        return ("Ends soon", "yellow") if during.upper - timedelta(days=notice) <= on else ("Runs", "green")


def covered_by(actor: Actor, permission: str) -> ColumnElement[bool]:
    """The contracts that a permission covers for this person: own organisation's, or the whole council's."""
    extent = actor.extent(permission)
    return or_(Contract.organisation_id.in_(extent.organisations), Contract.authority_code.in_(extent.authorities))


def in_force(session: Session, actor: Actor, permission: str) -> list[Shown]:
    """The contracts as they stand, the one that began last first; three queries."""
    query = select(Contract).where(Contract.replaced_at.is_(None), covered_by(actor, permission))
    return _shown(session, list(session.scalars(query.options(selectinload(Contract.homes)))))


def of_series(
    session: Session, actor: Actor, series: UUID, permission: str = "unit.manage"
) -> tuple[Shown, list[Shown]]:
    """A contract as it stands, and everything that was said of it, newest first.

    Raises:
        NotFound: it is not there, not the actor's, or was taken back.
    """
    query = select(Contract).where(Contract.series == series, covered_by(actor, permission))
    found = _shown(session, list(session.scalars(query.options(selectinload(Contract.homes)))))
    history = sorted(found, key=lambda shown: shown.contract.recorded_at, reverse=True)
    standing = [shown for shown in history if shown.contract.replaced_at is None]
    if not standing:
        raise NotFound("contract")
    return standing[0], history


def own_homes(session: Session, actor: Actor) -> dict[str, str]:
    """The actor's own properties, {id: code}, by code."""
    query = select(Property.id, Property.code).where(within(actor, "unit.manage"))
    return {str(home): code for home, code in session.execute(query.order_by(Property.code, Property.id))}


def of_property(session: Session, property_id: UUID, on: date) -> Contract | None:
    """The contract that covers a property on a day."""
    query = select(Contract).join(Contract.homes).where(Contract.replaced_at.is_(None), Contract.during.contains(on))
    return session.scalar(query.where(Contract.homes.any(property_id=property_id)).limit(1))


def _shown(session: Session, contracts: Sequence[Contract]) -> list[Shown]:
    wanted = {home.property_id for contract in contracts for home in contract.homes}
    codes = dict(session.execute(select(Property.id, Property.code).where(Property.id.in_(wanted))).all())
    found = [
        Shown(contract, tuple(sorted(codes[home.property_id] for home in contract.homes))) for contract in contracts
    ]
    return sorted(found, key=lambda shown: (_begins(shown), str(shown.contract.id)), reverse=True)


def _begins(shown: Shown) -> date:
    return shown.contract.during.lower or date.min
