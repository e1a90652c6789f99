"""Whether her own home can be made safe for her to stay in: one condition after another, each with its reason.

A condition says accept, refuse or ask, as the matcher's rules do. A fact that nobody has recorded is never a refusal
and never a pass: it asks. What is refused says what would change it.

Source: conditions of published sanctuary schemes (Uttlesford; Barnet referral form; domain.md section 8).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Tenure(StrEnum):
    """How she holds her home: it decides who the owner is, whose consent the works need."""

    OWNER_ALONE = "owner_alone"
    OWNER_JOINT = "owner_joint"
    COUNCIL_TENANT = "council_tenant"
    HOUSING_ASSOCIATION = "housing_association"
    PRIVATE_TENANT = "private_tenant"
    LODGER = "lodger"

    @property
    def words(self) -> str:
        """As people say it."""
        return TENURES[self]

    @property
    def owner(self) -> str:
        """Who is asked for consent."""
        return OWNERS[self]


class RightToEnter(StrEnum):
    """Whether the person of concern may lawfully come in."""

    NONE_SOLE = "none_sole"
    NONE_ORDER = "none_order"
    NONE_ORDER_NO_END = "none_order_no_end"
    HAS = "has"

    @property
    def words(self) -> str:
        """As people say it, without a word on who the person is."""
        return RIGHTS[self]


class Consent(StrEnum):
    """What the owner has said."""

    NOT_ASKED = "not_asked"
    ASKED = "asked"
    GIVEN = "given"
    REFUSED = "refused"


class Answer(StrEnum):
    """What a condition says."""

    ACCEPT = "accept"
    ASK = "ask"
    REFUSE = "refuse"


TENURES = {
    Tenure.OWNER_ALONE: "Owns it alone",
    Tenure.OWNER_JOINT: "Owns it together with somebody",
    Tenure.COUNCIL_TENANT: "Council tenant",
    Tenure.HOUSING_ASSOCIATION: "Housing association tenant",
    Tenure.PRIVATE_TENANT: "Private tenant",
    Tenure.LODGER: "Lodger in somebody’s home",
}
OWNERS = {
    Tenure.OWNER_ALONE: "she herself",
    Tenure.OWNER_JOINT: "the other owner",
    Tenure.COUNCIL_TENANT: "the council’s housing management",
    Tenure.HOUSING_ASSOCIATION: "the housing association",
    Tenure.PRIVATE_TENANT: "the landlord",
    Tenure.LODGER: "the person whose home it is",
}
RIGHTS = {
    RightToEnter.NONE_SOLE: "No: the tenancy or the home is hers alone",
    RightToEnter.NONE_ORDER: "No: a court order keeps them out until a day",
    RightToEnter.NONE_ORDER_NO_END: "No: a court order keeps them out, without an end",
    RightToEnter.HAS: "Yes: joint tenant, joint owner, or no order",
}
LOCAL = "Published sanctuary schemes (Uttlesford, Barnet)"
GUIDE = "Sanctuary schemes for households at risk of domestic violence: practice guide (2010)"


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of her, her home and its owner. None is not known.

    `joint_with_concern`: the other owner or joint tenant is a person of concern, who is never contacted. `moving`: it
    is the home that she moves to, and nobody asks her to stay where she was.
    """

    wants_to_stay: bool | None = None
    concern_lives_there: bool | None = None
    right_to_enter: RightToEnter | None = None
    order_until: date | None = None
    tenure: Tenure | None = None
    joint_with_concern: bool | None = None
    consent: Consent = Consent.NOT_ASKED
    building_suitable: bool | None = None
    safe_to_contact: bool | None = None
    moving: bool = False


@dataclass(frozen=True, slots=True)
class Finding:
    """What one condition says of this home: a slug that names it everywhere, the answer, the reason, what to do."""

    condition: str
    title: str
    answer: Answer
    because: str
    change: str
    source: str


@dataclass(frozen=True, slots=True)
class Eligibility:
    """All conditions together. `possible` counts the owner's consent apart, since asking for it comes later."""

    findings: tuple[Finding, ...]

    @property
    def refusals(self) -> tuple[Finding, ...]:
        """What stands against it."""
        return tuple(found for found in self.findings if found.answer is Answer.REFUSE)

    @property
    def asks(self) -> tuple[Finding, ...]:
        """What has to be found out."""
        return tuple(found for found in self.findings if found.answer is Answer.ASK)

    @property
    def answer(self) -> Answer:
        """One refusal refuses; else one question asks."""
        return _together(self.findings)

    @property
    def before_consent(self) -> Answer:
        """The answer of every condition but the owner's consent: whether the owner may be asked."""
        return _together(found for found in self.findings if found.condition != CONSENT)


CONSENT = "owner-consents"


def eligibility(facts: Facts, *, today: date) -> Eligibility:
    """Every condition for one home, on a day, in the order in which they are asked."""
    return Eligibility(
        (
            _wishes(facts),
            _lives_elsewhere(facts),
            _no_right(facts, today),
            _contact(facts),
            _building(facts),
            _consent(facts),
        )
    )


