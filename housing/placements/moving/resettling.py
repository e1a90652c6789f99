"""She has moved into a home of her own; and somebody asks how she is, so many weeks later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound, Role, insist
from housing.clock import day_of
from housing.codes import setting
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.moving.checking import ASK, REFUSED
from housing.placements.moving.models import AfterContact, Move, NewHome
from housing.placements.moving.planning import EDIT, LONGEST, newest_home, open_case, to_refer
from housing.presentations import stages
from housing.presentations.guide.owing import cause
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from housing.web.filters import said_date, said_moment
from pathway.calendar import add_hours
from pathway.stages import Stage

NOT_YET = "not_yet"
SECURED = {
    "done": "The security works on it are done",
    "none_needed": "It needs none",
    NOT_YET: "Not yet: the works are not done",
}
WEEKS = "move_on.contact_weeks"
WITHIN = "offer.late_decline_hours"  # the council's hours for what cannot wait until tomorrow
CONFIRMED = ("area-checked-again", "new-home-secured")
BEFORE_MOVING_ON = (Stage.PLACED, Stage.SETTLING)
OLDEST = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of asking her. `safe`, `rating` (1 to 5) and `her_words` are hers, None where she did not say."""

    reached: bool
    safe: bool | None = None
    rating: int | None = None
    her_words: str | None = None
    words: str | None = None


