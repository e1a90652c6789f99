"""Homes that were made safe: works under way, a home to sign off, reviews that are due, and outcomes of the year."""

from __future__ import annotations

import io
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

from PIL import Image, ImageDraw
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor
from housing.clock import day_of
from housing.placements.staying.services import order_works
from housing.presentations.services import end_presentation
from housing.sanctuary.aftercare.budget import financial_year, set_budget
from housing.sanctuary.aftercare.flagging import record_flag
from housing.sanctuary.aftercare.lending import lend
from housing.sanctuary.aftercare.reviewing import Found, record_outcome, record_review
from housing.sanctuary.aftercare.signing import close_job, sign_off
from housing.sanctuary.approving import approve, decide
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from housing.sanctuary.referring import refer
from housing.sanctuary.surveying import record_fire_advice
from housing.sanctuary.works.costing import record_invoice
from housing.sanctuary.works.instructing import Safely, record_instruction
from housing.sanctuary.works.measuring import check_line, report_line
from housing.sanctuary.works.ordering import accept_order
from housing.sanctuary.works.picturing import add_photograph
from housing.sanctuary.works.reach import COORDINATE, FIT
from housing.sanctuary.works.standing import Works, works_of
from housing.sanctuary.works.visiting import propose_visit, record_visit
from pathway.calendar import add_months, add_working_days
from pathway.sanctuary_aftercare import FlagEvent
from pathway.sanctuary_appointments import VisitEvent
from pathway.sanctuary_eligibility import Tenure
from seed.cast import Cast
from seed.entering import present
from seed.hours import lately, opening
from seed.staying import KNOWN, SAFE_ROOM, Doing, Told, stay_at_home
from seed.stories import Teller

SEED = 5
SAFELY = Safely(
    days=tuple(range(1, 8)), from_at=time(8), until_at=time(20), telephone=False, code_word="marigold (made up)",
    ask_for="The tenant (made up)", words="No van with a name on it (made up)",
)  # fmt: skip
BUDGETS = (Decimal(60_000), Decimal(45_000))
COLOURS = {"before": ("#d9b38c", "#704214"), "after": ("#cfd8dc", "#1d70b8")}
FINE = Found(reached=True, effective=True, incident=False, still_needed=True)
TO_THE_VISIT = timedelta(days=9)  # after the referral: Doing.order takes seven


@dataclass(frozen=True, slots=True)
class Finished:
    """One home made safe: referred so many days ago; how late the works were; what was found at reviews."""

    days_ago: int
    reviewed: tuple[int, ...] = ()
    outcomes: tuple[tuple[int, str], ...] = ()
    closed: bool = False
    safe_room: bool = False
    days_late: int = 0


FINISHED = (
    Finished(400, (3, 6), ((6, "remained"),), closed=True),
    Finished(197, (3,), safe_room=True),
    Finished(102),
    Finished(45, days_late=9),
)


class Fitting(Doing):
    """A job whose works are ordered, while the contractor's part is told."""

    @property
    def contractor(self) -> Actor:
        """Who does the work."""
        return self.cast.actors["contractor"]

    def order_safe_room(self) -> None:
        """Surveyed with the fire service's advice, and approved by a second person, since it is dear."""
        quote, at = self.quote(SAFE_ROOM), self.at(6)
        record_fire_advice(
            job_id=self.job.id, advised_on=day_of(at), words="A door that opens outwards (made up)", by=self.by, now=at
        )
        approve(job_id=self.job.id, quote_id=quote, by=self.by, now=at)
        decide(job_id=self.job.id, yes=True, reason=None, words=None, by=self.cast.actors["homelessness"], now=at)
        order_works(job_id=self.job.id, her_choice=True, by=self.by, now=self.at(7))

    def come(self, at: datetime) -> UUID:
        """The order is accepted, how to come is said, and a visit is agreed for an hour later."""
        before = min(at - timedelta(hours=1), lately(self.now, 1))
        accept_order(job_id=self.job.id, by=self.contractor, now=before)
        record_instruction(job_id=self.job.id, safely=SAFELY, by=self.by, now=before)
        begins = at + timedelta(hours=1)
        return propose_visit(
            job_id=self.job.id, begins=begins, ends=begins + timedelta(hours=3), agreed=True, permission=COORDINATE,
            by=self.by, now=before,
        ).id  # fmt: skip

    def fit(self, at: datetime) -> datetime:
        """They come, and everything is fitted."""
        visit, now = self.come(at), at + timedelta(hours=2)
        record_visit(
            job_id=self.job.id, visit_id=visit, event=VisitEvent.ATTENDED, words=None, permission=FIT,
            by=self.contractor, now=now,
        )  # fmt: skip
        for line in self.works().lines:
            report_line(
                job_id=self.job.id, line_id=line.row.id, done=True, done_on=day_of(now), words=None,
                by=self.contractor, now=now,
            )  # fmt: skip
        return now

    def photograph(self, at: datetime) -> None:
        """The first measure, before and after."""
        line_id = self.works().lines[0].row.id
        for taken in COLOURS:
            add_photograph(
                job_id=self.job.id, line_id=line_id, taken=taken, data=_drawn(taken), permission=FIT,
                by=self.contractor, now=at,
            )  # fmt: skip

    def sign(self, at: datetime) -> None:
        """Each measure is looked at, the works are signed off and paid, and the police are asked for a flag."""
        works = self.works()
        for line in works.lines:
            check_line(job_id=self.job.id, line_id=line.row.id, accept=True, words=None, by=self.by, now=at)
        sign_off(job_id=self.job.id, feels_safe=True, signed_off_on=day_of(at), words=None, by=self.by, now=at)
        record_invoice(
            job_id=self.job.id, kind="invoice", reference=f"MADE-UP-{self.job.reference}", amount=works.committed,
            invoiced_on=day_of(at), permission=FIT, by=self.contractor, now=at,
        )  # fmt: skip
        lend(job_id=self.job.id, item="personal_alarm", mark=None, lent_on=day_of(at), by=self.by, now=at)
        for event in (FlagEvent.ASKED, FlagEvent.SET):
            record_flag(
                job_id=self.job.id, service="police", event=event, happened_on=day_of(at), reference=None,
                review_on=add_months(day_of(at), 12) if event is FlagEvent.SET else None, by=self.by, now=at,
            )  # fmt: skip

    def works(self) -> Works:
        """The order and everything about it."""
        with Session(db.engine(), expire_on_commit=False) as session:
            return works_of(session, session.scalars(_order_of(self.job)).one())


