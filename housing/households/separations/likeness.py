"""Which households must not live near one another, found by keyed digests of names: pure, nobody's name is opened.

Two records may be of one person when their names have the same digest and their dates of birth do not contradict each
other: one not known is no contradiction (docs/adr/0030). A person of the homelessness team may say of two records that
they are of two people; that holds for these two records as they were compared, and for nothing else.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol
from uuid import UUID

SHARED, KIN, EX_PARTNER, NAMED, STAFF = (
    "shared_concern", "kin_of_concern", "ex_partner", "counter_allegation", "staff_interest",
)  # fmt: skip
FAMILY = frozenset({"parent", "child", "sibling", "wider_family"})  # of the list concern_relationship
PARTNERS = frozenset({"partner", "ex_partner"})


class Record(Protocol):
    """What is compared of a person of a household, or of a person of concern."""

    @property
    def id(self) -> UUID: ...
    @property
    def household_id(self) -> UUID: ...
    @property
    def name_index(self) -> str | None: ...
    @property
    def born(self) -> date | None: ...
    @property
    def born_from(self) -> date | None: ...
    @property
    def born_until(self) -> date | None: ...


class Feared(Record, Protocol):
    """What is compared of a person of concern."""

    @property
    def relationship_to_her(self) -> str | None: ...


@dataclass(frozen=True, slots=True)
class Likeness:
    """Two records of two households that may be of one person. `one` and `other` are the households, in order."""

    one: UUID
    other: UUID
    reason: str
    basis: str


def same(one: Record, other: Record) -> bool:
    """Whether two records may be of one person; a date of birth that is partly known never says that they are not."""
    alike = one.name_index is not None and one.name_index == other.name_index
    return alike and (one.born is None or other.born is None or one.born == other.born)


def basis(one: Record, other: Record) -> str:
    """A digest of two records as they are compared: another as soon as a name or a date of birth changes."""
    said = sorted(_said(each) for each in (one, other))
    return hashlib.sha256("\n".join(said).encode()).hexdigest()


def _said(each: Record) -> str:
    partly = f" {each.born_from} {each.born_until}" if each.born_from is not None else ""
    return f"{each.id} {each.name_index} {each.born}{partly}"


def likenesses(feared: Iterable[Feared], people: Iterable[Record], *, dismissed: Collection[str] = ()) -> set[Likeness]:
    """Every pair of records of different households that may be of one person, at least one of them feared.

    Args:
        feared: people of concern of any households.
        people: members of any households.
        dismissed: the bases of which somebody has said that they are of two people.
    """
    named: defaultdict[str, list[Feared]] = defaultdict(list)
    for concern in feared:
        if concern.name_index is not None:
            named[concern.name_index].append(concern)
    found = set(_shared(named.values()))
    found.update(_met(named, people))
    return {each for each in found if each.basis not in dismissed}


def _shared(groups: Iterable[list[Feared]]) -> Iterator[Likeness]:
    for records in groups:
        for position, one in enumerate(records):
            for other in records[position + 1 :]:
                if one.household_id != other.household_id and same(one, other):
                    kin = {one.relationship_to_her, other.relationship_to_her} & FAMILY
                    yield _likeness(one, other, KIN if kin else SHARED)


def _met(named: dict[str, list[Feared]], people: Iterable[Record]) -> Iterator[Likeness]:
    for person in people:
        for concern in named.get(person.name_index or "", ()):
            if concern.household_id != person.household_id and same(concern, person):
                yield _likeness(concern, person, EX_PARTNER if concern.relationship_to_her in PARTNERS else NAMED)


def _likeness(one: Record, other: Record, reason: str) -> Likeness:
    first, second = sorted((one.household_id, other.household_id))
    return Likeness(first, second, reason, basis(one, other))
