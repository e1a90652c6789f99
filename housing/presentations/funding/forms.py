"""The questions about status, ways of paying and the plan. The page sets the lists, from the council's code lists."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID, uuid4

from housing.forms import Choice, DateParts, HavenForm, Hidden, LongText, Money, Option, Text
from housing.households.immigration.recording import Said
from housing.presentations.funding.lines import Terms
from pathway.funding import WORDS, Event
from pathway.immigration import Status

GRANTED = Status.MVDAC_GRANTED.value
LONGEST_WORDS = 1000
TOLD = {
    Event.ASKED: "Asked for: no answer yet",
    Event.CONFIRMED: "Confirmed: it pays for the nights below",
    Event.REFUSED: "Refused",
    Event.ENDED: "Ended: it stops paying",
}


class StatusForm(HavenForm):
    """Her status from a day on."""

    status = Choice("What is her status?", noun="Status", required="Select her status")
    from_on = DateParts(
        "Since when?", noun="The day", required="Enter the day from which it holds", bound="today or past",
        hint="The day of the grant or of the application; today where nobody knows",
    )  # fmt: skip
    ends_on = DateParts(
        "Last day of the leave on the document", noun="The last day", when=("status", GRANTED),
        hint="Leave it empty where no document was seen: three months are counted",
    )  # fmt: skip
    evidence = Choice(
        "How is it known?", noun="How it is known", hint="No document is needed before she is helped",
    )  # fmt: skip
    checked_by = Text("Who checked it, if it was not you", noun="Who checked it", max_length=80)
    basis = Choice("Why is it recorded?", noun="The reason", required="Select why it is recorded")
    words = LongText("Anything to add", noun="What you add", hint="No address and nobody else’s name",
                     max_length=LONGEST_WORDS, rows=3)  # fmt: skip

    def reveal_end(self) -> None:
        """Ask for the document's last day under the grant alone."""
        self.status.options = [
            Option(each.value, each.text, reveals=("ends_on",) if each.value == GRANTED else ())
            for each in self.status.options
        ]

    def said(self) -> Said:
        """The answers as the service takes them."""
        return Said(
            self.status.data, self.from_on.data, self.ends_on.data, self.evidence.data, self.checked_by.data,
            self.basis.data, self.words.data,
        )  # fmt: skip


class TermsForm(HavenForm):
    """What is said of a line."""

    event = Choice("Where does it stand?", noun="Where it stands", required="Select where it stands")
    from_on = DateParts("First night that it pays for", noun="The first night",
                        hint="Needed once it is confirmed")  # fmt: skip
    until_on = DateParts(
        "First night that it does not pay for any more", noun="The first night that is not paid for",
        hint="Leave it empty where no end is set",
    )  # fmt: skip
    per_night = Money("How much for a night?", noun="The amount for a night", hint="Leave it empty where nobody said")
    decision_by = DateParts("By when do they answer?", noun="The day of the answer",
                            hint="Where it is asked for")  # fmt: skip
    reference = Text("Their reference", noun="The reference", max_length=60, width=20)
    words = LongText("Why it was refused, or anything to add", noun="What you add", max_length=LONGEST_WORDS, rows=3)

    def offer(self, events: Iterable[Event]) -> None:
        """Only what can follow."""
        self.event.options = [Option(each.value, TOLD[each]) for each in events]

    def terms(self) -> Terms:
        """The answers as the service takes them."""
        return Terms(
            self.from_on.data, self.until_on.data, self.per_night.data, self.decision_by.data, self.reference.data,
            self.words.data,
        )  # fmt: skip


class LineForm(TermsForm):
    """A way of paying."""

    route = Choice("How is it paid?", noun="How it is paid", required="Select how it is paid")
    payer = Text("Who pays?", noun="Who pays", required="Enter who pays", max_length=80,
                 hint="The team, the charity or the office. Not a person")  # fmt: skip
    once = Hidden()

    @property
    def key(self) -> UUID:
        """What the page carried, so that the same form sent twice is one line; a new one where it is missing."""
        try:
            return UUID(str(self.once.data or ""))
        except ValueError:
            return uuid4()

    def carry(self) -> None:
        """Give a fresh page its key."""
        self.once.data, self.once.raw_data = str(self.key), []


class PlanForm(HavenForm):
    """What happens before the money ends."""

    words = LongText(
        "What will happen, who does it, and by when?", noun="The plan", required="Write down the plan",
        hint="No address and nobody else’s name", max_length=LONGEST_WORDS, rows=5,
    )  # fmt: skip


def event_words(event: Event) -> str:
    """A line's standing in a word or two."""
    return WORDS[event]
