"""The question pages on a new incident and on the safety plan."""

from __future__ import annotations

from uuid import UUID

from housing.forms import Choice, DateParts, HavenForm, Hidden, LongText, Option, Text, TimeOfDay, YesNoNotKnown
from housing.households.adding import AddForm
from housing.households.contact import Channel
from housing.presentations.safety.incidents import Happened
from housing.presentations.safety.plans import Plan
from pathway.safety_plan import PARTS

LONGEST = 2000


class IncidentForm(AddForm):
    """Something new that was done to her or the children. She may leave any of it out but the day, what and where."""

    happened_on = DateParts(
        "When did it happen?", noun="The day", required="Enter the day", hint="For example, 27 3 2026",
        bound="today or past",
    )  # fmt: skip
    happened_at = TimeOfDay("At about what time?", noun="The time", hint="For example, 9:30am")
    kind = Choice("What happened?", noun="What happened", required="Select what happened", as_list=True)
    place = Choice("Where?", noun="Where", required="Select where it happened", as_list=True)
    concern = Choice("Who did it?", noun="Who did it", hint="Of those recorded", as_list=True, coerce=UUID)
    finds_her = YesNoNotKnown("Do they know where she is now?")
    injuries = YesNoNotKnown("Was anybody hurt?", hint="If she is hurt now, call 999, or 111 for advice")
    children_there = YesNoNotKnown("Were children there, or did they hear it?")
    breach = YesNoNotKnown("Does it break an order?")
    reported = YesNoNotKnown("Was it reported to the police?", yes_reveals=("crime_reference",))
    crime_reference = Text("Crime reference", max_length=60, width=20, when=("reported", "yes"))
    words = LongText("In her own words, if she wants", noun="Her words", max_length=LONGEST, rows=4)

    def happened(self) -> Happened:
        """The answers as the service takes them."""
        return Happened(
            happened_on=self.happened_on.data, happened_at=self.happened_at.data, kind=self.kind.data,
            place=self.place.data, concern_id=self.concern.data, reported=self.reported.truth,
            crime_reference=self.crime_reference.data, injuries=self.injuries.truth,
            children_there=self.children_there.truth, breach=self.breach.truth, finds_her=self.finds_her.truth,
            words=self.words.data,
        )  # fmt: skip


class PlanForm(AddForm):
    """The parts of the plan, talked through with her; each may be left empty."""

    after = Hidden()
    signs = LongText(PARTS["signs"], max_length=LONGEST, rows=3)
    first = LongText(PARTS["first"], max_length=LONGEST, rows=3)
    call = LongText(PARTS["call"], max_length=LONGEST, rows=3)
    out = LongText(PARTS["out"], max_length=LONGEST, rows=3)
    bag = LongText(PARTS["bag"], max_length=LONGEST, rows=3)
    children = LongText(PARTS["children"], max_length=LONGEST, rows=3)
    telephone = LongText(PARTS["telephone"], max_length=LONGEST, rows=3)
    outside = LongText(PARTS["outside"], max_length=LONGEST, rows=3)
    orders = LongText(PARTS["orders"], max_length=LONGEST, rows=3)
    herself = LongText(PARTS["herself"], max_length=LONGEST, rows=3)
    copies = LongText("Who has a copy, and where is it kept?", noun="Copies", max_length=LONGEST, rows=2)
    agreed_on = DateParts(
        "On which day did she agree it?", noun="The day on which she agreed", hint="Leave it empty for a draft",
        bound="today or past",
    )  # fmt: skip
    review_on = DateParts(
        "When is it looked at again?", noun="The day of the review", required="Enter the day of the review",
        bound="future",
    )  # fmt: skip

    @property
    def after_version(self) -> int | None:
        """The version that the page showed; None where nothing sensible was sent."""
        sent = str(self.after.data or "")
        return int(sent) if sent.isascii() and sent.isdigit() and len(sent) < 7 else None

    def plan(self) -> Plan:
        """The answers as the service takes them."""
        parts = {part: self[part].data or "" for part in PARTS}
        return Plan(parts, self.review_on.data, self.agreed_on.data, self.copies.data)


class PrintForm(HavenForm):
    """How the plan reaches her."""

    how = Choice(
        "How will it reach her?",
        required="Select how it will reach her",
        coerce=Channel,
        options=[
            Option(Channel.COLLECTED.value, "It is kept at the office until she asks for it"),
            Option(Channel.IN_PERSON.value, "It is given to her in person"),
            Option(Channel.POST.value, "By post, to the address that she said is safe"),
            Option(Channel.THROUGH_WORKER.value, "Through a named worker"),
        ],
    )
