"""The question pages on support: a contact, a child's school, a pack, a referral and what became of it."""

from __future__ import annotations

from housing.forms import Choice, Choices, DateParts, LongText, Option, Text, TimeOfDay, YesNoNotKnown
from housing.households.adding import AddForm
from housing.households.case import SectionForm
from housing.presentations.support.contacts import Contacted
from housing.presentations.support.packs import Pack
from housing.presentations.support.referrals import OUTCOMES, Sent
from housing.presentations.support.schools import Schooling
from pathway.calendar import london_moment

LONGEST = 2000
YES_NO = (Option("yes", "Yes"), Option("no", "No"))


class ContactForm(AddForm):
    """One contact with her, or a try."""

    happened_on = DateParts(
        "On which day?", noun="The day", required="Enter the day", hint="For example, 27 3 2026", bound="today or past"
    )
    happened_at = TimeOfDay("At what time?", noun="The time", required="Enter the time", hint="For example, 9:30am")
    how = Choice("How?", required="Select how", as_list=True)
    reached = Choice("Did you reach her?", required="Select whether you reached her", options=YES_NO, inline=True)
    about = LongText(
        "What about?", required="Enter what it was about", hint="No more than somebody else needs to go on",
        max_length=LONGEST, rows=4,
    )  # fmt: skip
    next_step = LongText("What comes next?", max_length=500, rows=2)
    next_on = DateParts("By when?", noun="The day by which something follows", bound="today or future")

    def contacted(self) -> Contacted:
        """The answers as the service takes them."""
        return Contacted(
            happened_at=london_moment(self.happened_on.data, self.happened_at.data),
            how=self.how.data,
            reached=self.reached.data == "yes",
            about=self.about.data,
            next_step=self.next_step.data,
            next_on=self.next_on.data,
        )


class SchoolForm(SectionForm):
    """Where a child goes to school. She may leave any of it out."""

    school = Text("Which school, nursery or college?", noun="School", hint="Its name and place", max_length=200)
    known = YesNoNotKnown("Does a person of concern know it?", hint="A parent can ask a school where a child lives")
    encompass_on = DateParts(
        "When was the school told of an incident (Operation Encompass)?", noun="The day on which the school was told",
        hint="Leave it empty if it was not told", bound="today or past",
    )  # fmt: skip
    encompass_by = Text("Who told the school?", noun="Who told the school", max_length=200)
    support = LongText(
        "What does the school do for the child?", noun="What the school does", max_length=LONGEST, rows=3
    )

    def schooling(self) -> Schooling:
        """The answers as the service takes them."""
        return Schooling(
            school=self.school.data, known=self.known.truth, encompass_on=self.encompass_on.data,
            encompass_by=self.encompass_by.data, support=self.support.data,
        )  # fmt: skip


class PackForm(AddForm):
    """Essentials that were given."""

    items = Choices("What was given?", required="Select what was given")
    given_on = DateParts("On which day?", noun="The day", required="Enter the day", bound="today or past")
    words = LongText("Anything else", max_length=500, rows=2)

    def pack(self) -> Pack:
        """The answers as the service takes them."""
        return Pack(items=self.items.data, given_on=self.given_on.data, words=self.words.data)


class ReferralForm(AddForm):
    """Another service that was asked to help."""

    service = Choice("Which service?", noun="Service", required="Select the service", as_list=True)
    to_name = Text("Which organisation or person?", noun="Organisation or person", max_length=200)
    consent = Choice(
        "Does she agree?",
        required="Select whether she agrees",
        options=[Option("yes", "Yes"), Option("no", "No, or nobody could ask her", reveals=("without",))],
    )
    without = LongText(
        "On what ground is she referred all the same?", noun="The ground", when=("consent", "no"), max_length=1000,
        hint="For example: a child is at risk of significant harm", rows=3,
    )  # fmt: skip
    asked_for = LongText(
        "What was the service asked for?", noun="What was asked", required="Enter what the service was asked for",
        hint="The least that it needs. Never where she is, unless it comes to her", max_length=LONGEST, rows=3,
    )  # fmt: skip
    sent_on = DateParts(
        "When was it sent?", noun="The day", required="Enter the day", hint="For example, 27 3 2026",
        bound="today or past",
    )  # fmt: skip

    def sent(self) -> Sent:
        """The answers as the service takes them."""
        return Sent(
            service=self.service.data, asked_for=self.asked_for.data, sent_on=self.sent_on.data,
            consent=self.consent.data == "yes", without=self.without.data, to_name=self.to_name.data,
        )  # fmt: skip


class MoveForm(SectionForm):
    """What became of a referral."""

    event = Choice(
        "What happened?",
        required="Select what happened",
        options=[
            Option("chased", "I asked again"),
            Option("answered", "The service answered", reveals=("answered",)),
            Option("ended", "It is over", reveals=("ended",)),
        ],
    )
    answered = Choice("What did they answer?", noun="The answer", required="Select the answer",
                      when=("event", "answered"))  # fmt: skip
    ended = Choice("How did it end?", noun="How it ended", required="Select how it ended", when=("event", "ended"))
    words = LongText("Anything else", max_length=1000, rows=3)

    @property
    def outcome(self) -> str | None:
        """The outcome that goes with what happened."""
        field = self.event.data
        found: str | None = self[field].data if field in OUTCOMES else None
        return found
