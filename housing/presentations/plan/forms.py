"""The question pages on the plan."""

from __future__ import annotations

from housing.forms import Choice, DateParts, LongText, Option, Text
from housing.households.case import SectionForm
from pathway.plans import WHO

LABELS = WHO | {"she": "She does"}


class StepForm(SectionForm):
    """One step towards one of her goals."""

    goal = Text(
        "What does she want to reach?", noun="The goal", required="Enter the goal", max_length=200,
        hint="In her words, for example: a home near the children’s school",
    )  # fmt: skip
    words = LongText(
        "What is the step?", noun="The step", required="Enter the step", max_length=1000, rows=3,
        hint="One thing that somebody does. No address, and nobody else’s name",
    )  # fmt: skip
    who = Choice(
        "Who takes it?", noun="Who takes it", required="Select who takes it", options=Option.each(LABELS.items())
    )
    by_on = DateParts("By when?", noun="The day", hint="Leave it out where no day was agreed")


class SaidForm(SectionForm):
    """What she says of a step, or that it is done."""

    said = Choice("What about this step?", noun="What about it", required="Select what about this step")
    why = LongText(
        "Why?", noun="Why", hint="Where she does not agree, or it is no longer needed. In her words, if you can",
        max_length=1000, rows=3,
    )  # fmt: skip


class GiveForm(SectionForm):
    """The plan as it is goes to her."""

    review_on = DateParts(
        "When will you go through it again?", noun="The review", required="Enter the day of the review", bound="future",
        hint="28 days at most",
    )  # fmt: skip
