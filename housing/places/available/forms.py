"""The choices above the list of what is free. Codes, days and numbers only: nothing here names or describes anybody."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from werkzeug.datastructures import MultiDict

from housing.forms import Choice, Choices, DateParts, FilterForm, Option, WholeNumber
from housing.forms.dates import PARTS, read_date
from housing.places.available.wanted import WITHHELD, Wanted
from housing.places.words import FEATURES, KINDS, SEXES, STATES, SUPPORT

LOOKED = {"lately": "Confirmed lately", "confirm": "To be confirmed first"}
MOST_PEOPLE, MOST_BEDROOMS, OLDEST_BOY = 50, 20, 17
DAYS = ("from_on", "until_on")
ONE = ("kind", "state", "area", "provider", "looked", "support", "funding")
NUMBERS = ("people", "bedrooms", "boy")
SEVERAL = ("sexes", "features", "pets")
ENDED = "The last day must be after the first day"


class AvailableFilter(FilterForm):
    """What is looked for."""

    from_on = DateParts("From which day?", noun="First day", hint="Today, if you leave it empty")
    until_on = DateParts("Until which day?", noun="Last day", hint="Leave it empty if nobody knows")
    kind = Choice("Kind of place", options=Option.each(KINDS.items()), as_list=True)
    state = Choice("State today", options=Option.each(STATES.items()), as_list=True)
    area = Choice("Area", as_list=True)
    provider = Choice("Provider", as_list=True)
    looked = Choice("Last confirmed", options=Option.each(LOOKED.items()), as_list=True)
    people = WholeNumber("How many people?", noun="Number of people", minimum=1, maximum=MOST_PEOPLE)
    bedrooms = WholeNumber("Bedrooms at least", minimum=1, maximum=MOST_BEDROOMS)
    boy = WholeNumber("Age of the oldest boy", minimum=0, maximum=OLDEST_BOY)
    support = Choice("Support need", options=Option.each(SUPPORT.items()), as_list=True)
    funding = Choice("Way of paying", as_list=True)
    sexes = Choices("Adults who come", options=Option.each(SEXES.items()))
    features = Choices("It must have", options=Option.each(FEATURES.items()))
    pets = Choices("Pets that come")

    def offer(
        self, *, areas: Iterable[tuple[str, str]], providers: Mapping[Any, str], lists: Mapping[str, Mapping[str, str]]
    ) -> None:
        """What can be chosen from: the areas that this person is told, the providers, and the council's code lists."""
        self.area.options = Option.each([*areas, (WITHHELD, "Area withheld")])
        self.provider.options = Option.each((str(id_), name) for id_, name in providers.items())
        self.pets.options = Option.each(lists["pets"].items())
        self.funding.options = Option.each(lists["funding"].items())

    def check(self) -> None:
        """A last day that is not after the first."""
        first = self.from_on.data or self.need_today()
        if self.until_on.data is not None and self.until_on.data <= first:
            self.blame_question("until_on", ENDED)
        elif self.from_on.data is not None and self.from_on.data < self.need_today():
            self.blame_question("from_on", "First day must be today or in the future")

    def wanted(self) -> Wanted:
        """The choices; what is not understood or not offered is no choice."""
        today = self.need_today()
        first = max(self.from_on.data or today, today)
        last = self.until_on.data
        chosen: dict[str, Any] = {name: self._one(name) for name in ONE}
        chosen.update({name: self._number(name) for name in NUMBERS})
        chosen.update({name: self._several(name) for name in SEVERAL})
        return Wanted(from_on=first, until_on=last if last is not None and last > first else None, **chosen)

    def said(self) -> list[str]:
        """The choices in words, for above the list."""
        wanted, said = self.wanted(), []
        for name in ONE:
            said += [option.text for option in self[name].options if option.value == getattr(wanted, name)]
        for name in NUMBERS:
            number = getattr(wanted, name)
            said += [f"{self[name].text.rstrip('?').lower().capitalize()}: {number}"] if number is not None else []
        for name in SEVERAL:
            said += [option.text for option in self[name].options if option.value in getattr(wanted, name)]
        return said

    def _one(self, name: str) -> str | None:
        value = self[name].data
        return value if value in {option.value for option in self[name].options} else None

    def _several(self, name: str) -> frozenset[str]:
        return frozenset(self[name].data) & {option.value for option in self[name].options}

    def _number(self, name: str) -> int | None:
        field = self[name]
        return field.data if isinstance(field.data, int) and not field.errors else None


def questions() -> frozenset[str]:
    """The names of the questions, as they stand in an address."""
    parts = {f"{name}-{part}" for name in DAYS for part in PARTS}
    return frozenset({*ONE, *NUMBERS, *SEVERAL, *parts})


def kept(typed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """What is kept of a form that was in order: the answers to its questions that are not empty."""
    known = questions()
    return {name: [each for each in values if each] for name, values in typed.items() if name in known and any(values)}


def restored(answers: Mapping[str, list[str]], today: date) -> MultiDict[str, str]:
    """What was kept, as the form reads it. Days that have begun to pass are left out: they were for that day."""
    found: MultiDict[str, str] = MultiDict()
    for name, values in answers.items():
        found.setlist(name, values)
    first, last = (_day(found, name) for name in DAYS)
    if first is not None and first < today:
        return _without(found, DAYS)
    return _without(found, DAYS[1:]) if last is not None and last <= today else found


def _day(found: MultiDict[str, str], name: str) -> date | None:
    day = read_date(*(found.get(f"{name}-{part}", "") for part in PARTS), noun=name)
    return day if isinstance(day, date) else None


def _without(found: MultiDict[str, str], names: Iterable[str]) -> MultiDict[str, str]:
    for name in names:
        for part in PARTS:
            found.poplist(f"{name}-{part}")
    return found
