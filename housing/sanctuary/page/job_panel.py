"""What a panel of a job's page is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.sanctuary.queries import Standing


@dataclass(frozen=True, slots=True)
class JobPanel:
    """One panel: the template that shows it (it begins with an h2) and what it shows, as `panel`."""

    template: str
    facts: Mapping[str, Any] = field(default_factory=dict)


JobPanelMaker = Callable[[Session, Actor, Standing, datetime], JobPanel | None]
