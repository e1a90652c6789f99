"""The clocks of a case for its pages, nights in hotels among them, and the panel "What is owed by law"."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import NIGHTS, running_nights, stays_of
from housing.presentations.panels import Panel, Part
from housing.promises.running import clocks_of, standing
from pathway.clocks import Running
from pathway.duties import Counting
from pathway.duty_endings import DUTIES


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock that runs, as a page says it. `of` None: it has no end. `unit`: "day" or "night"."""

    title: str
    unit: str
    day: int
    of: int | None
    said: str
    how: str


def running_in(session: Session, presentation: Presentation, today: date) -> list[Running]:
    """The clocks of a presentation that the caller may see, nearest end first; its household's people and births are
    loaded. At most two queries."""
    entries = clocks_of(session, presentation.household_id, presentation.id)
    found = [running for running in (standing(entry, today) for entry in entries) if running is not None]
    if any(entry.key == NIGHTS for entry in entries):
        nights = running_nights(stays_of(session, presentation), presentation.household, today)
        found += [nights] if nights is not None else []
    return sorted(found, key=lambda each: (each.last_on is None, each.last_on or each.started_on, each.clock.key))


def promise(found: Running) -> Promise:
    """A clock in words."""
    unit = "night" if found.clock.counting is Counting.NIGHTS else "day"
    ends = f"{'Ended' if found.over else 'Ends'} on {_said(found.last_on)}" if found.last_on else "No end is set"
    if unit == "night":
        ends = f"The last lawful night is {_said(found.last_on)}" if found.last_on else "Nights are counted"
    return Promise(found.clock.title, unit, found.day, found.of, ends, f"{found.how} {found.clock.source}.")


def duties_panel(session: Session, _actor: Actor, presentation: Presentation, _now: datetime) -> Panel | None:
    """Which duties are owed, and the way to them, to the plan and to the letters: one query."""
    entries = clocks_of(session, presentation.household_id, presentation.id)
    owed = {key: title for title, key, _ in DUTIES.values()}
    facts = {"owed": [(owed[each.key], each.started_on) for each in entries if each.key in owed]}
    return Panel("presentations/duties/panel.html", facts, heading="What is owed by law", part=Part.DUTIES, order=10)


def promises_of(session: Session, presentation: Presentation, now: datetime) -> list[Promise]:
    """As running_in, in words."""
    return [promise(each) for each in running_in(session, presentation, day_of(now))]


def _said(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
