"""Today's open households: about forty, told so that every kind of answer is there to be seen this morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from random import Random

from housing.clock import day_of
from seed.hours import lately, opening
from seed.stories import Danger, Person, Story, Teller

OPEN = 40
OFFICE_MINUTES = 480
DAYS_AGO = (0, 2, 3, 4, 5, 7, 9, 12, 16, 21, 33)


def stories(teller: Teller, now: datetime, *, besides: int) -> list[tuple[datetime, Story]]:
    """(when she came, story) for each, besides so many who wait already: whoever came first comes first."""
    on = day_of(now)
    particular = [
        _large_family(teller, on),
        _older_boy(teller, on),
        _no_recourse(teller, on),
        _not_asked_yet(teller, on, "Rosa Invented"),
        _not_asked_yet(teller, on, "Will Invented"),
        *(_nowhere_tonight(teller, on) for _ in range(3)),
        _name_not_given(teller, on),
        *_same_man(teller, on),
        _wheelchair(teller, on),
    ]
    others = [teller.story(on) for _ in range(max(0, OPEN - besides - len(particular)))]
    told = particular + others
    moments = [_moment(teller.chance, now) for _ in told]
    return sorted(zip(moments, told, strict=True), key=lambda entry: entry[0])


def _moment(chance: Random, now: datetime) -> datetime:
    days = chance.choice(DAYS_AGO)
    if days == 0:
        return lately(now, chance.choice((1, 2, 3)))
    return opening(day_of(now) - timedelta(days=days)) + timedelta(minutes=chance.randrange(OFFICE_MINUTES))


def _older(on: date, years: int) -> date:
    return on - timedelta(days=years * 366 + 40)


def _large_family(teller: Teller, on: date) -> Story:
    story = teller.story(on)
    surname = "Example"
    children = [
        Person(f"{name} {surname}", _older(on, age), sex, "child", "child")
        for name, age, sex in (("Noah", 12, "male"), ("Tess", 11, "female"), ("Sol", 9, "male"), ("Mina", 7, "female"))
    ]
    return replace(story, people=[story.people[0], *children], accepts=("dispersed", "specialist", "refuge"))


def _older_boy(teller: Teller, on: date) -> Story:
    story = teller.story(on)
    boy = Person("Theo Sample", _older(on, 14), "male", "child", "child")
    return replace(story, people=[story.people[0], boy], accepts=("refuge",), situation=_tonight(), dash=15)


def _no_recourse(teller: Teller, on: date) -> Story:
    return replace(teller.story(on), funding=("part_4_grant",), immigration="nrpf", situation=_tonight(), dash=16)


def _nowhere_tonight(teller: Teller, on: date) -> Story:
    """In great danger, with nowhere to go, and glad of anything: the first whom a run finds a place for."""
    story = teller.story(on)
    return replace(
        story, people=story.people[:2], situation=_tonight(), dash=18, access=(), pets=(), support="medium",
        accepts=("refuge", "specialist", "dispersed"), not_there=(),
    )  # fmt: skip


def _not_asked_yet(teller: Teller, on: date, name: str) -> Story:
    """Nobody has asked about people of concern or about the child's age: there are facts to find out."""
    story = teller.story(on)
    child = Person(name, None, None, "child", "child")
    return replace(story, people=[story.people[0], child], dangers=None, support=None)


def _name_not_given(teller: Teller, on: date) -> Story:
    story = teller.story(on)
    return replace(story, people=[replace(story.people[0], name=None)], reachable=False, situation=_tonight())


def _same_man(teller: Teller, on: date) -> list[Story]:
    """Two women who fear the same man, and must not meet."""
    danger = Danger("Gus Pretend", "ex_partner", (("home", "Rotherham West"),))
    return [replace(teller.story(on), dangers=[danger], dash=17) for _ in range(2)]


def _wheelchair(teller: Teller, on: date) -> Story:
    return replace(teller.story(on), access=("wheelchair",), accepts=("refuge", "specialist", "dispersed"))


def _tonight() -> dict[str, object]:
    return {
        "nowhere_safe_tonight": True, "place_known": True, "in_hotel": False, "nights_in_hotel": None,
        "in_safe_accommodation": False, "wrong_kind": False, "planned_move": False, "children_apart": False,
    }  # fmt: skip
