"""The questions asked about a stay. Reasons and destinations come from the council's lists, set by the page."""

from __future__ import annotations

from housing.forms import Choice, DateParts, HavenForm, Option


class LeavingForm(HavenForm):
    """When a household expects to leave."""

    plan = Choice(
        "Is a day expected?",
        required="Select whether a day is expected",
        options=[
            Option("day", "They expect to leave on a day", reveals=("leaving_on",)),
            Option("none", "They are staying on: no day is expected"),
        ],
    )
    leaving_on = DateParts(
        "First day without them", noun="Day they leave", required="Enter the day they leave", bound="future",
        when=("plan", "day"),
    )  # fmt: skip


class DepartureForm(HavenForm):
    """That a household has left, why, and where to."""

    left_on = DateParts(
        "When did they leave?", noun="Day they left", required="Enter the day they left", bound="today or past"
    )
    reason = Choice("Why did they leave?", noun="Reason", required="Select why they left")
    destination = Choice("Where did they go?", noun="Where they went", required="Select where they went")
