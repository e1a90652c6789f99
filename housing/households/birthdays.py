"""A person's date of birth as far as it is known, read from their row and written to it."""

from __future__ import annotations

from datetime import date
from typing import Protocol

from housing.web.filters import plural
from pathway.births import Birth, How, ages_on, on_day, said


class Born(Protocol):
    """Whatever keeps a date of birth: a day, or the first and the last that are possible."""

    @property
    def born(self) -> date | None: ...
    @property
    def born_from(self) -> date | None: ...
    @property
    def born_until(self) -> date | None: ...
    @property
    def born_how(self) -> str | None: ...


def birth_of(person: Born) -> Birth | None:
    """What is known of a date of birth; None where nothing is."""
    if person.born is not None:
        return on_day(person.born)
    if person.born_from is None or person.born_until is None:
        return None
    return Birth(person.born_from, person.born_until, How(person.born_how or How.YEAR))


def columns(birth: Birth | None) -> dict[str, date | str | None]:
    """The columns of a person's row that keep it."""
    if birth is None or birth.exact is not None:
        exact = birth.exact if birth else None
        return {"born": exact, "born_from": None, "born_until": None, "born_how": None}
    return {"born": None, "born_from": birth.first, "born_until": birth.last, "born_how": birth.how.value}


def how_old(person: Born, today: date) -> str:
    """An age in words as far as it is known: "34 years old", "about 7 or 8 years old", "date of birth not known"."""
    known = birth_of(person)
    if known is None or known.first > today:
        return "date of birth not known"
    least, most = ages_on(known, today)
    if known.exact is not None:
        return f"{plural(least, 'year')} old"
    partly = "about " if known.how is How.AGE or least != most else ""
    years = "" if most == 0 else " years old"
    return f"{partly}{said(known, today)}{years}, date of birth partly known"
