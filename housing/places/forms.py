"""The questions asked about stock. Reasons and lists come from the council's code lists, set by the page."""

from __future__ import annotations

from datetime import date
from typing import Any

from housing.forms import Choice, Choices, DateParts, HavenForm, Hidden, LongText, Option, WholeNumber
from housing.forms.contact import mentions_postcode
from housing.places.models import AcceptancePolicy
from housing.places.services import Acceptance
from housing.places.words import CAPS, SEXES, SUPPORT

ANY, UP_TO, NOT_KNOWN, NONE = "any", "up-to", "not-known", "none"
OLDEST_BOY, LARGEST_CAP = 17, 200


class StateForm(HavenForm):
    """A change of a unit's state, which carries the state that was seen."""

    seen = Hidden()

    def carry(self, mark: str) -> None:
        """Carry the state as it is now, so that saving again is a choice and not a dead end."""
        self.seen.data, self.seen.raw_data = mark, []


class PrepareForm(StateForm):
    """Until when a unit is being prepared."""

    ready_on = DateParts(
        "When is it ready?", noun="Day it is ready", required="Enter the day it is ready", bound="future"
    )


class AvailableForm(StateForm):
    """From when a unit can be lived in."""

    from_on = DateParts(
        "From when can somebody live there?", noun="First day", required="Enter the first day", bound="today or future"
    )


class PolicyForm(HavenForm):
    """What a service accepts at one property, from a day on."""

    from_on = DateParts("From which day?", noun="First day", required="Enter the first day", bound="today or future")
    sexes = Choices(
        "Which adults do you accept?", noun="Adults", required="Select at least one", options=Option.each(SEXES.items())
    )
    boys = Choice(
        "Up to which age do you take boys?",
        noun="Age of boys",
        required="Select up to which age you take boys",
        options=[
            Option(ANY, "Any age up to 17"),
            Option(UP_TO, "Up to an age", reveals=("boys_up_to",)),
            Option(NOT_KNOWN, "Not known", hint="Families with a boy are not proposed until it is"),
        ],
    )
    boys_up_to = WholeNumber(
        "Oldest age of a boy", required="Enter the oldest age", minimum=0, maximum=OLDEST_BOY, when=("boys", UP_TO)
    )
    max_support = Choice(
        "What is the highest support need that you can meet?",
        noun="Highest support need",
        required="Select the highest support need",
        options=[*Option.each(SUPPORT.items()), Option(NOT_KNOWN, "Not known")],
    )
    pets = Choices("Which pets can come?", noun="Pets", hint="Assistance animals always can")
    funding = Choices("Which ways of paying do you accept?", noun="Ways of paying", required="Select at least one")
    services = Choices("Is it by and for some people?", noun="By-and-for services")
    cap_high = WholeNumber(
        CAPS["support:high+"], hint="The most at one time. Leave empty for no limit", maximum=LARGEST_CAP
    )
    cap_very_high = WholeNumber(CAPS["support:very_high+"], hint="Leave empty for no limit", maximum=LARGEST_CAP)
    cap_no_recourse = WholeNumber(CAPS["funding:no_recourse"], hint="Leave empty for no limit", maximum=LARGEST_CAP)

    restrictions = Choices(
        "What should be talked through with you before an offer?",
        noun="What should be talked through",
        hint="No household is left out because of these. Whoever makes an offer is told to speak to you first",
    )
    notes = LongText(
        "Anything else that staff of the council should know before an offer",
        noun="Notes",
        hint="They are shown before anybody has accepted, so leave out the address, the area and people's names",
        max_length=1000,
    )

    def check(self) -> None:
        """A postcode would say where the place is to everybody who may offer it."""
        if self.notes.data and mentions_postcode(self.notes.data):
            self.blame_question("notes", "Take the postcode out of the notes: they are shown before an offer")

    def acceptance(self, before: AcceptancePolicy | None) -> Acceptance:
        """The answers as the service takes them; a limit that this form does not ask about stays as it was."""
        caps = {**(before.caps if before else {}), **{key: self[name].data for key, name in CAP_FIELDS.items()}}
        support = self.max_support.data
        return Acceptance(
            sexes=tuple(self.sexes.data),
            boys_up_to=self.boys_up_to.data if self.boys.data == UP_TO else None,
            boys_any=self.boys.data == ANY,
            max_support=None if support == NOT_KNOWN else support,
            funding=tuple(self.funding.data),
            pets=tuple(self.pets.data),
            services=tuple(self.services.data),
            caps={key: most for key, most in caps.items() if most is not None},
            restrictions=tuple(self.restrictions.data),
            notes=self.notes.data,
        )


CAP_FIELDS = {
    "support:high+": "cap_high", "support:very_high+": "cap_very_high", "funding:no_recourse": "cap_no_recourse",
}  # fmt: skip


def as_answers(policy: AcceptancePolicy | None, *, from_on: date) -> dict[str, Any]:
    """A policy as the form shows it, to begin from; `from_on` is the day that the page suggests."""
    if policy is None:
        return {"from_on": from_on}
    boys = ANY if policy.boys_any else NOT_KNOWN if policy.boys_up_to is None else UP_TO
    return {
        "from_on": from_on,
        "sexes": policy.sexes,
        "boys": boys,
        "boys_up_to": policy.boys_up_to,
        "max_support": policy.max_support or NOT_KNOWN,
        "pets": policy.pets,
        "funding": policy.funding,
        "services": policy.services,
        "restrictions": policy.restrictions,
        "notes": policy.notes,
        **{name: policy.caps.get(key) for key, name in CAP_FIELDS.items()},
    }
