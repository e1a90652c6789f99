"""A year and more of made-up history, day by day through the services: who came, was placed, left, could not be helped.

A queue of moments: each thing that happens may put later things into it. What would happen after now does not.
In the last quiet days nobody decides and nobody new plans to leave: how this morning finds the homes is `seed.morning`.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable
from datetime import date, datetime, timedelta
from itertools import count
from random import Random
from uuid import UUID

from sqlalchemy import select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.placements.matching.decisions.services import decide_accept
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Offer, Proposal, Stay
from housing.placements.offers.fresh.confirming import Confirming
from housing.placements.offers.services import answer_for_her, answer_for_provider, make_offer, record_arrival
from housing.placements.stays.services import plan_departure, record_departure
from housing.places.state import first_day
from housing.presentations.models import Presentation
from housing.presentations.services import end_presentation, move_stage
from housing.refusals import Refused
from seed.cast import Cast
from seed.entering import present
from seed.hours import opening, run_of
from seed.passing import pass_on
from seed.stories import Story, Teller

DAYS = 380
ASKED = Confirming(said_by="The made-up night worker")  # of a unit that nobody had confirmed on that day
ARRIVALS_A_DAY = 0.34
DAYS_BETWEEN_RUNS, OLDER_DAYS_BETWEEN_RUNS = 7, 14  # older: the first half
QUIET_DAYS = 14  # the last so many days: nobody decides, so that today has something to decide
OFFICE_MINUTES = 480
PATIENCE = (10, 40)
NOT_SUPPORTED = ("no_capacity", "family_size", "mental_health", "declined", "unsafe_area", "male_child", "no_recourse")
STAY = (4.56, 0.6)  # days, lognormal: a mean of about 115
HOMES = ("council_tenancy", "housing_association", "private_rented", "home_made_safe")

Happening = Callable[[datetime], None]


class Year:
    """The history of one council up to `now`."""

    def __init__(
        self, cast: Cast, teller: Teller, providers: dict[UUID, str], *, now: datetime, days: int = DAYS
    ) -> None:
        self.cast, self.teller, self.providers, self.now, self.days = cast, teller, providers, now, days
        self.chance: Random = teller.chance
        self._order = count()
        self._queue: list[tuple[datetime, int, Happening]] = []
        self._waiting: dict[UUID, Presentation] = {}
        self.quiet_from = opening(day_of(now) - timedelta(days=QUIET_DAYS))
        self.expected: set[UUID] = set()  # units that somebody will move into
        self.living: dict[UUID, Stay] = {}  # who lives in a unit and has no plan to leave
        self.leaving: dict[UUID, Stay] = {}

    def live(self, until: datetime) -> None:
        """Let it all happen in order, up to a moment that is not later than now."""
        while self._queue and self._queue[0][0] < until:
            moment, _, happen = heapq.heappop(self._queue)
            happen(moment)

    def begin(self) -> None:
        """Put the days of the history into the queue."""
        first = day_of(self.now) - timedelta(days=self.days)
        for number in range(self.days - QUIET_DAYS):
            day = first + timedelta(days=number)
            for _ in range(self._poisson(ARRIVALS_A_DAY)):
                self.later(
                    opening(day) + timedelta(minutes=self.chance.randrange(OFFICE_MINUTES)), self._somebody_comes
                )
            between = OLDER_DAYS_BETWEEN_RUNS if number < self.days // 2 else DAYS_BETWEEN_RUNS
            if number % between == 0:
                self.later(run_of(day), self._run_and_decide)

    @property
    def still_waiting(self) -> int:
        """How many of those who came in this history have no place and no ending yet."""
        return len(self._waiting)

    def tell(self, story: Story, *, at: datetime, officer: str = "officer") -> Presentation:
        """One household more, that presented at a moment; nothing is decided for it."""
        return present(story, wards=self.cast.wards, by=self.cast.actors[officer], now=at)

    def offer(self, presentation_id: UUID, unit_id: UUID, *, at: datetime) -> Offer:
        """Offer a unit and leave it open."""
        return make_offer(
            presentation_id=presentation_id, unit_id=unit_id, why_differs=None,
            by=self.cast.actors["homelessness"], now=at, confirming=ASKED,
        )  # fmt: skip

    def accept(self, proposal: Proposal, *, at: datetime) -> UUID:
        """The team accepts a proposal of the newest run; the offer that it makes."""
        made = decide_accept(
            proposal_id=proposal.id, by=self.cast.actors["homelessness"], now=at, confirming=ASKED
        ).offer_id
        if made is None:
            raise LookupError("a proposal that was accepted has its offer")
        return made

    def run(self, at: datetime) -> list[Proposal]:
        """A matching run of that moment; its proposals for households that are still waiting here."""
        run = make_run(authority=self.cast.authority, by=daily(self.cast.authority), now=at)
        with reading() as session:
            query = select(Proposal).where(Proposal.run_id == run.id).order_by(Proposal.position)
            return list(session.scalars(query))

    def later(self, moment: datetime, happening: Happening) -> None:
        """Let something happen at a moment."""
        heapq.heappush(self._queue, (moment, next(self._order), happening))

    def _poisson(self, mean: float) -> int:
        """How many come in a day: mostly nobody."""
        drawn = self.chance.random()
        return 0 if drawn > mean else 1 if drawn > mean * mean / 2 else 2

    def _somebody_comes(self, at: datetime) -> None:
        officer = self.cast.actors[self.chance.choice(("officer", "officer2"))]
        presentation = present(self.teller.story(day_of(at)), wards=self.cast.wards, by=officer, now=at, in_short=True)
        self._waiting[presentation.id] = presentation
        patience = timedelta(days=self.chance.randrange(*PATIENCE))
        self.later(at + patience, lambda moment: self._could_not_help(presentation, moment))

    def _could_not_help(self, presentation: Presentation, at: datetime) -> None:
        if presentation.id not in self._waiting:
            return
        del self._waiting[presentation.id]
        reason = self.chance.choices(NOT_SUPPORTED, (34, 12, 8, 24, 10, 6, 6))[0]
        end_presentation(
            presentation_id=presentation.id, ending="not_supported", reason=reason,
            confirmed=("knows-she-can-return",), by=self.cast.actors["homelessness"], now=at,
        )  # fmt: skip

    def _run_and_decide(self, at: datetime) -> None:
        for number, proposal in enumerate(self.run(at)):
            presentation = self._waiting.get(proposal.presentation_id)
            if presentation is None or proposal.unit_id is None:
                continue
            moment = opening(day_of(at)) + timedelta(minutes=10 + 4 * number)
            try:
                offer = self.offer(presentation.id, proposal.unit_id, at=moment)
            except Refused:
                continue  # an offer made a minute earlier changed the facts: next week's run looks again
            self._answers(presentation, offer, moment)

    def _answers(self, presentation: Presentation, offer: Offer, made_at: datetime) -> None:
        provider = self.manager_of(offer.unit_id)
        accepts, agrees = self.chance.random() > 0.07, self.chance.random() > 0.12
        reason = None if accepts else self.chance.choice(("conflict", "mental_health", "no_space"))
        answered_at = made_at + timedelta(hours=2)
        answer_for_provider(offer_id=offer.id, accept=accepts, reason=reason, words=None, by=provider, now=answered_at)
        if not accepts:
            return
        refusal = None if agrees else self.chance.choice(("too_far", "feels_unsafe", "shared"))
        answer_for_her(
            offer_id=offer.id, accept=agrees, reason=refusal, words=None,
            by=self.cast.actors["officer"], now=made_at + timedelta(hours=4),
        )  # fmt: skip
        if agrees:
            del self._waiting[presentation.id]
            self.expected.add(offer.unit_id)
            wait = max(self.chance.choice((0, 1, 1, 2)), (first_day(offer.hold) - day_of(made_at)).days)
            self.later(made_at + timedelta(days=wait, hours=6), lambda at: self._arrives(offer, at))

    def manager_of(self, unit_id: UUID) -> Actor:
        """Who manages a unit."""
        return self.cast.actors[self.providers[unit_id]]

    def _arrives(self, offer: Offer, at: datetime) -> None:
        provider = self.manager_of(offer.unit_id)
        stay = record_arrival(offer_id=offer.id, arrived_on=day_of(at), by=provider, now=at)
        self.expected.discard(offer.unit_id)
        self.living[stay.unit_id] = stay
        days = max(3, round(self.chance.lognormvariate(*STAY)))
        self.later(at + timedelta(days=max(1, days - 10)), lambda moment: self._plans_to_leave(stay, days, moment))

    def _plans_to_leave(self, stay: Stay, days: int, at: datetime) -> None:
        if at < self.quiet_from:
            self.plan(stay, max(stay.arrived_on + timedelta(days=days), day_of(at) + timedelta(days=1)), at)

    def plan(self, stay: Stay, leaving_on: date, at: datetime) -> None:
        """They say on which day they leave, and on that day they do."""
        plan_departure(stay_id=stay.id, leaving_on=leaving_on, by=self.manager_of(stay.unit_id), now=at)
        self.leaving[stay.unit_id] = self.living.pop(stay.unit_id)
        self.later(opening(leaving_on) + timedelta(hours=2), lambda moment: self._leaves(stay, moment))

    def _leaves(self, stay: Stay, at: datetime) -> None:
        del self.leaving[stay.unit_id]
        planned = self.chance.random() < 0.7
        reason = "planned_move" if planned else self.chance.choice(("moved_for_safety", "left_unplanned"))
        destination = self.chance.choice(HOMES) if planned else self.chance.choice(("family_friends", "other_refuge"))
        record_departure(
            stay_id=stay.id, left_on=day_of(at), reason=reason, destination=destination,
            by=self.manager_of(stay.unit_id), now=at,
        )  # fmt: skip
        if planned:
            self._settled(stay, at + timedelta(hours=1))
        else:
            self.later(at + timedelta(days=2), lambda moment: self._handed_over(stay, moment))

    def _settled(self, stay: Stay, at: datetime) -> None:
        """The officer confirms the new home, and later that the support has done its work."""
        officer = self.cast.actors["officer"]
        move_stage(
            presentation_id=stay.presentation_id, move="resettle",
            confirmed=("area-checked-again", "new-home-secured"), by=officer, now=at,
        )  # fmt: skip
        end = at + timedelta(days=84)
        self.later(end, lambda moment: self._ends_well(stay, moment))

    def _ends_well(self, stay: Stay, at: datetime) -> None:
        end_presentation(
            presentation_id=stay.presentation_id, ending="resettled",
            confirmed=("last-contact-made", "knows-she-can-return"), by=self.cast.actors["officer"], now=at,
        )  # fmt: skip

    def _handed_over(self, stay: Stay, at: datetime) -> None:
        pass_on(
            presentation_id=stay.presentation_id, household_id=stay.household_id, by=self.cast.actors["officer"], at=at
        )
