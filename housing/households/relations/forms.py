"""The question page on how two people are related."""

from __future__ import annotations

from housing.forms import Choice
from housing.households.case import SectionForm


class RelationForm(SectionForm):
    """Two people and what the first is to the second."""

    one = Choice("Who?", noun="The first person", required="Select a person", as_list=True)
    kind = Choice("is the", noun="How they are related", required="Select how they are related", as_list=True)
    other = Choice("of whom?", noun="The second person", required="Select another person", as_list=True)

    def check(self) -> None:
        """Two different people."""
        super().check()
        if self.one.data == self.other.data:
            self.blame_question("other", "Select two different people")
