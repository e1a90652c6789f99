"""A new incident: recorded as told, and everything that it asks for at once.

Her place, and whatever is held for her, is looked at again within the minute (housing.rechecks, by
`editing.opened`); the risk is to be reviewed and, within 12 months of a MARAC, heard again; and somebody speaks to her
safely, sooner where whoever did it knows where she is.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.adding import made_before
from housing.households.concerns import concern_of
from housing.households.models import Household
from housing.presentations.assessments.reviewing import after_incident
from housing.presentations.marac.owing import whose
from housing.presentations.models import Presentation
from housing.presentations.safety.models import Incident
from housing.refusals import Refused
from housing.tasks.raising import raise_task

LISTS = {"kind": "incident_kind", "place": "incident_where"}
HOURS = "support.contact_after_incident_hours"
KIND = "incident"
TITLE = "Speak to her safely after a new incident"
WHY = (
    "Something happened, and was written down. Speak to her as she agreed, look at her safety plan with her, and at "
    "every offer that is open. Her place is checked again by itself."
)
FOUND = "Whoever did it knows where she is now, or came there. Ask at once whether she has to leave tonight. "


@dataclass(frozen=True, slots=True)
class Happened:
    """An incident as told. None is not known, or not asked."""

    happened_on: date
    kind: str
    place: str
    happened_at: time | None = None
    concern_id: UUID | None = None
    reported: bool | None = None
    crime_reference: str | None = None
    injuries: bool | None = None
    children_there: bool | None = None
    breach: bool | None = None
    finds_her: bool | None = None
    words: str | None = None

    @property
    def urgent(self) -> bool:
        """Whether she may be found where she is."""
        return self.finds_her is True or self.place == "where_she_stays"


def record_incident(*, household_id: UUID, happened: Happened, key: UUID, by: Actor, now: datetime) -> None:
    """Record an incident, with what it asks for; with the same key it is recorded once.

    Raises:
        NotFound: the household or the person of concern is not there, or not for this person.
        Refused: an answer is not of its list, or the day is to come.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, "concerns")
        if made_before(session, Incident, key, household.id) is not None:
            return
        _check(session, household, happened, day_of(now))
        row = Incident(id=key, household_id=household.id, at=now, by=by.account_id, by_name=by.name, **asdict(happened))
        session.add(row)
        session.flush()
        timeline.tell(session, household.id, "risk", "A new incident was recorded.", by=by, now=now)
        _owe_a_word(session, household, happened, key, by=by, now=now)
        presentation = _open_presentation(session, household.id)
        if presentation is not None:
            after_incident(session, presentation, happened.happened_on, incident=key, by=by, now=now)
        facts = {"incident": key, "kind": happened.kind, "place": happened.place}
        audit.record(session, by, "incident.recorded", household, now=now, facts=facts)


def _check(session: Session, household: Household, happened: Happened, today: date) -> None:
    for field, name in LISTS.items():
        if getattr(happened, field) not in codes.choices(session, name, household.authority_code):
            raise Refused("Select an answer from the list.", field=field)
    if happened.happened_on > today:
        raise Refused("The day must be today or in the past.", field="happened_on")
    if happened.concern_id is not None:
        concern_of(household, happened.concern_id)


def _owe_a_word(
    session: Session, household: Household, happened: Happened, key: UUID, *, by: Actor, now: datetime
) -> None:
    today = day_of(now)
    hours = int(codes.setting(session, HOURS, authority=household.authority_code, on=today))
    role, organisation_id = whose(session, household, today)
    raise_task(
        session, kind=KIND, authority=household.authority_code, role=role, organisation_id=organisation_id,
        title=TITLE, why=(FOUND if happened.urgent else "") + WHY, due_at=now + timedelta(hours=hours),
        urgent=happened.urgent, household_id=household.id, once=f"{KIND}:{key}", by=by, now=now,
    )  # fmt: skip


def _open_presentation(session: Session, household_id: UUID) -> Presentation | None:
    query = select(Presentation).where(Presentation.household_id == household_id, Presentation.ended_at.is_(None))
    return session.scalar(query.options(joinedload(Presentation.household)).limit(1))
