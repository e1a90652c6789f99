"""A birthday that will change what a place allows is said in good time, once, to council and provider."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from housing import db
from housing.households.models import Household
from housing.placements.neighbours.ageing import birthdays, warn_of_birthdays
from housing.placements.neighbours.watching import BIRTHDAY
from housing.tasks.models import Task
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY, Town

TURNS_14 = date(2012, 12, 20)  # on 20 December 2026, 27 days from today


def boy(town: Town, *, born: date = TURNS_14, limit: int = 13, **facts: Any) -> Household:
    """A household with a boy in a service that takes boys up to an age."""
    home = town.home(policy={"boys_any": False, "boys_up_to": limit})
    her = town.lives(town.seeks(town.household(**facts)), town.unit(home))
    town.person(her, name="Madeup Boy", born=born, sex="male", role="child")
    town.session.commit()
    return her


def tasks() -> list[Task]:
    with db.reading() as session:
        return list(session.scalars(select(Task).where(Task.kind == BIRTHDAY).order_by(Task.role)))


def test_council_and_provider_are_told_once(town: Town) -> None:
    boy(town)
    assert warn_of_birthdays(COUNCIL, now=NOW) == 1
    assert warn_of_birthdays(COUNCIL, now=NOW + timedelta(days=1)) == 0
    council, provider = tasks()
    assert (council.organisation_id, provider.organisation_id) == (None, town.provider)
    assert "From 20 December 2026: takes boys up to 13." in council.why
    assert "Madeup" not in council.why + provider.why + council.title


def test_one_that_was_done_is_not_raised_again(town: Town) -> None:
    boy(town)
    warn_of_birthdays(COUNCIL, now=NOW)
    for task in town.session.scalars(select(Task)):
        task.closed_at = NOW
    town.session.commit()
    assert warn_of_birthdays(COUNCIL, now=NOW + timedelta(days=1)) == 0


@pytest.mark.parametrize(
    ("born", "limit"), [(date(2012, 12, 20), 14), (date(2012, 11, 20), 13), (date(2013, 3, 1), 12)]
)
def test_nothing_is_said_of_a_birthday_that_changes_nothing_is_past_or_is_far_off(
    town: Town, born: date, limit: int
) -> None:
    boy(town, born=born, limit=limit)
    assert (warn_of_birthdays(COUNCIL, now=NOW), tasks()) == (0, [])


def test_of_a_restricted_case_the_provider_is_told_nothing(town: Town) -> None:
    boy(town, restricted=True)
    warn_of_birthdays(COUNCIL, now=NOW)
    assert [task.organisation_id for task in tasks()] == [None]


@pytest.mark.parametrize(
    ("first", "last", "from_day", "due_in"),
    [
        (date(2012, 12, 20), date(2013, 12, 19), "From 20 December 2026 at the earliest", 27),
        (date(2012, 6, 1), date(2013, 5, 31), "From 1 June 2026 at the earliest", 0),
    ],
)
def test_a_birth_partly_known_warns_from_the_earliest_possible_day_and_once(
    town: Town, first: date, last: date, from_day: str, due_in: int
) -> None:
    home = town.home(policy={"boys_any": False, "boys_up_to": 13})
    her = town.lives(town.seeks(town.household()), town.unit(home))
    partly: dict[str, Any] = {"born": None, "born_from": first, "born_until": last, "born_how": "year"}
    town.person(her, name="Madeup Boy", sex="male", role="child", **partly)
    town.session.commit()
    assert warn_of_birthdays(COUNCIL, now=NOW) == 1
    assert warn_of_birthdays(COUNCIL, now=NOW + timedelta(days=1)) == 0
    council, _provider = tasks()
    assert council.why.startswith(f"{from_day}: takes boys up to 13. A date of birth is only partly known: ask for it.")
    assert council.due_at == NOW + timedelta(days=due_in)


def test_a_birth_partly_known_that_changes_nothing_warns_nobody(town: Town) -> None:
    home = town.home(policy={"boys_any": False, "boys_up_to": 13})
    her = town.lives(town.seeks(town.household()), town.unit(home))
    partly: dict[str, Any] = {
        "born": None,
        "born_from": date(2016, 1, 1),
        "born_until": date(2016, 12, 31),
        "born_how": "year",
    }
    town.person(her, sex="male", role="child", **partly)
    town.session.commit()
    assert warn_of_birthdays(COUNCIL, now=NOW) == 0


def test_birthdays_in_order_and_on_leap_days() -> None:
    born = [date(2020, 2, 29), date(2010, 11, 24), date(2010, 11, 23), None]
    assert birthdays(born, on=TODAY, days=120) == [date(2026, 11, 24), date(2027, 3, 1)]
    assert birthdays([date(2020, 2, 29)], on=date(2028, 2, 1), days=30) == [date(2028, 2, 29)]
