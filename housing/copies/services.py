"""Preparing her own copy, having it approved by a second person, and giving it to her as she can be reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role, insist
from housing.clock import LONDON, day_of
from housing.codes import choices, settings
from housing.copies import queries
from housing.copies.content import as_text, put_together, to_json
from housing.copies.gathering import Wished, grounds, parts_of
from housing.copies.models import SubjectCopy, SubjectCopyEvent
from housing.copies.redacting import Names, names_of
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.households.points import described
from housing.households.sending import Channel, NotAllowed, may_send
from housing.places.models import Property, Unit
from housing.presentations.letters.checking import refuse_addresses
from housing.presentations.page.glance import Glance, words_of
from housing.presentations.queries import latest_of
from housing.refusals import Refused
from housing.tasks.raising import raise_task, settle_tasks
from pathway.calendar import add_months

LINES, MONTHS = "copy.most_lines", "copy.months"
IDENTITY, WAY = "copy_identity", "copy_way"
CHANNELS = {"in_person": Channel.IN_PERSON, "read_here": Channel.IN_PERSON, "solicitor": Channel.COLLECTED,
            "secure_link": Channel.EMAIL}  # fmt: skip
NOT_BY_YOURSELF = "You prepared this copy, so somebody else reads it and approves it"


@dataclass(frozen=True, slots=True)
class Request:
    """That she asked, when, and how it is known that it is she (list "copy_identity")."""

    asked_on: date
    identity: str


def prepare_copy(*, household_id: UUID, asked: Request, wished: Wished, by: Actor, now: datetime) -> UUID:
    """Put her copy together and ask a second person to read it; the one that waits, where one waits already.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the day is yet to come, it is not said how it is known who asks, or an address is left in it.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        presentation = latest_of(session, by, household_id, queries.PREPARE)
        household = presentation.household
        _check(session, household, asked, day_of(now))
        session.execute(select(Household.id).where(Household.id == household_id).with_for_update())
        if (waiting := _waiting(session, by, household_id)) is not None:
            return waiting
        limits = settings(session, (LINES, MONTHS), authority=household.authority_code, on=day_of(now))
        words = words_of(session, household.authority_code)
        glance = Glance(presentation, words, described(session, household.near))
        parts = parts_of(session, presentation, glance, wished, today=day_of(now), most=int(limits[LINES]))
        content = put_together(parts, _others(session, household, wished), why=grounds(wished))
        refuse_addresses(session, household_id, as_text(content), field="also")
        copy = SubjectCopy(
            id=uuid4(), household_id=household_id, asked_on=asked.asked_on, identity=asked.identity,
            content=to_json(content), left_out=content.left_out, prepared_at=now, prepared_by=by.account_id,
            prepared_by_name=by.name,
        )  # fmt: skip
        session.add(copy)
        session.flush()
        due_on = add_months(asked.asked_on, int(limits[MONTHS]))
        _ask(session, copy, household, due_on, by=by, now=now)
        timeline.tell(session, household_id, "copy", "Her own copy was prepared.", by=by, now=now)
        _record(session, copy, "copy.prepared", by=by, now=now)
        return copy.id


def approve_copy(*, copy_id: UUID, by: Actor, now: datetime) -> None:
    """Approve a copy that somebody else prepared; approved twice is approved once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the person prepared it, or it was decided on otherwise.
    """
    _decide(copy_id, "approved", None, by=by, now=now)


def send_copy_back(*, copy_id: UUID, words: str, by: Actor, now: datetime) -> None:
    """Send a copy back with what is to be left out or put right; another is prepared then.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: the person prepared it, or it was decided on otherwise.
    """
    _decide(copy_id, "sent_back", words, by=by, now=now)


def withdraw_copy(*, copy_id: UUID, by: Actor, now: datetime) -> None:
    """Take back a copy that waits.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it was decided on otherwise.
    """
    _decide(copy_id, "withdrawn", None, by=by, now=now)


def give_copy(*, copy_id: UUID, way: str, by: Actor, now: datetime) -> None:
    """Record that she was given it; asked at this moment whether she may be reached so. Given twice is given once.

    Raises:
        NotFound: it is not there, or not for this person.
        Refused: it is not approved, the way is not known, or she may not be reached so now.
    """
    insist(by, queries.PREPARE)
    with transaction() as session:
        copy, household = _locked(session, copy_id, by, queries.PREPARE)
        if queries.state(copy) not in ("approved", "given"):
            raise Refused("A second person has not approved this copy", field="way")
        if way not in choices(session, WAY, household.authority_code):
            raise Refused("Select how she was given it", field="way")
        answer = may_send(session, household.id, CHANNELS.get(way, Channel.IN_PERSON), now)
        if isinstance(answer, NotAllowed):
            raise Refused(answer.sentence, field="way")
        if queries.state(copy) == "given":
            return
        _happen(session, copy, "given", None, by=by, now=now, way=way)
        timeline.tell(session, household.id, "copy", "She was given her own copy.", by=by, now=now)


