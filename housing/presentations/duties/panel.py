"""The panel "Promises" of the household's page: the clocks that run, nearest end first, and the way to the duties."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import counted, is_family, stays_of
from housing.presentations.panels import Panel, Part
from housing.promises.running import clocks_of, standing
from pathway.clocks import Nights, Running


@dataclass(frozen=True, slots=True)
class Promise:
    """One clock that runs, for a page or a picture. `of` None: it has no end. `said` is when it ends, in a sentence."""

    key: str
    title: str
    day: int
    of: int | None
    last_on: date | None
    said: str
    how: str
    over: bool
    started_on: date


def promises_of(session: Session, presentation: Presentation, today: date) -> list[Promise]:
    """The clocks of a presentation that the caller may see, nearest end first; its household's people and births
    are loaded. At most two queries."""
    entries = clocks_of(session, presentation.household_id, presentation.id)
    found = [running for running in (standing(entry, today) for entry in entries) if running is not None]
    promises = [promise(each) for each in found]
    if any(entry.key == "bed-and-breakfast" for entry in entries):
        nights = counted(stays_of(session, presentation), today)
        promises.append(_of_nights(nights, min(e.started_on for e in entries if e.key == "bed-and-breakfast"),
                                   limited=is_family(presentation.household, today)))  # fmt: skip
    return sorted(promises, key=lambda each: (each.last_on is None, each.last_on or each.started_on, each.key))


def promise(found: Running) -> Promise:
    """A clock of days, as the page shows it."""
    ends = f"Ends on {_said(found.last_on)}" if found.last_on else "No end is set"
    return Promise(
        found.clock.key, found.clock.title, found.day, found.of, found.last_on,
        f"{ends}" if not found.over else f"Ended on {_said(found.last_on)}", f"{found.how} {found.clock.source}.",
        found.over, found.started_on,
    )  # fmt: skip


def duties_panel(session: Session, _actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
    """The running clocks; the panel is there while the presentation is open, or anything runs."""
    found = promises_of(session, presentation, day_of(now))
    if presentation.ended_at is not None and not found:
        return None
    return Panel("presentations/duties/panel.html", {"promises": found}, heading="Promises", part=Part.DUTIES, order=10)


def _of_nights(nights: Nights, started_on: date, *, limited: bool) -> Promise:
    last = nights.last_lawful_on
    said = f"The last lawful night is {_said(last)}" if limited and last else "Nights are counted"
    how = (
        f"{nights.nights} nights so far, each once, over every stay under this application; the limit for a family is "
        f"{nights.limit}. SI 2003/3326."
    )
    return Promise(
        "bed-and-breakfast", "Nights in bed and breakfast", nights.nights, nights.limit if limited else None,
        last if limited else None, said, how, limited and nights.unlawful, started_on,
    )  # fmt: skip


def _said(day: date | None) -> str:
    return f"{day.day} {day:%B %Y}" if day else ""
