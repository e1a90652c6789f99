"""What somebody looks for, and whether a unit would do. Pure: choices, a unit and what is accepted there; answer out.

A list is no matcher: it leaves out what certainly does not fit and keeps, with what to ask, what nobody has recorded.
Whom a household must be kept from, and all else that the rules know, is on that household's own options.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from housing.places.models import AcceptancePolicy, Property, Unit
from housing.places.words import SUPPORT

WITHHELD = "withheld"  # the area of homes whose ward this person is not told
RANK = {level: rank for rank, level in enumerate(SUPPORT)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """The choices above the list; what is None or empty is not asked for.

    `from_on` to `until_on` are the days; `people`, `bedrooms`: so many at least; `sexes`: of the adults who come;
    `boy`: the age of the oldest boy; `area`: a ward's code, or WITHHELD; `looked`: "lately", "confirm" or None.
    """

    from_on: date
    until_on: date | None = None
    kind: str | None = None
    state: str | None = None
    area: str | None = None
    provider: str | None = None
    looked: str | None = None
    people: int | None = None
    bedrooms: int | None = None
    boy: int | None = None
    support: str | None = None
    funding: str | None = None
    features: frozenset[str] = field(default_factory=frozenset)
    sexes: frozenset[str] = field(default_factory=frozenset)
    pets: frozenset[str] = field(default_factory=frozenset)

    @property
    def asks_of_service(self) -> bool:
        """Whether anything is asked that only what the service accepts can answer."""
        return bool(self.sexes or self.pets or self.support or self.funding) or self.boy is not None


def has_room(unit: Unit, wanted: Wanted) -> bool:
    """Whether the unit is large enough and has every feature asked for."""
    return (
        (wanted.people is None or unit.max_people >= wanted.people)
        and (wanted.bedrooms is None or len(unit.bedrooms) >= wanted.bedrooms)
        and wanted.features <= set(unit.features)
    )


def stands_right(home: Property, area: str, wanted: Wanted) -> bool:
    """Whether the property is of the kind, provider and area; `area` as this person is told it."""
    return (
        wanted.kind in (None, home.kind)
        and wanted.provider in (None, str(home.organisation_id))
        and wanted.area in (None, area)
    )


def accepted(policy: AcceptancePolicy | None, wanted: Wanted) -> tuple[str, ...] | None:
    """What to ask the service first, for it is not recorded; None where it certainly does not accept them."""
    if not wanted.asks_of_service:
        return ()
    if policy is None:
        return ("what it accepts",)
    answers = list(_answers(policy, wanted))
    if any(accepts is False for _, accepts in answers):
        return None
    return tuple(question for question, accepts in answers if accepts is None)


def _answers(policy: AcceptancePolicy, wanted: Wanted) -> Iterator[tuple[str, bool | None]]:
    """Each thing asked of the service, and whether it accepts that; None: not recorded."""
    yield "adults", wanted.sexes <= set(policy.sexes)
    yield "pets", wanted.pets <= set(policy.pets)
    yield "ways of paying", wanted.funding is None or wanted.funding in policy.funding
    if wanted.boy is not None and not policy.boys_any:
        yield "boys' ages", None if policy.boys_up_to is None else wanted.boy <= policy.boys_up_to
    if wanted.support is not None:
        yield "support needs", _meets(policy.max_support, wanted.support, RANK)


def _meets(most: str | None, need: str, rank: Mapping[str, int]) -> bool | None:
    return None if most is None else rank[need] <= rank[most]
