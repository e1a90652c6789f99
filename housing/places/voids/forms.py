"""The questions about works on a unit: why, which days, and what is known of them."""

from __future__ import annotations

from typing import Any

from housing.forms import Choice, DateParts, FilterForm, LongText, Money, Option, Text
from housing.places.forms import NOT_KNOWN, StateForm
from housing.places.voids.words import WHEN
from housing.places.voids.works import Works
from housing.places.words import KINDS

UNTIL = "until"


class VoidForm(StateForm):
    """Works on one unit; `seen` carries the state, or the revision, that the page showed."""

    reason = Choice("Why is it out of use?", noun="Reason", required="Select why the unit is out of use")
    from_on = DateParts(
        "From which day?",
        noun="First day",
        required="Enter the first day",
        hint="Today, or a later day for works to come",
    )
    how_long = Choice(
        "Until when?",
        required="Select whether the day is known",
        options=[
            Option(UNTIL, "Until a day", reveals=("until_on",), hint="From that day on it is shown as available"),
            Option(
                NOT_KNOWN,
                "Not known",
                reveals=("expected_on",),
                hint="It stays out of use until you say that it is ready",
            ),
        ],
    )
    until_on = DateParts(
        "When is it back in use?", noun="Day it is back in use", required="Enter the day it is back in use",
        when=("how_long", UNTIL),
    )  # fmt: skip
    expected_on = DateParts(
        "When do you expect it back?", noun="Day you expect it back", when=("how_long", NOT_KNOWN),
        hint="If you can say. You are reminded on that day",
    )  # fmt: skip
    works_reference = Text("Works reference", hint="The order or job number, if there is one", max_length=60, width=20)
    cost = Money("Cost of the works", noun="Cost", hint="As far as it is known")
    cost_centre = Text("Cost centre", hint="Where the cost is booked, if there is a code", max_length=40, width=20)
    notes = LongText("Notes", hint="Only your organisation reads them. No names of people", max_length=1000, rows=3)

    def works(self, before: Works | None = None) -> Works:
        """The answers as the service takes them; days that the page no longer asks for stay as they were `before`."""
        days: dict[str, Any] = {
            name: self[name].data if name in self else getattr(before, name, None)
            for name in ("from_on", "until_on", "expected_on")
        }
        return Works(
            reason=self.reason.data,
            works_reference=self.works_reference.data or None,
            cost=self.cost.data,
            cost_centre=self.cost_centre.data or None,
            notes=self.notes.data or None,
            **days,
        )

    def without_days(self) -> None:
        """Ask no longer for the days: they are over."""
        for name in ("from_on", "how_long", "until_on", "expected_on"):
            del self[name]


def as_answers(works: Works) -> dict[str, Any]:
    """What is said of a void, as its form shows it."""
    shown = {name: getattr(works, name) for name in Works.__slots__}
    return {**shown, "how_long": UNTIL if works.until_on else NOT_KNOWN}


class VoidFilter(FilterForm):
    """Which voids the list shows, by code."""

    when = Choice("When", options=Option.each(WHEN.items()), as_list=True)
    reason = Choice("Why", as_list=True)
    kind = Choice("Kind of place", options=Option.each(KINDS.items()), as_list=True)
