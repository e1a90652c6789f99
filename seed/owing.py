"""What the council owes by law this morning: duties on some who wait, a plan, a letter, a review, hotel nights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.households.editing import EDIT
from housing.households.models import Household
from housing.presentations.duties.accepting import accept_duty
from housing.presentations.duties.deciding import tell_decision
from housing.presentations.duties.models import HousingDecision
from housing.presentations.duties.reviewing import Asked, request_review
from housing.presentations.letters.giving import give_letter
from housing.presentations.letters.making import make_letter
from housing.presentations.models import Presentation
from housing.presentations.nights.services import Temporary, arrive
from housing.presentations.plan.assessing import Found, record_assessment
from housing.presentations.plan.services import Outcome, Step, add_step, give_plan, say_of_step
from pathway.duty_endings import Duty
from pathway.plans import Said
from seed.cast import Cast
from seed.hours import lately

LONGEST = 54  # days since she came: her relief duty is still running, and its warnings are spread


@dataclass(frozen=True, slots=True)
class Case:
    """One open case: since when, and whether she is in a hotel."""

    presentation_id: UUID
    since: date
    in_hotel: bool


@dataclass(frozen=True, slots=True)
class Doing:
    """One case while its story is told."""

    case: Case
    by: Actor
    now: datetime

    def relief(self) -> None:
        """The relief duty since she came."""
        self._accept(Duty.RELIEF)

    def meanwhile(self) -> None:
        """Relief, and somewhere to stay meanwhile: in a hotel where she is in one, elsewhere than here."""
        self._accept(Duty.INTERIM)
        self._accept(Duty.RELIEF)
        if self.case.in_hotel:
            place = Temporary("bb", "Example Lodge (made up)", self.case.since, "interim", "Exampleshire (made up)")
            arrive(presentation_id=self.case.presentation_id, stay=place, by=self.by, now=self.now)

    def hotel(self) -> None:
        """Relief, and nights in a hotel here."""
        self._accept(Duty.RELIEF)
        if self.case.in_hotel:
            place = Temporary("bb", "Sample Inn (made up)", self.case.since, "interim")
            arrive(presentation_id=self.case.presentation_id, stay=place, by=self.by, now=self.now)

    def prevention(self) -> None:
        """The prevention duty, and a plan."""
        self._accept(Duty.PREVENTION)
        found = Found(
            "You are not safe at home while he has a key (made up)", "Two bedrooms, near the school (made up)",
            "Somebody to go with you to the landlord (made up)",
        )  # fmt: skip
        record_assessment(presentation_id=self.case.presentation_id, found=found, by=self.by, now=self.now)
        steps = (
            ("Staying in her home safely (made up)", "Ask for new locks", "council", Said.AGREED, None),
            (
                "Staying in her home safely (made up)",
                "Speak with the landlord",
                "she",
                Said.NOT_AGREED,
                "Not yet, she says",
            ),
        )
        for goal, words, who, said, why in steps:
            step = add_step(
                presentation_id=self.case.presentation_id, step=Step(goal, words, who), by=self.by, now=self.now
            )
            say_of_step(step_id=step.id, said=said, why=why, by=self.by, now=self.now)
        review_on = day_of(self.now) + timedelta(days=14)
        outcome = Outcome(agreed=False, review_on=review_on, because="Speaking with the landlord: not yet (made up)")
        give_plan(presentation_id=self.case.presentation_id, outcome=outcome, by=self.by, now=self.now)

    def letter(self) -> None:
        """Relief, with the letter written and kept for her."""
        self._accept(Duty.RELIEF)
        about = self._decision()
        letter = make_letter(presentation_id=self.case.presentation_id, about=about, by=self.by, now=self.now)
        give_letter(letter_id=letter.id, how="kept", given_on=day_of(self.now), by=self.by, now=self.now)

    def review(self) -> None:
        """Relief, and she asks for a review."""
        self._accept(Duty.RELIEF)
        about, today = self._decision(), day_of(self.now)
        tell_decision(decision_id=about, told_on=today, how="letter", by=self.by, now=self.now)
        request_review(decision_id=about, asked=Asked(today, "She asks why (made up)"), by=self.by, now=self.now)

    def _accept(self, duty: Duty) -> None:
        accept_duty(
            presentation_id=self.case.presentation_id, duty=duty, started_on=self.case.since,
            why="Homeless because of abuse (made up)", by=self.by, now=self.now,
        )  # fmt: skip

    def _decision(self) -> UUID:
        query = select(HousingDecision.id).where(HousingDecision.presentation_id == self.case.presentation_id)
        with reading() as session:
            return session.scalars(query).one()


TOLD: Sequence[Callable[[Doing], None]] = (
    Doing.relief, Doing.hotel, Doing.letter, Doing.meanwhile, Doing.prevention, Doing.review,
)  # fmt: skip


def owe(cast: Cast, *, now: datetime) -> None:
    """Record duties on some of those who wait, first those who came first; nobody else’s morning changes."""
    officer = cast.actors["officer"]
    cases = _cases(officer.home(EDIT).organisation_id, now)
    hotels = [case for case in cases if case.in_hotel][:2]
    others = [case for case in cases if case not in hotels]
    spread = others[:: max(1, len(others) // 4)]
    for tell in TOLD:
        wanted = hotels if tell in (Doing.hotel, Doing.meanwhile) else spread
        if wanted:
            tell(Doing(wanted.pop(0), officer, lately(now, 2)))


def _cases(team: UUID, now: datetime) -> list[Case]:
    """Open cases of the last weeks of the officer's team, the oldest first."""
    before = lately(now, 2) - timedelta(days=1)
    query = (
        select(Presentation.id, Presentation.presented_at, Presentation.situation)
        .join(Household, Household.id == Presentation.household_id)
        .where(Presentation.ended_at.is_(None), Household.restricted.is_(False), Household.organisation_id == team)
        .where(Presentation.presented_at > before - timedelta(days=LONGEST), Presentation.presented_at < before)
        .order_by(Presentation.presented_at, Presentation.id)
    )
    with reading() as session:
        return [
            Case(identity, day_of(presented_at), bool(situation.get("in_hotel")))
            for identity, presented_at, situation in session.execute(query)
        ]
