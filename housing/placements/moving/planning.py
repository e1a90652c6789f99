"""Where moving on stands, and homes that she may move to: a row each time, the newest counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor
from housing.codes import choices
from housing.db import transaction
from housing.households import timeline
from housing.placements.moving.checking import BY_HAND, Checked, check_place
from housing.placements.moving.models import MoveOnEntry, NewHome
from housing.presentations import opening, queries
from housing.presentations.models import Presentation
from housing.refusals import Refused

EDIT = "household.edit"
STAGES, BLOCKERS, DESTINATIONS = "move_on_stage", "move_on_blocker", "destination"
NOT_A_HOME = frozenset({"returned_to_perpetrator", "not_known", "hotel"})
LONGEST, LONGEST_ADDRESS = 2000, 200


@dataclass(frozen=True, slots=True)
class Place:
    """A home that she may move to. `by_hand`: Haven does not know the place, and how it was checked all the same."""

    destination: str
    address: str | None
    postcode: str | None
    ward_code: str | None
    by_hand: str | None


def write_plan(
    *,
    household_id: UUID,
    stage: str,
    blockers: Collection[str],
    destination: str | None,
    expected_on: date | None,
    words: str | None,
    by: Actor,
    now: datetime,
) -> MoveOnEntry:
    """Say where moving on stands now; what says the same as the newest row adds nothing.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: its presentation has ended, or an answer is not on the council's list.
    """
    with transaction() as session:
        presentation = open_case(session, household_id, by)
        _on_list(session, presentation, STAGES, [stage], "stage")
        _on_list(session, presentation, BLOCKERS, blockers, "blockers")
        _on_list(session, presentation, DESTINATIONS, [destination] if destination else [], "destination")
        if len(words or "") > LONGEST:
            raise Refused(f"Use {LONGEST:,} characters or fewer.", field="words")
        last = newest_plan(session, presentation.id)
        row = MoveOnEntry(
            presentation_id=presentation.id, position=last.position + 1 if last else 0, stage=stage,
            blockers=sorted(set(blockers)), destination=destination, expected_on=expected_on, words=words, at=now,
            by=by.account_id, by_name=by.name,
        )  # fmt: skip
        if last is not None and _said(last) == _said(row):
            return last
        session.add(row)
        session.flush()
        timeline.tell(session, household_id, "stage", "The plan for moving on was written down.", by=by, now=now)
        facts = {"stage": stage, "blockers": len(row.blockers), "household": household_id}
        audit.record(session, by, "move_on.planned", row, now=now, facts=facts)
    return row


def check_home(*, household_id: UUID, place: Place, by: Actor, now: datetime) -> tuple[NewHome, Checked]:
    """Check where a new home is by the rules of safety, and keep the answer with its address, sealed.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: its presentation has ended; the place is not known and nobody says how it was checked; not a home.
    """
    with transaction() as session:
        presentation = open_case(session, household_id, by)
        _on_list(session, presentation, DESTINATIONS, [place.destination], "destination")
        if place.destination in NOT_A_HOME:
            raise Refused("Select the kind of home that she moves to.", field="destination")
        if len(place.address or "") > LONGEST_ADDRESS:
            raise Refused(f"Use {LONGEST_ADDRESS} characters or fewer.", field="address")
        checked = _checked(session, presentation, place, now)
        row = NewHome(
            presentation_id=presentation.id, position=_next(session, presentation.id), destination=place.destination,
            address=place.address, postcode=place.postcode, ward_code=checked.ward_code, answer=checked.answer,
            rules=checked.rules, words=place.by_hand, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        timeline.tell(session, household_id, "safety", "The area of a new home was checked.", by=by, now=now)
        facts = {"answer": row.answer, "household": household_id}
        audit.record(session, by, "new_home.checked", row, now=now, facts=facts)
    return row, checked


def open_case(session: Session, household_id: UUID, by: Actor) -> Presentation:
    """The household's open presentation, locked. Raises NotFound, Refused."""
    known = queries.latest_of(session, by, household_id, EDIT)
    return opening.opened(session, by, known.id)


def newest_plan(session: Session, presentation_id: UUID) -> MoveOnEntry | None:
    """Where moving on stands."""
    query = select(MoveOnEntry).where(MoveOnEntry.presentation_id == presentation_id)
    return session.scalar(query.order_by(MoveOnEntry.position.desc()).limit(1))


def newest_home(session: Session, presentation_id: UUID) -> NewHome | None:
    """The home that is meant."""
    query = select(NewHome).where(NewHome.presentation_id == presentation_id)
    return session.scalar(query.order_by(NewHome.position.desc()).limit(1))


def _checked(session: Session, presentation: Presentation, place: Place, now: datetime) -> Checked:
    if place.by_hand and not (place.postcode or place.ward_code):
        return Checked(BY_HAND, {}, (), None)
    return check_place(
        session, household_id=presentation.household_id, authority=presentation.authority_code,
        postcode=place.postcode, ward_code=place.ward_code, now=now,
    )  # fmt: skip


def _next(session: Session, presentation_id: UUID) -> int:
    last = newest_home(session, presentation_id)
    return last.position + 1 if last else 0


def _said(row: MoveOnEntry) -> tuple[object, ...]:
    return row.stage, row.blockers, row.destination, row.expected_on, row.words


def _on_list(session: Session, presentation: Presentation, name: str, picked: Collection[str], field: str) -> None:
    if not set(picked) <= set(choices(session, name, presentation.authority_code)):
        raise Refused("Select an answer from the list.", field=field)
