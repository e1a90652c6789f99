"""The question pages on the plan."""

from __future__ import annotations

from housing.forms import Choice, DateParts, LongText, Option, Text
from housing.households.case import SectionForm
from pathway.plans import WHO

YES, NO = "yes", "no"
NO_ADDRESS = "No address, and nobody else’s name"
LABELS = WHO | {"she": "She does"}


class AssessmentForm(SectionForm):
    """What was found out about her circumstances and needs, and those of the people who live with her."""

    circumstances = LongText(
        "Why does she have no safe home, or why may she lose it?", noun="Why she has no safe home",
        required="Enter why she has no safe home, or may lose it", max_length=4000, rows=5,
        hint=f"She reads this: write “you”. In her words, if you can. {NO_ADDRESS}",
    )  # fmt: skip
    home = LongText(
        "What home do she and the people who live with her need?", noun="The home they need",
        required="Enter what home she and hers need", max_length=4000, rows=5,
        hint="Each of them: rooms, stairs, school, work, who helps, what she can pay, where she cannot live",
    )  # fmt: skip
    support = LongText(
        "What support do they need to have a home and to keep it?", noun="The support they need",
        required="Enter what support she and hers need, or that they need none", max_length=4000, rows=5,
        hint="Each of them, the children too: safety, health, money, somebody to talk to",
    )  # fmt: skip


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
    """The plan as it is goes to her: whether the two agreed, and when they go through it again."""

    agreed = Choice(
        "Have you and she agreed on the plan?", noun="Whether you agreed",
        required="Select whether you and she agreed on the plan",
        options=[Option(YES, "Yes, on all of it"), Option(NO, "No, not on all of it", reveals=("because",))],
        hint="What she does not agree to stands in the plan all the same, with why (s189A(6))",
    )  # fmt: skip
    because = LongText(
        "Why could you not agree?", noun="Why you could not agree", max_length=1000, rows=3,
        hint=f"She reads this: put her side first. {NO_ADDRESS}", when=("agreed", NO),
    )  # fmt: skip

    review_on = DateParts(
        "When will you go through it again?", noun="The review", required="Enter the day of the review", bound="future",
        hint="28 days at most",
    )  # fmt: skip
