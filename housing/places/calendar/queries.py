"""Reading a month of units: what each does, as a picture and in words; a constant number of queries for any number."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.codes import choices
from housing.places import seeing
from housing.places.availability.reading import terms_by_unit
from housing.places.availability.terms import Terms
from housing.places.calendar.blocks import Month, blocks
from housing.places.calendar.drawing import Bar, bars
from housing.places.calendar.who import Who
from housing.places.calendar.words import Line, lines
from housing.places.models import Property, Unit

Names = Callable[[Session, Actor, Collection[UUID]], Mapping[UUID, Who]]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What the page is asked for: a kind of accommodation, a provider, a property; None for any."""

    kind: str | None = None
    provider: UUID | None = None
    property: UUID | None = None

    def takes(self, home: Property) -> bool:
        """Whether a property is wanted."""
        return (
            self.kind in (None, home.kind)
            and self.provider in (None, home.organisation_id)
            and self.property in (None, home.id)
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A unit's month: the bars of the picture and the lines of words."""

    unit: Unit
    bars: list[Bar]
    lines: list[Line]


@dataclass(frozen=True, slots=True)
class Group:
    """A property with its units; `area` is its ward's name where this person may know it."""

    home: Property
    provider: str
    area: str | None
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Calendar:
    """A month of units by property, who is where as far as this person may know, and what can be chosen from."""

    groups: list[Group]
    who: Mapping[UUID, Who]
    providers: Mapping[UUID, str]
    homes: Sequence[Property]

    @property
    def units(self) -> int:
        """How many units are shown."""
        return sum(len(group.rows) for group in self.groups)


def calendar(
    session: Session, actor: Actor, month: Month, chosen: Chosen, *, today: date, names: Names
) -> Calendar:  # fmt: skip
    """The month of every unit that this person may see and has chosen, by property and code."""
    every = list(session.scalars(seeing.from_day(seeing.stock(actor), month.first, month.until)))
    homes = list({unit.property_id: unit.property for unit in every}.values())
    providers = seeing.providers(session, homes)
    terms = terms_by_unit(session, every)
    reasons = {code: _reasons(session, code) for code in sorted({home.authority_code for home in homes})}
    groups = []
    for home, units in groupby(every, key=lambda unit: unit.property):
        if chosen.takes(home):
            area = home.ward.name if seeing.shows_area(actor, home) else None
            rows = [_row(unit, terms[unit.id], month, reasons[home.authority_code], today) for unit in units]
            groups.append(Group(home, providers[home.organisation_id], area, rows))
    return Calendar(groups, names(session, actor, _named(groups)), providers, homes)


def _row(unit: Unit, terms: Terms, month: Month, reasons: Mapping[str, str], today: date) -> Row:
    found = blocks(unit.periods, terms, today=today)
    return Row(unit, bars(found, month), lines(found, month, reasons))


def _reasons(session: Session, authority: str) -> dict[str, str]:
    return {**choices(session, "void_reason", authority), **choices(session, "closing_reason", authority)}


def _named(groups: Sequence[Group]) -> list[UUID]:
    return sorted(
        {
            line.block.household_id
            for group in groups
            for row in group.rows
            for line in row.lines
            if line.block.household_id
        }
    )