def record_move(
    *, household_id: UUID, moved_on: date, secured: str, although: str | None, by: Actor, now: datetime
) -> Move:
    """Record that she has moved into the home that was checked last; she is resettled from then on.

    A home that a rule of safety is against is hers to choose, and so is moving before the works are done: then it is
    said how she is kept safe there. Works that go on stay owed.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: no home was checked, the day is not in order, or it is not said how she is kept safe.
    """
    if secured not in SECURED:
        raise Refused("Select whether the home is secure.", field="secured")
    if not day_of(now) - OLDEST <= moved_on <= day_of(now):
        raise Refused("The day she moved must be today or in the past year.", field="moved_on")
    why = (although or "").strip() or None
    if len(why or "") > LONGEST:
        raise Refused(f"Use {LONGEST:,} characters or fewer.", field="although")
    with transaction() as session:
        presentation = open_case(session, household_id, by)
        home = newest_home(session, presentation.id)
        if home is None:
            raise Refused("Check the area of the new home first: it takes a minute.")
        _safe_there(home, secured, why)
        _refuse_second(session, presentation.id, moved_on)
        row = Move(
            presentation_id=presentation.id, moved_on=moved_on, destination=home.destination, new_home_id=home.id,
            secured=secured, although=why, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _resettle(session, presentation, row, by=by, now=now)
    return row


def record_contact(*, move_id: UUID, weeks: int, asked: Asked, by: Actor, now: datetime) -> AfterContact:
    """Record that somebody asked how she is after her move, or tried to.

    Raises:
        NotFound: the move is not there, or not for this person; or no contact is owed after so many weeks.
        Refused: she was reached already (says by whom), a rating that cannot be, or words too long.
    """
    insist(by, EDIT)
    if asked.rating is not None and not 1 <= asked.rating <= 5:
        raise Refused("Select her answer.", field="rating")
    if max(len(asked.her_words or ""), len(asked.words or "")) > LONGEST:
        raise Refused(f"Use {LONGEST:,} characters or fewer.", field="words")
    with transaction() as session:
        move, presentation = _move(session, move_id, by)
        if weeks not in owed_weeks(session, presentation.authority_code, day_of(now)):
            raise NotFound("contact")
        _refuse_again(session, move_id, weeks)
        hers = asked if asked.reached else Asked(reached=False, words=asked.words)
        row = AfterContact(
            move_id=move.id, weeks=weeks, reached=hers.reached, safe=hers.safe, rating=hers.rating,
            her_words=hers.her_words, words=hers.words, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        _followed(session, presentation, row, by=by, now=now)
    return row


def owed_weeks(session: Session, authority: str, on: date) -> list[int]:
    """After how many weeks the council asks how she is."""
    return sorted({int(each) for each in setting(session, WEEKS, authority=authority, on=on)})


def _safe_there(home: NewHome, secured: str, why: str | None) -> None:
    if why is not None:
        return
    if home.answer in (REFUSED, ASK):
        raise Refused("Say how she is kept safe there: a rule of safety is against this place.", field="although")
    if secured == NOT_YET:
        raise Refused("Say how she is kept safe there until the works are done.", field="although")


def _resettle(session: Session, presentation: Presentation, row: Move, *, by: Actor, now: datetime) -> None:
    stage = stages.standing(session, presentation)
    if stage in BEFORE_MOVING_ON:
        stages.make(session, presentation, "ready_to_move", reason=None, by=by, now=now)
    if stage is not Stage.RESETTLED:
        stages.make(session, presentation, "resettle", reason=None, by=by, now=now, confirmed=CONFIRMED)
    settle_tasks(session, once=to_refer(presentation.id), by=by, now=now)
    for slug in ("area-check", *(() if row.secured == NOT_YET else ("secure-new-home",))):
        settle_tasks(session, once=cause(presentation.id, slug), by=by, now=now)
    facts = {"household": presentation.household_id, "destination": row.destination}
    audit.record(session, by, "move.recorded", row, now=now, facts=facts)


def _followed(session: Session, presentation: Presentation, row: AfterContact, *, by: Actor, now: datetime) -> None:
    said = "She was asked how she is" if row.reached else "Somebody tried to reach her"
    words = f"{said}, {row.weeks} weeks after her move."
    timeline.tell(session, presentation.household_id, "contact", words, by=by, now=now)
    if row.reached:
        settle_tasks(session, once=cause(presentation.id, f"contact-{row.weeks}"), by=by, now=now)
    if row.rating is not None:
        settle_tasks(session, once=cause(presentation.id, "her-rating"), by=by, now=now)
    if row.safe is False:
        hours = setting(session, WITHIN, authority=presentation.authority_code, on=day_of(now))
        raise_task(
            session, kind="not-safe-after-move", authority=presentation.authority_code, role=Role.OFFICER,
            organisation_id=presentation.household.organisation_id, title="Not safe in her new home: review the risk",
            why="Asked how she is after her move, she said that she is not safe. Review the risk and the safety plan "
            "with her today; her case can be taken up again with nothing to tell twice.",
            due_at=add_hours(now, float(hours)), by=by, now=now, urgent=True, household_id=presentation.household_id,
            once=f"not-safe:{row.id}",
        )  # fmt: skip
    facts = {"household": presentation.household_id, "weeks": row.weeks, "reached": row.reached}
    audit.record(session, by, "after_contact.recorded", row, now=now, facts=facts)


def _move(session: Session, move_id: UUID, by: Actor) -> tuple[Move, Presentation]:
    query = (
        select(Move.presentation_id, Presentation.household_id)
        .join(Presentation, Presentation.id == Move.presentation_id)
        .join(Household, Household.id == Presentation.household_id)
        .where(Move.id == move_id, visible(by, EDIT))
    )
    known = session.execute(query).one_or_none()
    if known is None:
        raise NotFound("move")
    presentation = open_case(session, known.household_id, by)
    if presentation.id != known.presentation_id:
        raise Refused("She has come back since: go on from her page.")
    return session.get_one(Move, move_id), presentation


def _refuse_second(session: Session, presentation_id: UUID, moved_on: date) -> None:
    query = select(Move).where(Move.presentation_id == presentation_id, Move.moved_on == moved_on)
    other = session.scalar(query)
    if other is not None:
        raise Refused(f"{other.by_name} recorded the move of {said_date(moved_on)} already.")


def _refuse_again(session: Session, move_id: UUID, weeks: int) -> None:
    query = select(AfterContact).where(AfterContact.move_id == move_id, AfterContact.weeks == weeks)
    other = session.scalar(query.where(AfterContact.reached))
    if other is not None:
        raise Refused(f"{other.by_name} reached her already, {said_moment(other.at)}. What she said stands.")
