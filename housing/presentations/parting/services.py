"""Some people of a household become a household of their own, come back to it, or two records go on as one.

The people's rows go with them; what happened stays with the record where it happened, and each side says who left
whom, when and with whose consent. Nothing of one household is said on the other's story to whoever may not see it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy import exists, func, or_, select, update
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, references, timeline
from housing.households.alike.models import Alias
from housing.households.models import Household, Person
from housing.households.relations.models import Relation
from housing.places.availability.asking import PLANNED
from housing.places.models import UnitPeriod
from housing.presentations import bands, opening, queries, stages
from housing.presentations.models import Presentation
from housing.presentations.parting import copying
from housing.presentations.parting.models import REJOIN, SPLIT, HouseholdLink, MemberMove
from housing.presentations.starting import present
from housing.rechecks import look_again
from housing.refusals import Refused
from housing.web.filters import plural
from pathway.stages import Stage

WHOLE = ("people", "births", "concerns", "excluded", "contact")
LONGEST = 2000
HANDED_OVER = "handed_over"


@dataclass(frozen=True, slots=True)
class Parting:
    """Who leaves, who of them asks for help, and whose consent was given, in words.

    `dangers`: what keeps them safe goes with them. `same_contact`: the way to reach her is theirs too. `births`: the
    babies expected are theirs.
    """

    people: tuple[UUID, ...]
    lead: UUID
    consent: str
    dangers: bool = True
    same_contact: bool = False
    births: bool = False


def part(
    *, household_id: UUID, parting: Parting, by: Actor, now: datetime, version: int | None = None
) -> HouseholdLink:
    """Some people of a household become a household of their own, which has waited as long as the first.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: nobody leaves or nobody would stay, who asks for help is no adult who leaves, or no
            consent is recorded.
        Outdated: somebody saved the household since the page was opened.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, *WHOLE, version=version)
        leaving = _leaving(household, parting)
        was = opening.opened(session, by, queries.latest_of(session, by, household_id, editing.EDIT).id)
        new = _household_like(session, household, by, now)
        moved = _move(session, leaving, household, new)
        if parting.births:
            _births(household, new)
        copied = copying.keep_safe(session, household, new, dangers=parting.dangers)
        copied += _contact(household, new) if parting.same_contact else []
        copied += ["births"] if parting.births and new.births else []
        started = present(session, new, was.route, by=by, now=now, asked_at=was.presented_at)
        for presentation, whose in ((started, new), (was, household)):
            bands.review(session, presentation, whose, by=by, now=now)
        link = _link(session, SPLIT, household, new, moved, parting.consent, copied, by=by, now=now)
        timeline.tell(session, household.id, "people", f"{_said(moved)} left to be a household of their own, "
                      "with consent.", by=by, now=now)  # fmt: skip
        timeline.tell(session, new.id, "people", f"{_said(moved)} came from another household, with consent.",
                      by=by, now=now)  # fmt: skip
        audit.record(session, by, "household.parted", household, now=now, facts={"to": new.id, "copied": copied})
    return link


def rejoin(*, link_id: UUID, household_id: UUID, consent: str, by: Actor, now: datetime) -> HouseholdLink:
    """The people of a household that had left another come back to it, and its presentation ends.

    Raises:
        NotFound: one of the two households is not there, or not for this person; or they never were one.
        Refused: they have a place or a home is held for them, nobody is left to come back, or no consent is recorded.
    """
    with transaction() as session:
        left = session.get(HouseholdLink, link_id)
        if left is None or left.kind != SPLIT or left.to_household_id != household_id:
            raise NotFound("household that left")
        both = sorted((left.from_household_id, household_id))
        opened = {each: editing.opened(session, by, each, *WHOLE) for each in both}
        household, into = opened[household_id], opened[left.from_household_id]
        _check_words(consent)
        if not household.people:
            raise Refused("Nobody is left in this household to come back.")
        end(session, by, household.id, now=now)
        moved = _move(session, list(household.people), household, into)
        _births(household, into)
        copied = copying.keep_safe(session, household, into)
        was = queries.latest_of(session, by, into.id, editing.EDIT)
        bands.review(session, was, into, by=by, now=now)
        link = _link(session, REJOIN, household, into, moved, consent, copied, by=by, now=now)
        timeline.tell(session, into.id, "people", f"{_said(moved)} came back, with consent.", by=by, now=now)
        timeline.tell(session, household.id, "people", f"{_said(moved)} went back to the household that they had "
                      "left, with consent.", by=by, now=now)  # fmt: skip
        audit.record(session, by, "household.rejoined", into, now=now, facts={"from": household.id, "copied": copied})
    return link


