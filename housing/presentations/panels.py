"""Panels of the household's page that slices above this one give: the offer, the stay, the address after acceptance.

`housing.app` puts a list of functions into `app.extensions[PANELS]`; each is asked with the page's session, who is
looking, the presentation (its household loaded whole) and the moment, and answers what to show, or None for nothing.
A panel reads only, by a constant number of queries, and shows no more than this person may see.

    def offer_panel(session: Session, actor: Actor, presentation: Presentation, now: datetime) -> Panel | None: ...
    app.extensions[PANELS] = [offer_panel, stay_panel]

The template gets its facts as `panel`, and the presentation as `presentation`; it begins with an h2.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.presentations.models import Presentation

PANELS = "haven.household_panels"


@dataclass(frozen=True, slots=True)
class Panel:
    """One panel: the template that shows it and what it shows."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


PanelMaker = Callable[[Session, Actor, Presentation, datetime], Panel | None]


def panels(app: Flask, session: Session, actor: Actor, presentation: Presentation, now: datetime) -> list[Panel]:
    """Every panel that has something to show, in the order in which the application lists them."""
    makers: Sequence[PanelMaker] = app.extensions.get(PANELS, ())
    made = (maker(session, actor, presentation, now) for maker in makers)
    return [panel for panel in made if panel is not None]
