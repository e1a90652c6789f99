"""The question pages on temporary places."""

from __future__ import annotations

from housing.forms import Choice, DateParts, LongText, Option, Text, YesNoNotKnown
from housing.households.case import SectionForm

DUTIES = {
    "interim": "Somewhere to stay meanwhile (s188)",
    "relief": "The relief duty (s189B)",
    "main": "The main duty (s193)",
    "none": "None of these",
}


class ArriveForm(SectionForm):
    """Where she stays for now, since when, and under which duty."""

    kind = Choice("What kind of place is it?", noun="Kind of place", required="Select what kind of place it is")
    place = Text(
        "Which place?",
        noun="The place",
        hint="What staff call it. It is kept sealed, and printed on no letter",
        required="Enter which place it is",
        max_length=200,
    )
    outside = Choice(
        "Is it in this council’s district?",
        noun="Where it is",
        required="Select whether it is in this council’s district",
        options=[Option("no", "Yes"), Option("yes", "No, in another council’s district", reveals=("district",))],
    )
    district = Text(
        "Which council’s district?", noun="The council", required="Enter the other council’s name", max_length=80,
        when=("outside", "yes"),
    )  # fmt: skip
    arrived_on = DateParts("Since which night?", noun="The day", required="Enter the day", bound="today or past")
    duty = Choice(
        "Under which duty?", noun="Duty", required="Select a duty", options=Option.each(DUTIES.items()), coerce=str
    )
    why = LongText(
        "Why this place, and what is not suitable about it",
        noun="Why this place",
        hint="Distance to school and work, room for children, the sharing of kitchen and bathroom",
        max_length=2000,
        rows=4,
    )


class LeaveForm(SectionForm):
    """She has left."""

    left_on = DateParts(
        "On which day did she leave?",
        noun="The day",
        hint="The first night that she was not there",
        required="Enter the day",
        bound="today or past",
    )
    safe_tonight = YesNoNotKnown("Does she have somewhere safe tonight?")
    why = LongText("Where to, and why", noun="Where to, and why", hint="No address", max_length=1000, rows=3)


class CouncilToldForm(SectionForm):
    """The other council has been told."""

    told_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    how = LongText(
        "Whom did you tell, and by which secure way?",
        noun="Whom you told",
        hint="A named officer. The address is sent by a secure way only, never by ordinary e-mail",
        required="Enter whom you told, and by which secure way",
        max_length=500,
        rows=3,
    )
