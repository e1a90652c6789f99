"""Homes to be made safe so that she can stay: a sanctuary job at each stage up to the order, some of them late."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

from sqlalchemy import exists, func, select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.households.models import SafeContact
from housing.placements.models import Offer
from housing.placements.staying.services import order_works
from housing.presentations.models import Presentation
from housing.sanctuary.approving import approve
from housing.sanctuary.consent import ask_owner, record_consent, remind_owner
from housing.sanctuary.known import STANDARD, URGENT, Answers
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.ordering import order_emergency
from housing.sanctuary.quoting import record_quote
from housing.sanctuary.referring import refer
from housing.sanctuary.surveying import Measured, latest_survey, record_survey
from pathway.sanctuary_eligibility import RightToEnter, Tenure
from seed.cast import Cast
from seed.hours import lately, opening

KNOWN = Answers(
    wants_to_stay=True, concern_lives_there=False, right_to_enter=RightToEnter.NONE_SOLE,
    tenure=Tenure.COUNCIL_TENANT, building_suitable=True,
)  # fmt: skip
USUAL = (
    Measured("door_locks", "front_door", 2, Decimal("140.00")),
    Measured("letterbox", "front_door", 1, Decimal("60.00")),
    Measured("window_locks", "ground_floor", 5, Decimal("95.00")),
    Measured("alarm", "whole_home", 1, Decimal("110.00")),
)
DEARER = (*USUAL, Measured("replacement_door", "back_door", 1, Decimal("780.00")))
SAFE_ROOM = (*USUAL, Measured("safe_room", "bedroom", 1, Decimal("1900.00"), "Door opening outwards (made up)"))
LOCK = (Measured("door_locks", "front_door", 1, None, "The lock was forced (made up)"),)
STREETS = ("Example Terrace", "Sample Road", "Fiction Lane", "Pretend Close", "Invented Way", "Specimen Street")
GOOD_FOR_DAYS = 60
OWNER_SAID = "The owner’s office, by e-mail: new locks and a letterbox guard (made up)"


@dataclass(frozen=True, slots=True)
class Told:
    """One job's beginning: what is known, how urgent, so many days ago; and what was done since."""

    days_ago: int
    answers: Answers
    since: Callable[[Doing], None]
    priority: str = STANDARD


class Doing:
    """One job while its story is told; a day of it is counted from the referral."""

    def __init__(self, cast: Cast, job: SanctuaryJob, referred_at: datetime, now: datetime) -> None:
        self.cast, self.job, self.referred_at, self.now = cast, job, referred_at, now
        self.by: Actor = cast.actors["sanctuary"]

    def at(self, days: int) -> datetime:
        """So many days after the referral, in the morning; never later than an hour ago."""
        return min(self.referred_at + timedelta(days=days), lately(self.now, 1))

    def nothing(self) -> None:
        """Nothing has happened since."""

    def ask(self, days: int = 1) -> None:
        """The owner is asked."""
        at = self.at(days)
        ask_owner(job_id=self.job.id, asked_on=day_of(at), words=OWNER_SAID, she_agrees=True, by=self.by, now=at)

    def consent(self, given: bool, days: int = 3) -> None:
        """The owner is asked and answers."""
        self.ask()
        at = self.at(days)
        record_consent(
            job_id=self.job.id, given=given, answered_on=day_of(at), reason=None if given else "alterations",
            words=None, by=self.by, now=at,
        )  # fmt: skip

    def survey(self, lines: Sequence[Measured], days: int = 4) -> None:
        """The owner consents, and the home is surveyed."""
        self.consent(True)
        at = self.at(days)
        record_survey(job_id=self.job.id, surveyed_on=day_of(at), lines=lines, words=None, by=self.by, now=at)

    def quote(self, lines: Sequence[Measured], days: int = 5) -> UUID:
        """Surveyed, and two contractors have given their prices; the cheaper one."""
        self.survey(lines)
        survey, at = _measures(self.job.id), self.at(days)
        made = [
            record_quote(
                job_id=self.job.id, organisation_id=self.cast.organisations[firm], received_on=day_of(at),
                valid_until=day_of(self.now) + timedelta(days=GOOD_FOR_DAYS),
                amounts={measure: (estimate * share).quantize(Decimal("0.01")) for measure, estimate in survey},
                by=self.by, now=at,
            )
            for firm, share in (("bolts", Decimal("1.20")), ("works", Decimal("0.95")))
        ]  # fmt: skip
        return made[-1].id

    def approve(self, lines: Sequence[Measured], days: int = 6) -> None:
        """Quoted, and the cheaper quote is approved, or put to a second person."""
        quote = self.quote(lines)
        approve(job_id=self.job.id, quote_id=quote, by=self.by, now=self.at(days))

    def order(self, days: int = 7) -> None:
        """Approved and ordered."""
        self.approve(USUAL)
        order_works(job_id=self.job.id, her_choice=True, by=self.by, now=self.at(days))

    def remind(self, days: int = 4) -> None:
        """Asked and reminded."""
        self.ask()
        at = self.at(days)
        remind_owner(job_id=self.job.id, reminded_on=day_of(at), words=None, by=self.by, now=at)

    def emergency(self) -> None:
        """A lock for tonight, before anything else."""
        order_emergency(
            job_id=self.job.id, organisation_id=self.cast.organisations["works"], lines=LOCK, limit=Decimal("180.00"),
            words="The front door does not lock (made up)", by=self.by, now=lately(self.now, 1),
        )  # fmt: skip


