"""The question pages on letters."""

from __future__ import annotations

from housing.forms import Choice, DateParts
from housing.households.case import SectionForm


class WriteForm(SectionForm):
    """Which letter is to be written."""

    about = Choice("Which letter?", noun="Letter", required="Select a letter")


class GiveForm(SectionForm):
    """How a letter was given."""

    how = Choice("How was it given?", noun="How it was given", required="Select how it was given")
    given_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
