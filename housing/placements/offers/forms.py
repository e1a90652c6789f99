"""The questions asked about an offer. Reasons come from the council's lists, set by the page."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, LongText, Option
from housing.placements.offers.reasons import LONGEST_WORDS

OTHER = "Say in a few words what the other reason is"


class AcceptForm(HavenForm):
    """Nothing to answer: a button that says what it does."""


class DeclineForm(HavenForm):
    """Why a provider cannot take a household."""

    reason = Choice("Why can you not take this household?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything the council should know", noun="What the council should know",
        hint="Needed where the reason is “Other”. Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class WithdrawForm(DeclineForm):
    """Why the council takes an offer back."""

    reason = Choice("Why is the offer withdrawn?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class HerAnswerForm(HavenForm):
    """What she said. No reason is needed where she says no."""

    answer = Choice(
        "What did she say?",
        required="Select what she said",
        options=[
            Option("yes", "Yes, she accepts"),
            Option("no", "No", hint="This never costs her priority or days waited", reveals=("reason", "words")),
        ],
    )
    reason = Choice("Did she say why?", noun="Reason", when=("answer", "no"))
    words = LongText(
        "In her words", hint="Needed where the reason is “Other”", max_length=LONGEST_WORDS, rows=3,
        when=("answer", "no"),
    )  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class ArrivalForm(HavenForm):
    """When she arrived."""

    arrived_on = DateParts(
        "When did they arrive?", noun="Day of arrival", required="Enter the day they arrived", bound="today or past"
    )


class NameForm(HavenForm):
    """Who at the provider may see a restricted case."""

    account = Choice(
        "Who at the provider may see this referral?", noun="Person", required="Select who may see it", coerce=UUID
    )
