"""A presentation begins: with a name or without one, and nothing else asked of her first."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Grant, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import allegations, editing, references, timeline
from housing.households.members import check_born
from housing.households.models import Household, Person
from housing.households.naming import index_of
from housing.people.models import Organisation
from housing.presentations import bands, stages
from housing.presentations.models import Presentation
from housing.rechecks import look_again
from housing.refusals import Refused
from pathway.stages import Stage

START = "presentation.start"


def start_presentation(
    *, name: str | None, route: str | None, by: Actor, now: datetime, born: date | None = None
) -> Presentation:
    """Make a household and its presentation. `name` None is "not given"; `route`, how she came, and
    `born` None are not asked.

    A name that is a person of concern's in another case of the council is still taken, and the homelessness team
    is told (housing.households.allegations).

    Raises:
        Forbidden: the person may not start presentations.
        Refused: the date of birth cannot be.
    """
    insist(by, START)
    check_born(born, day_of(now))
    with transaction() as session:
        presentation = begin(session, name=name, route=route, born=born, by=by, now=now)
        bands.review(session, presentation, presentation.household, by=by, now=now)
        allegations.check_person(session, presentation.household, index_of(name), by=by, now=now)
    return presentation


def begin(
    session: Session, *, name: str | None, route: str | None, by: Actor, now: datetime, born: date | None = None
) -> Presentation:
    """A household nobody knew and its presentation, inside the caller's transaction.

    Comparing the lead's name with other cases and the first review of the band are the caller's. Everything that
    hangs on the household counts as loaded: there is nothing yet.
    """
    home = by.home(START)
    household = Household(
        authority_code=_authority(session, home),
        organisation_id=home.organisation_id,
        reference=references.fresh(session, Household.reference, "H"),
        created_at=now,
        created_by=by.account_id,
        births=[],
        concerns=[],
        near=[],
        excluded=[],
        safe_contact=None,
        people=[Person(position=0, name=name, name_index=index_of(name), born=born, role="adult")],
    )
    session.add(household)
    session.flush()
    audit.record(session, by, "household.started", household, now=now, facts={"name_given": name is not None})
    return present(session, household, route, by=by, now=now)


def start_again(*, household_id: UUID, route: str | None, by: Actor, now: datetime) -> Presentation:
    """A household that Haven knows asks for help again: a new presentation, and nothing to tell twice.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: its presentation is still open.
    """
    insist(by, START)
    with transaction() as session:
        household = editing.opened(session, by, household_id, "births")
        still_open = select(Presentation.id).where(
            Presentation.household_id == household_id, Presentation.ended_at.is_(None)
        )
        if session.scalar(still_open) is not None:
            raise Refused("This household is being helped already. Go on from its page.")
        audit.record(session, by, "household.started_again", household, now=now)
        presentation = present(session, household, route, by=by, now=now)
        bands.review(session, presentation, household, by=by, now=now)
    return presentation


def present(
    session: Session,
    household: Household,
    route: str | None,
    *,
    by: Actor,
    now: datetime,
    asked_at: datetime | None = None,
) -> Presentation:
    """A presentation of a stored household, inside the caller's transaction; reviewing its band is the caller's.

    `asked_at`: when these people asked for help, where that was earlier: nobody loses the days that they have waited.
    """
    presentation = Presentation(
        household=household,
        household_id=household.id,
        authority_code=household.authority_code,
        reference=references.fresh(session, Presentation.reference, "P"),
        presented_at=asked_at or now,
        route=route,
        officer_id=by.account_id,
        situation={},
        risks=[],
        bands=[],
        stages=[],
    )
    session.add(presentation)
    session.flush()
    look_again(session, household.id)
    timeline.tell(session, household.id, "presentation", "Asked for help.", by=by, now=now)
    audit.record(session, by, "presentation.started", presentation, now=now, facts={"route": route})
    stages.write(
        session, presentation, Stage.FIRST_CONTACT, words="First contact.", by=by, now=now, move="first_contact"
    )
    return presentation


def _authority(session: Session, home: Grant) -> str:
    return session.get_one(Organisation, home.organisation_id).authority_code
