"""Reading moving on: one household's, whole, and whose move is overdue."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, defer

from housing.placements.moving.models import AfterContact, Move, MoveCalledOff, MoveOnEntry, NewHome
from housing.placements.moving.resettling import owed_weeks
from housing.presentations.models import Presentation
from pathway.moving_on import Due, contacts


@dataclass(frozen=True, slots=True)
class Moving:
    """Everything of one presentation's moving on, newest first; addresses stay sealed.

    `move` is the last one, with the contacts that are owed after it.
    """

    plans: Sequence[MoveOnEntry]
    homes: Sequence[NewHome]
    move: Move | None
    off: Sequence[MoveCalledOff] = ()
    made: Sequence[AfterContact] = ()
    owed: Sequence[Due] = field(default_factory=tuple)

    @property
    def plan(self) -> MoveOnEntry | None:
        """Where it stands."""
        return self.plans[0] if self.plans else None

    @property
    def home(self) -> NewHome | None:
        """The home that is meant: the last, unless the move there was called off."""
        last = self.homes[0] if self.homes else None
        return None if last is None or any(each.new_home_id == last.id for each in self.off) else last

    @property
    def lives_there(self) -> bool:
        """Whether she has moved into the home that is meant."""
        return self.home is not None and self.move is not None and self.move.new_home_id == self.home.id


def moving(session: Session, presentation: Presentation, *, today: date) -> Moving:
    """One presentation's moving on; whether it may be seen was the caller's to ask. Six queries at most."""
    of = presentation.id
    plans = session.scalars(
        select(MoveOnEntry).where(MoveOnEntry.presentation_id == of).order_by(MoveOnEntry.position.desc())
    ).all()
    homes = session.scalars(
        select(NewHome)
        .where(NewHome.presentation_id == of)
        .options(*(defer(column, raiseload=True) for column in (NewHome.address, NewHome.postcode, NewHome.landlord)))
        .order_by(NewHome.position.desc())
    ).all()
    move = session.scalar(select(Move).where(Move.presentation_id == of).order_by(Move.moved_on.desc()).limit(1))
    off = session.scalars(
        select(MoveCalledOff)
        .join(NewHome, NewHome.id == MoveCalledOff.new_home_id)
        .where(NewHome.presentation_id == of)
        .order_by(MoveCalledOff.at.desc())
    ).all()
    if move is None:
        return Moving(plans, homes, None, off)
    made = session.scalars(
        select(AfterContact).where(AfterContact.move_id == move.id).order_by(AfterContact.at.desc())
    ).all()
    weeks = owed_weeks(session, presentation.authority_code, today)
    owed = contacts(move.moved_on, weeks, {each.weeks for each in made if each.reached})
    return Moving(plans, homes, move, off, made, owed)


def one_move(session: Session, presentation_id: UUID, move_id: UUID) -> Move | None:
    """A move of a presentation."""
    return session.scalar(select(Move).where(Move.id == move_id, Move.presentation_id == presentation_id))
