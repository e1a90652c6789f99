"""The question pages on people of concern and the places that they use."""

from __future__ import annotations

from housing.forms import Choice, LongText, Phone, Postcode, Text, WholeNumber
from housing.households.case import SectionForm
from housing.households.concern_places import DangerPlace
from housing.households.concerns import Concern
from housing.households.family.partly import BirthQuestions, birth_questions
from housing.households.words import WIDEST_RADIUS_M


class ConcernForm(BirthQuestions):
    """Somebody the household must be kept from. She may leave any of it out."""

    name = Text("Name", hint="Leave it empty if she does not want to say, or does not know it", max_length=120)
    relationship = Choice("Who are they to her?", noun="Relationship", as_list=True)
    born, born_not_known, age, age_doubt = birth_questions()
    phone = Phone(
        "A telephone number of theirs, if she knows one", noun="Telephone number",
        hint="It is compared with other records and marked unsafe for her. Nobody rings it",
    )  # fmt: skip

    def concern(self) -> Concern:
        """The answers as the service takes them."""
        return Concern(
            name=self.name.data, birth=self.birth(), relationship=self.relationship.data, phone=self.phone.data
        )


class DangerPlaceForm(SectionForm):
    """A place that they use, by postcode or by ward."""

    kind = Choice("What is there?", noun="Kind of place", required="Select what kind of place it is")
    postcode = Postcode("Postcode, if she knows it", noun="Postcode")
    ward = Choice("Or the ward", noun="Ward", hint="Used where the postcode is not known", as_list=True)
    radius_m = WholeNumber(
        "How far away must any home be?",
        noun="The distance",
        hint="In metres. Leave it empty for the council’s usual distance",
        minimum=1,
        maximum=WIDEST_RADIUS_M,
        width=5,
        suffix="metres",
    )

    def check(self) -> None:
        """One of the two ways of saying where."""
        if not self.postcode.data and not self.ward.data:
            self.blame_question("postcode", "Enter a postcode, or select a ward")

    def place(self) -> DangerPlace:
        """The answers as the service takes them."""
        return DangerPlace(
            kind=self.kind.data, postcode=self.postcode.data, ward_code=self.ward.data, radius_m=self.radius_m.data
        )


class NotKnownForm(SectionForm):
    """She does not know where they live or go."""

    why = LongText(
        "Why can a home be looked for without knowing?",
        noun="The reason",
        hint="For example, they live far away, or are in prison for the next two years",
        required="Enter why a home can be looked for without knowing",
        max_length=500,
        rows=3,
    )
