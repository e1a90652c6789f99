"""How much of a preview somebody may see: which households by name, which only as a number, which units by their code.

A household from which a person is barred, or a restricted one for which the person is not named, is not even counted:
for them it is not there (security.md T1, `placements.reach`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.matching.runs.queries import unit_names
from housing.placements.reach import open_to
from housing.places.models import Property

ELSEWHERE = "a home of another service"


@dataclass(frozen=True, slots=True)
class Reader:
    """One person looking at one preview. All ids are text, as documents have them.

    `named`: references of the households that the person may see; `counted`: the others that count.
    `units`: codes of the units that the person may be told; `by_run`: may see the council's runs one by one.
    """

    named: Mapping[str, str]
    counted: frozenset[str]
    units: Mapping[str, str]
    by_run: bool

    def unit(self, unit_id: str) -> str:
        """A unit as this person may hear of it."""
        return self.units.get(unit_id, ELSEWHERE)


def reader(session: Session, actor: Actor, authority: str, households: Iterable[str]) -> Reader:
    """Who is looking, at a preview about these households of a council; two queries, three for a provider."""
    query = select(Household.id, Household.reference, visible(actor)).where(
        Household.id.in_({UUID(each) for each in households}),
        Household.authority_code == authority,
        open_to(actor.account_id),
    )
    found = session.execute(query).all()
    return Reader(
        named={str(key): reference for key, reference, seen in found if seen},
        counted=frozenset(str(key) for key, _, seen in found if not seen),
        units=_units(session, actor, authority),
        by_run=authority in actor.extent("run.read").authorities,
    )


def _units(session: Session, actor: Actor, authority: str) -> dict[str, str]:
    """The council's own staff know every unit by its code; a provider's know theirs; others none."""
    if authority in actor.extent("vacancy.see").authorities:
        return {key: name.codes for key, name in unit_names(session, authority).items()}
    own = actor.extent("unit.manage").organisations
    if not own:
        return {}
    homes = {str(key) for key in session.scalars(select(Property.id).where(Property.organisation_id.in_(own)))}
    return {key: name.codes for key, name in unit_names(session, authority).items() if name.home_id in homes}
