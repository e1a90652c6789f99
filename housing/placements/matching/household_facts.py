"""A household as the matcher's document has it (docs/matching.md): ids and facts, never a name.

What nobody has asked stays *not known* wherever the document can say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from allocation.facts import KINDS, OLDEST
from housing.households.birthdays import birth_of
from housing.households.models import ConcernPlace, Household, Person, PersonOfConcern
from pathway.births import certain_day

DEFAULT_ACCEPTS = KINDS  # where nobody has asked which kinds she agrees to: all, in the order of the list


def document(
    household: Household,
    *,
    today: date,
    band: int,
    waiting_since: date,
    threats: list[str] | None,
    declined: list[str],
    held: str | None,
    closed: Sequence[dict[str, Any]] = (),
    funding: Sequence[str] | None = None,
) -> dict[str, Any]:
    """One entry of `households`; `declined` and `held` name units of the same problem.

    `closed` are homes that separations close to it, as danger zones; where its own are not known, nothing is proposed.
    `funding`: the routes worked out from its funding lines; None where it has none, and what it named counts.
    """
    zones = danger_zones(household)
    entry: dict[str, Any] = {
        "id": str(household.id),
        "band": band,
        "waiting_since": waiting_since.isoformat(),
        "members": [_member(person, today) for person in household.people],
        "couples": _couples(household.people),
        "expected_births": [birth.due_on.isoformat() for birth in household.births],
        "access_needs": sorted(set(household.access_needs)),
        "support_need": household.support_need,
        "pets": sorted(set(household.pets)),
        "funding": sorted(set(household.funding if funding is None else funding)),
        "accepts": list(dict.fromkeys(household.accepts)) or list(DEFAULT_ACCEPTS),
        "preferred_services": sorted(set(household.preferred_services)),
        "danger_zones": None if zones is None else [*zones, *closed],
        "excluded_areas": [area.area_code for area in household.excluded if not area.outside],
        "outside_authorities": [area.area_code for area in household.excluded if area.outside],
        "threats": threats,
        "places": _places(household),
        "declined": declined,
    }
    return entry if held is None else {**entry, "held": held}


def danger_zones(household: Household) -> list[dict[str, Any]] | None:
    """Every place where the household is in danger; None until all that there is to ask has been asked."""
    if not household.concerns_asked or not all(places_settled(concern) for concern in household.concerns):
        return None
    return known_zones(household)


def known_zones(household: Household) -> list[dict[str, Any]]:
    """The places of danger that are recorded, whether or not everything has been asked."""
    return [_zone(place) for concern in household.concerns for place in concern.places]


def places_settled(concern: PersonOfConcern) -> bool:
    """Whether matching may go on: places are listed, or an officer said why it goes on without them."""
    if concern.places_known is None:
        return False
    return bool(concern.places) if concern.places_known else bool(concern.places_why)


def _zone(place: ConcernPlace) -> dict[str, Any]:
    return {
        "easting": place.easting,
        "northing": place.northing,
        "radius_m": place.radius_m,
        "reason": place.kind,
    }


def _member(person: Person, today: date) -> dict[str, Any]:
    return {
        "id": str(person.id),
        "born": _born(person, today),
        "sex": person.sex,
        "role": person.role,
    }


def _born(person: Person, today: date) -> str | None:
    """A date of birth, or a day that gives the age where only one age is possible (docs/adr/0075); else not known.

    A date that cannot be right is not known: one slip must not stop a whole council's run.
    """
    known = birth_of(person)
    born = certain_day(known, today) if known is not None and known.first <= today else None
    if born is None or born > today or today.year - born.year >= OLDEST:
        return None
    return born.isoformat()


def _couples(people: list[Person]) -> list[list[str]]:
    here = {person.id for person in people}
    couples = {
        frozenset((str(p.id), str(p.partner_id))) for p in people if p.partner_id in here and p.partner_id != p.id
    }
    return sorted(sorted(couple) for couple in couples)


def _places(household: Household) -> list[dict[str, Any]]:
    entries = []
    for place in household.near:
        entry: dict[str, Any] = {
            "easting": place.easting,
            "northing": place.northing,
            "kind": place.kind,
            "importance": place.importance,
        }
        if place.limit_km is not None:
            entry["limit_km"] = place.limit_km
        entries.append(entry)
    return entries