def _decide(copy_id: UUID, what: str, words: str | None, *, by: Actor, now: datetime) -> None:
    permission = queries.PREPARE if what == "withdrawn" else queries.APPROVE
    insist(by, permission)
    with transaction() as session:
        copy, _ = _locked(session, copy_id, by, permission)
        decided = queries.decision(copy)
        if decided is not None and decided.what == what:
            return
        if decided is not None:
            said = queries.STATES[decided.what].lower()
            raise Refused(f"{decided.by_name} has decided already: {said}", field="words")
        if what != "withdrawn" and copy.prepared_by == by.account_id:
            raise Refused(NOT_BY_YOURSELF, field="words")
        _happen(session, copy, what, words, by=by, now=now)
        settle_tasks(session, once=_cause(copy.household_id), by=by, now=now)


def _locked(session: Session, copy_id: UUID, by: Actor, permission: str) -> tuple[SubjectCopy, Household]:
    """The copy, its household locked so that it is decided on once."""
    household_id = queries.one(session, by, copy_id, permission).household_id
    household = session.scalars(select(Household).where(Household.id == household_id).with_for_update()).one()
    session.expire_all()
    return queries.one(session, by, copy_id, permission), household


def _happen(
    session: Session,
    copy: SubjectCopy,
    what: str,
    words: str | None,
    *,
    by: Actor,
    now: datetime,
    way: str | None = None,
) -> None:
    session.add(
        SubjectCopyEvent(copy_id=copy.id, at=now, by=by.account_id, by_name=by.name, what=what, words=words, way=way)
    )
    _record(session, copy, f"copy.{what}", by=by, now=now)


def _record(session: Session, copy: SubjectCopy, action: str, *, by: Actor, now: datetime) -> None:
    audit.record(session, by, action, ("household", copy.household_id), now=now, facts={"copy": copy.id})


def _check(session: Session, household: Household, asked: Request, today: date) -> None:
    if asked.asked_on > today:
        raise Refused("The day she asked must be today or in the past", field="asked_on")
    if asked.identity not in choices(session, IDENTITY, household.authority_code):
        raise Refused("Select how you know that it is she who asks", field="identity")


def _waiting(session: Session, by: Actor, household_id: UUID) -> UUID | None:
    found = queries.of_household(session, by, household_id, size=1)
    return found[0].id if found and queries.state(found[0]) == "waiting" else None


def _others(session: Session, household: Household, wished: Wished) -> Names:
    """Whose names are left out: people of concern and other adults, not her own and her children's; and what places
    are called that have a number in it ("SP13")."""
    lead, children = household.people[:1], [each for each in household.people[1:] if each.role == "child"]
    adults = [each.name for each in household.people[1:] if each.role != "child"]
    concerned = [each.name for each in household.concerns]
    keep = [each.name for each in (*lead, *children)]
    council = household.authority_code
    codes = session.scalars(
        select(Property.code)
        .where(Property.authority_code == council)
        .union_all(select(Unit.code).where(Unit.authority_code == council))
    )
    places = [word for code in codes for word in code.split() if any(sign.isdigit() for sign in word) and len(word) > 1]
    return names_of([*concerned, *adults], keep=keep, also=[*wished.also, *places])


def _ask(session: Session, copy: SubjectCopy, household: Household, due_on: date, *, by: Actor, now: datetime) -> None:
    raise_task(
        session,
        kind="subject-copy",
        authority=household.authority_code,
        role=Role.HOMELESSNESS,
        title="Read a copy of a case for the person herself, and approve it",
        why="She asked for a copy of what we hold. Somebody who did not prepare it reads it before it is given.",
        due_at=datetime.combine(due_on, time(12), LONDON),
        by=by,
        now=now,
        household_id=household.id,
        about=(SubjectCopy.__tablename__, copy.id),
        once=_cause(household.id),
    )


def _cause(household_id: UUID) -> str:
    return f"subject-copy:{household_id}"
