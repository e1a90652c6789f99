"""The question page on safe contact."""

from __future__ import annotations

from housing.forms import Choices, Email, LongText, Phone, Text, YesNoNotKnown
from housing.households.case import SectionForm
from housing.households.contact import Contact


class ContactForm(SectionForm):
    """How and when it is safe to reach her. She may leave any of it out."""

    methods = Choices("How is it safe to reach her?", hint="Select all that are safe. Ask her, do not assume")
    phone = Phone("Safe telephone number", noun="Telephone number")
    email = Email("Safe e-mail address", noun="E-mail address")
    times = Text("When is it safe?", noun="When it is safe", hint="For example, school days from 9:30am to 2:30pm")
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

    def contact(self) -> Contact:
        """The answers as the service takes them."""
        return Contact(
            methods=self.methods.data,
            phone=self.phone.data,
            email=self.email.data,
            times=self.times.data,
            code_word=self.code_word.data,
            voicemail=self.voicemail.truth,
            shared_device=self.shared_device.truth,
            notes=self.notes.data,
        )
