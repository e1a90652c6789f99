"""Who is to be kept from which household, and why."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, HavenForm, Option, Text
from housing.people.conflicts.services import REASONS


class ConflictForm(HavenForm):
    """The accounts are set by the page."""

    account = Choice("Who knows the family", as_list=True, coerce=UUID, required="Select who knows the family")
    reference = Text(
        "Reference of the household", hint="Like H-7K3M9Q", required="Enter the reference", max_length=20, width=10
    )
    reason = Choice("How they know them", required="Select how they know them", options=Option.each(REASONS.items()))
