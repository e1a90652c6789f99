"""Today's open households: about forty, told so that every kind of answer is there to be seen this morning."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from seed.stories import Danger, Person, Story, Teller

OPEN = 40


def stories(teller: Teller, on: date, *, besides: int) -> list[tuple[float, Story]]:
    """(days ago, story) for each, besides so many who wait already: the particular ones first."""
    particular = [
        _large_family(teller, on),
        _older_boy(teller, on),
        _no_recourse(teller, on),
        _not_asked_yet(teller, on),
        _name_not_given(teller, on),
        *_same_man(teller, on),
        _wheelchair(teller, on),
    ]
    others = [teller.story(on) for _ in range(max(0, OPEN - besides - len(particular)))]
    told = particular + others
    days = [teller.chance.choice((0.2, 1.1, 2.3, 3.4, 5.2, 7.6, 9.1, 12.3, 16.2, 21.4, 33.1)) for _ in told]
    return sorted(zip(days, told, strict=True), key=lambda entry: -entry[0])


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


def _not_asked_yet(teller: Teller, on: date) -> Story:
    """Nobody has asked about people of concern or about the child's age: there are facts to find out."""
    story = teller.story(on)
    child = Person("Rosa Invented", None, None, "child", "child")
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
