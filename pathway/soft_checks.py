"""Unlikely, and possible: what somebody is asked to look at again before it is believed.

A check says what looks unlikely and why it matters; it never refuses anything. Whoever knows the household confirms it
once, and is not asked again until the facts behind it have changed. The limits are the council's settings.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

ADULT_AT = 18


@dataclass(frozen=True, slots=True)
class Limits:
    """What counts as unlikely: days waited with a child, days waited, years between parent and child, people, years."""

    child_waiting_days: int
    waiting_days: int
    youngest_parent: int
    most_people: int
    oldest_asking: int


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the household: the least and greatest age in whole years, None where not known; `named` is any mark
    that is equal for equal names. The first of a household asks for help."""

    id: str
    role: str
    ages: tuple[int, int] | None
    relationship: str | None = None
    named: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """A household on a day: its people, the days on which babies are due, and since when it waits; None once placed."""

    people: Sequence[Somebody]
    due: Sequence[date]
    waiting_since: date | None
    today: date

    @property
    def waited(self) -> int:
        """Days waited so far; 0 where nobody waits."""
        return (self.today - self.waiting_since).days if self.waiting_since is not None else 0

    @property
    def children(self) -> list[Somebody]:
        """Those who are recorded as children."""
        return [person for person in self.people if person.role == "child"]


@dataclass(frozen=True, slots=True)
class Check:
    """Something to confirm. `about` are the facts behind it: once they change, it is asked again."""

    slug: str
    sentence: str
    about: tuple[str, ...]

    @property
    def basis(self) -> str:
        """A digest of the facts behind it."""
        return hashlib.sha256("\n".join((self.slug, *self.about)).encode()).hexdigest()


def checks(facts: Facts, limits: Limits) -> list[Check]:
    """Everything that looks unlikely, in a fixed order."""
    return [found for rule in RULES for found in rule(facts, limits)]


def _child_waiting(facts: Facts, limits: Limits) -> Iterator[Check]:
    ages = [person.ages[0] for person in facts.children if person.ages is not None]
    if ages and facts.waited > limits.child_waiting_days:
        youngest = "under 1" if min(ages) == 0 else f"of {min(ages)}"
        turns = facts.waited // limits.child_waiting_days
        yield Check(
            "child-waiting",
            f"A child {youngest} has waited for {facts.waited} days. Is the day on which they asked for help right?",
            (str(facts.waiting_since), str(turns)),
        )


def _waiting(facts: Facts, limits: Limits) -> Iterator[Check]:
    if not facts.children and facts.waited > limits.waiting_days:
        yield Check(
            "waiting",
            f"They have waited for {facts.waited} days. Is the day on which they asked for help right?",
            (str(facts.waiting_since), str(facts.waited // limits.waiting_days)),
        )


def _young_parent(facts: Facts, limits: Limits) -> Iterator[Check]:
    lead = facts.people[0] if facts.people else None
    if lead is None or lead.ages is None:
        return
    for child in facts.people[1:]:
        if child.relationship != "child" or child.ages is None:
            continue
        gap = lead.ages[1] - child.ages[0]
        if gap < limits.youngest_parent:
            years = "older than the person who asks for help" if gap < 0 else f"{gap} years younger"
            yield Check(
                "young-parent",
                f"Somebody recorded as a child of the person who asks for help is {years}. Are both ages right?",
                (lead.id, child.id, str(lead.ages[1] - child.ages[0])),
            )


def _adult_under_age(facts: Facts, _: Limits) -> Iterator[Check]:
    for person in facts.people:
        if person.role == "adult" and person.ages is not None and person.ages[1] < ADULT_AT:
            yield Check(
                "adult-under-18",
                f"Somebody recorded as an adult is {person.ages[1]}. Children’s services are told where a child of 16 "
                "or 17 asks for help by themselves.",
                (person.id, str(person.ages[1])),
            )


def _many(facts: Facts, limits: Limits) -> Iterator[Check]:
    if len(facts.people) > limits.most_people:
        yield Check(
            "many-people",
            f"{len(facts.people)} people are recorded. Do all of them move together?",
            (str(len(facts.people)),),
        )


def _old(facts: Facts, limits: Limits) -> Iterator[Check]:
    lead = facts.people[0] if facts.people else None
    if lead is not None and lead.ages is not None and lead.ages[0] > limits.oldest_asking:
        yield Check(
            "old", f"The person who asks for help is {lead.ages[0]}. Is the year of birth right?", (str(lead.ages[0]),)
        )


def _overdue(facts: Facts, _: Limits) -> Iterator[Check]:
    for day in facts.due:
        if day < facts.today:
            yield Check(
                "birth-overdue",
                f"A baby was due on {day.day} {day:%B %Y}. If it is born, add the child and remove the expected birth.",
                (str(day),),
            )


def _twice(facts: Facts, _: Limits) -> Iterator[Check]:
    named = Counter((person.named, person.ages) for person in facts.people if person.named and person.ages is not None)
    for (name, _ages), count in named.items():
        if count > 1:
            yield Check("twice", "Two people have the same name and the same age. Is somebody recorded twice?", (name,))


Rule = Callable[[Facts, Limits], Iterator[Check]]
RULES: tuple[Rule, ...] = (
    _child_waiting, _waiting, _young_parent, _adult_under_age, _many, _old, _overdue, _twice
)  # fmt: skip
