"""What is asked about a hearing of the MARAC."""

from __future__ import annotations

from housing.forms import DateParts, LongText, Text
from housing.households.case import SectionForm


class HearingForm(SectionForm):
    """Her case was heard."""

    heard_on = DateParts(
        "When did the MARAC hear the case?", noun="The day", required="Enter the day on which it was heard",
        bound="today or past",
    )  # fmt: skip
    meeting = Text("The meeting’s reference", hint="As the MARAC coordinator gives it", max_length=60)
    actions = LongText(
        "What was agreed, and by whom", hint="Actions only, as short as they are. Do not write where she is",
        noun="What was agreed", max_length=2000, rows=5,
    )  # fmt: skip
