"""The questions of one's own account."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, Option, Secret, Text
from housing.people.conflicts.services import REASONS
from housing.people.passwords import SHORTEST

HOW = (
    f"At least {SHORTEST} characters. Three or four words that do not belong together are easy to remember and hard "
    "to guess. Spaces and capitals count."
)


class ChangePasswordForm(HavenForm):
    """The present password and another."""

    current = Secret("Present password", required="Enter your present password", autocomplete="current-password")
    new = Secret("New password", hint=HOW, required="Enter a new password", autocomplete="new-password")


class ChoosePasswordForm(HavenForm):
    """A first password, or another where the old one is forgotten."""

    password = Secret("New password", hint=HOW, required="Enter a password", autocomplete="new-password")


class OwnConflictForm(HavenForm):
    """A family that this person knows."""

    reference = Text(
        "Reference of the household", hint="Like H-7K3M9Q", required="Enter the reference", max_length=20, width=10
    )
    reason = Choice("How you know them", required="Select how you know them", options=Option.each(REASONS.items()))
