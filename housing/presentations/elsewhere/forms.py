"""The question pages on referrals between councils and from services."""

from __future__ import annotations

from housing.forms import Choice, DateParts, LongText, Option, Text, TimeOfDay, YesNoNotKnown
from housing.households.adding import AddForm
from housing.households.case import SectionForm
from pathway.referrals import RECEIVED, From

NO_NAMES = "No address, and nobody else’s name"
LONGEST = 2000


class StepForm(SectionForm):
    """What happened to a referral to another council."""

    step = Choice("What happened?", noun="What happened", required="Select what happened")
    on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    officer = Text(
        "Who said so, or who is appointed?", noun="The name", hint="The name and place of work of the officer",
        max_length=120,
    )  # fmt: skip
    reference = Text("Their reference", max_length=60, width=20)
    until_on = DateParts(
        "By which day are they to answer now?", noun="The day of the answer", bound="today or future",
        hint="Where they were asked again",
    )  # fmt: skip
    words = LongText(
        "What was said, and why?", noun="What was said", max_length=LONGEST, rows=4,
        hint=f"Where we keep her case, or it is decided, she reads this. {NO_NAMES}",
    )  # fmt: skip


class ReceivedForm(AddForm):
    """Who referred her here, when, and whether she agreed."""

    kind = Choice(
        "Who referred her?", noun="Who referred her", required="Select who referred her", coerce=From,
        options=[Option(kind.value, each.title) for kind, each in RECEIVED.items()],
    )  # fmt: skip
    sender = Text(
        "Name of the service or council", required="Enter the name of the service or council", max_length=120,
        hint="For example a hospital, a prison, the jobcentre, social services",
    )  # fmt: skip
    officer = Text("Whom to speak with there", max_length=120)
    reference = Text("Their reference", max_length=60, width=20)
    received_on = DateParts(
        "On which day did it arrive?", noun="The day", required="Enter the day on which it arrived",
        bound="today or past",
    )  # fmt: skip
    received_at = TimeOfDay(
        "At what time?", noun="The time", required="Enter the time at which it arrived", hint="For example, 4:45pm"
    )
    agreed = YesNoNotKnown("Did she agree to be referred?", hint="The law asks for her agreement (s213B)")
    notes = LongText("Notes", max_length=LONGEST, rows=4)


class OutcomeForm(SectionForm):
    """What became of a referral to this council."""

    outcome = Choice("What became of it?", noun="What became of it", required="Select what became of it")
    on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    words = LongText("Why?", noun="Why", hint="Where it is refused or taken back, or she could not be reached",
                     max_length=LONGEST, rows=3)  # fmt: skip
