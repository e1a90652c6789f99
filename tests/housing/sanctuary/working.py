"""Works brought to a step: ordered, accepted, a safe visit agreed, attended, reported, signed off."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from uuid import UUID

from PIL import Image
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.sanctuary.aftercare.signing import sign_off
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder
from housing.sanctuary.works.instructing import Safely, record_instruction
from housing.sanctuary.works.measuring import check_line, report_line
from housing.sanctuary.works.ordering import accept_order
from housing.sanctuary.works.reach import COORDINATE, FIT
from housing.sanctuary.works.standing import Works, works_of
from housing.sanctuary.works.visiting import propose_visit, record_visit
from pathway.sanctuary_appointments import VisitEvent
from tests.housing.placements.matching.factories import NOW
from tests.housing.sanctuary.arranging import Sanctuary

EVERY_DAY = tuple(range(1, 8))
SAFELY = Safely(
    days=EVERY_DAY, from_at=time(9), until_at=time(17), telephone=False, code_word="Robin", ask_for="The tenant",
    words="A plain van (made up)",
)  # fmt: skip
HOUR = timedelta(hours=1)
COMING = NOW + timedelta(days=1)


@dataclass
class Working:
    """A job whose works were ordered, and the people who do them."""

    made: Sanctuary
    job: SanctuaryJob
    order: SanctuaryOrder

    @property
    def coordinator(self) -> Actor:
        """Who placed the order."""
        return self.made.coordinator

    @property
    def contractor(self) -> Actor:
        """Who does the work."""
        return self.made.contractor

    def works(self) -> Works:
        """The order and everything about it, as stored."""
        with Session(self.made.engine, expire_on_commit=False) as session:
            return works_of(session, session.get_one(SanctuaryOrder, self.order.id))

    def accept(self, now: datetime = NOW) -> None:
        """The contractor takes the order on."""
        accept_order(job_id=self.job.id, by=self.contractor, now=now)

    def instruct(self, safely: Safely = SAFELY, now: datetime = NOW) -> None:
        """The coordinator says how to come."""
        record_instruction(job_id=self.job.id, safely=safely, by=self.coordinator, now=now)

    def propose(self, begins: datetime = COMING, *, agreed: bool = False, now: datetime = NOW) -> UUID:
        """The contractor proposes a visit of two hours."""
        return propose_visit(
            job_id=self.job.id, begins=begins, ends=begins + 2 * HOUR, agreed=agreed, permission=FIT,
            by=self.contractor, now=now,
        ).id  # fmt: skip

    def arrange(self, begins: datetime = COMING, now: datetime = NOW) -> UUID:
        """The coordinator arranges a visit that she has agreed to."""
        return propose_visit(
            job_id=self.job.id, begins=begins, ends=begins + 2 * HOUR, agreed=True, permission=COORDINATE,
            by=self.coordinator, now=now,
        ).id  # fmt: skip

    def ended(self, visit_id: UUID, event: VisitEvent, now: datetime) -> None:
        """The contractor says what happened at a visit."""
        record_visit(
            job_id=self.job.id, visit_id=visit_id, event=event, words=None, permission=FIT, by=self.contractor, now=now
        )

    def ended_off(self, visit_id: UUID) -> None:
        """The contractor calls a visit off."""
        self.ended(visit_id, VisitEvent.CALLED_OFF, NOW)

    def visited(self, begins: datetime = COMING) -> datetime:
        """Accepted, arranged and attended; the moment after."""
        self.accept()
        self.instruct()
        visit = self.arrange(begins)
        after = begins + HOUR
        self.ended(visit, VisitEvent.ATTENDED, after)
        return after

    def visited_again(self, now: datetime) -> datetime:
        """One more visit, the day after; the moment after it."""
        begins = now + timedelta(days=1)
        self.ended(self.arrange(begins, now), VisitEvent.ATTENDED, begins + HOUR)
        return begins + HOUR

    def report(self, line_id: UUID, now: datetime, *, done: bool = True, words: str | None = None) -> None:
        """The contractor reports on one measure."""
        report_line(
            job_id=self.job.id, line_id=line_id, done=done, done_on=day_of(now), words=words, by=self.contractor,
            now=now,
        )  # fmt: skip

    def check(self, line_id: UUID, now: datetime, *, accept: bool = True, words: str | None = None) -> None:
        """The coordinator looks at one measure."""
        check_line(job_id=self.job.id, line_id=line_id, accept=accept, words=words, by=self.coordinator, now=now)

    def done(self) -> datetime:
        """Visited, and every measure reported done."""
        now = self.visited()
        for line in self.works().lines:
            self.report(line.row.id, now)
        return now

    def signed(self, *, feels_safe: bool | None = True) -> datetime:
        """Done, looked at, and signed off."""
        now = self.done() + HOUR
        for line in self.works().lines:
            self.check(line.row.id, now)
        sign_off(
            job_id=self.job.id, feels_safe=feels_safe, signed_off_on=day_of(now), words=None, by=self.coordinator,
            now=now,
        )  # fmt: skip
        return now


def photograph() -> bytes:
    """A drawn picture as a file, in colours that say nothing."""
    written = io.BytesIO()
    Image.new("RGB", (64, 48), "navy").save(written, "JPEG")
    return written.getvalue()
