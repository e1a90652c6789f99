"""Offering a case, and the answers. Until somebody says yes the case stays whose it was: she is never in between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor, NotFound, insist
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.consents import queries as consents
from housing.households.models import Household
from housing.presentations import opening
from housing.presentations.handover import queries, telling
from housing.presentations.handover.models import Handover
from housing.presentations.models import Presentation
from housing.presentations.worker import queries as workers
from housing.presentations.worker.services import put_worker
from housing.rechecks import look_again
from housing.refusals import Refused
from pathway.handovers import Answer, Consent, Side, missing_consent, refused

DAYS = "handover.answer_days"


@dataclass(frozen=True, slots=True)
class Asked:
    """To whom a case is offered: one colleague, or one other team; why; and why without her consent, if so."""

    reason: str
    account: UUID | None = None
    organisation: UUID | None = None
    without_consent: str | None = None


def offer_handover(
    *, presentation_id: UUID, asked: Asked, by: Actor, now: datetime, version: int | None = None
) -> Handover:
    """Offer a case to somebody. The same offer made again is the one that stands.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it has ended, is offered to somebody else already, cannot go there, or her consent is missing.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version, permission=workers.OWN)
        standing = _standing(session, presentation, asked, by=by, now=now)
        if standing is not None:
            return standing
        household = presentation.household
        _check(session, presentation, asked, now)
        consent = _consent(session, household, asked, now)
        days = int(codes.setting(session, DAYS, authority=household.authority_code, on=day_of(now)))
        handover = Handover(
            authority_code=household.authority_code, presentation_id=presentation.id, household_id=household.id,
            from_account_id=presentation.officer_id, from_organisation_id=household.organisation_id,
            to_account_id=asked.account, to_organisation_id=asked.organisation, reason=asked.reason,
            consent_id=consent, without_consent=None if consent else asked.without_consent, offered_at=now,
            offered_by=by.account_id, offered_by_name=by.name, lapses_at=now + timedelta(days=days),
        )  # fmt: skip
        session.add(handover)
        telling.waits(session, handover, household.reference, by=by, now=now)
        timeline.tell(session, household.id, "presentation", "The case was offered to somebody else.", by=by, now=now)
        audit.record(session, by, "handover.offered", handover, now=now, facts=_to(handover))
    return handover


def accept(*, handover_id: UUID, by: Actor, now: datetime) -> UUID:
    """Take the case over: whoever accepts is the named worker, and the case is their team's. The household's id.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it has ended or lapsed, her consent was taken back, or this person may not work on the case.
    """
    with transaction() as session:
        handover, presentation, household = _opened(session, handover_id, by)
        _answer(session, handover, Side.ASKED, Answer.ACCEPTED, None, by=by, now=now)
        if handover.to_organisation_id is not None:
            household.organisation_id = handover.to_organisation_id
            look_again(session, household.id)
            session.flush()
        if by.account_id not in workers.able(session, household, now):
            raise Refused("You may not work on this case. Ask a lead.")
        if presentation.officer_id != by.account_id:
            put_worker(
                session, presentation, by.account_id, how="handover", reason="handed_over", words=None, by=by, now=now
            )
        telling.answered(session, handover, household.reference, now=now)
    return household.id


