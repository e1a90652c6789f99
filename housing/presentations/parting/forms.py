"""Who leaves, who comes back, and which two records are one."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, Choices, HavenForm, LongText, Text, Tick
from housing.households.case import SectionForm
from housing.presentations.parting.services import LONGEST, Parting


class PartForm(SectionForm):
    """Some people become a household of their own."""

    people = Choices("Who leaves?", noun="Who leaves", required="Select who leaves", coerce=UUID)
    lead = Choice(
        "Who of them asks for help?", noun="Who asks for help", required="Select an adult who leaves", coerce=UUID
    )
    consent = LongText(
        "Who agreed, and how?", noun="Who agreed",
        hint="Ask each adult who leaves, alone. For a child, whoever has the right to decide",
        required="Enter who agreed, and how", max_length=LONGEST, rows=3,
    )  # fmt: skip
    dangers = Tick(
        "The same people and places are a danger to them",
        hint="People of concern and their places, areas, numbers marked unsafe and separations are copied",
    )
    same_contact = Tick(
        "It is safe to reach them in the same way",
        hint="Ask them. Leave it if they may have to be reached without the others knowing",
    )
    births = Tick("The babies that are expected are theirs")

    def parting(self) -> Parting:
        """The answers as the service takes them."""
        return Parting(
            people=self.people.data, lead=self.lead.data, consent=self.consent.data or "", dangers=self.dangers.data,
            same_contact=self.same_contact.data, births=self.births.data,
        )  # fmt: skip


class RejoinForm(HavenForm):
    """They come back."""

    consent = LongText(
        "Who agreed, and how?", noun="Who agreed", required="Enter who agreed, and how", max_length=LONGEST, rows=3,
        hint="Ask everybody of both households, each alone",
    )  # fmt: skip


class MergeForm(HavenForm):
    """Two records of one person."""

    reference = Text(
        "Reference of the other record", hint="For example, H-7K3M9Q. It ends, and goes on in this one",
        required="Enter the reference of the other record", width=10, max_length=20,
    )  # fmt: skip
    reason = LongText(
        "Why are they one person?", noun="The reason", required="Enter the reason", max_length=LONGEST, rows=3
    )


class UndoForm(HavenForm):
    """They are of two people after all."""

    reason = LongText(
        "Why are they two people?", noun="The reason", required="Enter the reason", max_length=LONGEST, rows=3
    )
