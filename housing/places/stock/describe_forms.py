"""The questions about how a property is, from a day on."""

from __future__ import annotations

from datetime import time
from typing import Any

from housing.forms import Choice, Choices, DateParts, LongText, Option, TimeOfDay, YesNoNotKnown
from housing.places.stock.describing import DAYS, Description, Hours
from housing.places.stock.forms import Seen
from housing.places.stock.models import PropertyDescription
from housing.places.stock.words import COVER, FURNISHED

UNKNOWN = "not-known"
SET = "set_hours"
HOURS = tuple(f"{day}_{end}" for day in DAYS for end in ("from", "until"))
LATER = "The hours must end later than they begin"


class DescribeForm(Seen):
    """How a property is; what nobody knows is an answer."""

    from_on = DateParts("From which day is it so?", noun="First day", required="Enter the first day")
    tenure = Choice("Who owns it?", required="Select who owns it, or that it is not known")
    furnished = Choice(
        "Is it furnished?",
        required="Select whether it is furnished",
        options=[*Option.each(FURNISHED.items()), Option(UNKNOWN, "Not known")],
    )
    security = Choices("What is fitted against break-ins and fire?", noun="Security")
    cover = Choice(
        "When are staff there?",
        required="Select when staff are there",
        options=[
            Option("all_hours", COVER["all_hours"], hint="Day and night"),
            Option(SET, COVER[SET], reveals=HOURS),
            Option("none", COVER["none"]),
            Option(UNKNOWN, "Not known"),
        ],
    )
    weekdays_from = TimeOfDay("Monday to Friday, from", hint="Empty where nobody is there", when=("cover", SET))
    weekdays_until = TimeOfDay("Monday to Friday, until", when=("cover", SET))
    saturday_from = TimeOfDay("Saturday, from", when=("cover", SET))
    saturday_until = TimeOfDay("Saturday, until", when=("cover", SET))
    sunday_from = TimeOfDay("Sunday, from", when=("cover", SET))
    sunday_until = TimeOfDay("Sunday, until", when=("cover", SET))
    on_call = YesNoNotKnown("Is somebody on call at other hours?", required="Select whether somebody is on call")
    location_notes = LongText(
        "About the location",
        hint="How to find the door, buses, schools nearby. Shown to the council's staff only with the address",
        max_length=1000,
        rows=3,
    )
    notes = LongText("Notes", hint="For your own staff only", max_length=1000, rows=3)

    def check(self) -> None:
        """Hours come in pairs, in their order, and set hours are at least one pair."""
        if self.cover.data != SET:
            return
        for day in DAYS:
            begin, end = self[f"{day}_from"], self[f"{day}_until"]
            if begin.data is not None and end.data is None:
                self.blame_question(f"{day}_until", f"Enter until when, {begin.text.partition(',')[0]}")
            elif end.data is not None and begin.data is None:
                self.blame_question(f"{day}_from", f"Enter from when, {end.text.partition(',')[0]}")
            elif begin.data is not None and end.data <= begin.data:
                self.blame_question(f"{day}_until", LATER)
        if not any(self[name].data for name in HOURS):
            self.blame_question("weekdays_from", "Enter at least one day's hours, or select another answer")

    def description(self) -> Description:
        """The answers as the service takes them."""
        return Description(
            tenure=_known(self.tenure.data),
            furnished=_known(self.furnished.data),
            security=tuple(self.security.data),
            cover=_known(self.cover.data),
            cover_hours=self._hours(),
            on_call=self.on_call.truth,
            location_notes=self.location_notes.data,
            notes=self.notes.data,
        )

    def _hours(self) -> Hours:
        if self.cover.data != SET:
            return {}
        pairs = {day: (self[f"{day}_from"].data, self[f"{day}_until"].data) for day in DAYS}
        return {day: [f"{begin:%H:%M}", f"{end:%H:%M}"] for day, (begin, end) in pairs.items() if begin and end}


def as_answers(row: PropertyDescription | None) -> dict[str, Any]:
    """A description as the form shows it, to begin from."""
    if row is None:
        return {}
    answers: dict[str, Any] = {name: getattr(row, name) for name in ("security", "location_notes", "notes")}
    answers |= {name: getattr(row, name) or UNKNOWN for name in ("tenure", "furnished", "cover")}
    for day, hours in row.cover_hours.items():
        answers[f"{day}_from"], answers[f"{day}_until"] = (time.fromisoformat(each) for each in hours)
    answers["on_call"] = UNKNOWN if row.on_call is None else row.on_call
    return answers


def _known(answer: str | None) -> str | None:
    return None if answer == UNKNOWN else answer