def end(session: Session, by: Actor, household_id: UUID, *, now: datetime) -> None:
    """End the open presentation of a household that goes on in another record, if there is one.

    Raises:
        Refused: they live somewhere, or a home is held for them.
    """
    if has_place(session, household_id, now):
        raise Refused("They live somewhere, or a home is held for them. Record that they left, or withdraw it, first.")
    presentation: Presentation = queries.latest_of(session, by, household_id, editing.EDIT)
    if presentation.ended_at is not None:
        return
    words = "The case goes on in another record."
    stages.write(session, presentation, Stage.CLOSED, words=words, by=by, now=now, move="close_handed_over")
    presentation.ended_at, presentation.outcome = now, HANDED_OVER
    look_again(session, household_id)
    audit.record(session, by, "presentation.ended", presentation, now=now, facts={"ending": "another_record"})


def has_place(session: Session, household_id: UUID, now: datetime) -> bool:
    """Whether the household lives somewhere, or is to, or a home is held for it."""
    ends = func.upper(UnitPeriod.during)
    lasts = or_(ends.is_(None), ends > day_of(now), UnitPeriod.reason == PLANNED)
    line = exists().where(UnitPeriod.household_id == household_id, UnitPeriod.replaced_at.is_(None), lasts)
    return bool(session.scalar(select(line)))


def _leaving(household: Household, parting: Parting) -> list[Person]:
    leaving = [person for person in household.people if person.id in parting.people]
    if not leaving or len(leaving) != len(set(parting.people)):
        raise Refused("Select who leaves.", field="people")
    if any(person.position == 0 for person in leaving) or len(leaving) == len(household.people):
        raise Refused(
            "The person who asks for help stays with this record. Select the others who leave.", field="people"
        )
    lead = next((person for person in leaving if person.id == parting.lead), None)
    if lead is None or lead.role != "adult":
        raise Refused("Select an adult who leaves to ask for help for the new household.", field="lead")
    _check_words(parting.consent)
    return [lead, *(person for person in leaving if person is not lead)]


def _check_words(consent: str) -> None:
    if not consent.strip():
        raise Refused("Enter who agreed, and how.", field="consent")
    if len(consent) > LONGEST:
        raise Refused(f"Who agreed must be {LONGEST:,} characters or fewer.", field="consent")


def _household_like(session: Session, household: Household, by: Actor, now: datetime) -> Household:
    new = Household(
        authority_code=household.authority_code,
        organisation_id=household.organisation_id,
        reference=references.fresh(session, Household.reference, "H"),
        created_at=now,
        created_by=by.account_id,
        people=[], births=[], concerns=[], near=[], excluded=[], safe_contact=None,
    )  # fmt: skip
    session.add(new)
    session.flush()
    audit.record(session, by, "household.started", new, now=now, facts={"from": household.id})
    return new


def _move(session: Session, people: Sequence[Person], source: Household, target: Household) -> list[Person]:
    """Move people's rows, the first before the others, and what is said of those who stay together."""
    ids = {person.id for person in people}
    for other in [*source.people, *people]:
        if other.partner_id is not None and (other.id in ids) != (other.partner_id in ids):
            other.partner_id = None
    position = max((person.position for person in target.people), default=-1)
    for number, person in enumerate(people, position + 1):
        source.people.remove(person)
        person.position, person.relationship_to_lead = number, None
        target.people.append(person)
    session.flush()
    together = Relation.one_id.in_(ids) & Relation.other_id.in_(ids)
    session.execute(update(Relation).where(together).values(household_id=target.id))
    session.execute(update(Alias).where(Alias.person_id.in_(ids)).values(household_id=target.id))
    return list(people)


def _births(source: Household, target: Household) -> None:
    for birth in list(source.births):
        source.births.remove(birth)
        birth.household_id = target.id
        target.births.append(birth)
    if "births" in source.asked:
        target.asked = sorted({*target.asked, "births"})


def _contact(source: Household, target: Household) -> list[str]:
    if source.safe_contact is None:
        return []
    target.safe_contact = type(source.safe_contact)(**copying.clone(source.safe_contact, household_id=target.id))
    target.language, target.interpreter = source.language, source.interpreter
    return ["contact"]


def _link(
    session: Session, kind: str, source: Household, target: Household, moved: Sequence[Person], words: str,
    copied: list[str], *, by: Actor, now: datetime,
) -> HouseholdLink:  # fmt: skip
    link = HouseholdLink(
        id=uuid4(), kind=kind, from_household_id=source.id, to_household_id=target.id, words=words.strip(),
        copied=copied, at=now, by=by.account_id, by_name=by.name,
        moves=[
            MemberMove(person_id=person.id, position=number, role=person.role, called=person.name)
            for number, person in enumerate(moved)
        ],
    )  # fmt: skip
    session.add(link)
    look_again(session, source.id)
    look_again(session, target.id)
    return link


def _said(moved: Sequence[Person]) -> str:
    adults = sum(person.role == "adult" for person in moved)
    children = len(moved) - adults
    parts = [plural(adults, "adult")] if adults else []
    parts += [plural(children, "child", "children")] if children else []
    return " and ".join(parts)
