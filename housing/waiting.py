"""What waits for a person, counted: beside the places of the navigation, and in figures on the home page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.matching import counters as matching
from housing.placements.offers import freed
from housing.placements.offers import queries as offers
from housing.places import counters as places
from housing.places.compliance import queries as compliance
from housing.places.voids import queries as voids
from housing.presentations.handover import queries as handovers
from housing.presentations.named import queries as named
from housing.presentations.payments import queries as payments
from housing.presentations.worker import queries as workers
from housing.sanctuary.contractors import queries as contractors
from housing.sanctuary.works import counters as sanctuary
from housing.web import Waiting
from housing.work import queries as work
from housing.work import unfinished

Counter = Callable[[Session, Actor, datetime], int]
COUNTERS: dict[str, Counter] = {
    "tasks": work.waiting,
    "pressing": work.urgent,
    "handovers": handovers.count,
    "unassigned": workers.count,
    "unfinished": unfinished.waiting,
    "naming": named.to_decide,
    "closed_to_all": named.closed_count,
    "proposals": matching.undecided,
    "payments": payments.to_decide,
    "referrals": offers.waiting_for_provider,
    "arrivals": offers.arrivals,
    "lapsing": offers.lapsing_today,
    "overdue": places.overdue,
    "checks_run_out": compliance.overdue_own,
    "freed": freed.count,
    "late_voids": voids.late,
    "jobs_to_answer": contractors.to_answer,
    "jobs_sent_back": contractors.to_put_right,
    "jobs_withdrawn": contractors.not_to_attend,
    "sanctuary_late": sanctuary.late,
    "sanctuary_to_sign": sanctuary.to_sign_off,
    "sanctuary_reviews": sanctuary.reviews_owed,
    "stale": places.stale_own,
    "stale_elsewhere": places.stale_vacancies,
}


@dataclass(frozen=True, slots=True)
class Wait:
    """One thing that may wait: for whom, how it is counted, what it is called (one, many), and where it is done."""

    permission: str
    counter: str
    one: str
    many: str
    endpoint: str
    urgent: bool = False


# In the order of the home page.
WAITS = (
    Wait("task.read", "pressing", "urgent or overdue task", "urgent or overdue tasks", "work.index", urgent=True),
    Wait("case.hand_over", "handovers", "handover to answer", "handovers to answer", "handovers.index", urgent=True),
    Wait("case.hand_over", "unassigned", "case without a worker", "cases without a worker", "households.unassigned",
         urgent=True),
    Wait("account.own", "unfinished", "page left unfinished", "pages left unfinished", "unfinished.index"),
    Wait("naming.decide", "naming", "naming that waits for a second person", "namings that wait for a second person",
         "named.index", urgent=True),
    Wait("naming.ask", "closed_to_all", "restricted case that nobody can open", "restricted cases that nobody can open",
         "named.index", urgent=True),
    Wait("run.read", "proposals", "proposal to decide", "proposals to decide", "matching.today"),
    Wait("payment.decide", "payments", "request for money to decide", "requests for money to decide", "payments.index"),
    Wait("referral.answer", "referrals", "referral to answer", "referrals to answer", "offers.referrals", urgent=True),
    Wait("offer.make", "lapsing", "offer lapses today", "offers lapse today", "offers.index", urgent=True),
    Wait(
        "run.start", "freed", "place free again since the last run", "places free again since the last run",
        "matching.today",
    ),
    Wait("stay.record", "arrivals", "arrival to record", "arrivals to record", "offers.referrals"),
    Wait("unit.manage", "checks_run_out", "safety check has run out", "safety checks have run out", "places.compliance",
         urgent=True),
    Wait("unit.manage", "overdue", "departure overdue", "departures overdue", "places.own_units", urgent=True),
    Wait("unit.manage", "late_voids", "void that should have ended", "voids that should have ended", "places.voids"),
    Wait("unit.manage", "stale", "unit to look at again", "units to look at again", "places.own_units"),
    Wait("works.own", "jobs_withdrawn", "job withdrawn: do not attend", "jobs withdrawn: do not attend",
         "my_jobs.index", urgent=True),
    Wait("works.own", "jobs_to_answer", "order to answer", "orders to answer", "my_jobs.index", urgent=True),
    Wait("works.own", "jobs_sent_back", "job was sent back", "jobs were sent back", "my_jobs.index"),
    Wait("sanctuary.work", "sanctuary_late", "home is not safe in time", "homes are not safe in time",
         "sanctuary.board", urgent=True),
    Wait("sanctuary.work", "sanctuary_to_sign", "job to sign off", "jobs to sign off", "sanctuary.board"),
    Wait("sanctuary.work", "sanctuary_reviews", "review to make", "reviews to make", "sanctuary.board"),
    Wait(
        "vacancy.see", "stale_elsewhere", "unit that its provider has not looked at lately",
        "units that their providers have not looked at lately", "places.vacancies",
    ),
)  # fmt: skip


def waits_for(session: Session, actor: Actor, now: datetime, *, href: Callable[[str], str]) -> list[Waiting]:
    """What waits for this person now, without what there is none of; nothing is counted that they may not do."""
    found = [(wait, COUNTERS[wait.counter](session, actor, now)) for wait in WAITS if actor.may(wait.permission)]
    return [
        Waiting(count, wait.one if count == 1 else wait.many, href(wait.endpoint), wait.urgent)
        for wait, count in found
        if count
    ]
