"""Panels: what the household's page is made of, its own blocks and those that slices above this one give.

The page is read from top to bottom in `Part`s, each under its own heading with a link from the contents list. A panel
says in which part it stands, in which place there, and what its heading is; the page draws the heading.
`housing.app` puts a list of functions into `app.extensions[PANELS]`; each is asked with the page's session, who is
looking, the presentation (its household loaded whole) and the moment, and answers what to show, or None for nothing.
A panel reads only, by at most two queries whatever there is, and shows no more than this person may see.

    def offer_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None:
        ...
        return Panel("placements/offers/panel.html", {"offers": found}, heading="Offers", part=Part.HOMES, order=20)

    app.extensions[PANELS] = [offer_panel, stay_panel]

The template gets its facts as `panel`, and the presentation as `presentation`; what it holds of headings is h4.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.models import Presentation

PANELS = "haven.household_panels"


class Part(StrEnum):
    """The parts of the page in their order; the value is the part's anchor."""

    NOW = "now"
    CONTACT = "contact"
    PEOPLE = "people"
    SAFETY = "safety"
    HOMES = "homes"
    DUTIES = "duties"
    MONEY = "money"
    SUPPORT = "support"
    RECORD = "record"


TITLES = {
    Part.NOW: "Where things stand",
    Part.CONTACT: "Safe contact",
    Part.PEOPLE: "Who they are",
    Part.SAFETY: "Risk and safety",
    Part.HOMES: "Homes and offers",
    Part.DUTIES: "Duties and decisions",
    Part.MONEY: "Money and immigration status",
    Part.SUPPORT: "Support",
    Part.RECORD: "Documents and history",
}


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: the template that shows it, what it shows, and where it stands.

    `order` is its place within the part, lowest first; blocks of the page itself are at 0 and 50. Without a
    `heading` it goes on under the heading before it.
    """

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    heading: str = ""
    part: Part = Part.HOMES
    order: int = 30


PanelMaker = Callable[[Session, Actor, Presentation, datetime], Panel | None]


@dataclass(frozen=True, slots=True)
class Laid:
    """A part of the page and the panels in it, in order; there is at least one."""

    part: Part
    panels: tuple[Panel, ...]

    @property
    def title(self) -> str:
        """The part's heading."""
        return TITLES[self.part]


def panels(app: Flask, session: Session, actor: Actor, presentation: Presentation, now: datetime) -> list[Panel]:
    """Every panel that has something to show, in the order in which the application lists them."""
    makers: Sequence[PanelMaker] = app.extensions.get(PANELS, ())
    made = (maker(session, actor, presentation, now) for maker in makers)
    return [panel for panel in made if panel is not None]


def laid_out(shown: Iterable[Panel]) -> list[Laid]:
    """The panels by part, in the page's order; of two with the same place the one that was listed first comes first."""
    kept = list(shown)
    laid = [Laid(part, tuple(sorted((p for p in kept if p.part is part), key=lambda p: p.order))) for part in Part]
    return [each for each in laid if each.panels]
