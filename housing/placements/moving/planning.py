"""Where moving on stands, and homes that she may move to: a row each time, the newest counts."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import Actor, Role
from housing.clock import day_of
from housing.codes import choices, setting
from housing.db import transaction
from housing.households import timeline
from housing.households.models import Household
from housing.placements.moving.checking import BY_HAND, Checked, check_place
from housing.placements.moving.models import MoveCalledOff, MoveOnEntry, NewHome
from housing.presentations import opening, queries
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.sanctuary.referring import want_by
from housing.tasks.raising import raise_task
from pathway.calendar import add_hours

EDIT = "household.edit"
STAGES, BLOCKERS, DESTINATIONS = "move_on_stage", "move_on_blocker", "destination"
NOT_A_HOME = frozenset({"returned_to_perpetrator", "not_known", "hotel"})
LONGEST, LONGEST_ADDRESS = 2000, 200
WITHIN = "offer.late_decline_hours"  # the council's hours for what cannot wait until tomorrow


@dataclass(frozen=True, slots=True)
class Place:
    """A home that she may move to. `by_hand`: Haven does not know the place, and how it was checked all the same."""

    destination: str
    address: str | None
    postcode: str | None
    ward_code: str | None
    by_hand: str | None
    landlord: str | None = None


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
        keep_first(session, household_id)
        presentation = open_case(session, household_id, by)
        _on_list(session, presentation, STAGES, [stage], "stage")
        _on_list(session, presentation, BLOCKERS, blockers, "blockers")
        _on_list(session, presentation, DESTINATIONS, [destination] if destination else [], "destination")
        if len(words or "") > LONGEST:
            raise Refused(f"Use {LONGEST:,} characters or fewer.", field="words")
        last = newest_plan(session, presentation.id)
        row = MoveOnEntry(
            presentation_id=presentation.id, position=last.position + 1 if last else 0, stage=stage, words=words,
            blockers=sorted(set(blockers)), destination=destination, expected_on=expected_on, **signed(by, now),
        )  # fmt: skip
        if last is not None and _said(last) == _said(row):
            return last
        session.add(row)
        session.flush()
        timeline.tell(session, household_id, "stage", "The plan for moving on was written down.", by=by, now=now)
        facts = {"stage": stage, "blockers": len(row.blockers), "household": household_id}
        audit.record(session, by, "move_on.planned", row, now=now, facts=facts)
        if last is not None and last.expected_on != expected_on:
            want_by(session, household_id, expected_on, by=by, now=now)
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
        if len(place.landlord or "") > LONGEST_ADDRESS:
            raise Refused(f"Use {LONGEST_ADDRESS} characters or fewer.", field="landlord")
        checked = _checked(session, presentation, place, now)
        row = NewHome(
            presentation_id=presentation.id, position=_next(session, presentation.id), destination=place.destination,
            address=place.address, postcode=place.postcode, landlord=place.landlord, ward_code=checked.ward_code,
            answer=checked.answer, rules=checked.rules, words=place.by_hand, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        timeline.tell(session, household_id, "safety", "The area of a new home was checked.", by=by, now=now)
        facts = {"answer": row.answer, "household": household_id}
        audit.record(session, by, "new_home.checked", row, now=now, facts=facts)
        _ask_for_works(session, presentation, row, by=by, now=now)
    return row, checked


def open_case(session: Session, household_id: UUID, by: Actor) -> Presentation:
    """The household's open presentation, locked. Raises NotFound, Refused."""
    known = queries.latest_of(session, by, household_id, EDIT)
    return opening.opened(session, by, known.id)


def signed(by: Actor, now: datetime) -> dict[str, Any]:
    """Who wrote a row, and when."""
    return {"at": now, "by": by.account_id, "by_name": by.name}


def newest_plan(session: Session, presentation_id: UUID) -> MoveOnEntry | None:
    """Where moving on stands."""
    query = select(MoveOnEntry).where(MoveOnEntry.presentation_id == presentation_id)
    return session.scalar(query.order_by(MoveOnEntry.position.desc()).limit(1))


def newest_home(session: Session, presentation_id: UUID) -> NewHome | None:
    """The home that is meant: the last that was checked, unless the move there was called off."""
    last = last_home(session, presentation_id)
    off = last is not None and session.scalar(select(MoveCalledOff.id).where(MoveCalledOff.new_home_id == last.id))
    return None if off else last


def last_home(session: Session, presentation_id: UUID) -> NewHome | None:
    """The home that was checked last."""
    query = select(NewHome).where(NewHome.presentation_id == presentation_id)
    return session.scalar(query.order_by(NewHome.position.desc()).limit(1))


def keep_first(session: Session, household_id: UUID) -> None:
    """Lock the household before its presentation, as docs/adr/0034 orders; whether it may be seen is asked after."""
    session.execute(select(Household.id).where(Household.id == household_id).with_for_update())


def to_refer(presentation_id: UUID) -> str:
    """The cause of the task that asks for works on a new home."""
    return f"new-home-works:{presentation_id}"


def _checked(session: Session, presentation: Presentation, place: Place, now: datetime) -> Checked:
    if place.by_hand and not (place.postcode or place.ward_code):
        return Checked(BY_HAND, {}, (), None)
    return check_place(
        session, household_id=presentation.household_id, authority=presentation.authority_code,
        postcode=place.postcode, ward_code=place.ward_code, now=now,
    )  # fmt: skip


def _ask_for_works(session: Session, presentation: Presentation, home: NewHome, *, by: Actor, now: datetime) -> None:
    """Whoever checks a home says next whether it needs works: her officer's task, so that it is what comes next."""
    hours = setting(session, WITHIN, authority=presentation.authority_code, on=day_of(now))
    raise_task(
        session, kind="new-home-works", authority=presentation.authority_code, role=Role.OFFICER,
        organisation_id=presentation.household.organisation_id,
        title="Refer her new home to be made safe, or record the move with none needed",
        why="Its area was checked. Works are done before she moves: ask her, and refer the home from moving on.",
        due_at=add_hours(now, float(hours)), by=by, now=now, household_id=presentation.household_id,
        once=to_refer(home.presentation_id),
    )  # fmt: skip


def _next(session: Session, presentation_id: UUID) -> int:
    last = last_home(session, presentation_id)
    return last.position + 1 if last else 0


def _said(row: MoveOnEntry) -> tuple[object, ...]:
    return row.stage, row.blockers, row.destination, row.expected_on, row.words


def _on_list(session: Session, presentation: Presentation, name: str, picked: Collection[str], field: str) -> None:
    if not set(picked) <= set(choices(session, name, presentation.authority_code)):
        raise Refused("Select an answer from the list.", field=field)
