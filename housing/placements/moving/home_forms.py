"""The questions about one new home: its works before she moves, and that the move is off."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, Choices, DateParts, HavenForm, LongText, Option, Postcode, Text
from housing.placements.moving.calling_off import KEPT, STOPPED
from housing.placements.moving.planning import LONGEST, LONGEST_ADDRESS
from housing.sanctuary.home_facts import HomeFactsForm

WORKS = [
    Option(STOPPED, "Stop the works", hint="Whoever was going there is told not to"),
    Option(KEPT, "Keep the job", hint="For example, since she may still move there"),
]


class HomeWorksForm(HomeFactsForm):
    """Referring the new home; what is known is filled in, and where it is is not asked again."""

    priority = Choice(
        "How soon does it have to be safe?", noun="How soon", required="Select how soon it has to be safe"
    )
    moves_on = DateParts(
        "On which day does she move?", noun="The day of her move", bound="today or future",
        hint="The works are wanted before that day. Leave empty where nobody can say",
    )  # fmt: skip
    address = Text(
        "Address of the new home", noun="The address", hint="It was not recorded with the check. It is kept sealed",
        max_length=LONGEST_ADDRESS,
    )  # fmt: skip
    postcode = Postcode("Postcode")
    words = LongText(
        "Anything those who survey should know", noun="What those who survey should know",
        hint="Of the home, not of the case. Do not write her name or the address", max_length=LONGEST, rows=3,
    )  # fmt: skip
    named = Choices(
        "Who may run the job?", noun="Who may run the job", coerce=UUID,
        hint="The case is restricted: only they will see the job, and nothing else of the case",
    )  # fmt: skip


class ElsewhereForm(HavenForm):
    """Who was asked where the council sends nobody."""

    told = Text(
        "Who was asked to make it safe?", noun="Who was asked", required="Enter who was asked",
        hint="The council there, a landlord or a charity. No address", max_length=LONGEST_ADDRESS,
    )  # fmt: skip
    on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")


class DoneForm(HavenForm):
    """That whoever was asked elsewhere says that it is done."""

    on = DateParts("On which day was it done?", noun="The day", required="Enter the day", bound="today or past")


class OffForm(HavenForm):
    """Why the move is off, and what becomes of the works."""

    reason = Choice("Why?", noun="The reason", required="Select why")
    works = Choice(
        "What happens with the works on that home?", noun="What happens with the works",
        required="Select what happens with the works on that home", options=WORKS,
    )  # fmt: skip
    words = LongText("Anything to add", noun="What you add", hint="Write no address", max_length=LONGEST, rows=3)
