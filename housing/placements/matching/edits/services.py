"""Pinning, banning, lifting. A person confirms what they have seen; what stands is never edited."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, insist
from housing.clock import day_of
from housing.households import timeline
from housing.households.models import Household
from housing.placements.matching.edits import queries
from housing.placements.matching.edits.asked import asked, refuse_if_spoken_for
from housing.placements.matching.edits.models import (
    HOUSEHOLD_PINNED,
    PAIR_SPOKEN_FOR,
    PIN,
    UNIT_PINNED,
    MatchEdit,
    MatchEditLift,
)
from housing.placements.matching.edits.preview import Preview, preview
from housing.places.services import lock_unit
from housing.refusals import Refused
from housing.web.filters import said_date, said_moment

LONGEST_REASON = 2000
CONSTRAINTS = (PAIR_SPOKEN_FOR, HOUSEHOLD_PINNED, UNIT_PINNED)


class CostChanged(Refused):
    """What it would cost is not what the person saw: they are shown what it is now, and nothing was stored."""

    def __init__(self, preview: Preview) -> None:
        super().__init__("What this would change is not what you were shown. Read it again, then confirm.")
        self.preview = preview


def make_edit(
    *, kind: str, household_id: UUID, unit_id: UUID, reason: str, last_on: date, seen: str, by: Actor, now: datetime
) -> MatchEdit:
    """Pin a household to a unit, or ban the pair, from today to the end of the last day; what it costs is kept with it.

    `seen` is the key of the cost that the person was shown (`Preview.key`).

    Raises:
        NotFound: the household or the unit is not the actor's to speak of.
        AlreadySaid: somebody was first; says who and when.
        CostChanged: the cost is not the one that was shown; carries the preview as it is now.
        Refused: no reason, days out of bounds, or a pin that no run could honour.
    """
    insist(by, queries.PERMISSION)
    why = _reason(reason)
    shown = preview(kind=kind, household_id=household_id, unit_id=unit_id, last_on=last_on, by=by, now=now)
    if shown.key != seen:
        raise CostChanged(shown)
    with db.transaction() as session:
        lock_unit(session, unit_id)  # the unit, then the household: the order in which offers lock them
        session.execute(select(Household.id).where(Household.id == household_id).with_for_update(key_share=True))
        wanted = asked(session, by, kind, household_id, unit_id)
        refuse_if_spoken_for(session, wanted, shown.during)
        edit = _row(shown, why, by, now)
        _store(session, edit, shown)
        until = f"to the end of {said_date(last_on)}"
        said = f"Pinned to {wanted.unit.codes}" if kind == PIN else f"{wanted.unit.codes} is not to be proposed"
        timeline.tell(session, household_id, "match", f"{said}, {until}.", by=by, now=now)
        facts = {"household": household_id, "unit": unit_id, "until": edit.during.upper}
        audit.record(session, by, f"match_edit.{kind}", edit, now=now, facts=facts)
    return edit


def lift_edit(*, edit_id: UUID, reason: str, by: Actor, now: datetime) -> MatchEdit:
    """End a pin or a ban before its last day, with the reason; from the next run on it no longer counts.

    Raises:
        NotFound: its household is not within the actor's reach.
        Refused: no reason, it has run out, or somebody has lifted it; says who and when.
    """
    insist(by, queries.PERMISSION)
    why = _reason(reason)
    with db.transaction() as session:
        session.execute(select(MatchEdit.id).where(MatchEdit.id == edit_id).with_for_update())
        edit = queries.row(session, by, edit_id)
        if edit.lift is not None:
            raise Refused(f"{edit.lift.by_name} lifted this at {said_moment(edit.lift.at)}.")
        if not edit.stands(day_of(now)):
            raise Refused(f"This ran out after {said_date(edit.last_on)}: there is nothing to lift.")
        edit.lifted_at = now
        edit.lift = MatchEditLift(at=now, by=_person(by), by_name=by.name, reason=why)
        shown = queries.shown(edit, day_of(now))
        said = f"The pin to {shown.unit} was lifted" if edit.kind == PIN else f"{shown.unit} may be proposed again"
        timeline.tell(session, edit.household_id, "match", f"{said}.", by=by, now=now)
        audit.record(session, by, "match_edit.lifted", edit, now=now, facts={"kind": edit.kind})
    return edit


def _row(shown: Preview, why: str, by: Actor, now: datetime) -> MatchEdit:
    return MatchEdit(
        authority_code=shown.wanted.authority,
        kind=shown.wanted.kind,
        household_id=shown.wanted.household_id,
        unit_id=shown.wanted.unit_id,
        during=shown.during,
        reason=why,
        cost=dict(shown.kept),
        made_at=now,
        made_by=_person(by),
        made_by_name=by.name,
    )


def _store(session: Session, edit: MatchEdit, shown: Preview) -> None:
    """Add the row; where the database refuses it, say who was first."""
    try:
        with session.begin_nested():
            session.add(edit)
    except IntegrityError as error:
        if db.broken_constraint(error) not in CONSTRAINTS:
            raise
        refuse_if_spoken_for(session, shown.wanted, shown.during)
        raise


def _person(by: Actor) -> UUID:
    if by.account_id is None:
        raise Refused("Only a person can pin or ban, or lift either.")
    return by.account_id


def _reason(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise Refused("Enter the reason", field="reason")
    if len(why) > LONGEST_REASON:
        raise Refused(f"The reason must be {LONGEST_REASON:,} characters or fewer", field="reason")
    return why