# What happened at each; the last two are for whoever came lately.
TOLD = (
    Told(16, KNOWN, Doing.order),
    Told(12, replace(KNOWN, tenure=Tenure.PRIVATE_TENANT), lambda job: job.consent(given=False)),
    Told(10, replace(KNOWN, tenure=Tenure.OWNER_ALONE), Doing.nothing),
    Told(9, KNOWN, lambda job: job.approve(DEARER)),
    Told(9, KNOWN, lambda job: job.survey(SAFE_ROOM)),
    Told(8, KNOWN, lambda job: job.approve(USUAL)),
    Told(7, replace(KNOWN, tenure=Tenure.HOUSING_ASSOCIATION), Doing.remind),
    Told(5, replace(KNOWN, tenure=Tenure.OWNER_JOINT, right_to_enter=RightToEnter.HAS), Doing.nothing),
    Told(2, replace(KNOWN, right_to_enter=None, building_suitable=None), Doing.nothing),
    Told(0, replace(KNOWN, tenure=Tenure.PRIVATE_TENANT), Doing.emergency, URGENT),
)


def stay_at_home(cast: Cast, *, now: datetime, stories: Sequence[Told] = TOLD) -> None:
    """Refer some of those who wait this morning, with a job at each stage; nobody else's morning changes."""
    for number, (told, household_id) in enumerate(_pairs(now, stories)):
        referred_at = opening(day_of(now) - timedelta(days=told.days_ago)) + timedelta(minutes=35)
        job = refer(
            household_id=household_id, answers=told.answers, priority=told.priority,
            address=f"{number * 7 + 3} {STREETS[number % len(STREETS)]} (made up)", postcode=f"ZZ99 {number % 9}MU",
            words=None, by=cast.actors["officer"], now=min(referred_at, lately(now, 2)),
        )  # fmt: skip
        told.since(Doing(cast, job, min(referred_at, lately(now, 2)), now))


def _pairs(now: datetime, stories: Sequence[Told]) -> Iterator[tuple[Told, UUID]]:
    """Each story with a household that had come by then, whom it is safe to reach and to whom nothing is offered."""
    offered = exists().where(Offer.household_id == Presentation.household_id, Offer.ended_at.is_(None))
    job = exists().where(SanctuaryJob.household_id == Presentation.household_id)
    query = (
        select(Presentation.household_id, Presentation.presented_at)
        .join(SafeContact, SafeContact.household_id == Presentation.household_id)
        .where(Presentation.ended_at.is_(None), func.cardinality(SafeContact.methods) > 0, ~offered, ~job)
        .order_by(Presentation.presented_at, Presentation.reference)
    )
    with reading() as session:
        waiting = list(session.execute(query).all())
    for told in stories:
        before = opening(day_of(now) - timedelta(days=told.days_ago))
        found = next((row for row in reversed(waiting) if row.presented_at < before), None)
        if found is not None:
            waiting.remove(found)
            yield told, found.household_id


def _measures(job_id: UUID) -> list[tuple[UUID, Decimal]]:
    """The survey's measures with their estimates."""
    with reading() as session:
        survey = latest_survey(session, job_id)
        return [(each.id, each.estimate or Decimal(0)) for each in survey.measures] if survey else []
