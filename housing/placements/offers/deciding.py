"""What a provider needs to know to answer a referral, and no more: ages, not birthdays; no names, no origin.

Nothing here says whom anybody fears (docs/adr/0033); who lives there is said by `living`, who pays for which night by
`presentations.funding.billing`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.households.asked import was_asked
from housing.households.models import Household, Person
from housing.households.words import ACCESS_NEEDS, SEXES, SUPPORT_NEEDS
from housing.placements.models import Offer
from housing.placements.offers.arriving import is_adult
from housing.web.filters import age_on

NOT_ASKED, NONE = "Not asked yet", "None"


class Row(TypedDict):
    """One line of a summary list."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class Lists:
    """The code lists that the facts are said with, as {slug: label}."""

    pets: dict[str, str]
    services: dict[str, str]


def lists(session: Session, authority: str) -> Lists:
    """The lists of one council."""
    pets, services = (choices(session, name, authority) for name in ("pet", "service"))
    return Lists(pets, services)


def facts(offer: Offer, said: Lists, *, today: date) -> list[Row]:
    """The rows of a referral's page; the offer is loaded as by `queries.referral`."""
    household, presentation = offer.household, offer.presentation
    risk = presentation.risks[-1].band.capitalize() if presentation.risks else "Not assessed yet"
    return [
        Row(key="People", value="; ".join(person_said(person, today) for person in household.people)),
        Row(key="Child expected", value=_births(household)),
        Row(key="Support need", value=SUPPORT_NEEDS.get(household.support_need or "", NOT_ASKED)),
        Row(key="Access needs", value=_list(household, "access_needs", ACCESS_NEEDS)),
        Row(key="Pets", value=_list(household, "pets", said.pets)),
        Row(key="By-and-for wishes", value=_list(household, "preferred_services", said.services)),
        Row(key="Risk", value=risk),
    ]


def person_said(person: Person, today: date) -> str:
    """ "Adult, female, 34"; "Child, male, under 1"; "Child, sex not known, age not known"."""
    role = "Adult" if is_adult(person.role, person.born, today) else "Child"
    sex = SEXES[person.sex].lower() if person.sex in ("female", "male") else ""
    if person.sex == "other":
        sex = "neither female nor male"
    age = age_on(person.born, today)
    return ", ".join((role, sex or "sex not known", "age not known" if age is None else str(age) if age else "under 1"))


def counts(people: Sequence[Person], today: date) -> str:
    """How many there are: "1 adult, 2 children"."""
    adults = sum(is_adult(person.role, person.born, today) for person in people)
    children = len(people) - adults
    said = [f"{adults} adult{'' if adults == 1 else 's'}"] if adults else []
    return ", ".join([*said, *([f"{children} child{'' if children == 1 else 'ren'}"] if children else [])])


def _births(household: Household) -> str:
    if not household.births:
        return "No" if was_asked(household, "births") else NOT_ASKED
    return "; ".join(f"Yes, in {birth.due_on:%B %Y}" for birth in household.births)


def _list(household: Household, name: str, labels: dict[str, str]) -> str:
    slugs: list[str] = getattr(household, name)
    if not slugs:
        return NONE if was_asked(household, name) else NOT_ASKED
    return ", ".join(labels.get(slug, slug.replace("_", " ")) for slug in slugs)
