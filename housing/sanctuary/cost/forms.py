"""The questions about what the works cost: quotes, the choice between them, a second person's word, an emergency."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, LongText, Money, Option
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.survey.forms import LinesForm

YES, NO = "yes", "no"
OTHER = "Say in a few words what the other reason is"


class QuoteForm(HavenForm):
    """A contractor's prices; a question for each measure is added by `priced`."""

    contractor = Choice("Contractor", required="Select a contractor", coerce=UUID)
    received_on = DateParts("When did it come?", noun="The day it came", required="Enter the day it came",
                            bound="today or past")  # fmt: skip
    valid_until = DateParts("Last day on which it is good", noun="The last day",
                            required="Enter the last day on which it is good")  # fmt: skip


class ChooseForm(HavenForm):
    """Which quote is approved, or that none is."""

    quote = Choice("Which quote?", noun="Quote", required="Select a quote, or that none is approved")
    reason = Choice("Why not?", noun="Reason", required="Select a reason from the list", when=("quote", NO))
    words = LongText("Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
                     max_length=LONGEST_WORDS, rows=2, when=("quote", NO))  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class DecideForm(HavenForm):
    """A second person's word."""

    answer = Choice(
        "Do you approve this cost?", noun="Your answer", required="Select whether you approve it",
        options=[Option(YES, "Yes"), Option(NO, "No", reveals=("reason", "words"))],
    )  # fmt: skip
    reason = Choice("Why not?", noun="Reason", required="Select a reason from the list", when=("answer", NO))
    words = LongText("Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
                     max_length=LONGEST_WORDS, rows=2, when=("answer", NO))  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class EmergencyForm(LinesForm):
    """Works that cannot wait: who, what, up to how much, and why."""

    contractor = Choice("Contractor", required="Select a contractor", coerce=UUID)
    limit = Money("What it may cost at most", noun="The cost", required="Enter what it may cost at most")
    words = LongText(
        "Why can it not wait?", noun="Why it cannot wait", required="Say why it cannot wait",
        hint="Of the home and its locks. Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


def priced(names: Sequence[str]) -> type[QuoteForm]:
    """The quote's form with a price for each measure, by its position; `names` are what the page calls them."""
    fields: dict[str, Any] = {
        f"amount_{position}": Money(
            name, required=f"Enter the price of {name[:1].lower()}{name[1:]}", maximum=Decimal(100_000)
        )
        for position, name in enumerate(names)
    }
    return type(f"QuoteForm{len(names)}", (QuoteForm,), fields)
