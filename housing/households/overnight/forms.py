"""The question page on a child who stays some nights."""

from __future__ import annotations

from housing.forms import Choice, LongText, Option, Text, WholeNumber, YesNoNotKnown
from housing.households.family.partly import BirthQuestions, birth_questions
from housing.households.overnight.services import MOST_NIGHTS, Overnight
from housing.households.words import SEXES


class OvernightForm(BirthQuestions):
    """Nothing has to be said."""

    name = Text("Name", hint="Leave it empty if it was not given", max_length=120)
    born, born_not_known, age, age_doubt = birth_questions()
    sex = Choice("Sex", options=Option.each(SEXES.items()))
    nights = WholeNumber("How many nights?", noun="Nights", minimum=1, maximum=MOST_NIGHTS)
    every = Choice("How often?", noun="How often")
    space_wanted = YesNoNotKnown(
        "Does she want room for the child to sleep?", noun="Room to sleep",
        hint="The matcher does not count the child. The wish is shown beside each home that she could have",
    )  # fmt: skip
    note = LongText("Anything to know", hint="Such as an order of a court on contact", max_length=1000, rows=3)

    def child(self) -> Overnight:
        """The answers as the service takes them."""
        return Overnight(
            name=self.name.data, birth=self.birth(), sex=self.sex.data, nights=self.nights.data, every=self.every.data,
            space_wanted=self.space_wanted.truth, note=self.note.data,
        )  # fmt: skip
