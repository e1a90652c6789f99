"""What is asked of a household at first contact: each section, how far it is, and what waits for it.

Nothing here is mandatory: a section that is not done says what cannot happen until it is.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum

from housing.households.asked import was_asked
from housing.households.models import Household
from housing.presentations.models import Presentation
from housing.presentations.situation import ANSWERS


class Progress(Enum):
    """How far a section is, with its words and the colour of its tag."""

    COMPLETE = ("Completed", "")
    STARTED = ("Started", "light-blue")
    NOT_ASKED = ("Not asked", "blue")

    @property
    def words(self) -> str:
        """As people read it."""
        return self.value[0]

    @property
    def colour(self) -> str:
        """The tag's colour; completed has no tag."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Section:
    """One section. `blocks` is what waits until it is complete; `started` the same once begun, where it differs."""

    slug: str
    title: str
    endpoint: str
    group: str
    progress: Callable[[Presentation, Household], Progress]
    blocks: str = ""
    started: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """A section and how far it is for one household."""

    section: Section
    progress: Progress

    @property
    def blocks(self) -> str:
        """What waits for it, or nothing once it is complete."""
        if self.progress is Progress.COMPLETE:
            return ""
        begun = self.progress is Progress.STARTED and self.section.started
        return begun or self.section.blocks


def of(*answers: bool) -> Progress:
    """Complete where everything has an answer, started where something has."""
    if all(answers):
        return Progress.COMPLETE
    return Progress.STARTED if any(answers) else Progress.NOT_ASKED


def _situation(presentation: Presentation, _household: Household) -> Progress:
    kept = presentation.situation
    named = ("nowhere_safe_tonight", "place_known")
    staying = any(kept.get(name) is not None for name in ("in_hotel", "in_safe_accommodation"))
    anything = any(kept.get(name) is not None for name in ANSWERS)
    done = of(*(kept.get(name) is not None for name in named), staying)
    return Progress.STARTED if done is Progress.NOT_ASKED and anything else done


def _risk(presentation: Presentation, _household: Household) -> Progress:
    if not presentation.risks:
        return Progress.NOT_ASKED
    last = presentation.risks[-1]
    return of(True, last.band == "high" or (last.judgement is not None and last.escalation is not None))


def _contact(_presentation: Presentation, household: Household) -> Progress:
    """Without an agreed way it counts as not asked, whatever else is known: nobody may be led to call."""
    kept = household.safe_contact
    if kept is None or not kept.methods:
        return Progress.NOT_ASKED
    rings = bool({"call", "text", "email"} & set(kept.methods))
    return of(
        True,
        kept.voicemail is not None or "call" not in kept.methods,
        kept.hours is not None or not rings,
        household.interpreter is not None,
    )


def _people(_presentation: Presentation, household: Household) -> Progress:
    known = [person.born is not None and person.sex is not None for person in household.people]
    touched = len(known) > 1 or any(person.born or person.sex for person in household.people)
    births = bool(household.births) or was_asked(household, "births")
    if all(known) and births:
        return Progress.COMPLETE
    return Progress.STARTED if touched or births else Progress.NOT_ASKED


def _concerns(_presentation: Presentation, household: Household) -> Progress:
    if not household.concerns_asked:
        return Progress.NOT_ASKED
    return of(True, all(person.places_known is not None for person in household.concerns))


def _areas(_presentation: Presentation, household: Household) -> Progress:
    return of(bool(household.excluded) or was_asked(household, "excluded"))


def _near(_presentation: Presentation, household: Household) -> Progress:
    return of(household.near_asked)


def _needs(_presentation: Presentation, household: Household) -> Progress:
    lists = (was_asked(household, name) for name in ("access_needs", "pets"))
    return of(household.support_need is not None, *lists)


def _money(_presentation: Presentation, household: Household) -> Progress:
    return of(household.immigration is not None, bool(household.funding))


def _wishes(_presentation: Presentation, household: Household) -> Progress:
    return of(bool(household.accepts), household.wants_to_stay is not None)


SAFETY, HOUSEHOLD, HOME = "Is she safe?", "Who they are", "What they need"
SECTIONS: Sequence[Section] = (
    Section(
        "situation", "Safe now, and where", "presentations.situation", SAFETY, _situation,
        "Until it is known whether she is safe tonight, the more urgent answer is assumed.",
    ),
    Section(
        "contact", "Safe contact", "households.contact.edit", SAFETY, _contact,
        "Until it is agreed how to reach her, do not call, write or leave a message.",
        "Until her days and hours, voicemail and language are known, do not ring or write, and leave no message.",
    ),
    Section(
        "risk", "Risk", "presentations.risk", SAFETY, _risk,
        "Until the risk is assessed, she cannot be in band 1, and no MARAC referral is made.",
        "Until judgement and escalation are answered, a high risk may be missed.",
    ),
    Section(
        "concerns", "People of concern", "households.danger.people", SAFETY, _concerns,
        "Until you ask about people of concern and their places, no home can be proposed.",
    ),
    Section(
        "people", "People in the household", "households.family.people", HOUSEHOLD, _people,
        "Until every date of birth and sex is known, homes with rules on age, sex or bedrooms cannot be proposed.",
    ),
    Section(
        "needs", "Needs", "households.wanting.needs", HOUSEHOLD, _needs,
        "Until the level of support is known, homes that take only some levels cannot be proposed.",
    ),
    Section(
        "money", "Money and immigration", "households.wanting.money", HOUSEHOLD, _money,
        "Until there is a way of paying, no home can be proposed.",
    ),
    Section(
        "wishes", "What she wants", "households.wanting.wishes", HOME, _wishes,
        "Until she says what she agrees to, every kind of home is looked at.",
    ),
    Section("areas", "Where she cannot live", "households.around.areas", HOME, _areas),
    Section("near", "What she needs to be near", "households.around.near", HOME, _near),
)  # fmt: skip


def standings(presentation: Presentation) -> list[Standing]:
    """Every section with how far it is; the presentation's household must be loaded whole."""
    household = presentation.household
    return [Standing(section, section.progress(presentation, household)) for section in SECTIONS]
