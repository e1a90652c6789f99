"""Entering a contract, changing it and taking it back: rows are added, and what they replace stays on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound, insist
from housing.db import broken_constraint, transaction
from housing.people.models import Organisation
from housing.places.contracts.models import ONE_CONTRACT, Contract, ContractHome
from housing.places.models import Property
from housing.places.stock.editing import MANAGE
from housing.refusals import Outdated, Refused
from housing.web.filters import said_date

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Terms:
    """A contract as somebody enters it. `last_on` is its last day, None where it has no known end."""

    reference: str
    from_on: date
    last_on: date | None
    units_commissioned: int
    notice_days: int | None
    homes: tuple[UUID, ...]

    @property
    def during(self) -> Range[date]:
        """Its days, half-open."""
        return Range(self.from_on, self.last_on + ONE_DAY if self.last_on else None, bounds="[)")


def add_contract(*, organisation_id: UUID, terms: Terms, by: Actor, now: datetime) -> Contract:
    """Enter a contract of a provider.

    Raises:
        NotFound: the organisation, or one of the properties, is not the actor's.
        Refused: its days contradict one another, or another contract covers one of the properties on some of them.
    """
    insist(by, MANAGE)
    check_terms(terms)
    with transaction() as session:
        owner = session.get(Organisation, organisation_id)
        if owner is None or owner.id not in by.extent(MANAGE).organisations:
            raise NotFound("organisation")
        contract = _put(session, owner.id, owner.authority_code, uuid4(), terms, by, now)
        audit.record(session, by, "contract.added", contract, now=now)
        return contract


def change_contract(*, series: UUID, seen: UUID | None, terms: Terms, by: Actor, now: datetime) -> Contract:
    """Say something else of a contract. `seen` is the row that the page showed.

    Raises:
        NotFound: the contract, or one of the properties, is not the actor's.
        Outdated: somebody changed it since.
        Refused: as add_contract.
    """
    insist(by, MANAGE)
    check_terms(terms)
    with transaction() as session:
        before = _replaced(session, series, seen, by, now)
        contract = _put(session, before.organisation_id, before.authority_code, series, terms, by, now)
        audit.record(session, by, "contract.changed", contract, now=now, facts={"series": series})
        return contract


def withdraw_contract(*, series: UUID, seen: UUID | None, by: Actor, now: datetime) -> None:
    """Take back a contract that was entered by mistake; that it was entered stays on record.

    Raises:
        NotFound: it is not the actor's, or was taken back already.
        Outdated: somebody changed it since the page was shown.
    """
    insist(by, MANAGE)
    with transaction() as session:
        before = _replaced(session, series, seen, by, now)
        audit.record(session, by, "contract.withdrawn", before, now=now, facts={"series": series})


def check_terms(terms: Terms) -> None:
    """Raises Refused where a contract's days contradict one another."""
    if terms.last_on is None:
        return
    if terms.last_on < terms.from_on:
        raise Refused("The last day must be the same as or after the first day", field="last_on")
    days = (terms.last_on - terms.from_on).days + 1
    if terms.notice_days is not None and terms.notice_days > days:
        raise Refused(
            f"Notice must be {days:,} days or fewer: the contract is no longer than that", field="notice_days"
        )


def _replaced(session: Session, series: UUID, seen: UUID | None, by: Actor, now: datetime) -> Contract:
    """The row in force of a contract, now replaced with the properties that it covers."""
    query = select(Contract).where(Contract.series == series, Contract.replaced_at.is_(None)).with_for_update()
    before = session.scalar(query.options(selectinload(Contract.homes)))
    if before is None or before.organisation_id not in by.extent(MANAGE).organisations:
        raise NotFound("contract")
    if before.id != seen:
        raise Outdated("this contract")
    before.replaced_at = now
    for home in before.homes:
        home.replaced_at = now
    session.flush()
    return before


def _put(
    session: Session, organisation_id: UUID, authority: str, series: UUID, terms: Terms, by: Actor, now: datetime
) -> Contract:
    _check_homes(session, organisation_id, terms)
    contract = Contract(
        id=uuid4(),
        series=series,
        authority_code=authority,
        organisation_id=organisation_id,
        reference=terms.reference,
        during=terms.during,
        units_commissioned=terms.units_commissioned,
        notice_days=terms.notice_days,
        recorded_by=by.account_id,
        recorded_by_name=by.name,
        recorded_at=now,
        homes=[ContractHome(property_id=home, during=terms.during) for home in sorted(set(terms.homes))],
    )
    session.add(contract)
    try:
        session.flush()
    except IntegrityError as error:
        if broken_constraint(error) == ONE_CONTRACT:
            raise Refused(
                "Another contract covers one of these properties on some of these days", field="homes"
            ) from error
        raise
    return contract


def _check_homes(session: Session, organisation_id: UUID, terms: Terms) -> None:
    """Whether the properties are the provider's, and which contract covers one of them already."""
    ours = select(Property.id).where(Property.id.in_(terms.homes), Property.organisation_id == organisation_id)
    if set(session.scalars(ours)) != set(terms.homes):
        raise NotFound("property")
    taken = session.execute(
        select(Property.code, Contract.reference, ContractHome.during)
        .select_from(ContractHome)
        .join(Contract, Contract.id == ContractHome.contract_id)
        .join(Property, Property.id == ContractHome.property_id)
        .where(ContractHome.property_id.in_(terms.homes), ContractHome.replaced_at.is_(None))
        .where(ContractHome.during.overlaps(terms.during))
        .order_by(Property.code)
        .limit(1)
    ).one_or_none()
    if taken is not None:
        raise Refused(_taken(*taken), field="homes")


def _taken(code: str, reference: str, during: Range[date]) -> str:
    begins = f"from {said_date(during.lower)}" if during.lower else ""
    if during.upper is None:
        return f"{code} is in contract {reference} {begins}, which has no end. End that one first"
    last = said_date(during.upper - ONE_DAY)
    return f"{code} is in contract {reference} {begins} to {last}. Begin after that day, or leave it out"


def homes_of(contract: Contract) -> Sequence[UUID]:
    """The properties that a contract covers."""
    return [home.property_id for home in contract.homes]