def book(job: Doing) -> None:
    """Ordered, and the visit is agreed for the next working day."""
    job.order()
    _fitting(job).come(opening(add_working_days(day_of(job.now), 1)))


def fitted(job: Doing) -> None:
    """Ordered, fitted some days after that or on the same day, and to be signed off."""
    job.order()
    fitting = _fitting(job)
    later = job.at(7) + timedelta(days=2)
    fitting.photograph(fitting.fit(later if later < lately(job.now, 5) else job.at(7) + timedelta(hours=2)))


UNDER_WAY = (Told(15, KNOWN, fitted), Told(11, replace(KNOWN, tenure=Tenure.HOUSING_ASSOCIATION), book))


def homes_made_safe(cast: Cast, *, now: datetime) -> None:
    """What was done at other homes in the last year, and the money for it; none of them waits any more."""
    stay_at_home(cast, now=now, stories=UNDER_WAY)
    teller = Teller(SEED, list(cast.wards))
    for number, told in enumerate(FINISHED):
        _tell(cast, teller, told, number, now=now)
    year = financial_year(day_of(now))
    for amount, of in zip(BUDGETS, (year, year - 1), strict=True):
        said = opening(day_of(now) - timedelta(days=220))
        set_budget(year=of, amount=amount, why="Cabinet decision (made up)", by=cast.actors["sanctuary"], now=said)


def _tell(cast: Cast, teller: Teller, told: Finished, number: int, *, now: datetime) -> None:
    at = opening(day_of(now) - timedelta(days=told.days_ago))
    story = replace(teller.story(day_of(at)), reachable=True)
    presentation = present(story, wards=cast.wards, by=cast.actors["officer"], now=at)
    job = refer(
        household_id=presentation.household_id, answers=KNOWN, priority="standard",
        address=f"{number + 40} Makebelieve Street (made up)", postcode="ZZ99 8MU", words=None,
        by=cast.actors["officer"], now=at + timedelta(minutes=30),
    )  # fmt: skip
    doing = Doing(cast, job, at + timedelta(minutes=30), at + timedelta(days=30))
    fitting = _fitting(doing)
    if told.safe_room:
        fitting.order_safe_room()
    else:
        fitting.order()
    after = fitting.fit(opening(add_working_days(day_of(at) + TO_THE_VISIT, 1 + told.days_late)))
    signed_at = after + timedelta(hours=2)
    fitting.sign(signed_at)
    end_presentation(
        presentation_id=presentation.id, ending="withdrawn", confirmed=("her-own-words", "knows-she-can-return"),
        by=cast.actors["officer"], now=signed_at + timedelta(hours=1),
    )  # fmt: skip
    _look_after(cast, job, told, signed_at)


def _look_after(cast: Cast, job: SanctuaryJob, told: Finished, signed_at: datetime) -> None:
    by, signed_on = cast.actors["sanctuary"], day_of(signed_at)
    for months in told.reviewed:
        on = add_months(signed_on, months)
        record_review(job_id=job.id, months=months, found=FINE, reviewed_on=on, words=None, by=by, now=opening(on))
    if told.closed:
        on = add_months(signed_on, 6)
        later = opening(on) + timedelta(hours=1)
        close_job(job_id=job.id, reason="reviewed", words=None, by=by, now=later)
    for months, result in told.outcomes:
        on = add_months(signed_on, months)
        record_outcome(
            job_id=job.id, months=months, result=result, incident=False, found_on=on, words=None, by=by,
            now=opening(on) + timedelta(hours=2),
        )  # fmt: skip


def _order_of(job: SanctuaryJob) -> Select[SanctuaryOrder]:
    return select(SanctuaryOrder).where(SanctuaryOrder.job_id == job.id)


def _fitting(job: Doing) -> Fitting:
    return Fitting(job.cast, job.job, job.referred_at, job.now)


def _drawn(taken: str) -> bytes:
    """A door with a lock, drawn: what a photograph of the work shows, and nothing of anybody."""
    door, lock = COLOURS[taken]
    picture = Image.new("RGB", (240, 180), "#f3f2f1")
    pen = ImageDraw.Draw(picture)
    pen.rectangle((70, 10, 170, 175), fill=door, outline="#0b0c0c", width=3)
    pen.ellipse((148, 88, 162, 102), fill=lock, outline="#0b0c0c")
    if taken == "after":
        pen.rectangle((140, 60, 166, 80), fill=lock, outline="#0b0c0c")
    written = io.BytesIO()
    picture.save(written, "JPEG", quality=80)
    return written.getvalue()
