"""Each provider of a council: its stock in numbers, its contracts, and which checks are due."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.people.models import Organisation
from housing.places.compliance.queries import by_urgency, lines
from housing.places.compliance.standing import Line
from housing.places.contracts.queries import Shown, in_force
from housing.places.models import Property, Unit
from housing.places.queries import within

SEE = "stock.see"


@dataclass(frozen=True, slots=True)
class Provider:
    """One provider as the council sees it; `due` are the checks that have run out, are missing or soon run out."""

    id: UUID
    name: str
    properties: int
    units: int
    contracts: tuple[Shown, ...]
    due: tuple[Line, ...]

    def commissioned(self, on: date) -> int:
        """How many units its contracts that run on a day are for."""
        running = [shown.contract for shown in self.contracts if shown.contract.during.contains(on)]
        return sum(contract.units_commissioned for contract in running)

    @property
    def overdue(self) -> int:
        """How many checks have run out."""
        return sum(line.state == "overdue" for line in self.due)


def providers(session: Session, actor: Actor, *, on: date) -> list[Provider]:
    """The providers with stock in the actor's council, by name; a constant number of queries."""
    home = within(actor, SEE)
    rows = session.execute(
        select(Organisation.id, Organisation.name, func.count(Property.id.distinct()), func.count(Unit.id.distinct()))
        .join(Property, Property.organisation_id == Organisation.id)
        .outerjoin(Unit, Unit.property_id == Property.id)
        .where(home)
        .group_by(Organisation.id, Organisation.name)
        .order_by(Organisation.name, Organisation.id)
    ).all()
    owner = dict(session.execute(select(Property.id, Property.organisation_id).where(home)).all())
    due = [line for line in lines(session, (home,), on=on) if line.state in ("overdue", "missing", "soon")]
    contracts = in_force(session, actor, SEE)
    return [
        Provider(
            provider_id,
            name,
            properties,
            units,
            tuple(shown for shown in contracts if shown.contract.organisation_id == provider_id),
            tuple(by_urgency([line for line in due if owner[line.property_id] == provider_id])),
        )
        for provider_id, name, properties, units in rows
    ]
