"""Giving a letter: asked at that moment whether it may reach her like that; what may not is kept for her to collect."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import timeline
from housing.households.sending import Channel, NotAllowed, may_send
from housing.presentations import opening
from housing.presentations.duties.deciding import put_told
from housing.presentations.duties.models import HousingDecision
from housing.presentations.letters.models import Letter, LetterGiving
from housing.presentations.models import Presentation
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.nights.services import put_council_told
from housing.refusals import Refused
from housing.tasks.raising import settle_tasks
from housing.web.filters import said_moment

COUNCIL = "council"
HOW = {
    "hand": "Handed to her",
    "read_out": "Read to her, and kept here",
    "collected": "She collected it",
    "kept": "Kept here for her to collect (s184(6))",
    "post": "By post, to the address that she gave as safe",
    "email": "By e-mail, to the address that she gave as safe",
    COUNCIL: "To a named officer of the other council, by a secure way",
}
CHANNELS = {
    "hand": Channel.IN_PERSON, "read_out": Channel.IN_PERSON, "collected": Channel.COLLECTED,
    "kept": Channel.COLLECTED, "post": Channel.POST, "email": Channel.EMAIL,
}  # fmt: skip
TOLD = {"read_out": "read_out", "collected": "collected", "kept": "kept"}
INSTEAD = "Keep it here for her to collect, and tell her so when you can: it then counts as given (s184(6))."


def ways(to_her: bool) -> dict[str, str]:
    """The ways in which a letter may be given, with their words."""
    return {how: words for how, words in HOW.items() if (how != COUNCIL) is to_her}


def give_letter(*, letter_id: UUID, how: str, given_on: date, by: Actor, now: datetime) -> LetterGiving:
    """Record that a letter was given. Of a letter about a decision she has been told from then on.

    Raises:
        NotFound: not there, or not for this person.
        Refused: she must not be reached like that (says how instead), the day cannot be, or it is recorded already.
    """
    with transaction() as session:
        letter, presentation = opened_letter(session, by, letter_id)
        if how not in ways(letter.to_her):
            raise Refused("Select how it was given.", field="how")
        if not day_of(letter.at) <= given_on <= day_of(now):
            raise Refused("The day must be between the day the letter was written and today.", field="given_on")
        first = next((each for each in letter.givings if (each.how, each.given_on) == (how, given_on)), None)
        if first is not None:
            raise Refused(f"{first.by_name} recorded this at {said_moment(first.at)}.")
        if letter.to_her:
            answer = may_send(session, presentation.household_id, CHANNELS[how], now)
            if isinstance(answer, NotAllowed):
                raise Refused(f"{answer.sentence} {INSTEAD}", field="how")
        row = LetterGiving(letter_id=letter.id, how=how, given_on=given_on, at=now, by=by.account_id, by_name=by.name)
        session.add(row)
        _follow(session, presentation, letter, how, given_on, by=by, now=now)
        words = f"{letter.title}: {HOW[how][0].lower()}{HOW[how][1:]}."
        timeline.tell(session, presentation.household_id, "letter", words, by=by, now=now)
        audit.record(session, by, "letter.given", letter, now=now, facts={"how": how})
    return row


def opened_letter(session: Session, by: Actor, letter_id: UUID) -> tuple[Letter, Presentation]:
    """A letter of a case that the actor may change, with how it was given; the case is locked.

    Raises:
        NotFound: not there, or not for this person.
        Refused: the presentation has ended.
    """
    of = session.scalar(select(Letter.presentation_id).where(Letter.id == letter_id))
    if of is None:
        raise NotFound("letter")
    presentation = opening.opened(session, by, of)
    query = select(Letter).where(Letter.id == letter_id).options(selectinload(Letter.givings))
    return session.scalars(query).one(), presentation


def _follow(
    session: Session, presentation: Presentation, letter: Letter, how: str, given_on: date, *, by: Actor, now: datetime
) -> None:
    """What the giving means for what the letter is about."""
    if letter.to_her:
        query = select(HousingDecision).where(HousingDecision.id == letter.about)
        decision = session.scalar(query.options(selectinload(HousingDecision.told)))
        if decision is not None and decision.told is None:
            put_told(session, presentation, decision, given_on, how=TOLD.get(how, "letter"), by=by, now=now)
        settle_tasks(session, once=f"tell:{letter.about}", by=by, now=now)
        return
    stay = session.scalar(
        select(TemporaryStay).where(TemporaryStay.id == letter.about).options(selectinload(TemporaryStay.notice))
    )
    if stay is not None and stay.notice is None:
        put_council_told(session, presentation, stay, given_on, how=HOW[how], by=by, now=now)