def _wishes(facts: Facts) -> Finding:
    if facts.moving:
        return _found("wants-to-stay", "It is her new home", LOCAL)(Answer.ACCEPT, "It is made safe before she moves")
    found = _found("wants-to-stay", "She wants to stay", LOCAL)
    if facts.wants_to_stay is None:
        return found(Answer.ASK, "Nobody has asked her whether she wants to stay", "Ask her, alone and safely")
    if facts.wants_to_stay:
        return found(Answer.ACCEPT, "She wants to stay in her home")
    return found(Answer.REFUSE, "She does not want to stay in her home", "She can change her mind at any time")


def _lives_elsewhere(facts: Facts) -> Finding:
    found = _found("lives-elsewhere", "The person of concern does not live there", LOCAL)
    if facts.concern_lives_there is None:
        return found(Answer.ASK, "It is not recorded whether the person of concern lives there", "Record it")
    if not facts.concern_lives_there:
        return found(Answer.ACCEPT, "The person of concern does not live there")
    return found(
        Answer.REFUSE, "The person of concern lives there",
        "An occupation order can require them to leave; until they have, she needs a safe place elsewhere",
    )  # fmt: skip


def _no_right(facts: Facts, today: date) -> Finding:
    found = _found("no-right-to-enter", "The person of concern has no right to enter", LOCAL)
    right = facts.right_to_enter
    if right is None:
        return found(Answer.ASK, "It is not recorded whether the person of concern has a right to enter", "Record it")
    if right is RightToEnter.HAS:
        return found(
            Answer.REFUSE, "The person of concern has a right to enter",
            "An occupation order, a protection order that excludes them, or the tenancy in her name alone",
        )  # fmt: skip
    if right is not RightToEnter.NONE_ORDER:
        return found(Answer.ACCEPT, right.words.removeprefix("No: ").capitalize())
    if facts.order_until is None:
        return found(
            Answer.ASK, "It is not recorded until when the order keeps them out", "Record the order’s last day"
        )
    if facts.order_until < today:
        return found(
            Answer.REFUSE, "The order that kept the person of concern out has ended",
            "A new order, or the tenancy in her name alone",
        )  # fmt: skip
    return found(Answer.ACCEPT, "A court order keeps the person of concern out")


def _contact(facts: Facts) -> Finding:
    found = _found("safe-contact", "There is a safe way to reach her", LOCAL)
    if facts.safe_to_contact:
        return found(Answer.ACCEPT, "A safe way to reach her is agreed")
    return found(
        Answer.ASK, "No safe way to reach her is agreed, and nobody can arrange a visit without one",
        "Agree with her how and when she can be reached",
    )  # fmt: skip


def _building(facts: Facts) -> Finding:
    found = _found("building-suits", "The building can be made safe", GUIDE)
    if facts.building_suitable is None:
        return found(Answer.ASK, "It is not recorded whether the building can be made safe", "Find out, or survey it")
    if facts.building_suitable:
        return found(Answer.ACCEPT, "The building can be made safe")
    return found(
        Answer.REFUSE, "The building cannot be made safe enough",
        "Other works, or a home that can be secured",
    )  # fmt: skip


def _consent(facts: Facts) -> Finding:
    found = _found(CONSENT, "The owner consents", LOCAL)
    tenure = facts.tenure
    if tenure is None:
        return found(Answer.ASK, "It is not recorded how she holds her home, which decides who is asked", "Record it")
    if tenure is Tenure.OWNER_ALONE:
        return found(Answer.ACCEPT, "She owns the home alone: the consent is hers")
    if facts.consent is Consent.GIVEN:
        return found(Answer.ACCEPT, "The owner has consented")
    if facts.consent is Consent.REFUSED:
        return found(
            Answer.REFUSE, "The owner has refused",
            "Ask again with works that the owner can agree to, or that can be undone when she leaves",
        )  # fmt: skip
    if tenure is Tenure.OWNER_JOINT and facts.joint_with_concern is not False:
        return found(Answer.ASK, _JOINT[facts.joint_with_concern], _JOINT_ASKS[facts.joint_with_concern])
    if facts.consent is Consent.ASKED:
        return found(Answer.ASK, f"Consent has been asked of {tenure.owner}, without an answer yet", "Remind them")
    return found(Answer.ASK, f"Consent has not been asked of {tenure.owner} yet", f"Ask {tenure.owner}")


_JOINT = {
    None: "It is not recorded whether the other owner is a person of concern",
    True: "The other owner is a person of concern, who is never contacted",
}
_JOINT_ASKS = {
    None: "Record it before anybody is asked",
    True: "Take legal advice on what she may do alone under the order, and record the answer as the consent",
}


def may_ask_owner(facts: Facts) -> bool:
    """Whether anybody may be asked for consent: not where the other owner is, or may be, a person of concern."""
    if facts.tenure is None or facts.tenure is Tenure.OWNER_ALONE:
        return False
    return facts.tenure is not Tenure.OWNER_JOINT or facts.joint_with_concern is False


class _Found:
    """Makes the findings of one condition."""

    def __init__(self, condition: str, title: str, source: str) -> None:
        self.condition, self.title, self.source = condition, title, source

    def __call__(self, answer: Answer, because: str, change: str = "") -> Finding:
        return Finding(self.condition, self.title, answer, because, change, self.source)


def _found(condition: str, title: str, source: str) -> _Found:
    return _Found(condition, title, source)


def _together(findings: Iterable[Finding]) -> Answer:
    said = {found.answer for found in findings}
    if Answer.REFUSE in said:
        return Answer.REFUSE
    return Answer.ASK if Answer.ASK in said else Answer.ACCEPT
