"""The questions asked when a place is closed or opens again. Reasons come from the council's list, set by the page."""

from __future__ import annotations

from datetime import date

from housing.forms import Choice, DateParts, HavenForm, LongText, Option
from housing.placements.closing.services import Plan
from housing.placements.offers.reasons import LONGEST_WORDS

PLANNED, UNSAFE, DAY, NOT_KNOWN = "planned", "unsafe", "day", "not-known"
AGAIN = [Option(DAY, "On a day", reveals=("until_on",)), Option(NOT_KNOWN, "No day is known, or it closes for good")]


class CloseForm(HavenForm):
    """From when nobody lives there, until when, and why."""

    how = Choice(
        "Is it safe to live there now?",
        required="Select whether it is safe to live there now",
        options=[
            Option(PLANNED, "Yes: it closes on a day, when nobody lives there", reveals=("from_on",)),
            Option(
                UNSAFE, "No: nobody may stay. It closes now",
                hint="Offers of it end. The council is asked to find everybody who lives there another place at once",
            ),
        ],
    )  # fmt: skip
    from_on = DateParts(
        "First day it is closed", noun="Day it closes", required="Enter the first day it is closed",
        bound="today or future", when=("how", PLANNED),
    )  # fmt: skip
    again = Choice("When does it open again?", required="Select when it opens again", options=AGAIN)
    until_on = DateParts(
        "First day it is open again", noun="Day it opens again", required="Enter the day it opens again",
        bound="future", when=("again", DAY),
    )  # fmt: skip
    reason = Choice("Why?", noun="Reason", required="Select why it closes")
    words = LongText("Anything to add? (optional)", hint="Name nobody who lives there", max_length=LONGEST_WORDS)

    def check(self) -> None:
        """The day it opens again comes after the day it closes."""
        start, end = self.from_on.data, self.until_on.data
        if start is not None and end is not None and end <= start:
            self.blame_question("until_on", "The day it opens again must be after the day it closes")

    def plan(self, today: date) -> Plan:
        """The answers as the service takes them."""
        unsafe = self.how.data == UNSAFE
        return Plan(
            from_on=today if unsafe else self.from_on.data,
            until_on=self.until_on.data,
            reason=self.reason.data,
            words=self.words.data,
            unsafe=unsafe,
        )


class OpenForm(HavenForm):
    """On which day a closed place opens again."""

    again = Choice("When does it open again?", required="Select when it opens again", options=AGAIN)
    until_on = DateParts(
        "First day it is open again", noun="Day it opens again", required="Enter the day it opens again",
        bound="today or future", when=("again", DAY),
    )  # fmt: skip
