"""The questions of moving on. Lists are the council's, set by the page."""

from __future__ import annotations

from housing.forms import Choice, Choices, DateParts, HavenForm, LongText, Option, Postcode, Text
from housing.placements.moving.planning import LONGEST, LONGEST_ADDRESS
from housing.placements.moving.resettling import SECURED

RATINGS = (
    ("5", "It helped a great deal"), ("4", "It helped"), ("3", "Some of it helped"), ("2", "It helped little"),
    ("1", "It did not help"),
)  # fmt: skip


class PlanForm(HavenForm):
    """Where moving on stands, and what is in the way."""

    stage = Choice("Where does it stand?", noun="Where it stands", required="Select where it stands")
    blockers = Choices("What is in the way?", noun="What is in the way", hint="Select all that apply")
    destination = Choice("What does she want to move to?", noun="What she wants to move to", as_list=True)
    expected_on = DateParts("When is it expected?", noun="The day", hint="Leave empty where nobody can say")
    words = LongText(
        "What happens next, and who does it?", noun="What happens next", hint="Write no address, and name nobody",
        max_length=LONGEST, rows=3,
    )  # fmt: skip


class HomeForm(HavenForm):
    """A home that she may move to. Where it is decides; the address is for the works and for nobody else."""

    destination = Choice("What kind of home is it?", noun="The kind of home", required="Select what kind of home it is")
    address = Text("Address, if it is known", noun="The address", max_length=LONGEST_ADDRESS)
    postcode = Postcode("Postcode", noun="Postcode", hint="It is checked and kept sealed")
    landlord = Text("Landlord or owner, if it is known", noun="The landlord", max_length=LONGEST_ADDRESS,
                    hint="The works need their consent")  # fmt: skip
    ward = Choice("Or the ward", noun="Ward", hint="Used where the postcode is not known", as_list=True)
    by_hand = LongText(
        "Or how it was checked, where Haven does not know the place", noun="How it was checked",
        hint="For a home far away: with whom, and what she says. Write no address", max_length=LONGEST, rows=3,
    )  # fmt: skip

    def check(self) -> None:
        """One of the three ways of saying where."""
        if not (self.postcode.data or self.ward.data or self.by_hand.data):
            self.blame_question("postcode", "Enter a postcode, select a ward, or say how it was checked")


class MovedForm(HavenForm):
    """That she has moved."""

    moved_on = DateParts(
        "When did she move?", noun="The day she moved", required="Enter the day she moved", bound="today or past"
    )
    secured = Choice(
        "Is the new home secure?", noun="Whether it is secure", required="Select whether the home is secure",
        options=Option.each(SECURED.items()),
    )  # fmt: skip
    although = LongText(
        "How is she kept safe there?", noun="How she is kept safe",
        hint="Needed where a rule of safety is against the place, or the works are not done. Write no address",
        max_length=LONGEST, rows=3,
    )  # fmt: skip


class ContactForm(HavenForm):
    """How she is, some weeks after her move. Every answer of hers may be left out."""

    reached = Choice(
        "Was she reached, in a way that is safe for her?", noun="Whether she was reached",
        required="Select whether she was reached",
        options=[
            Option("yes", "Yes", reveals=("safe", "rating", "her_words")),
            Option("no", "No", hint="Try again; this one stays owed"),
        ],
    )  # fmt: skip
    safe = Choice(
        "Is she safe where she is?", noun="Whether she is safe", when=("reached", "yes"),
        options=[Option("yes", "Yes"), Option("no", "No", hint="Her officer is told at once"),
                 Option("unsaid", "She did not say")],
    )  # fmt: skip
    rating = Choice(
        "What would she say of the help she had?", noun="Her answer", hint="Only where she likes to say",
        when=("reached", "yes"), options=Option.each(RATINGS), as_list=True,
    )  # fmt: skip
    her_words = LongText("In her own words", max_length=LONGEST, rows=3, when=("reached", "yes"))
    words = LongText("Anything to add", noun="What you add", hint="Write no address", max_length=LONGEST, rows=3)
