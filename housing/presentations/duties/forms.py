"""The question pages on duties, decisions and reviews."""

from __future__ import annotations

from housing.forms import Choice, Choices, DateParts, LongText, Option, Text, Tick, YesNoNotKnown
from housing.households.case import SectionForm
from housing.presentations.duties.deciding import WAYS
from housing.presentations.duties.reviewing import CHANGED, UPHELD
from pathway.decisions import by_hand
from pathway.duty_endings import DAYS_PASSED, DUTIES, Duty

NO_NAMES = "No address, and nobody else’s name"
LONGEST = 4000


class DutyForm(SectionForm):
    """Which duty is owed, since when."""

    duty = Choice(
        "Which duty?",
        noun="Duty",
        required="Select a duty",
        coerce=Duty,
        options=[Option(duty.value, title, hint=section) for duty, (title, _, section) in DUTIES.items()],
    )
    started_on = DateParts(
        "Owed since", required="Enter the day", bound="today or past", hint="This day counts as the first of the clock"
    )
    why = LongText("Why", noun="Why", hint=f"For example, what she was threatened with. {NO_NAMES}", rows=3)


class EndDutyForm(SectionForm):
    """How a duty ends."""

    ended_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    circumstance = Choice("How does it end?", noun="How it ends", required="Select how it ends", coerce=str)
    intentional = YesNoNotKnown(
        "Is she homeless intentionally?",
        hint="Not for leaving a home where abuse was likely (Housing Act 1996 s177)",
        when=("circumstance", DAYS_PASSED),
    )
    notice_running = YesNoNotKnown("Is a valid notice to leave her home running?", when=("circumstance", DAYS_PASSED))
    why = LongText(
        "Reasons", hint=f"She is told them in writing, unless the duty ends by itself. {NO_NAMES}", max_length=LONGEST
    )


class DecisionForm(SectionForm):
    """What was decided, and why."""

    slug = Choice(
        "What was decided?",
        noun="What was decided",
        required="Select what was decided",
        options=[Option(each.slug, each.title, hint=each.section) for each in by_hand()],
    )
    decided_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    reasons = LongText(
        "Reasons", hint=f"She is told them in writing, as you write them. {NO_NAMES}", max_length=LONGEST
    )


class ToldForm(SectionForm):
    """When and how she was told of a decision."""

    how = Choice(
        "How was she told?",
        noun="How she was told",
        required="Select how she was told",
        options=Option.each(WAYS.items()),
    )
    told_on = DateParts(
        "On which day?",
        noun="The day",
        required="Enter the day",
        bound="today or past",
        hint="Her 21 days to ask for a review begin with it",
    )


class LimbsForm(SectionForm):
    """Limbs of priority need besides domestic abuse."""

    limbs = Choices(
        "Which other reasons for priority need are there?",
        noun="Reasons",
        hint="Select all that hold. Domestic abuse is enough by itself: these are kept for the council’s return",
    )


class ReviewForm(SectionForm):
    """She asks for a review."""

    asked_on = DateParts("On which day did she ask?", noun="The day", required="Enter the day", bound="today or past")
    words = LongText("What she says", hint="In her own words, if you can", rows=4, max_length=LONGEST)
    appointed = Tick("Somebody from outside the council has been appointed to decide it")
    allowed_late = Tick("The council has allowed longer than 21 days, in writing")


class ExtendForm(SectionForm):
    """A later day for a review, agreed in writing."""

    until_on = DateParts("Until which day?", noun="The day", required="Enter the day", bound="future")
    words = LongText(
        "How and when did she agree in writing?",
        noun="How she agreed",
        required="Enter how and when she agreed in writing",
        rows=2,
        max_length=500,
    )


class DecideForm(SectionForm):
    """What a review came to."""

    outcome = Choice(
        "What does the review come to?",
        noun="What it comes to",
        required="Select what the review comes to",
        options=[Option(UPHELD, "The decision stands"), Option(CHANGED, "The decision is changed")],
    )
    words = LongText(
        "Reasons",
        hint=f"She is told them in writing, as you write them. {NO_NAMES}",
        required="Enter the reasons",
        max_length=LONGEST,
    )
    senior = Tick("I am senior to whoever made the decision, and took no part in it")


class WithdrawForm(SectionForm):
    """She takes a review back."""

    words = LongText(
        "How and when did she say so?",
        noun="How she said so",
        hint="She said it herself, alone and safely",
        required="Enter how and when she said so",
        rows=2,
        max_length=500,
    )


class ElsewhereForm(SectionForm):
    """What has to be known before another council is asked."""

    council = Text(
        "Which council?", noun="The council", required="Enter the council’s name", max_length=80,
        hint="The housing authority for the place to which she has a connection",
    )  # fmt: skip
    at_risk = YesNoNotKnown(
        "Would she, or anybody who lives with her, be at risk there?",
        hint="Ask her. Family and friends of the person of concern count too",
    )
    connected_here = YesNoNotKnown(
        "Does anybody of the household have a local connection here?", hint="By living, work, family or special reasons"
    )
    connected_there = YesNoNotKnown("Does anybody of the household have a local connection there?")
    places_checked = Tick("I have looked at every place to keep away from: none of them is in that district")
    asked_by_on = DateParts(
        "By which day is it asked to answer?", noun="The day", bound="today or future",
        hint="Leave it out for the time that the councils have agreed on",
    )  # fmt: skip
    reasons = LongText(
        "Reasons", hint=f"She is told them in writing, as you write them. {NO_NAMES}", required="Enter the reasons",
        max_length=LONGEST, rows=4,
    )  # fmt: skip


class DismissForm(SectionForm):
    """Why something that the law says is nothing here."""

    why = LongText(
        "Why does it not matter here?",
        noun="Why",
        required="Enter why it does not matter here",
        hint="Whoever reads it next should understand",
        rows=3,
        max_length=500,
    )
