"""What is asked of her home: her wish, who has a right to enter, who owns it, whether it can be made safe."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from housing.forms import Choice, Choices, DateParts, HavenForm, LongText, Option, Postcode, Text, YesNoNotKnown
from housing.sanctuary.checking import LONGEST_WORDS
from housing.sanctuary.known import Answers
from housing.sanctuary.models import SanctuaryCheck
from housing.sanctuary.referring import LONGEST_ADDRESS
from pathway.sanctuary_eligibility import RightToEnter, Tenure

NOT_KNOWN = "not-known"
RIGHTS = [
    *(
        Option(right.value, right.words, reveals=("order_until",) if right is RightToEnter.NONE_ORDER else ())
        for right in RightToEnter
    ),
    Option(NOT_KNOWN, "Not known", divider="or"),
]
TENURES = [
    *(
        Option(tenure.value, tenure.words, reveals=("joint_with_concern",) if tenure is Tenure.OWNER_JOINT else ())
        for tenure in Tenure
    ),
    Option(NOT_KNOWN, "Not known", divider="or"),
]


class HomeFactsForm(HavenForm):
    """The facts on which it depends whether her home can be made safe. Not knowing is an answer."""

    wants_to_stay = YesNoNotKnown(
        "Does she want to stay in her home?", noun="Whether she wants to stay",
        hint="Ask her alone. She can change her mind at any time",
    )  # fmt: skip
    concern_lives_there = YesNoNotKnown(
        "Does the person of concern live there?", noun="Whether the person of concern lives there"
    )
    right_to_enter = Choice(
        "Does the person of concern have a right to enter?", noun="The right to enter", options=RIGHTS,
        hint="A joint tenant or joint owner has one, unless a court order takes it away",
    )  # fmt: skip
    order_until = DateParts(
        "Last day of the order", hint="For example, 27 3 2027. Leave it blank if you do not know it",
        when=("right_to_enter", RightToEnter.NONE_ORDER.value),
    )  # fmt: skip
    tenure = Choice(
        "How does she hold her home?", noun="How she holds her home", options=TENURES,
        hint="It decides whose consent the works need",
    )  # fmt: skip
    joint_with_concern = YesNoNotKnown(
        "Is the other owner a person of concern?", noun="Whether the other owner is a person of concern",
        hint="They are never contacted", when=("tenure", Tenure.OWNER_JOINT.value),
    )  # fmt: skip
    building_suitable = YesNoNotKnown(
        "Can the building be made safe?", noun="Whether the building can be made safe",
        hint="Think of ways in that she does not control, and of the landing outside a flat",
    )  # fmt: skip

    def told(self) -> Answers:
        """The answers as the service takes them."""
        right, tenure = self.right_to_enter.data, self.tenure.data
        return Answers(
            wants_to_stay=self.wants_to_stay.truth,
            concern_lives_there=self.concern_lives_there.truth,
            right_to_enter=RightToEnter(right) if right and right != NOT_KNOWN else None,
            order_until=self.order_until.data,
            tenure=Tenure(tenure) if tenure and tenure != NOT_KNOWN else None,
            joint_with_concern=self.joint_with_concern.truth,
            building_suitable=self.building_suitable.truth,
        )


class ReferralForm(HomeFactsForm):
    """Referring her: how urgent, where, and the facts."""

    priority = Choice(
        "How soon does her home have to be safe?", noun="How soon", required="Select how soon her home has to be safe"
    )
    address = Text(
        "Address of her home", noun="Address", hint="Shown only to those who run the job, each time by a button",
        max_length=LONGEST_ADDRESS,
    )  # fmt: skip
    postcode = Postcode("Postcode")
    words = LongText(
        "Anything those who survey should know", noun="What those who survey should know",
        hint="Of the home, not of the case. Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip
    named = Choices(
        "Who may run the job?", noun="Who may run the job", coerce=UUID,
        hint="The case is restricted: only they will see the job, and nothing else of the case",
    )  # fmt: skip


class FactsForm(HomeFactsForm):
    """The facts again, as they are now."""

    words = LongText(
        "How do you know?", noun="How you know", hint="For example, a tenancy agreement seen. Do not write names",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class HomeForm(HavenForm):
    """Where the home is."""

    address = Text(
        "Address of her home", noun="Address", required="Enter the address of her home", max_length=LONGEST_ADDRESS
    )
    postcode = Postcode("Postcode")


class UrgentForm(HavenForm):
    """Why a job is brought forward."""

    words = LongText(
        "What has changed?", noun="What has changed", required="Say in a few words what has changed",
        hint="Do not write names", max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip


class EndForm(HavenForm):
    """Why a job ends."""

    reason = Choice("Why?", noun="Reason", required="Select a reason from the list")
    words = LongText(
        "Anything to add", noun="What you add", hint="Needed where the reason is “Other”. Do not write names",
        max_length=LONGEST_WORDS, rows=3,
    )  # fmt: skip

    def check(self) -> None:
        if self.reason.data == "other" and not self.words.data:
            self.blame_question("words", "Say in a few words what the other reason is")


def stored(check: SanctuaryCheck | None) -> dict[str, Any]:
    """The newest check as the form shows it: what is not known stays unanswered."""
    if check is None:
        return {}
    names = (
        "wants_to_stay", "concern_lives_there", "right_to_enter", "order_until", "tenure", "joint_with_concern",
        "building_suitable",
    )  # fmt: skip
    return {name: getattr(check, name) for name in names}
