"""A made-up council with one free home that two households want, and pins and bans made as a person makes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from housing.access import Actor
from housing.households.models import Household
from housing.placements.matching.edits.models import MatchEdit
from housing.placements.matching.edits.preview import Preview, preview
from housing.placements.matching.edits.services import make_edit
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun
from housing.places.models import Unit
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY, Town

WEEK = TODAY + timedelta(days=7)
WHY = "Her mother lives next door (made up)"


@dataclass
class Contested:
    """`first` (band 1) and `second` (band 2) both suit `near`; only `first` also agrees to the refuge `far`."""

    town: Town
    actor: Actor
    first: Household
    second: Household
    near: Unit
    far: Unit
    near_said: str = ""
    far_said: str = ""

    def shown(self, kind: str, household: Household, unit: Unit, *, by: Actor | None = None) -> Preview:
        """What a pin or a ban would change."""
        return preview(
            kind=kind, household_id=household.id, unit_id=unit.id, last_on=WEEK, by=by or self.actor, now=NOW
        )

    def make(
        self, kind: str, household: Household, unit: Unit, *, last_on: date = WEEK, by: Actor | None = None,
        now: datetime = NOW,
    ) -> MatchEdit:  # fmt: skip
        """Pin or ban, as somebody who has seen what it costs."""
        who = by or self.actor
        seen = preview(kind=kind, household_id=household.id, unit_id=unit.id, last_on=last_on, by=who, now=now).key
        return make_edit(
            kind=kind, household_id=household.id, unit_id=unit.id, reason=WHY, last_on=last_on, seen=seen, by=who,
            now=now,
        )  # fmt: skip

    def run(self, now: datetime = NOW) -> MatchRun:
        """The daily run."""
        return make_run(authority=COUNCIL, by=daily(COUNCIL), now=now)


def contested(town: Town) -> Contested:
    """The arranged council, committed."""
    homes = town.home("dispersed"), town.home("refuge")
    near, far = town.unit(homes[0], code="D-NEAR"), town.unit(homes[1], code="R-FAR")
    first = town.seeks(town.household(accepts=["dispersed", "refuge"]), band=1)
    second = town.seeks(town.household(accepts=["dispersed"]), band=2)
    actor = town.actor()
    town.session.commit()
    said = f"{homes[0].code}, D-NEAR, dispersed home", f"{homes[1].code}, R-FAR, refuge"
    return Contested(town, actor, first, second, near, far, *said)


def proposed(run: MatchRun) -> dict[UUID, UUID | None]:
    """A run's units by household."""
    return {line.household_id: line.unit_id for line in run.proposals}
