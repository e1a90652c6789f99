"""The questions about help with money. Lists come from the council's code lists, set by the page."""

from __future__ import annotations

from uuid import UUID, uuid4

from housing.forms import (
    Choice,
    DateParts,
    FilterForm,
    HavenForm,
    Hidden,
    LongText,
    Money,
    Option,
    Text,
    Tick,
    Upload,
    WholeNumber,
)
from housing.presentations.payments.asking import Asked
from pathway.payments import STATES

YES, NO = "yes", "no"
LONGEST_WORDS = 1000
OTHER = "Say in a few words what the other reason is"


class AskForm(HavenForm):
    """What for, how much, whom it goes to, and a way of paying that is safe."""

    fund = Choice("From which fund?", noun="The fund", required="Select a fund")
    purpose = Choice("What is it for?", noun="What it is for", required="Select what it is for")
    amount = Money("How much?", noun="The amount", required="Enter how much")
    payee_kind = Choice("Who is paid?", noun="Who is paid", required="Select who is paid")
    way = Choice(
        "Which way of paying is safe for her?", noun="The way of paying", required="Select a safe way of paying",
        hint="Ask her. A joint account, or a card statement that comes by post, may be seen by somebody else",
    )  # fmt: skip
    why = LongText("What exactly, and why is it needed?", noun="Why it is needed", required="Say why it is needed",
                   hint="No address and nobody else’s name", max_length=LONGEST_WORDS, rows=3)  # fmt: skip
    for_move = Tick("It is for her move to a home of her own", hint="It is then shown with the move as well")
    once = Hidden()

    @property
    def key(self) -> UUID:
        """What the page carried, so that the same form sent twice is one request; a new one where it is missing."""
        try:
            return UUID(str(self.once.data or ""))
        except ValueError:
            return uuid4()

    def carry(self) -> None:
        """Give a fresh page its key."""
        self.once.data, self.once.raw_data = str(self.key), []

    def asked(self) -> Asked:
        """The answers as the service takes them."""
        return Asked(self.fund.data, self.purpose.data, self.amount.data, self.payee_kind.data, self.way.data,
                     self.why.data or "", bool(self.for_move.data))  # fmt: skip


class DecideForm(HavenForm):
    """Yes or no."""

    answer = Choice(
        "Do you approve it?", noun="Your answer", required="Select whether you approve it",
        options=[Option(YES, "Yes"), Option(NO, "No", reveals=("reason", "words"))],
    )  # fmt: skip
    reason = Choice("Why not?", noun="The reason", required="Select a reason from the list", when=("answer", NO))
    words = LongText("Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
                     max_length=LONGEST_WORDS, rows=2, when=("answer", NO))  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class PayForm(HavenForm):
    """That it was paid."""

    amount = Money("How much was paid?", noun="The amount", required="Enter how much was paid")
    paid_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    reference = Text("Reference of the payment", noun="The reference", required="Enter the reference of the payment",
                     max_length=60, width=20)  # fmt: skip


ENDINGS = ("pdf", "jpg", "jpeg", "png", "txt")


class ReceiptForm(HavenForm):
    """A receipt: a document of the case, a file that is sent now, or where it is kept otherwise."""

    got_on = DateParts("When did it come?", noun="The day", required="Enter the day", bound="today or past")
    file = Upload(
        "Send the receipt", noun="The receipt", endings=ENDINGS,
        hint="A PDF, a picture (JPEG or PNG) or plain text. It is kept with the documents of the case",
    )  # fmt: skip
    document = Choice("Or select a document of the case", noun="The document", as_list=True, coerce=UUID)
    reference = Text(
        "Or say where it is", noun="Where it is", max_length=120,
        hint="Its number, where the paper is kept outside Haven",
    )  # fmt: skip
    words = LongText("Anything to add", noun="What you add", max_length=LONGEST_WORDS, rows=2)

    def check(self) -> None:
        """One of the three ways of giving it."""
        if not (self.file.data or self.document.data or self.reference.data):
            self.blame_question("file", "Send the receipt, select a document, or say where the receipt is")
        elif self.file.data and self.document.data:
            self.blame_question("document", "Send a file or select a document, not both")


class WithdrawForm(HavenForm):
    """Why a request is taken back."""

    words = LongText("Why is it withdrawn?", noun="The reason", required="Say why it is withdrawn",
                     max_length=LONGEST_WORDS, rows=2)  # fmt: skip


class BudgetForm(HavenForm):
    """What may be spent in a year."""

    fund = Choice("Which fund?", noun="The fund", required="Select a fund")
    year = WholeNumber("Financial year, by the year in which it begins in April", noun="The year",
                       required="Enter the year", minimum=2000, maximum=2200)  # fmt: skip
    amount = Money("What may be spent?", noun="The budget", required="Enter what may be spent")
    why = LongText("Who decided it, or why is it changed?", noun="The reason", required="Say who decided it",
                   max_length=LONGEST_WORDS, rows=2)  # fmt: skip


class PaymentsFilter(FilterForm):
    """Which requests."""

    state = Choice("Stands at", options=[Option(state.value, words) for state, words in STATES.items()], as_list=True)
