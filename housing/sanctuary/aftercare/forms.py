"""The coordinator's questions after the works."""

from __future__ import annotations

from decimal import Decimal

from housing.forms import Choice, DateParts, HavenForm, LongText, Money, Option, Text, WholeNumber, YesNoNotKnown
from housing.sanctuary.aftercare.reviewing import Found

LONGEST_WORDS = 1000
OTHER = "Say in a few words what the other reason is"


class SignOffForm(HavenForm):
    """The coordinator's word that the works are right."""

    signed_off_on = DateParts("On which day did you look at the works?", noun="Day of sign-off",
                              required="Enter the day", bound="today or past")  # fmt: skip
    feels_safe = YesNoNotKnown("Does she say that she feels safe?", noun="Whether she feels safe",
                               hint="Ask her, in a way that is safe. If she says no, her officer is told at once",
                               required="Select what she says")  # fmt: skip
    words = LongText("What she says, or what you saw", noun="What you saw", max_length=LONGEST_WORDS, rows=3)


class FlagForm(HavenForm):
    """What happened to a flag. Only what can follow is offered."""

    event = Choice("What happened?", required="Select what happened")
    happened_on = DateParts("On which day?", noun="Day", required="Enter the day", bound="today or past")
    reference = Text("Their reference", noun="Reference", max_length=60, width=20)
    review_on = DateParts("When do they look at it again?", noun="Day on which they look at it again",
                          when=("event", ("set", "reviewed")), bound="future",
                          required="Enter when they look at it again")  # fmt: skip


class ReviewForm(HavenForm):
    """What she says some months after the works."""

    reviewed_on = DateParts("On which day did you ask her?", noun="Day of the review", required="Enter the day",
                            bound="today or past")  # fmt: skip
    reached = Choice(
        "Could you reach her safely?",
        required="Select whether you could reach her",
        options=[
            Option("yes", "Yes", reveals=("effective", "incident", "still_needed")),
            Option("no", "No, after several safe tries"),
        ],
    )
    effective = YesNoNotKnown("Does what was fitted still work, and keep her safe?", when=("reached", "yes"),
                              required="Select whether it still works", noun="Whether it still works")  # fmt: skip
    incident = YesNoNotKnown("Has anything happened since?", when=("reached", "yes"), noun="Whether anything happened",
                             hint="If so, her officer is told at once",
                             required="Select whether anything has happened")  # fmt: skip
    still_needed = YesNoNotKnown("Does she still need it?", when=("reached", "yes"), noun="Whether she needs it",
                                 required="Select whether she still needs it")  # fmt: skip
    words = LongText("What she says", max_length=LONGEST_WORDS, rows=3)

    def found(self) -> Found:
        """The answers as the service takes them."""
        if self.reached.data != "yes":
            return Found(reached=False)
        return Found(True, self.effective.truth, self.incident.truth, self.still_needed.truth)


class OutcomeForm(HavenForm):
    """How it turned out."""

    found_on = DateParts("On which day did you find out?", noun="Day", required="Enter the day", bound="today or past")
    result = Choice("Where is she now?", required="Select where she is now")
    incident = YesNoNotKnown("Has anything happened since the works?", noun="Whether anything happened",
                             required="Select whether anything has happened")  # fmt: skip
    words = LongText("What she says", max_length=LONGEST_WORDS, rows=3)


class LendForm(HavenForm):
    """What is lent to her."""

    item = Choice("What is lent?", required="Select what is lent")
    mark = Text("Its number", hint="As it stands on it", max_length=60, width=20)
    lent_on = DateParts("On which day?", noun="Day", required="Enter the day", bound="today or past")


class ReturnedForm(HavenForm):
    """What came back."""

    returned_on = DateParts("On which day did it come back?", noun="Day", required="Enter the day",
                            bound="today or past")  # fmt: skip
    condition = Choice("In what condition?", noun="Condition", required="Select in what condition it is")


class ReasonForm(HavenForm):
    """Why a job is closed, or opened again."""

    reason = Choice("Why?", noun="Reason", required="Select a reason from the list")
    words = LongText("Anything to add", noun="What you add", hint="Needed where the reason is “Other”",
                     max_length=LONGEST_WORDS, rows=3)  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", OTHER)


class BudgetForm(HavenForm):
    """What may be spent in a financial year."""

    year = WholeNumber("Financial year that begins in April of", noun="Year", required="Enter a year",
                       minimum=2000, maximum=2200)  # fmt: skip
    amount = Money("Budget", required="Enter the budget", maximum=Decimal(100_000_000))
    why = LongText("Who decided it, or why it is changed", noun="Who decided it",
                   required="Say who decided it, or why it is changed", max_length=300, rows=2)  # fmt: skip
