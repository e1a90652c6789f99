"""Why a unit suits a household, and what counts against it, in words; from the facts that the match was made on.

Nothing says where a home is: of a danger zone only that the home lies outside it, never how far; and how far a refuge,
or another home whose area is kept back, is from her work or a school only roughly and without points, since two or
three distances would find it (ADR 0040).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from allocation.facts import Household, Place, Unit
from allocation.rules.access import WORDS as ACCESS
from housing.placements.matching.words import KINDS, POINTS_FOR_FEATURES
from housing.web.filters import plural

LIMIT_RULE = "place-limit"
BANDS_KM = (5, 10, 20)
ORDER = ("first", "second", "third")
BY_AND_FOR = "a service by and for the household's community, which it prefers"
NOT_BY_AND_FOR = "not one of the services by and for its community that the household prefers"


@dataclass(frozen=True, slots=True)
class Against:
    """One thing that counts against a unit, with its points: the fewer in all, the better. None: not to be shown."""

    text: str
    points: int | None


@dataclass(frozen=True, slots=True)
class Reasons:
    """Both ways: what makes a unit suitable, and what counts against it."""

    suits: tuple[str, ...] = ()
    against: tuple[Against, ...] = ()


def reasons(
    household: Household,
    unit: Unit,
    because: Iterable[Mapping[str, Any]],
    *,
    agreed: Sequence[str],
    places: Mapping[str, str],
    kept_back: bool,
) -> Reasons:
    """The reasons of a pair that no rule refuses.

    Args:
        because: the terms of its cost as the answer has them: {"term", "points", "text"}.
        agreed: the kinds of home that the household has said it agrees to, in its order; where that is not what the
            match was made on (nobody had asked), no order of preference is claimed.
        places: what the council calls each kind of place to be near, {slug: label}.
        kept_back: whether nothing may be said that would find the home (`UnitName.kept_back`).
    """
    kinds_asked = household.accepts == tuple(agreed)
    against = tuple(
        Against(
            _against(each, household, unit, kinds_asked, places, kept_back),
            None if kept_back and _locates(each) else each["points"],
        )
        for each in because
    )
    return Reasons(tuple(_suits(household, unit, kinds_asked, places)), against)


def _suits(household: Household, unit: Unit, kinds_asked: bool, places: Mapping[str, str]) -> list[str]:
    return [
        *(_kind(household, unit) if kinds_asked else ()),
        *(["outside every danger zone that is recorded"] if household.danger_zones else ()),
        *(_within(place, places) for place in household.places if place.limit_km is not None),
        f"{plural(len(unit.bedrooms), 'bedroom')}: room enough for everybody",
        *(_has(household) if household.access_needs else ()),
        *_boys(household, unit),
        *(["takes the household's pets"] if household.pets else ()),
        *([BY_AND_FOR] if household.preferred_services & unit.services else ()),
    ]


def _kind(household: Household, unit: Unit) -> list[str]:
    """The first choice; a later one counts against the unit and is said there."""
    if not household.accepts or household.accepts[0] != unit.kind:
        return []
    kind = KINDS[unit.kind].lower()
    return [
        f"{kind}: {'the only kind' if len(household.accepts) == 1 else 'first of the kinds'} the household agrees to"
    ]


def _within(place: Place, places: Mapping[str, str]) -> str:
    return f"{_called(place.kind, places)}: within {float(place.limit_km or 0):g} km, as the household asks"


def _has(household: Household) -> list[str]:
    return [f"has what the household needs: {', '.join(ACCESS[need] for need in sorted(household.access_needs))}"]


def _boys(household: Household, unit: Unit) -> list[str]:
    if household.oldest_boy is None:
        return []
    limit = unit.boys_up_to
    return [f"takes boys up to {limit}" if isinstance(limit, int) else "takes boys of any age"]


def _against(
    term: Mapping[str, Any],
    household: Household,
    unit: Unit,
    kinds_asked: bool,
    places: Mapping[str, str],
    kept_back: bool,
) -> str:
    """One term in neutral words; a kind of home by its place in the household's own order."""
    text: str = term["text"]
    if term["term"] == "by_and_for":
        return NOT_BY_AND_FOR
    if term["term"] == "place":
        distance, _, kind = text.partition(" from ")
        return f"{_called(kind, places)}: {roughly(distance) if kept_back else f'{distance} away'}"
    if term["term"] == "kind" and unit.kind in household.accepts:
        place = ORDER[household.accepts.index(unit.kind)]
        whose = "in the household's order of preference" if kinds_asked else "in the usual order: nobody has asked yet"
        return f"{KINDS[unit.kind].lower()} is {place} {whose}"
    return POINTS_FOR_FEATURES.get(text, text)


def _locates(term: Mapping[str, Any]) -> bool:
    """Whether saying the term exactly helps to find the home."""
    return bool(term["term"] == "place")


def roughly(distance: str) -> str:
    """A distance such as "3.2 km" in one of a few wide bands."""
    km = float(distance.removesuffix(" km"))
    upper = next((each for each in BANDS_KM if km < each), None)
    return f"within {upper} km" if upper else f"more than {BANDS_KM[-1]} km away"


def without_distance(text: str, *, rule: str, kept_back: bool) -> str:
    """A rule's sentence for a page: where it would say how far a home is that is kept back, that it is too far."""
    if not kept_back or rule != LIMIT_RULE:
        return text
    return (
        "if a place farther away would do" if text.startswith("if ") else "farther than the household can live from it"
    )


def _called(kind: str, places: Mapping[str, str]) -> str:
    """A kind of place as the council calls it; the engine writes its slug with spaces."""
    return places.get(kind.replace(" ", "_")) or kind or "a place that matters"
