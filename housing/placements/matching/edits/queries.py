"""Reading pins and bans: of one household, of a run, all of a council; only of households within the actor's reach."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, and_, func, select
from sqlalchemy.orm import Session, contains_eager, joinedload

from housing.access import Actor, NotFound
from housing.households.models import Household
from housing.households.queries import visible
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from housing.placements.matching.edits.words import DOES, cost_in_short, why_not_honoured
from housing.placements.matching.words import KINDS, unit_code
from housing.placements.models import MatchRun
from housing.places.models import Property, Unit
from housing.web.filters import said_date, said_moment

PERMISSION = "match.edit"
PAGE = 30


@dataclass(frozen=True, slots=True)
class Edit:
    """A pin or a ban as pages show it. `ended` says how it ended; "" while it counts."""

    id: UUID
    kind: str
    household_id: UUID
    reference: str
    unit_id: UUID
    unit: str
    by: str
    made_at: datetime
    last_on: date
    reason: str
    cost: str
    ended: str

    @property
    def does(self) -> str:
        """What it asks of the matcher, in two words."""
        return DOES[self.kind]

    @property
    def said(self) -> str:
        """By whom, and how long it counts."""
        over = f" ({self.ended})" if self.ended else ""
        return f"{self.by}, to the end of {said_date(self.last_on)}{over}"


@dataclass(frozen=True, slots=True)
class RunEdits:
    """The pins and bans of a run, of households that the reader may see: honoured, by household; and not."""

    pins: Mapping[UUID, Edit]
    bans: Mapping[UUID, tuple[Edit, ...]]
    not_honoured: tuple[tuple[Edit, str], ...]


def of_household(
    session: Session, actor: Actor, household_id: UUID, on: date, permission: str = PERMISSION
) -> tuple[Edit, ...]:
    """What counts for one household on a day, the pin first; nothing where it is not within the actor's reach."""
    query = _edits(actor, permission).where(MatchEdit.household_id == household_id, _counts(on))
    return tuple(shown(edit, on) for edit in session.scalars(query.order_by(MatchEdit.kind.desc(), MatchEdit.made_at)))


def of_run(session: Session, actor: Actor, run: MatchRun) -> RunEdits:
    """What a run was made with, in one query."""
    counted: Mapping[str, Any] = run.counts.get("edits", {"pins": [], "bans": [], "not_honoured": []})
    without = {UUID(entry["id"]): entry for entry in counted["not_honoured"]}
    ids = [*map(UUID, counted["pins"]), *map(UUID, counted["bans"]), *without]
    query = _edits(actor, "run.read").where(MatchEdit.id.in_(ids)).order_by(MatchEdit.made_at, MatchEdit.id)
    found = [shown(edit, run.as_of) for edit in session.scalars(query)]
    honoured = [edit for edit in found if edit.id not in without]
    bans: dict[UUID, tuple[Edit, ...]] = {}
    for edit in honoured:
        if edit.kind == BAN:
            bans[edit.household_id] = (*bans.get(edit.household_id, ()), edit)
    return RunEdits(
        pins={edit.household_id: edit for edit in honoured if edit.kind == PIN},
        bans=bans,
        not_honoured=tuple((edit, why_not_honoured(without[edit.id])) for edit in found if edit.id in without),
    )


def standing(session: Session, actor: Actor, on: date) -> tuple[Edit, ...]:
    """Every pin and ban that counts on a day, what runs out first at the top."""
    query = _edits(actor, PERMISSION).where(_counts(on)).order_by(func.upper(MatchEdit.during), MatchEdit.made_at)
    return tuple(shown(edit, on) for edit in session.scalars(query))


def count_ended(session: Session, actor: Actor, on: date) -> int:
    """How many have been lifted or have run out."""
    query = select(func.count()).select_from(MatchEdit).join(MatchEdit.household)
    return session.scalar(query.where(visible(actor, PERMISSION), ~_counts(on))) or 0


def ended(session: Session, actor: Actor, on: date, *, page: int = 1) -> tuple[Edit, ...]:
    """One page of those that have been lifted or have run out, the newest first."""
    query = _edits(actor, PERMISSION).where(~_counts(on)).order_by(MatchEdit.made_at.desc(), MatchEdit.id)
    return tuple(shown(edit, on) for edit in session.scalars(query.limit(PAGE).offset((page - 1) * PAGE)))


def one(session: Session, actor: Actor, edit_id: UUID, on: date) -> Edit:
    """One pin or ban.

    Raises:
        NotFound: it is not there, or its household is not for this person.
    """
    return shown(row(session, actor, edit_id), on)


def row(session: Session, actor: Actor, edit_id: UUID) -> MatchEdit:
    """One stored pin or ban, with its household, unit and lift.

    Raises:
        NotFound: as `one`.
    """
    found = session.scalar(_edits(actor, PERMISSION).where(MatchEdit.id == edit_id))
    if found is None:
        raise NotFound("edit")
    return found


def _edits(actor: Actor, permission: str) -> Select[MatchEdit]:
    home = joinedload(MatchEdit.unit).joinedload(Unit.property)
    return (
        select(MatchEdit)
        .join(MatchEdit.household)
        .where(visible(actor, permission))
        .options(
            contains_eager(MatchEdit.household).load_only(Household.reference),
            home.load_only(Property.code, Property.kind),
            joinedload(MatchEdit.lift),
        )
    )


def _counts(on: date) -> Any:
    return and_(MatchEdit.lifted_at.is_(None), MatchEdit.during.contains(on))


def shown(edit: MatchEdit, on: date) -> Edit:
    """A stored row, loaded as `row` does, as pages show it on a day."""
    home = edit.unit.property
    return Edit(
        id=edit.id,
        kind=edit.kind,
        household_id=edit.household_id,
        reference=edit.household.reference,
        unit_id=edit.unit_id,
        unit=f"{unit_code(home.code, edit.unit.code)}, {KINDS[home.kind].lower()}",
        by=edit.made_by_name,
        made_at=edit.made_at,
        last_on=edit.last_on,
        reason=edit.reason,
        cost=cost_in_short(edit.cost),
        ended=_ended(edit, on),
    )


def _ended(edit: MatchEdit, on: date) -> str:
    if edit.lift is not None:
        return f"lifted by {edit.lift.by_name} at {said_moment(edit.lift.at)}: {edit.lift.reason}"
    return "" if edit.stands(on) else f"ran out after {said_date(edit.last_on)}"
