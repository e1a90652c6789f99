"""What the page on duties says of each row, in words; the template only lays it out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from housing.presentations.duties.models import DecisionReview, HousingDecision, HousingDuty
from housing.presentations.duties.queries import Owing
from housing.presentations.duties.reviewing import OUTCOMES, due_on
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import is_family
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.situation import pregnant
from housing.promises.models import RunningClock
from housing.web.filters import said_date
from pathway.calendar import age_on
from pathway.decisions import kind
from pathway.duty_endings import DUTIES, Duty

LISTS = ("prevention_end", "relief_end", "interim_end", "main_end", "priority_limb", "temporary_kind")
Words = Mapping[str, Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row of the page: what it is, what is said of it, and whether it is open still."""

    id: UUID
    title: str
    said: str
    standing: bool
    told: bool = True
    reviews: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """The page's rows; `limbs` are reasons for priority need besides domestic abuse, from the record or recorded."""

    duties: list[Line]
    decisions: list[Line]
    stays: list[Line]
    limbs: list[str]


def showing(presentation: Presentation, owing: Owing, words: Words, today: date) -> Shown:
    """The rows in words; newest decisions first."""
    return Shown(
        duties=[_duty(each, words) for each in owing.duties],
        decisions=[_decision(each, owing.clocks) for each in reversed(owing.decisions)],
        stays=[_stay(each, words["temporary_kind"]) for each in reversed(owing.stays)],
        limbs=_limbs(presentation, owing, words["priority_limb"], today),
    )


def _duty(duty: HousingDuty, words: Words) -> Line:
    title, _, section = DUTIES[Duty(duty.kind)]
    said = f"Since {said_date(duty.started_on)}, recorded by {duty.by_name}"
    if duty.end is not None:
        how = words[f"{duty.kind}_end"].get(duty.end.circumstance, duty.end.circumstance)
        itself = ", by itself" if duty.end.by_itself else ""
        said = f"{said_date(duty.started_on)} to {said_date(duty.end.ended_on)}: {how}{itself}"
    return Line(duty.id, f"{title} ({section})", said, duty.end is None)


def _decision(decision: HousingDecision, clocks: Sequence[RunningClock]) -> Line:
    found = kind(decision.kind)
    title = f"{found.title} ({found.section})" if found else decision.kind
    told = f"told on {said_date(decision.told.told_on)}" if decision.told else "not told in writing yet"
    said = f"{said_date(decision.decided_on)}, by {decision.by_name}; {told}"
    reviews = tuple(_review(each, clocks) for each in decision.reviews)
    standing = not any(each.standing for each in reviews)
    return Line(decision.id, title, said, standing, told=decision.told is not None, reviews=reviews)


def _review(review: DecisionReview, clocks: Sequence[RunningClock]) -> Line:
    if review.ended_at is not None:
        last = review.events[-1]
        said = f"Asked for on {said_date(review.asked_on)}. {OUTCOMES[last.event].capitalize()}, {last.by_name}"
        return Line(review.id, "Review", said, False)
    said = f"Asked for on {said_date(review.asked_on)}, due by {said_date(due_on(review, clocks))}"
    return Line(review.id, "Review", said, True)


def _stay(stay: TemporaryStay, kinds: Mapping[str, str]) -> Line:
    left = f"to {said_date(stay.leaving.left_on)}" if stay.leaving else "still there"
    said = [f"{stay.place}", f"from {said_date(stay.arrived_on)}, {left}"]
    if stay.district:
        told = f"told on {said_date(stay.notice.told_on)}" if stay.notice else "not told yet"
        said.append(f"in the district of {stay.district}, which was {told}")
    told_all = stay.district is None or stay.notice is not None
    return Line(stay.id, kinds.get(stay.kind, stay.kind), "; ".join(said), stay.leaving is None, told=told_all)


def _limbs(presentation: Presentation, owing: Owing, words: Mapping[str, str], today: date) -> list[str]:
    """From the household's record: children, a pregnancy, her age; and what somebody recorded."""
    household = presentation.household
    lead = household.people[0] if household.people else None
    expecting = bool(pregnant(household))
    known = {
        "dep_children": is_family(household, today) and any(each.role == "child" for each in household.people),
        "pregnant": expecting,
        "young": bool(lead and lead.born and age_on(lead.born, today) in (16, 17)),
    }
    return [label for slug, label in words.items() if known.get(slug) or slug in owing.limbs]
