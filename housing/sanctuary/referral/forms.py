"""What is asked of her home: her wish, who has a right to enter, who owns it, whether it can be made safe."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from housing.forms import Choice, Choices, HavenForm, LongText, Postcode, Text
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.home_facts import HomeFactsForm
from housing.sanctuary.models import SanctuaryCheck
from housing.sanctuary.referring import LONGEST_ADDRESS


class ReferralForm(HomeFactsForm):
    """Referring her: how urgent, where, and the facts."""

    priority = Choice(
        "How soon does her home have to be safe?", noun="How soon", required="Select how soon her home has to be safe"
    )
    address = Text(
        "Address of her home", noun="Address", hint="Shown only to those who run the job, each time by a button",
        max_length=LONGEST_ADDRESS,
    )  # fmt: skip
    postcode = Postcode("Postcode")
    words = LongText(
        "Anything those who survey should know", noun="What those who survey should know",
        hint="Of the home, not of the case. Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip
    named = Choices(
        "Who may run the job?", noun="Who may run the job", coerce=UUID,
        hint="The case is restricted: only they will see the job, and nothing else of the case",
    )  # fmt: skip


class FactsForm(HomeFactsForm):
    """The facts again, as they are now."""

    words = LongText(
        "How do you know?", noun="How you know", hint="For example, a tenancy agreement seen. Do not write names",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class HomeForm(HavenForm):
    """Where the home is."""

    address = Text(
        "Address of her home", noun="Address", required="Enter the address of her home", max_length=LONGEST_ADDRESS
    )
    postcode = Postcode("Postcode")


class UrgentForm(HavenForm):
    """Why a job is brought forward."""

    words = LongText(
        "What has changed?", noun="What has changed", required="Say in a few words what has changed",
        hint="Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class EndForm(HavenForm):
    """Why a job ends."""

    reason = Choice("Why?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything to add", noun="What you add", hint="Needed where the reason is “Other”. Do not write names",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", "Say in a few words what the other reason is")


def stored(check: SanctuaryCheck | None) -> dict[str, Any]:
    """The newest check as the form shows it: what is not known stays unanswered."""
    if check is None:
        return {}
    names = (
        "wants_to_stay", "concern_lives_there", "right_to_enter", "order_until", "tenure", "joint_with_concern",
        "building_suitable",
    )  # fmt: skip
    return {name: getattr(check, name) for name in names}
