"""What the household's page says of each fact, in words; a template only lays it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from housing.codes import keep_every_list
from housing.households.asked import was_asked
from housing.households.birthdays import how_old
from housing.households.models import Household, HouseholdEvent, NearPlace, Person
from housing.households.timeline import KINDS
from housing.households.words import ACCESS_NEEDS, HOME_KINDS, IMPORTANCES, SEXES, SUPPORT_NEEDS
from housing.presentations.models import Presentation
from housing.presentations.situation import STAYING, STAYING_WORDS
from housing.web.filters import plural, said_date, said_moment

NOT_ASKED = "Not asked yet"
LISTS = (
    "concern_relationship",
    "contact_method",
    "funding_route",
    "immigration",
    "near_place",
    "not_supported_reason",
    "pet",
    "presentation_route",
    "relationship",
    "service",
)
Words = Mapping[str, Mapping[str, str]]


def words_of(session: Session, authority: str) -> dict[str, dict[str, str]]:
    """The code lists that the page needs, as {list: {slug: label}}, also codes no longer offered. One query, after
    which the panels' lists take none."""
    every = keep_every_list(session, authority)
    return {name: every.get(name, {}) for name in LISTS}


def event_of(line: HouseholdEvent) -> dict[str, str]:
    """A line of the timeline, as the component shows it."""
    return {
        "title": KINDS.get(line.kind, line.kind),
        "when": said_moment(line.at),
        "machine_when": line.at.isoformat(),
        "by": line.by_name,
        "text": line.words,
    }


@dataclass(frozen=True, slots=True)
class Glance:
    """A presentation whose household is loaded whole, and the words for its codes."""

    presentation: Presentation
    words: Words
    wards: Mapping[tuple[int, int], str]

    @property
    def household(self) -> Household:
        """Who it is about."""
        return self.presentation.household

    def label(self, name: str, slug: str | None) -> str:
        """A code's label; a code that nobody knows any more is shown as it is."""
        return NOT_ASKED if slug is None else self.words[name].get(slug, slug)

    @property
    def staying(self) -> str:
        """Whether she is safe tonight, and where she is staying."""
        kept = self.presentation.situation
        nowhere, where = kept.get("nowhere_safe_tonight"), STAYING_WORDS.get(kept.get(STAYING) or "", "")
        safe = "" if nowhere is None else "nowhere safe tonight" if nowhere else "somewhere safe tonight"
        said = ", ".join(filter(None, (safe, where)))
        return said.capitalize() or NOT_ASKED

    @property
    def risk(self) -> str:
        """The risk as it was last entered."""
        if not self.presentation.risks:
            return NOT_ASKED
        last = self.presentation.risks[-1]
        total = f", DASH total {last.total}" if last.total is not None else ""
        return f"{last.band.capitalize()}{total}, entered on {said_date(last.at)}"

    @property
    def access(self) -> str:
        """Access needs."""
        return self._listed("access_needs", ACCESS_NEEDS)

    @property
    def pets(self) -> str:
        """Animals."""
        return self._listed("pets", self.words["pet"])

    @property
    def services(self) -> str:
        """By-and-for services that she would rather have."""
        return self._listed("preferred_services", self.words["service"])

    @property
    def funding(self) -> str:
        """Ways of paying."""
        return self._listed("funding", self.words["funding_route"])

    @property
    def kinds(self) -> str:
        """Kinds of home in her order."""
        return self._listed("accepts", HOME_KINDS, between=", then ")

    @property
    def support(self) -> str:
        """The level of support."""
        need = self.household.support_need
        return NOT_ASKED if need is None else SUPPORT_NEEDS[need]

    @property
    def language(self) -> str:
        """Whether an interpreter is needed, and for which language."""
        if self.household.interpreter is None:
            return NOT_ASKED
        return f"Yes: {self.household.language or 'language not recorded'}" if self.household.interpreter else "No"

    @property
    def concerns(self) -> str:
        """How many people of concern, and whether their places are known; never who."""
        if not self.household.concerns_asked:
            return NOT_ASKED
        everybody = self.household.concerns
        if not everybody:
            return "Asked: nobody"
        places = sum(len(person.places) for person in everybody)
        open_ones = sum(person.places_known is None for person in everybody)
        said = f"{len(everybody)} recorded, with {plural(places, 'place')} to keep away from"
        return f"{said}. Places of {open_ones} not asked yet" if open_ones else said

    @property
    def areas(self) -> str:
        """How many wards she cannot live in, and whether she must leave."""
        excluded = self.household.excluded
        if not excluded:
            return "Asked: none" if was_asked(self.household, "excluded") else NOT_ASKED
        inside = sum(not area.outside for area in excluded)
        said = [plural(inside, "ward")] if inside else []
        return ", and ".join([*said, *(["this whole council"] if inside < len(excluded) else [])])

    @property
    def births(self) -> str:
        """How many babies are expected, and when the first is due."""
        expected = self.household.births
        if not expected:
            return "None" if was_asked(self.household, "births") else NOT_ASKED
        return f"{plural(len(expected), 'baby', 'babies')}, the first due on {said_date(expected[0].due_on)}"

    @property
    def near_places(self) -> str:
        """Everything to be near, in one line."""
        if not self.household.near:
            return "Asked: nowhere" if self.household.near_asked else NOT_ASKED
        return "; ".join(self._near(place) for place in self.household.near)

    def people(self, today: date) -> list[dict[str, str]]:
        """Rows of a summary list: what somebody is called, and who they are."""
        return [self._person(person, number, today) for number, person in enumerate(self.household.people, 1)]

    def _person(self, person: Person, number: int, today: date) -> dict[str, str]:
        relation = person.relationship_to_lead
        said = (
            "asks for help" if person.position == 0 else "",
            self.label("relationship", relation).lower() if relation and relation != "child" else "",
            "child" if person.role == "child" else "adult",
            SEXES[person.sex].lower() if person.sex else "sex not known",
            how_old(person, today),
        )
        value = ", ".join(filter(None, said))
        return {"key": person.name or f"Person {number}, name not given", "value": value[:1].upper() + value[1:]}

    def _near(self, place: NearPlace) -> str:
        where = place.postcode or self.wards.get((place.easting, place.northing), "a place on the map")
        limit = f", at most {place.limit_km} km away" if place.limit_km else ""
        return f"{self.label('near_place', place.kind)}, {where}: {IMPORTANCES[place.importance].lower()}{limit}"

    def _listed(self, name: str, words: Mapping[str, str], between: str = ", ") -> str:
        answers: list[str] = getattr(self.household, name)
        if not answers:
            return "None" if was_asked(self.household, name) else NOT_ASKED
        return between.join(words.get(answer, answer) for answer in answers)
