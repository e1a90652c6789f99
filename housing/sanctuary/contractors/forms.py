"""The questions asked of a contractor. Nothing asks who lives there or why the work is done."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from housing.forms import (
    Choice,
    DateParts,
    HavenForm,
    LongText,
    Money,
    Option,
    Text,
    Tick,
    TimeOfDay,
    Upload,
    WholeNumber,
)
from housing.sanctuary.works.costing import KINDS, Wanted
from housing.sanctuary.works.picturing import TAKEN
from pathway.calendar import ONE_DAY, london_moment

LONGEST_WORDS = 1000
MOST_BYTES = 12 * 1024 * 1024
NO_NAMES = "Do not write names, or anything about the people who live there"


class ReturnForm(HavenForm):
    """Why an order is given back."""

    reason = Choice("Why do you return this order?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything the council should know", noun="What the council should know",
        hint=f"Needed where the reason is “Other”. {NO_NAMES}", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class VisitForm(HavenForm):
    """When somebody would come."""

    on = DateParts("Day of the visit", required="Enter the day of the visit", bound="today or future")
    begins_at = TimeOfDay("From", noun="Beginning of the visit", required="Enter when the visit begins",
                          hint="For example, 9:30am")  # fmt: skip
    ends_at = TimeOfDay("To", noun="End of the visit", required="Enter when the visit ends at the latest")

    def period(self) -> tuple[datetime, datetime]:
        """The visit in moments; an end at midnight is the midnight after it."""
        on: date = self.on.data
        last = on + ONE_DAY if self.ends_at.data == time.min else on
        return london_moment(on, self.begins_at.data), london_moment(last, self.ends_at.data)


class AskedVisitForm(VisitForm):
    """As VisitForm, for those who may telephone her."""

    agreed = Tick("She has agreed to this visit, on the telephone")


class HappenedForm(HavenForm):
    """Whether a visit took place."""

    happened = Choice(
        "What happened?",
        required="Select what happened",
        options=[
            Option("attended", "We were let in"),
            Option("missed", "Nobody opened, or we did not come", hint="The council is told at once. Do not go back"),
        ],
    )
    words = LongText("Anything the council should know", noun="What the council should know", hint=NO_NAMES,
                     max_length=LONGEST_WORDS, rows=3)  # fmt: skip


class CallOffForm(HavenForm):
    """Why a visit is called off."""

    words = LongText("Why is this visit called off?", noun="Why it is called off", hint=NO_NAMES,
                     required="Say why the visit is called off", max_length=LONGEST_WORDS, rows=3)  # fmt: skip


class ReportForm(HavenForm):
    """What was done of one measure."""

    result = Choice(
        "What was done?",
        required="Select what was done",
        options=[Option("done", "It is fitted and works"), Option("not_possible", "It cannot be done")],
    )
    done_on = DateParts("On which day?", noun="Day", required="Enter the day", bound="today or past")
    words = LongText("What was fitted, or why it cannot be done", noun="What was fitted",
                     hint=f"Needed where it cannot be done. {NO_NAMES}", max_length=LONGEST_WORDS, rows=3)  # fmt: skip

    def check(self) -> None:
        if self.result.data == "not_possible" and not self.words.data:
            self.blame_question("words", "Say why this cannot be done")


class PhotographForm(HavenForm):
    """One photograph of one measure."""

    taken = Choice("When was it taken?", noun="When it was taken", required="Select when the photograph was taken",
                   options=Option.each(TAKEN.items()))  # fmt: skip
    photograph = Upload(
        "Photograph", hint="Of the lock, door or window only. Never of a person, a name or a letter",
        required="Select a photograph", endings=("jpg", "png"), max_bytes=MOST_BYTES,
    )  # fmt: skip


class ExtraForm(HavenForm):
    """Work beyond the order."""

    measure = Choice("What is needed?", noun="What is needed", required="Select what is needed", as_list=True)
    room = Choice("Where?", noun="Where it is needed", required="Select where it is needed", as_list=True)
    quantity = WholeNumber("How many?", noun="How many", required="Enter how many", minimum=1, maximum=99)
    amount = Money("What does it cost?", noun="Cost", required="Enter what it costs", maximum=Decimal(100_000))
    why = LongText("Why is it needed?", noun="Why it is needed", required="Say why it is needed", hint=NO_NAMES,
                   max_length=LONGEST_WORDS, rows=3)  # fmt: skip

    def wanted(self) -> Wanted:
        """The answers as the service takes them."""
        return Wanted(**self.answers("measure", "room", "quantity", "amount", "why"))

    def check(self) -> None:
        if not self.amount.data:
            self.blame_question("amount", "Cost must be more than £0")


class InvoiceForm(HavenForm):
    """What a contractor asks to be paid."""

    kind = Choice("What is it?", noun="What it is", required="Select whether it is an invoice or a credit note",
                  options=Option.each(KINDS.items()))  # fmt: skip
    reference = Text("Number", noun="Number", required="Enter its number", max_length=40, width=20)
    amount = Money("Amount", required="Enter the amount", maximum=Decimal(1_000_000))
    invoiced_on = DateParts("Date on it", required="Enter the date on it", bound="today or past")

    def check(self) -> None:
        if not self.amount.data:
            self.blame_question("amount", "Amount must be more than £0")
