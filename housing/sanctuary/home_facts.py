"""The questions on which it depends whether a home can be made safe, for the pages that ask them. For the edge only."""

from __future__ import annotations

from housing.forms import Choice, DateParts, HavenForm, Option, YesNoNotKnown
from housing.sanctuary.known import Answers
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
    """The facts on which it depends whether a home can be made safe. Not knowing is an answer.

    Of the home that she moves to nobody asks whether she wants to stay: the page takes that question out.
    """

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
            wants_to_stay=self.wants_to_stay.truth if "wants_to_stay" in self else None,
            concern_lives_there=self.concern_lives_there.truth,
            right_to_enter=RightToEnter(right) if right and right != NOT_KNOWN else None,
            order_until=self.order_until.data,
            tenure=Tenure(tenure) if tenure and tenure != NOT_KNOWN else None,
            joint_with_concern=self.joint_with_concern.truth,
            building_suitable=self.building_suitable.truth,
        )
