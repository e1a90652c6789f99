"""The questions about the owner's consent."""

from __future__ import annotations

from housing.forms import Choice, DateParts, HavenForm, LongText, Option, Tick
from housing.sanctuary.checking import LONGEST_WORDS

GIVEN, REFUSED = "given", "refused"


class AskOwnerForm(HavenForm):
    """That the owner has been asked."""

    she_agrees = Tick(
        "She agrees that the owner is asked",
        required="Ask her first whether the owner may be asked",
        hint="They may know the person of concern. Say what the works are, never why",
    )
    asked_on = DateParts("When were they asked?", noun="The day they were asked",
                         required="Enter the day they were asked", bound="today or past")  # fmt: skip
    words = LongText(
        "Whom did you ask, and how?", noun="Whom you asked", required="Say whom you asked, and how",
        hint="For example, the landlord’s agent by e-mail. Say what they were told of the works",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class RemindForm(HavenForm):
    """That the owner has been reminded."""

    reminded_on = DateParts("When were they reminded?", noun="The day they were reminded",
                            required="Enter the day they were reminded", bound="today or past")  # fmt: skip
    words = LongText("How?", noun="How they were reminded", max_length=LONGEST_WORDS, rows=2)


class ConsentForm(HavenForm):
    """What the owner says."""

    answer = Choice(
        "What does the owner say?", noun="The answer", required="Select what the owner says",
        options=[Option(GIVEN, "Yes, they consent"), Option(REFUSED, "No", reveals=("reason",))],
    )  # fmt: skip
    reason = Choice("Why not?", noun="Reason", required="Select a reason from the list", when=("answer", REFUSED))
    answered_on = DateParts("When did they say so?", noun="The day they answered",
                            required="Enter the day they answered", bound="today or past")  # fmt: skip
    words = LongText(
        "Conditions, or what else they said", noun="What else they said",
        hint="Needed where the reason is “Other”", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", "Say in a few words what the other reason is")
