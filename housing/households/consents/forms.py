"""What she agrees to, and taking it back."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, LongText, Text
from housing.households.case import SectionForm

OTHER = "other"


class ConsentForm(SectionForm):
    """To whom, for what, how she said so, until when."""

    organisation = Choice("Who may be told?", noun="Who may be told", required="Select who may be told")
    agency = Text(
        "Name of the agency", required="Enter the name of the agency", max_length=120, when=("organisation", OTHER)
    )
    purpose = Choice("What for?", noun="What it is for", required="Select what it is for")
    given_how = Choice("How did she say so?", noun="How she said so", required="Select how she said so")
    given_on = DateParts("On which day?", noun="The day she agreed", required="Enter the day", bound="today or past")
    expires_on = DateParts(
        "When does it end?", noun="The day it ends", hint="Leave it empty where it holds until she says otherwise"
    )

    @property
    def chosen(self) -> UUID | None:
        """The organisation of Haven that was picked; None for another agency."""
        return None if self.organisation.data in (None, OTHER) else UUID(self.organisation.data)


class WithdrawForm(HavenForm):
    """She takes a consent back."""

    words = LongText("Anything to add", noun="What you add", hint="No names and no addresses", max_length=500, rows=3)
