"""The questions of a row of the guide."""

from __future__ import annotations

from datetime import date
from typing import Any

from housing.access import ROLE_TITLES
from housing.forms import Choice, DateParts, HavenForm, LongText, Option, Text, Tick, WholeNumber
from housing.presentations.guide.models import GuideRow
from housing.presentations.guide.services import LONGEST, OWING, SOURCE, Said
from pathway.conditions import CONDITIONS, KEEPINGS
from pathway.promises import Unit
from pathway.stages import OPEN

UNITS = {
    Unit.HOURS: "Within so many hours (0: at once)",
    Unit.DAYS: "Within so many days (0: the same day)",
    Unit.WORKING_DAYS: "Within so many working days",
    Unit.EVERY: "Again and again, every so many days",
    Unit.SOON: "As soon as it can be done",
    Unit.BEFORE_MOVE: "Before the move",
    Unit.ON_CHANGE: "Whenever something changes",
}
NONE = "none"


class RowForm(HavenForm):
    """What is owed, at which stage, by whom, by when, to whom, and from which day on."""

    stage = Choice(
        "At which stage is it owed?", noun="The stage", required="Select a stage", as_list=True,
        options=Option.each((stage.value, stage.label) for stage in OPEN),
    )  # fmt: skip
    owed = Text("What is owed?", noun="What is owed", required="Enter what is owed", max_length=120)
    by_role = Choice(
        "Who owes it?", noun="Who owes it", required="Select who owes it",
        options=Option.each((role.value, ROLE_TITLES[role]) for role in OWING),
    )  # fmt: skip
    unit = Choice("By when?", noun="By when", required="Select by when", options=Option.each(UNITS.items()))
    length = WholeNumber("How many hours or days?", noun="How many", minimum=0, maximum=LONGEST)
    only = Choice(
        "To which households?", noun="To which households", required="Select to whom it is owed", as_list=True,
        options=Option.each((each.slug or NONE, each.words.capitalize()) for each in CONDITIONS.values()),
    )  # fmt: skip
    kept_by = Choice(
        "Which recorded fact keeps it?", noun="What keeps it", required="Select what keeps it", as_list=True,
        options=[
            Option(NONE, "None: somebody says that it is done"),
            *Option.each((each.slug, each.words.capitalize()) for each in KEEPINGS.values()),
        ],
    )  # fmt: skip
    carries = Tick("Still owed when the household moves to another stage")
    source = LongText(
        "Where does it come from?", noun="Where it comes from", hint="A law, guidance, or the council’s own practice",
        max_length=200, rows=2,
    )  # fmt: skip
    from_on = DateParts("From which day on?", noun="The day", required="Enter the day")

    def said(self) -> Said:
        """The answers as the service takes them."""
        return Said(
            self.stage.data, self.owed.data, self.by_role.data, self.unit.data, self.length.data, self.from_on.data,
            _blank(self.only.data), _blank(self.kept_by.data), bool(self.carries.data), self.source.data or SOURCE,
        )  # fmt: skip


class RetireForm(HavenForm):
    """From which day on it is owed no more."""

    from_on = DateParts("From which day on is it owed no more?", noun="The day", required="Enter the day")


def answers_of(row: GuideRow, today: date) -> dict[str, Any]:
    """A row as the form shows it, to begin today."""
    return {
        "stage": row.stage, "owed": row.owed, "by_role": row.by_role, "unit": row.unit, "length": row.length,
        "only": row.only_for or NONE, "kept_by": row.kept_by or NONE, "carries": row.carries, "source": row.source,
        "from_on": today,
    }  # fmt: skip


def _blank(picked: str | None) -> str:
    return "" if picked in (None, NONE) else str(picked)
