"""Decisions of people: the band by hand, a move along the pathway, the end of a presentation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.db import transaction
from housing.households import timeline
from housing.presentations import bands, endings, opening, stages
from housing.presentations.duties.closing import leave_nothing_owed
from housing.presentations.models import BandDecision, Presentation, StageEntry
from housing.presentations.outside.standing import end_with_case
from housing.presentations.queries import current_band, is_held_for
from housing.rechecks import look_again
from housing.refusals import Refused
from pathway import band_changes
from pathway.stages import Stage

LOWER = "presentation.band_lower"


def raise_band(
    *, presentation_id: UUID, to: int, reason: str, by: Actor, now: datetime, version: int | None = None
) -> BandDecision:
    """An officer makes a household more urgent, with a reason.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it would not be more urgent, or no reason is given.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version, permission="presentation.band")
        _refuse(band_changes.raise_band(current_band(presentation), to, reason), reason)
        decision = bands.set_by_hand(
            session, presentation, presentation.household, to, reason=reason.strip(), by=by, now=now
        )
        audit.record(session, by, "presentation.band_raised", presentation, now=now, facts={"to": to})
    return decision


def lower_band(
    *, presentation_id: UUID, to: int, reason: str, by: Actor, now: datetime, version: int | None = None
) -> BandDecision:
    """The homelessness team makes a household less urgent, with a reason.

    Raises:
        NotFound: not there, or not for this person.
        Forbidden: the person is not of the team.
        Refused: it would not be less urgent, or no reason is given.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version, permission=LOWER)
        said = band_changes.lower_band(current_band(presentation), to, reason, homelessness_team=by.may(LOWER))
        _refuse(said, reason)
        decision = bands.set_by_hand(
            session, presentation, presentation.household, to, reason=reason.strip(), by=by, now=now
        )
        audit.record(session, by, "presentation.band_lowered", presentation, now=now, facts={"to": to})
    return decision


def move_stage(
    *,
    presentation_id: UUID,
    move: str,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    confirmed: Collection[str] = (),
    version: int | None = None,
) -> StageEntry:
    """Record a move of pathway.stages.MOVES (its slug) that does not end the presentation.

    Raises:
        NotFound: not there, or not for this person.
        Refused: not allowed at this stage, something not confirmed, or it is an ending.
    """
    if any(move == way.move for way in endings.ENDINGS):
        raise Refused("Use “End this presentation” to record how it ended.", field="move")
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        entry = stages.make(session, presentation, move, reason=reason, by=by, now=now, confirmed=confirmed)
        audit.record(session, by, "presentation.moved", presentation, now=now, facts={"move": move})
    return entry


def end_presentation(
    *,
    presentation_id: UUID,
    ending: str,
    by: Actor,
    now: datetime,
    reason: str | None = None,
    confirmed: Collection[str] = (),
    version: int | None = None,
) -> Presentation:
    """End a presentation in one of the ways of housing.presentations.endings; `reason` is a code of the list
    `not_supported_reason`, needed where the council could not help.

    Raises:
        NotFound: not there, or not for this person.
        Refused: that ending is not possible at this stage or only by another service's yes, the reason is missing,
            something is not confirmed, or a home is still held for the household.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        if ending == endings.BY_ANOTHER_SERVICE:
            raise Refused(endings.HAND_OVER_FIRST, field="ending")
        close(session, presentation, ending, reason=reason, confirmed=confirmed, by=by, now=now)
    return presentation


def close(
    session: Session,
    presentation: Presentation,
    ending: str,
    *,
    reason: str | None,
    confirmed: Collection[str],
    by: Actor,
    now: datetime,
) -> None:
    """The same inside the caller's transaction, with the presentation locked and open, by any ending.

    Raises:
        Refused: as `end_presentation`.
    """
    if is_held_for(session, presentation.household_id):
        raise Refused("A home is being held for this household. Withdraw that offer first.", field="ending")
    way = endings.ending(ending)
    if way is None or not way.possible_at(stages.standing(session, presentation)):
        raise Refused("Select how it ended, from the list.", field="ending")
    counted = _counted(session, presentation, way, reason)
    _close(session, presentation, way, by=by, now=now, confirmed=confirmed)
    leave_nothing_owed(session, presentation, died=way.outcome == "died", by=by, now=now)
    end_with_case(session, presentation, by=by, now=now)
    presentation.ended_at = now
    presentation.outcome = way.outcome
    presentation.not_supported_reason = counted
    look_again(session, presentation.household_id)
    timeline.tell(session, presentation.household_id, "presentation", f"Ended: {way.label}.", by=by, now=now)
    audit.record(
        session, by, "presentation.ended", presentation, now=now, facts={"ending": way.slug, "reason": counted}
    )


def _counted(session: Session, presentation: Presentation, way: endings.Ending, reason: str | None) -> str | None:
    if not way.asks_reason:
        return way.reason
    if reason not in codes.choices(session, "not_supported_reason", presentation.authority_code):
        raise Refused("Select why she could not be helped.", field="reason")
    return reason


def _close(
    session: Session,
    presentation: Presentation,
    way: endings.Ending,
    *,
    by: Actor,
    now: datetime,
    confirmed: Collection[str],
) -> None:
    if way.move is not None:
        stages.make(session, presentation, way.move, reason=None, by=by, now=now, confirmed=confirmed)
        return
    missing = [need.sentence for need in way.needs if need.slug not in confirmed]
    if missing:
        raise Refused(f"Before recording this, confirm: {'; '.join(missing)}.", field="confirmed")
    stages.write(session, presentation, Stage.CLOSED, words="Support ends.", by=by, now=now, move=way.slug)


def _refuse(sentence: str | None, reason: str) -> None:
    if sentence is not None:
        raise Refused(sentence, field="to" if reason.strip() else "reason")
