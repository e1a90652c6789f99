"""The question pages on areas to avoid and places to be near."""

from __future__ import annotations

from housing.forms import Choice, Choices, Option, Postcode, Tick, WholeNumber
from housing.households.case import SectionForm
from housing.households.nearby import Near
from housing.households.words import FARTHEST_KM, IMPORTANCES


class AreasForm(SectionForm):
    """Where she cannot live."""

    wards = Choices("Which wards can she not live in?", noun="Wards", hint="Select all that apply")
    leave_council = Tick("She must leave this council’s area", hint="No home inside it will be proposed")


class NearForm(SectionForm):
    """Somewhere the household needs to be near, by postcode or by ward."""

    kind = Choice("What is there?", noun="Kind of place", required="Select what kind of place it is")
    postcode = Postcode("Postcode, if she knows it", noun="Postcode")
    ward = Choice("Or the ward", noun="Ward", hint="Used where the postcode is not known", as_list=True)
    importance = Choice(
        "How important is it to be near?",
        noun="Importance",
        required="Select how important it is",
        options=Option.each((str(number), words) for number, words in IMPORTANCES.items()),
        coerce=int,
    )
    limit_km = WholeNumber(
        "Is there a distance that would be too far?",
        noun="The distance",
        hint="In kilometres. Homes farther away are then ruled out. Leave it empty if there is none",
        minimum=1,
        maximum=FARTHEST_KM,
        suffix="kilometres",
    )

    def check(self) -> None:
        """One of the two ways of saying where."""
        if not self.postcode.data and not self.ward.data:
            self.blame_question("postcode", "Enter a postcode, or select a ward")

    def near(self) -> Near:
        """The answers as the service takes them."""
        return Near(
            kind=self.kind.data,
            postcode=self.postcode.data,
            ward_code=self.ward.data,
            importance=self.importance.data,
            limit_km=self.limit_km.data,
        )
