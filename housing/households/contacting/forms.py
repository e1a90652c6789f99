"""The question page on safe contact."""

from __future__ import annotations

from datetime import time

from housing.forms import (
    Choice,
    Choices,
    DateParts,
    Email,
    LongText,
    Option,
    Phone,
    Text,
    Tick,
    TimeOfDay,
    YesNoNotKnown,
)
from housing.households.adding import AddForm
from housing.households.case import SectionForm
from housing.households.contact import Contact
from pathway.safe_contact import CALLED, Reached
from pathway.sanctuary_visits import WEEKDAYS

DAYS = [Option(str(number), name) for number, name in WEEKDAYS.items()]


class ContactForm(SectionForm):
    """How and when it is safe to reach her. She may leave any of it out."""

    methods = Choices("How is it safe to reach her?", hint="Select all that are safe. Ask her, do not assume")
    phone = Phone("Safe telephone number", noun="Telephone number")
    email = Email("Safe e-mail address", noun="E-mail address")
    address = Text(
        "Postal address at which a letter is safe",
        noun="Postal address",
        hint="With its postcode. Not where she stays, if that must not be known. Leave it empty if there is none",
        max_length=200,
    )
    days = Choices("On which days is it safe?", noun="Safe days", options=DAYS)
    any_time = Tick("At any time of day")
    from_at = TimeOfDay("Safe from", noun="Beginning of the safe hours", hint="For example, 9:30am")
    until_at = TimeOfDay("Safe until", noun="End of the safe hours", hint="For example, 2:30pm. Midnight is 12am")
    times = Text("More about when it is safe", noun="More about when", hint="For example, not in the school holidays")
    code_word = Text(
        "Code word",
        hint="A word that she and you say first, so that each knows who is speaking",
        max_length=60,
        width=20,
    )
    voicemail = YesNoNotKnown("May a message be left on voicemail?", hint="Until she says yes, leave none")
    shared_device = YesNoNotKnown("Does somebody else use or look at her telephone or e-mail?")
    interpreter = YesNoNotKnown("Does she need an interpreter?", yes_reveals=("language",))
    language = Text("Which language?", noun="Language", max_length=60, width=20, when=("interpreter", "yes"))
    notes = LongText("Anything else about reaching her safely", noun="Notes", max_length=1000, rows=3)

    def check(self) -> None:
        """Days and hours go together, since one without the other allows nothing."""
        begins, ends = self.hours()
        if self.days.data and begins is None:
            self.blame_question("from_at", "Enter from when it is safe, or tick that it is at any time of day")
        elif begins is not None and not self.days.data:
            self.blame_question("days", "Select the days on which it is safe")
        elif (begins is None) != (ends is None):
            self.blame_question("until_at", "Enter until when it is safe")

    def hours(self) -> tuple[time | None, time | None]:
        """The safe hours; midnight at both ends is any time of day."""
        if self.any_time.data:
            return time.min, time.min
        return self.from_at.data, self.until_at.data

    def contact(self) -> Contact:
        """The answers as the service takes them."""
        begins, ends = self.hours()
        return Contact(
            methods=self.methods.data,
            phone=self.phone.data,
            email=self.email.data,
            address=self.address.data,
            days=tuple(int(day) for day in self.days.data),
            from_at=begins,
            until_at=ends,
            times=self.times.data,
            code_word=self.code_word.data,
            voicemail=self.voicemail.truth,
            shared_device=self.shared_device.truth,
            notes=self.notes.data,
        )


class ToldForm(AddForm):
    """Somebody beside her who may be told something."""

    name = Text("Who may be told?", noun="Name", required="Enter who may be told", max_length=120)
    who = Text("Who are they to her?", noun="Who they are to her", hint="For example, her sister", max_length=120)
    reached = Text("How are they reached?", noun="How they are reached", max_length=200)
    what = Choices("What may they be told?", noun="What they may be told", required="Select what they may be told")
    until_on = DateParts(
        "Until when?", noun="The last day", hint="Leave it empty if she set no day. For example, 27 3 2027",
        bound="today or future",
    )  # fmt: skip


class UnsafeForm(SectionForm):
    """A number or an address that must not be used."""

    kind = Choice(
        "What is unsafe?",
        required="Select what is unsafe",
        options=[Option(kind.value, f"A {called}".replace("A e-", "An e-")) for kind, called in CALLED.items()],
    )
    value = Text(
        "The number or the address",
        required="Enter the number or the address",
        hint="A postal address with its postcode",
        max_length=200,
    )
    why = LongText("Why is it unsafe?", noun="Why", required="Enter why it is unsafe", max_length=500, rows=3)

    @property
    def marked(self) -> Reached:
        """What it is, as the service takes it."""
        return Reached(self.kind.data)


class LiftForm(SectionForm):
    """Why a mark is taken away."""

    why = LongText("Why is it safe now?", noun="Why", required="Enter why it is safe now", max_length=500, rows=3)
