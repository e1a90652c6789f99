"""The questions asked about an offer. Reasons come from the council's lists, set by the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, Hidden, LongText, Option
from housing.placements.offers.reasons import LONGEST_WORDS
from housing.placements.reasons.suggesting import suggest

OTHER = "Say in a few words what the other reason is"


class AcceptForm(HavenForm):
    """Nothing to answer: a button that says what it does."""


class ReasonForm(HavenForm):
    """A reason of a list. What is typed under "other" and stands on the list is suggested, once; `kept` says so."""

    kept = Hidden()

    def suggests(self, labels: Mapping[str, str], says: Mapping[str, Sequence[str]]) -> bool:
        """Whether the page is to be shown again, with the listed reason that the words resemble."""
        typed = (self.words.data or "") if self.reason.data == "other" else ""
        slug = suggest(typed, labels, says) if typed else None
        if slug is None or self.kept.data == slug:
            return False
        self.kept.raw_data, self.kept.data = [slug], slug
        sentence = f"Select “{labels[slug]}” if that is what is meant, or send again to keep “Other”"
        self.blame_question("reason", sentence)
        return True


class DeclineForm(ReasonForm):
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
    """Why the council takes an offer back. `seen` is the key of what the page said that it does."""

    seen = Hidden()

    reason = Choice("Why is the offer withdrawn?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip

    def show(self, seen: str) -> None:
        """Carry what the page is about to show."""
        self.seen.raw_data, self.seen.data = [seen], seen


class HerAnswerForm(ReasonForm):
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
