"""Soft checks of one household: which are open, and confirming one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.codes import settings
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.birthdays import birth_of
from housing.households.models import Household, Person
from housing.presentations.models import Presentation
from housing.presentations.queries import current_stage, latest_of
from housing.presentations.summary.models import SoftCheckAnswer
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.births import ages_on
from pathway.soft_checks import Check, Facts, Limits, Somebody, checks
from pathway.stages import SEEKING

LIMITS = ("child_waiting_days", "waiting_days", "youngest_parent", "most_people", "oldest_asking")
LONGEST = 500
CHANGED = "What is recorded has changed since you opened the page. Look again."


@dataclass(frozen=True, slots=True)
class Asked:
    """A soft check and the answer to it, None while nobody has confirmed it."""

    check: Check
    answer: SoftCheckAnswer | None


def asked(session: Session, presentation: Presentation, today: date) -> list[Asked]:
    """What looks unlikely today with the answers given; the presentation is loaded whole. Two queries."""
    found = _found(session, presentation, today)
    if not found:
        return []
    answers = _answers(session, presentation.household_id, found)
    return [Asked(check, answers.get(check.basis)) for check in found]


def confirm(
    *, household_id: UUID, slug: str, basis: str, note: str | None, by: Actor, now: datetime
) -> SoftCheckAnswer:
    """Confirm that something unlikely is so.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: the facts have changed, the note is too long, or somebody confirmed it first: says who and when.
    """
    if note is not None and len(note) > LONGEST:
        raise Refused(f"The note must be {LONGEST} characters or fewer.", field="note")
    with transaction() as session:
        household = editing.opened(session, by, household_id)
        found = _found(session, latest_of(session, by, household_id), day_of(now))
        if (slug, basis) not in {(check.slug, check.basis) for check in found}:
            raise Refused(CHANGED)
        row = {"household_id": household_id, "slug": slug, "basis": basis, "note": note or None, "at": now}
        whose = {"by": by.account_id, "by_name": by.name}
        made: SoftCheckAnswer | None = session.scalar(
            insert(SoftCheckAnswer).on_conflict_do_nothing().returning(SoftCheckAnswer), {**row, **whose}
        )
        if made is None:
            first = session.scalars(_of(household_id, [basis])).one()
            raise Refused(f"{first.by_name} confirmed this at {said_moment(first.at)}.")
        timeline.tell(session, household.id, "note", "Something unlikely was confirmed.", by=by, now=now)
        audit.record(session, by, "household.check_confirmed", household, now=now, facts={"check": slug})
    return made


def facts_of(presentation: Presentation, today: date) -> Facts:
    """A household as the soft checks read it."""
    household = presentation.household
    seeking = presentation.ended_at is None and current_stage(presentation) in SEEKING
    return Facts(
        people=[_somebody(person, today) for person in household.people],
        due=[birth.due_on for birth in household.births],
        waiting_since=day_of(presentation.presented_at) if seeking else None,
        today=today,
    )


def _somebody(person: Person, today: date) -> Somebody:
    known = birth_of(person)
    ages = None if known is None else ages_on(known, today)
    return Somebody(str(person.id), person.role, ages, person.relationship_to_lead, person.name_index)


def _found(session: Session, presentation: Presentation, today: date) -> list[Check]:
    household: Household = presentation.household
    keys = [f"soft_check.{name}" for name in LIMITS]
    kept = settings(session, keys, authority=household.authority_code, on=today)
    return checks(facts_of(presentation, today), Limits(*(kept[key] for key in keys)))


def _answers(session: Session, household_id: UUID, found: Sequence[Check]) -> dict[str, SoftCheckAnswer]:
    rows = session.scalars(_of(household_id, [check.basis for check in found]))
    return {row.basis: row for row in rows}


def _of(household_id: UUID, bases: Sequence[str]) -> Select[SoftCheckAnswer]:
    return select(SoftCheckAnswer).where(SoftCheckAnswer.household_id == household_id, SoftCheckAnswer.basis.in_(bases))
