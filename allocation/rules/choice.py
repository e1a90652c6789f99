"""What the survivor has chosen. Only she changes these."""

from __future__ import annotations

from math import ceil

from allocation.catalogue import ACCEPT, Authority, Verdict, refuse, rule
from allocation.distance import kilometres, whole_metres, within
from allocation.facts import Household, Unit

HER_CHOICE = "The survivor's own choice, recorded with her; Domestic Abuse Act 2021 Part 4 statutory guidance"


@rule(
    "agreed-kind",
    title="A kind of accommodation she agrees to",
    authority=Authority.CHOICE,
    source=HER_CHOICE,
    reads=(Household.kinds, Unit.kind),
)
def agreed_kind(household: Household, unit: Unit) -> Verdict:
    """Nobody is proposed for a kind of accommodation that she has not agreed to."""
    if unit.kind in household.accepts:
        return ACCEPT
    return refuse(
        f"she has not agreed to {unit.kind} accommodation", change=f"if she agreed to {unit.kind} accommodation"
    )


@rule(
    "declined-before",
    title="Not a home she has declined",
    authority=Authority.CHOICE,
    source=HER_CHOICE,
    reads=(Household.declined, Unit.ids),
    overlap=True,
)
def declined_before(household: Household, unit: Unit) -> Verdict:
    """A home that she has declined is not proposed again."""
    if household.declined & unit.ids:
        return refuse("she has declined this home", change="if she wished to be offered it again")
    return ACCEPT


@rule(
    "place-limit",
    title="Near enough to the places that matter",
    authority=Authority.CHOICE,
    source=HER_CHOICE,
    reads=(Household.places, Unit.point),
)
def place_limit(household: Household, unit: Unit) -> Verdict:
    """She may say how far from work, a school or her family she can live, in a straight line; the limit is allowed."""
    too_far = [
        (
            place.kind.replace("_", " ") or "a place that matters",
            whole_metres(place.easting, place.northing, unit.point),
        )
        for place in household.places
        if place.limit_km is not None and not within(place.easting, place.northing, unit.point, place.limit_km * 1000)
    ]
    if not too_far:
        return ACCEPT
    farthest = {what: max(metres for kind, metres in too_far if kind == what) for what, _ in too_far}
    away = [f"{kilometres(metres)} from {what}" for what, metres in farthest.items()]
    enough = [f"{kilometres(ceil((metres + 1) / 100) * 100)} from {what}" for what, metres in farthest.items()]
    return refuse(
        f"{' and '.join(away)}, farther than she can live from {'it' if len(away) == 1 else 'them'}",
        change=f"if she could live {' and '.join(enough)}",
    )
