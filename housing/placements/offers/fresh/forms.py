"""The questions about a unit that nobody has confirmed lately, at the end of any form that offers it."""

from __future__ import annotations

from housing.forms import Choice, HavenForm, LongText, Option, Text
from housing.placements.offers.fresh.confirming import LONGEST_NAME, LONGEST_REASON, Confirming

TELEPHONED, WENT_ON = "telephoned", "went-on"


def confirm_questions() -> tuple[Choice, Text, LongText]:
    """`how, said_by, go_on_because = confirm_questions()` in a form that is a `ConfirmsFirst`."""
    how = Choice(
        "How do you know that the unit is free?",
        noun="How you know",
        required="Select how you know that the unit is free",
        options=[
            Option(TELEPHONED, "I have telephoned the provider", reveals=("said_by",)),
            Option(WENT_ON, "I go on without asking", reveals=("go_on_because",)),
        ],
    )
    said_by = Text(
        "Who at the provider said so?", noun="Who said so", required="Enter who at the provider said so",
        hint="Their name, or what they do there", max_length=LONGEST_NAME, when=("how", TELEPHONED),
    )  # fmt: skip
    because = LongText(
        "Why do you go on without asking?", noun="Why you go on", required="Enter why you go on without asking",
        hint="It is kept with the offer. Do not name anybody of the household", max_length=LONGEST_REASON, rows=3,
        when=("how", WENT_ON),
    )  # fmt: skip
    return how, said_by, because


class ConfirmsFirst(HavenForm):
    """A form that offers a unit. Its own class holds the questions, so that they come last."""

    def without_confirming(self) -> None:
        """Leave the questions out: the unit has been confirmed lately."""
        for name in ("how", "said_by", "go_on_because"):
            del self[name]

    def confirming(self) -> Confirming | None:
        """The answers, None where they were not asked for."""
        if "how" not in self:
            return None
        return Confirming(said_by=self["said_by"].data or "", reason=self["go_on_because"].data or "")


class ConfirmForm(ConfirmsFirst):
    """These questions alone: the proposal of a run is accepted with them."""

    how, said_by, go_on_because = confirm_questions()