def turn_down(*, handover_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """Say no, and why; the case stays whose it is.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it has ended or lapsed.
    """
    with transaction() as session:
        handover, _, household = _opened(session, handover_id, by)
        _answer(session, handover, Side.ASKED, Answer.REJECTED, words, by=by, now=now)
        timeline.tell(session, household.id, "presentation", "A handover was turned down.", by=by, now=now)
        telling.answered(session, handover, household.reference, now=now)


def take_back(*, handover_id: UUID, by: Actor, now: datetime) -> None:
    """Take the offer back; whoever may see the case may.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it has ended.
    """
    with transaction() as session:
        handover, _, household = _opened(session, handover_id, by, side=Side.OFFERED)
        _answer(session, handover, Side.OFFERED, Answer.REVOKED, None, by=by, now=now)
        timeline.tell(session, household.id, "presentation", "A handover was taken back.", by=by, now=now)


def lapse(*, by: Actor, now: datetime) -> int:
    """End what nobody answered in time; whoever offered it hears of it. How many there were."""
    with transaction() as session:
        late = select(Handover).where(Handover.closed_at.is_(None), Handover.lapses_at <= now)
        found = session.scalars(late.order_by(Handover.id).with_for_update(skip_locked=True)).all()
        for handover in found:
            _end(session, handover, Answer.LAPSED, None, by=by, now=now)
            timeline.tell(
                session, handover.household_id, "presentation", "A handover was not answered.", by=by, now=now
            )
            reference = session.get_one(Household, handover.household_id).reference
            telling.answered(session, handover, reference, now=now)
    return len(found)


def _opened(
    session: Session, handover_id: UUID, by: Actor, *, side: Side = Side.ASKED
) -> tuple[Handover, Presentation, Household]:
    """The handover with its case, locked: the case first, as everybody does who decides on one."""
    insist(by, workers.OWN)
    reach = queries.asked(by) if side is Side.ASKED else queries.offered(by)
    known = session.execute(
        select(Handover.presentation_id, Handover.household_id).where(Handover.id == handover_id, reach)
    ).one_or_none()
    if known is None:
        raise NotFound("handover")
    opening.keep_households(session, [known.presentation_id])
    presentation = session.get_one(Presentation, known.presentation_id, with_for_update=True)
    household = session.get_one(Household, known.household_id)
    query = select(Handover).where(Handover.id == handover_id).with_for_update()
    handover = session.scalars(query.execution_options(populate_existing=True)).one()
    if presentation.ended_at is not None and handover.closed_at is None:
        raise Refused("This presentation has ended. There is nothing to take over.")
    return handover, presentation, household


def _answer(
    session: Session, handover: Handover, side: Side, answer: Answer, words: str | None, *, by: Actor, now: datetime
) -> None:
    before = Answer(handover.outcome) if handover.outcome else None
    if before is None and handover.lapses_at <= now and side is Side.ASKED:
        before = Answer.LAPSED
    household = session.get_one(Household, handover.household_id)
    said = refused(side, answer, before, _agreed(session, household, handover, now))
    if said is not None:
        raise Refused(said)
    _end(session, handover, answer, words, by=by, now=now)


def _end(session: Session, handover: Handover, answer: Answer, words: str | None, *, by: Actor, now: datetime) -> None:
    handover.closed_at, handover.outcome = now, answer.value
    handover.answered_by, handover.answered_by_name, handover.answer_words = by.account_id, by.name, words
    audit.record(session, by, f"handover.{answer.value}", handover, now=now, facts=_to(handover))


def _standing(
    session: Session, presentation: Presentation, asked: Asked, *, by: Actor, now: datetime
) -> Handover | None:
    """The open offer where it is the same one; one that has lapsed is ended, any other refuses a second."""
    found = queries.open_of(session, presentation.id)
    if found is None:
        return None
    if found.lapses_at <= now:
        _end(session, found, Answer.LAPSED, None, by=by, now=now)
        session.flush()
        return None
    if (found.to_account_id, found.to_organisation_id) == (asked.account, asked.organisation):
        return found
    raise Refused(f"{found.offered_by_name} has offered this case to somebody already. Take that back first.")


def _check(session: Session, presentation: Presentation, asked: Asked, now: datetime) -> None:
    household = presentation.household
    if asked.account is not None:
        if asked.account == presentation.officer_id:
            raise Refused("They work with this household already.", field="to")
        if asked.account not in workers.able(session, household, now):
            raise Refused("Select somebody who may work on this case.", field="to")
        return
    if household.restricted:
        raise Refused("This case is restricted: hand it to one of the people named for it.", field="to")
    if asked.organisation not in queries.teams(session, household, now):
        raise Refused("Select a colleague or a team from the list.", field="to")


def _consent(session: Session, household: Household, asked: Asked, now: datetime) -> UUID | None:
    if asked.organisation is None:
        return None
    found = consents.standing(session, household.id, consents.HANDOVER, asked.organisation, day_of(now))
    said = missing_consent(Consent(True, found is not None, asked.without_consent or ""))
    if said is not None:
        raise Refused(said, field="without_consent")
    return found.id if found else None


def _agreed(session: Session, household: Household, handover: Handover, now: datetime) -> Consent:
    """Her consent as it stands now: what she took back since it was offered is taken back."""
    if handover.to_organisation_id is None:
        return Consent(needed=False)
    found = consents.standing(session, household.id, consents.HANDOVER, handover.to_organisation_id, day_of(now))
    return Consent(True, found is not None, handover.without_consent or "")


def _to(handover: Handover) -> dict[str, object]:
    return {"account": handover.to_account_id, "organisation": handover.to_organisation_id}
