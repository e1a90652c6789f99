"""A made-up household that wants to stay, the people around a sanctuary job, and a job brought to a stage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID, uuid4

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.access import Actor, Role
from housing.audit import AuditEntry
from housing.outbox import OutboxMessage
from housing.people.models import Organisation
from housing.placements.staying.services import order_works
from housing.sanctuary import life
from housing.sanctuary.approving import approve
from housing.sanctuary.consent import ask_owner, record_consent
from housing.sanctuary.known import Answers
from housing.sanctuary.models import SanctuaryJob, SanctuaryOrder, SanctuaryQuote, SanctuarySurvey
from housing.sanctuary.opening import locked
from housing.sanctuary.quoting import record_quote
from housing.sanctuary.referring import refer
from housing.sanctuary.surveying import Measured, record_survey
from housing.tasks.models import Task
from pathway.sanctuary import SanctuaryState
from pathway.sanctuary_eligibility import RightToEnter, Tenure
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import NOW, TODAY

HOME, POSTCODE = "12 Madeup Canary Road", "ZZ99 1AA"
POSSIBLE = Answers(
    wants_to_stay=True, concern_lives_there=False, right_to_enter=RightToEnter.NONE_SOLE, tenure=Tenure.PRIVATE_TENANT,
    building_suitable=True,
)  # fmt: skip
LINES = (
    Measured("door_locks", "front_door", 2, Decimal("120.00")),
    Measured("window_locks", "ground_floor", 4, Decimal("80.00")),
)


@dataclass
class Sanctuary:
    """A town with an officer, two coordinators, a contractor and its people; every row has been committed."""

    there: Arranged
    officer: Actor
    coordinator: Actor
    other: Actor
    contractor: Actor
    firm: UUID

    @property
    def engine(self) -> Engine:
        """The database."""
        return self.there.engine

    def refer(
        self,
        answers: Answers = POSSIBLE,
        *,
        priority: str = "standard",
        now: datetime = NOW,
        address: str | None = HOME,
    ) -> SanctuaryJob:
        """The officer refers the household."""
        return refer(
            household_id=self.there.household.id, answers=answers, priority=priority, address=address,
            postcode=POSTCODE, words=None, by=self.officer, now=now,
        )  # fmt: skip

    def consented(self) -> SanctuaryJob:
        """The owner has been asked and said yes."""
        job = self.refer()
        ask_owner(
            job_id=job.id, asked_on=TODAY, words="The agent, by e-mail (made up)", she_agrees=True,
            by=self.coordinator, now=NOW,
        )  # fmt: skip
        record_consent(
            job_id=job.id, given=True, answered_on=TODAY, reason=None, words=None, by=self.coordinator, now=NOW
        )
        return job

    def survey(self, job: SanctuaryJob, *lines: Measured) -> SanctuarySurvey:
        """The home is surveyed."""
        return record_survey(
            job_id=job.id, surveyed_on=TODAY, lines=lines or LINES, words=None, by=self.coordinator, now=NOW
        )

    def quote(
        self, job: SanctuaryJob, survey: SanctuarySurvey, *, each: str = "100.00", valid_until: date | None = None
    ) -> SanctuaryQuote:
        """The contractor asks the same for every measure."""
        return record_quote(
            job_id=job.id, organisation_id=self.firm, received_on=TODAY,
            valid_until=valid_until or TODAY + timedelta(days=30),
            amounts={measure.id: Decimal(each) for measure in survey.measures}, by=self.coordinator, now=NOW,
        )  # fmt: skip

    def approved(self) -> SanctuaryJob:
        """Surveyed, quoted and approved."""
        job = self.consented()
        quote = self.quote(job, self.survey(job))
        assert approve(job_id=job.id, quote_id=quote.id, by=self.coordinator, now=NOW)
        return job

    def order(self, job: SanctuaryJob, *, her_choice: bool = True, now: datetime = NOW) -> SanctuaryOrder:
        """The works are ordered as her choice."""
        return order_works(job_id=job.id, her_choice=her_choice, by=self.coordinator, now=now)

    def state(self, job: SanctuaryJob) -> SanctuaryState:
        """Where the job stands, as stored."""
        with Session(self.engine) as session:
            return life.state(locked(session, job.id))

    def stored(self, job: SanctuaryJob) -> SanctuaryJob:
        """The job as stored, with what its services read."""
        with Session(self.engine, expire_on_commit=False) as session:
            return locked(session, job.id)

    def tasks(self, *, opened: bool = True) -> dict[str, Task]:
        """Tasks by kind: open ones, or closed ones."""
        query = select(Task).where(Task.closed_at.is_(None) if opened else Task.closed_at.is_not(None))
        with Session(self.engine) as session:
            return {task.kind: task for task in session.scalars(query)}

    def told(self, actor: Actor) -> list[str]:
        """The wordings left for somebody, oldest first."""
        query = select(OutboxMessage.wording).where(OutboxMessage.account_id == actor.account_id)
        with Session(self.engine) as session:
            return list(session.scalars(query.order_by(OutboxMessage.put_at)))

    def trail(self) -> list[str]:
        """What the audit trail says was done with jobs."""
        query = select(AuditEntry.action).where(AuditEntry.action.like("sanctuary.%")).order_by(AuditEntry.seq)
        with Session(self.engine) as session:
            return list(session.scalars(query))

    def story(self) -> list[str]:
        """The household's story."""
        return self.there.story(self.there.household.id)


def around(there: Arranged) -> Sanctuary:
    """The people around a sanctuary job, added to a town."""
    town = there.town
    works = Organisation(id=uuid4(), authority_code=town.code, name="Made-up Locks", kind="contractor")
    town.session.add(works)
    town.session.flush()
    made = Sanctuary(
        there,
        officer=member(town, town.actor(Role.OFFICER, "Orla Demo")),
        coordinator=member(town, town.actor(Role.SANCTUARY, "Sana Demo")),
        other=member(town, town.actor(Role.SANCTUARY, "Saul Demo")),
        contractor=member(town, town.actor(Role.CONTRACTOR, "Colm Demo", works.id)),
        firm=works.id,
    )
    town.session.commit()
    return made
