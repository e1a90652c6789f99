"""Who lives in a home now, in facts that lead to nobody: shown before an offer, and to the provider with a referral.

Of a home with few households nothing is said but how many they are: with one other household, "a child under five"
says who it is. Facts are said as being there or not, never counted, and a restricted case adds to the number of
households and to nothing else (docs/adr/0058).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import Select, literal, or_, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, defer

from allocation.couplings import counts_for
from allocation.words import RECOURSE
from housing.codes import choices, setting
from housing.db import Id
from housing.households.models import Household, Person
from housing.households.words import SUPPORT_NEEDS
from housing.placements.matching.apart import not_over
from housing.places.models import AcceptancePolicy, Unit, UnitPeriod
from housing.places.queries import policy_on
from housing.places.words import CAPS
from housing.presentations.funding.reading import Routes, routes_of
from housing.presentations.models import Presentation, RiskEntry
from housing.web.filters import age_on, plural

FEWEST = "compatibility.fewest_households"
BANDS = ((5, "under 5"), (11, "5 to 10"), (16, "11 to 15"), (18, "16 or 17"))  # first age above the band, its words
NOBODY = "Nobody else"


@dataclass(frozen=True, slots=True)
class Together:
    """One home: how many households live there or are to; what else may be said of them; how full each limit is.

    `facts` and `caps` are empty where they are too few. `caps` count the newcomer too where there is one.
    """

    households: int = 0
    facts: tuple[str, ...] = ()
    caps: tuple[str, ...] = ()

    @property
    def lines(self) -> tuple[str, ...]:
        """All of it as sentences without a full stop, the number first."""
        return (how_many(self.households), *self.facts, *self.caps)


@dataclass(slots=True)
class _Home:
    """What is read of one home."""

    residents: list[Household] = field(default_factory=list)
    children: list[Person] = field(default_factory=list)
    risks: list[str] = field(default_factory=list)


def together(
    session: Session,
    authority: str,
    homes: Iterable[UUID],
    *,
    on: date,
    besides: Household | None = None,
    fewest: int | None = None,
) -> dict[UUID, Together]:
    """Who lives in each of these properties, in a constant number of queries; `besides` is left out where it is there.

    Args:
        fewest: from how many households on something is said of them; the council's setting where it is None.
    """
    wanted = sorted(set(homes))
    if fewest is None:
        fewest = setting(session, FEWEST, authority=authority, on=on)
    found = _read(session, wanted, besides.id if besides else None, on)
    policies: defaultdict[UUID, list[AcceptancePolicy]] = defaultdict(list)
    for policy in session.scalars(select(AcceptancePolicy).where(AcceptancePolicy.property_id.in_(wanted))):
        policies[policy.property_id].append(policy)
    pets = choices(session, "pet", authority)
    everybody = [*(each for home in found.values() for each in home.residents), *([besides] if besides else [])]
    routes = routes_of(session, {each.id: each.funding for each in everybody}, on)
    return {
        home: Together(
            households=len(found[home].residents),
            facts=tuple(_facts(found[home], pets, on)) if _open(found[home]) >= fewest else (),
            caps=tuple(_caps(policy_on(policies[home], on), found[home].residents, besides, routes))
            if len(found[home].residents) >= fewest
            else (),
        )
        for home in wanted
    }


def how_many(households: int) -> str:
    """ "Nobody else"; "1 other household"."""
    return plural(households, "other household") if households else NOBODY


def _open(home: _Home) -> int:
    return sum(not household.restricted for household in home.residents)


def _read(session: Session, homes: Sequence[UUID], but: UUID | None, on: date) -> Mapping[UUID, _Home]:
    """Residents by property; of restricted cases nothing further is read."""
    found: defaultdict[UUID, _Home] = defaultdict(_Home)
    query = (
        select(Unit.property_id, Household)
        .join(UnitPeriod, UnitPeriod.unit_id == Unit.id)
        .join(Household, Household.id == UnitPeriod.household_id)
        .where(Unit.property_id.in_(homes), not_over(on), or_(literal(but, Id).is_(None), Household.id != but))
        .distinct()
        .order_by(Unit.property_id, Household.id)
    )
    where: dict[UUID, UUID] = {}
    for home, household in session.execute(query):
        found[home].residents.append(household)
        if not household.restricted:
            where[household.id] = home
    for person in session.scalars(_children(where)):
        found[where[person.household_id]].children.append(person)
    for household_id, risk in session.execute(_risks(where)):
        found[where[household_id]].risks.append(risk)
    return found


def _children(households: Iterable[UUID]) -> Select[Person]:
    """Everybody who is recorded as a child; names stay sealed and unread."""
    query = select(Person).where(Person.household_id.in_(sorted(households)), Person.role == "child")
    return query.options(defer(Person.name, raiseload=True)).order_by(Person.id)


def _risks(households: Iterable[UUID]) -> Select[UUID, str]:
    """The newest risk of each household."""
    return (
        select(Presentation.household_id, RiskEntry.band)
        .ext(distinct_on(Presentation.household_id))
        .join(Presentation, Presentation.id == RiskEntry.presentation_id)
        .where(Presentation.household_id.in_(sorted(households)))
        .order_by(Presentation.household_id, RiskEntry.at.desc())
    )


def _facts(home: _Home, pets: Mapping[str, str], on: date) -> Iterable[str]:
    """What may be said of enough households: what is there, and not how much of it."""
    residents = [household for household in home.residents if not household.restricted]
    ages = [age for age in (age_on(child.born, on) for child in home.children) if age is not None]
    low = 0
    said = []
    for above, words in BANDS:
        said += [words] if any(low <= age < above for age in ages) else []
        low = above
    yield f"Children: {', '.join(said)}" if said else "No children" if not home.children else "Children: ages not known"
    needs = {household.support_need for household in residents}
    levels = [words.lower() for slug, words in SUPPORT_NEEDS.items() if slug in needs]
    yield f"Support needs: {', '.join(levels) or 'not asked'}"
    kept = sorted({pets.get(pet, pet).lower() for household in residents for pet in household.pets})
    if kept:
        yield f"Animals: {', '.join(kept)}"
    if "high" in home.risks:
        yield "Some are at high risk"


def _caps(
    policy: AcceptancePolicy | None, residents: Sequence[Household], newcomer: Household | None, routes: Routes
) -> Iterable[str]:
    for key, most in sorted(policy.caps.items()) if policy else ():
        taken = sum(_counts(key, household, routes) for household in residents)
        label = CAPS.get(key, key).lower()
        if newcomer is not None and _counts(key, newcomer, routes):
            yield f"With them {taken + 1} of at most {most}: {label}"
        else:
            yield f"{taken} of at most {most}: {label}"


def _counts(key: str, household: Household, routes: Routes) -> bool:
    funding = routes.get(household.id, household.funding)
    return counts_for(key, household.support_need, not RECOURSE & set(funding))
