"""Where her home is and how to reach her, for those who run the job; shown for a reason, and written down each time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, disclosures
from housing.access import Actor
from housing.db import transaction
from housing.disclosures import Told
from housing.households import timeline
from housing.households.models import Person
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.opening import opened

TELL = "sanctuary.tell"


@dataclass(frozen=True, slots=True)
class Home:
    """Where the home is, for the one page that shows it."""

    street: str
    postcode: str | None

    @property
    def line(self) -> str:
        """As one line."""
        return ", ".join(filter(None, (self.street, self.postcode)))


@dataclass(frozen=True, slots=True)
class Her:
    """What she is called and how she is reached, where she gave it, for the one page that shows it."""

    name: str | None
    phone: str | None
    email: str | None
    code_word: str | None


def reveal_home(*, job_id: UUID, by: Actor, now: datetime) -> Home:
    """Give the address to whoever runs the job, or is her officer.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: no address is recorded, or the job has ended.
    """
    with transaction() as session:
        job = _running(session, by, job_id)
        if not job.address:
            raise Refused("No address is recorded yet.")
        log_works(session, job, "home_address", by=by, now=now)
        audit.record(session, by, "sanctuary.address_shown", job, now=now, facts={"household": job.household_id})
        return Home(job.address, job.postcode)


def reveal_her(*, job_id: UUID, by: Actor, now: datetime) -> Her:
    """Give her name and number to whoever runs the job, beside the rules of safe contact; her story says so.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the job has ended.
    """
    with transaction() as session:
        job = _running(session, by, job_id)
        contact = job.household.safe_contact
        first = select(Person.name).where(Person.household_id == job.household_id).order_by(Person.position).limit(1)
        name = session.scalar(first)
        words = f"How to reach her was shown to {by.name}, for the works on her home."
        timeline.tell(session, job.household_id, "sanctuary", words, by=by, now=now)
        log_works(session, job, "contact", by=by, now=now)
        audit.record(session, by, "sanctuary.contact_shown", job, now=now, facts={"household": job.household_id})
        if contact is None:
            return Her(name, None, None, None)
        return Her(name, contact.phone, contact.email, contact.code_word)


def log_works(session: Session, job: SanctuaryJob, what: str, *, by: Actor, now: datetime) -> None:
    """Write into the log of disclosures that Haven showed it for the works on her home."""
    disclosures.shown(
        session, Told(what, "works"), authority=job.authority_code, household_id=job.household_id, to=by, now=now
    )


def _running(session: Session, by: Actor, job_id: UUID) -> SanctuaryJob:
    job = opened(session, by, job_id, TELL)
    if job.ended_at is not None:
        raise Refused("This job has ended: where she lives is not shown any more.")
    return job
