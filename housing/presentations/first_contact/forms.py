"""The first question page: her name, or that it was not given, and how she came."""

from __future__ import annotations

from housing.forms import Choice, DateParts, HavenForm, Hidden, Text, Tick


class StartForm(HavenForm):
    """Nothing but the name has to be said, and it may be "not given"."""

    name = Text("Her full name", noun="Name", hint="As she wants to be called. It can be changed later", max_length=120)
    not_given = Tick("She does not want to give a name")
    born = DateParts(
        "Date of birth, if she says it", noun="Date of birth", bound="today or past",
        hint="It helps to find an earlier record of hers. For example, 27 3 1987",
    )  # fmt: skip
    route = Choice("How did she come?", noun="How she came", hint="Leave it if nobody has asked")
    looked = Hidden()

    def check(self) -> None:
        """A name or no name, not both."""
        if not self.name.data and not self.not_given.data:
            self.blame_question("name", "Enter her name, or select that she does not want to give one")
        if self.name.data and self.not_given.data:
            self.blame_question("name", "Enter her name, or select that she does not want to give one, not both")

    @property
    def has_looked(self) -> bool:
        """Whether the person has seen who else has that name, and says that she is none of them."""
        return bool(self.looked.data == "yes")


class AgainForm(HavenForm):
    """She has come back."""

    route = Choice("How did she come this time?", noun="How she came", hint="Leave it if nobody has asked")
