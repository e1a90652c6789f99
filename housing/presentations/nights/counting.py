"""Nights in bed and breakfast under one application, counted from the stays on record."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing.codes import setting
from housing.households.models import Household
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.situation import pregnant
from pathway.calendar import age_on
from pathway.clocks import Nights, Running, nights_in
from pathway.duties import clock
from pathway.thresholds import hotel_nights

COUNTED, NIGHTS = "nights.counted_kinds", "bed-and-breakfast"
ADULT_AGE = 18


def counted_kinds(session: Session, authority: str, on: date) -> frozenset[str]:
    """The kinds of temporary place whose nights count as bed and breakfast."""
    return frozenset(setting(session, COUNTED, authority=authority, on=on))


def stays_of(session: Session, presentation: Presentation) -> list[TemporaryStay]:
    """Every temporary stay under one application with its end and its notice, oldest first: one query."""
    query = (
        select(TemporaryStay)
        .where(TemporaryStay.presentation_id == presentation.id)
        .options(joinedload(TemporaryStay.leaving), joinedload(TemporaryStay.notice))
        .order_by(TemporaryStay.arrived_on, TemporaryStay.at)
    )
    return list(session.scalars(query))


def nights_of(session: Session, presentation: Presentation, today: date) -> Nights:
    """The nights so far and where the limit falls, were she to stay."""
    return counted(stays_of(session, presentation), today)


def counted(stays: Iterable[TemporaryStay], today: date) -> Nights:
    """As nights_of, of stays that are loaded with their ends."""
    return nights_in(_spans(stays), limit=hotel_nights(today).limit, today=today)


def _spans(stays: Iterable[TemporaryStay]) -> list[tuple[date, date | None]]:
    return [(each.arrived_on, each.leaving.left_on if each.leaving else None) for each in stays if each.counts]


def running_nights(stays: Sequence[TemporaryStay], household: Household, today: date) -> Running | None:
    """The nights as a clock that stands at so many of the limit; None where nothing counted is on record.

    `warnings` are the dates of the nights of the clock's warnings; `last_on` is the last lawful night, where there is a
    limit and she is there still or the limit is broken. The household's people and births are loaded.
    """
    counts = [each for each in stays if each.counts]
    if not counts:
        return None
    nights, limited = counted(stays, today), is_family(household, today)
    there = any(each.leaving is None for each in counts)
    began = min(each.arrived_on for each in counts)
    row = clock(NIGHTS, began)
    reached = (nights_in(_spans(counts), limit=at, today=today).last_lawful_on for at in row.warns)
    how = f"{nights.nights} nights so far, each once, over every stay under this application."
    if limited:
        how += f" The limit for a family is {nights.limit}."
    return Running(
        clock=row,
        started_on=began,
        today=today,
        day=nights.nights,
        of=nights.limit if limited else None,
        last_on=nights.last_lawful_on if limited and (there or nights.unlawful) else None,
        warnings=tuple(day for day in reached if day is not None) if limited else (),
        how=how,
    )


def is_family(household: Household, today: date) -> bool:
    """Whether the limit of SI 2003/3326 holds: a child lives with her, or somebody is pregnant; people are loaded.

    A child whose date of birth is not known counts as one.
    """
    children = any(
        person.role == "child" if person.born is None or person.born > today else age_on(person.born, today) < ADULT_AGE
        for person in household.people
        if person.position > 0
    )
    return children or bool(pregnant(household))
