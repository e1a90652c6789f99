"""The question page on somebody who was told something that finds her."""

from __future__ import annotations

from datetime import datetime, time

from housing.disclosures import Told
from housing.forms import (
    Choice,
    DateParts,
    FilterForm,
    HavenForm,
    LongText,
    Option,
    Text,
    Tick,
    TimeOfDay,
    YesNoNotKnown,
)
from housing.households.adding import AddForm
from housing.households.disclosing.holding import LONGEST, OUTCOMES
from housing.households.disclosing.services import Telling
from pathway.calendar import london_moment


class TellingForm(AddForm):
    """Who was told what, when, how and on what ground."""

    whom = Text(
        "Who was told?", noun="Who was told", required="Enter who was told",
        hint="A name, and for whom they work", max_length=200,
    )  # fmt: skip
    what = Choice("What were they told?", noun="What they were told", required="Select what they were told")
    place = Text("Which place?", noun="The place", hint="Its code, never the address", max_length=20, width=10)
    told_on = DateParts(
        "On which day?", noun="The day", required="Enter the day", hint="For example, 27 3 2026", bound="today or past"
    )
    told_at = TimeOfDay("At what time?", noun="The time", required="Enter the time", hint="For example, 9:30am")
    means = Choice("How were they told?", noun="How they were told", required="Select how they were told")
    basis = Choice("On what ground?", noun="The ground", required="Select on what ground")
    consent = YesNoNotKnown("Did she agree?")
    why = LongText(
        "Why, and by whose order", noun="The reason", max_length=1000, rows=3,
        hint="The court and the order, the officer and the crime number, or why it could not wait",
    )  # fmt: skip

    confirmed = Tick(
        "I have checked that they may be told, although she has not named them", noun="That you have checked",
        hint="Only where Haven asks for it. Say why above",
    )  # fmt: skip

    def telling(self) -> Telling:
        """The answers as the service takes them."""
        return Telling(
            whom=self.whom.data,
            told_at=self._moment(),
            confirmed=self.confirmed.data,
            told=Told(
                what=self.what.data,
                basis=self.basis.data,
                means=self.means.data,
                place=self.place.data,
                consent=True if self.basis.data == "consent" else self.consent.truth,
                why=self.why.data,
            ),
        )

    def _moment(self) -> datetime:
        at: time = self.told_at.data
        return london_moment(self.told_on.data, at)


class PeriodForm(FilterForm):
    """From when until when."""

    from_on = DateParts("From", noun="The first day")
    until_on = DateParts("Until", noun="The last day")


class HeldForm(HavenForm):
    """What a lead found out about an entry that named somebody of concern."""

    outcome = Choice("What was it?", required="Select what it was", options=Option.each(OUTCOMES.items()))
    reason = LongText(
        "How do you know, and what was done?", noun="What was done", required="Enter what was done",
        max_length=LONGEST, rows=4,
    )  # fmt: skip
