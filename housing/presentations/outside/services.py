"""Offering a case to an agency outside Haven, and what comes of it. Only their yes ends our part."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit, codes
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.disclosures import Told, tell
from housing.households import queries as households
from housing.households import timeline
from housing.households.adding import made_before
from housing.households.models import Household
from housing.households.sending import NotAllowed, may_send
from housing.presentations import deciding, opening
from housing.presentations.handover.queries import open_of as open_inside
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.letters.giving import CHANNELS
from housing.presentations.models import Presentation
from housing.presentations.outside import paper, queries, standing
from housing.presentations.outside.models import OutsideHandover, OutsideHandoverEvent
from housing.presentations.outside.standing import Happened
from housing.presentations.worker.queries import OWN
from housing.refusals import Refused
from pathway.outside import Step, refused

NOT_TO_AGENCIES = ("in_haven", "court")
ENDING = "handed_over"


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer as entered; see OutsideHandover. `also` are her own words to the agency."""

    consent_id: UUID
    to_whom: str
    purpose: str
    facts: tuple[str, ...]
    also: str | None = None


def offer_outside(
    *, presentation_id: UUID, offered: Offered, key: UUID, by: Actor, now: datetime, version: int | None = None
) -> UUID:
    """Offer the case, freeze the paper, and owe the asking; with the same key it is offered once. The handover's id.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it has ended; her consent for that agency is not in force; a fact is not of the list; a text holds an
            address; or it is offered to somebody already.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version, permission=OWN)
        household = presentation.household
        if made_before(session, OutsideHandover, key, household.id) is not None:
            return key
        _nobody_else(session, presentation)
        consent = queries.agreed(session, household.id, day_of(now)).get(offered.consent_id)
        if consent is None:
            raise Refused("Select an agency that she agrees to.", field="consent")
        written = _paper(session, presentation, offered, by, now)
        answer_by = standing.owe_asking(session, household, key, by=by, now=now)
        handover = OutsideHandover(
            id=key, presentation_id=presentation.id, household_id=household.id, consent_id=consent.id,
            agency=consent.agency, to_whom=offered.to_whom, purpose=offered.purpose, facts=list(offered.facts),
            paper=written, answer_by=answer_by, offered_at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(handover)
        _tell(session, household, "The case was offered to an agency outside Haven.", by, now)
        audit.record(session, by, "outside_handover.offered", handover, now=now, facts={"facts": sorted(offered.facts)})
    return key


def record_step(
    *,
    household_id: UUID,
    handover_id: UUID,
    step: Step,
    happened: Happened,
    key: UUID,
    by: Actor,
    now: datetime,
    confirmed: Collection[str] = (),
) -> None:
    """Record what happened to a handover; the same page sent twice records it once. An acceptance ends our part.

    Raises:
        NotFound: not there, or not for this person.
        Refused: it has ended, her consent has, the step comes before another, she must not be reached like that, or
            the case cannot end now.
    """
    with transaction() as session:
        if session.get(OutsideHandoverEvent, key) is not None:
            return
        handover, presentation = _opened(session, household_id, handover_id, by)
        household = presentation.household
        _check(session, household, handover, step, happened, now)
        standing.put(session, handover, step, happened, key=key, by=by, now=now)
        session.flush()
        if step is Step.ACCEPTED:
            deciding.close(session, presentation, ENDING, reason=None, confirmed=confirmed, by=by, now=now)
        else:
            _follow(session, household, handover, step, happened, key, by=by, now=now)


def _follow(
    session: Session,
    household: Household,
    handover: OutsideHandover,
    step: Step,
    happened: Happened,
    key: UUID,
    *,
    by: Actor,
    now: datetime,
) -> None:
    """What a step that is no acceptance brings with it."""
    if step is Step.GIVEN and paper.NUMBER in handover.facts:
        told = Told("contact", "consent", happened.how or "", consent=True, why="To hand the case over")
        tell(
            session, told, key=key, authority=household.authority_code, household_id=household.id,
            whom=handover.agency, told_at=now, by=by, now=now,
        )  # fmt: skip
    if step is Step.CHASED:
        handover.answer_by = standing.ask_again(session, household, handover, by=by, now=now)
    if step is Step.REFUSED:
        standing.owe_what_next(session, household, handover.id, by=by, now=now)
    _tell(session, household, SAID[step], by, now)


SAID = {
    Step.GIVEN: "What she agreed to was given to the agency.",
    Step.COPY: "She has a copy of what the agency is told.",
    Step.CHASED: "The agency was asked again.",
    Step.REFUSED: "The agency refused the case.",
    Step.REVOKED: "The handover to the agency was taken back.",
}


def _opened(session: Session, household_id: UUID, handover_id: UUID, by: Actor) -> tuple[OutsideHandover, Presentation]:
    """The handover with its events and its case; the case first, as everybody locks who decides on one."""
    known = session.scalar(
        select(OutsideHandover.presentation_id).where(
            OutsideHandover.id == handover_id, OutsideHandover.household_id == household_id
        )
    )
    if known is None:
        raise NotFound("handover")
    presentation = opening.opened(session, by, known, permission=OWN)
    query = select(OutsideHandover).where(OutsideHandover.id == handover_id).with_for_update()
    query = query.options(selectinload(OutsideHandover.events)).execution_options(populate_existing=True)
    return session.scalars(query).one(), presentation


def _check(
    session: Session, household: Household, handover: OutsideHandover, step: Step, happened: Happened, now: datetime
) -> None:
    agreed = handover.consent_id in queries.agreed(session, household.id, day_of(now))
    said = refused(step, ended=queries.ended(handover), given=queries.is_given(handover), agreed=agreed)
    if said is not None:
        raise Refused(said, field="step")
    if not day_of(handover.offered_at) <= happened.happened_on <= day_of(now):
        raise Refused("The day must be between the day it was offered and today.", field="happened_on")
    if step is Step.GIVEN and happened.how not in means(session, household.authority_code):
        raise Refused("Select how it was given.", field="given")
    if step is Step.COPY:
        _may_reach(session, household, happened.how, now)


def _may_reach(session: Session, household: Household, how: str | None, now: datetime) -> None:
    channel = CHANNELS.get(how or "")
    if channel is None:
        raise Refused("Select how she was given it.", field="copy")
    answer = may_send(session, household.id, channel, now)
    if isinstance(answer, NotAllowed):
        raise Refused(f"{answer.sentence} Keep it here for her, and tell her so when you can.", field="copy")


def means(session: Session, authority: str) -> dict[str, str]:
    """The ways by which an agency may be given the paper."""
    listed = codes.choices(session, queries.MEANS, authority)
    return {slug: label for slug, label in listed.items() if slug not in NOT_TO_AGENCIES}


def _nobody_else(session: Session, presentation: Presentation) -> None:
    standing_one = queries.open_of(session, presentation.id)
    if standing_one is not None:
        raise Refused(f"{standing_one.by_name} has offered this case to an agency already. Take that back first.")
    inside = open_inside(session, presentation.id)
    if inside is not None:
        raise Refused(f"{inside.offered_by_name} has offered this case inside Haven already. Take that back first.")


def _paper(session: Session, presentation: Presentation, offered: Offered, by: Actor, now: datetime) -> str:
    if not offered.facts or not set(offered.facts) <= set(paper.FACTS):
        raise Refused("Select what she agrees to hand over.", field="facts")
    household = presentation.household
    for name in ("purpose", "also"):
        refuse_addresses(session, household.id, getattr(offered, name), field=name)
    households.one(session, by, household.id, OWN)  # its people, births and contact, which the paper reads
    case = paper.Case(session, presentation, day_of(now))
    return paper.write(case, purpose=offered.purpose, also=offered.also, facts=offered.facts)


def _tell(session: Session, household: Household, words: str, by: Actor, now: datetime) -> None:
    timeline.tell(session, household.id, "presentation", words, by=by, now=now)
