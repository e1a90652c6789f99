"""What is known of a job's home, as pathway.sanctuary_eligibility takes it; and the council's own numbers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from housing.clock import day_of
from housing.codes import settings
from housing.households.models import Household, SafeContact
from housing.promises.arriving import CUT_OFF, as_time
from housing.sanctuary.models import MOVE, SanctuaryCheck, SanctuaryJob
from pathway.promises import Unit, Within, due_by
from pathway.sanctuary_eligibility import Consent, Eligibility, Facts, RightToEnter, Tenure, eligibility
from pathway.sanctuary_moves import Event

URGENT, STANDARD = "urgent", "standard"
PRIORITIES = {URGENT: "Urgent", STANDARD: "Standard"}
SAID = {
    Event.CONSENT_ASKED: Consent.ASKED,
    Event.CONSENT_GIVEN: Consent.GIVEN,
    Event.CONSENT_REFUSED: Consent.REFUSED,
}


@dataclass(frozen=True, slots=True)
class Answers:
    """What somebody says of her home; None is not known. `order_until` belongs to a right that an order takes away."""

    wants_to_stay: bool | None = None
    concern_lives_there: bool | None = None
    right_to_enter: RightToEnter | None = None
    order_until: date | None = None
    tenure: Tenure | None = None
    joint_with_concern: bool | None = None
    building_suitable: bool | None = None


@dataclass(frozen=True, slots=True)
class Numbers:
    """The council's promises and limits on a day; money in pounds."""

    urgent: Within
    standard: Within
    approval_limit: Decimal
    emergency_limit: Decimal
    chase: Within
    find_out: Within

    def promise(self, priority: str) -> Within:
        """How soon a home of that priority is to be made safe."""
        return self.urgent if priority == URGENT else self.standard


NAMES = {
    "urgent": "sanctuary.urgent_hours",
    "standard": "sanctuary.standard_working_days",
    "approval_limit": "sanctuary.approval_limit_pounds",
    "emergency_limit": "sanctuary.emergency_limit_pounds",
    "chase": "sanctuary.consent_chase_working_days",
    "find_out": "sanctuary.find_out_working_days",
}


def numbers(session: Session, authority: str, on: date) -> Numbers:
    """The settings in force on a day, in one query."""
    found = settings(session, (*NAMES.values(), CUT_OFF), authority=authority, on=on)
    cut_off = as_time(found[CUT_OFF])
    of = {name: found[key] for name, key in NAMES.items()}
    return Numbers(
        urgent=Within(Unit.HOURS, int(of["urgent"])),
        standard=Within(Unit.WORKING_DAYS, int(of["standard"]), cut_off=cut_off),
        approval_limit=Decimal(str(of["approval_limit"])),
        emergency_limit=Decimal(str(of["emergency_limit"])),
        chase=Within(Unit.WORKING_DAYS, int(of["chase"]), cut_off=cut_off),
        find_out=Within(Unit.WORKING_DAYS, int(of["find_out"]), cut_off=cut_off),
    )


def owed_by(within: Within, since: datetime) -> datetime:
    """The moment by which such a promise is owed.

    Raises:
        ValueError: a promise that is not counted in hours or days.
    """
    moment = due_by(within, since)
    if moment is None:
        raise ValueError("a sanctuary promise is counted in hours or working days")
    return moment


def facts_of(job: SanctuaryJob) -> Facts:
    """What the newest check, the events and her safe contact say; all of them must be loaded."""
    latest = job.checks[-1] if job.checks else None
    found = _facts(latest, consent=consent_of(job), household=job.household)
    return replace(found, moving=job.purpose == MOVE)


def found(job: SanctuaryJob, now: datetime) -> Eligibility:
    """Every condition for a job's home today."""
    return eligibility(facts_of(job), today=day_of(now))


def consent_of(job: SanctuaryJob) -> Consent:
    """What the owner has said last; a yes counts for the owner who said it. Events and checks must be loaded."""
    said = [row for row in job.events if Event(row.event) in SAID]
    if not said:
        return Consent.NOT_ASKED
    tenure = job.checks[-1].tenure if job.checks else None
    if said[-1].event == Event.CONSENT_GIVEN and said[-1].facts.get("of") != tenure:
        return Consent.NOT_ASKED
    return SAID[Event(said[-1].event)]


def before_referral(household: Household, contact: SafeContact | None) -> Facts:
    """What is known of a household that has no job."""
    return Facts(wants_to_stay=household.wants_to_stay, safe_to_contact=_reachable(contact))


def _facts(latest: SanctuaryCheck | None, *, consent: Consent, household: Household) -> Facts:
    if latest is None:
        return before_referral(household, household.safe_contact)
    return Facts(
        wants_to_stay=latest.wants_to_stay,
        concern_lives_there=latest.concern_lives_there,
        right_to_enter=RightToEnter(latest.right_to_enter) if latest.right_to_enter else None,
        order_until=latest.order_until,
        tenure=Tenure(latest.tenure) if latest.tenure else None,
        joint_with_concern=latest.joint_with_concern,
        consent=consent,
        building_suitable=latest.building_suitable,
        safe_to_contact=_reachable(household.safe_contact),
    )


def _reachable(contact: SafeContact | None) -> bool | None:
    return None if contact is None else bool(contact.methods)
