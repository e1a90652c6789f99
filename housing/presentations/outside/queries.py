"""Handovers to agencies outside Haven, of cases that the caller has found visible."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from housing import codes
from housing.access import NotFound
from housing.households.consents import queries as consents
from housing.households.consents.models import Consent
from housing.presentations.outside.models import OutsideHandover
from pathway.outside import ENDS, Step

IN_FORCE = "In force"
MEANS = "disclosure_means"


def of_household(session: Session, household_id: UUID) -> Sequence[OutsideHandover]:
    """Every one with its events, the newest first."""
    query = select(OutsideHandover).where(OutsideHandover.household_id == household_id)
    query = query.order_by(OutsideHandover.offered_at.desc()).options(selectinload(OutsideHandover.events))
    return session.scalars(query).all()


def every_way(session: Session, authority: str) -> dict[str, str]:
    """The words of every means, also of those that are no longer offered."""
    return dict(codes.keep_every_list(session, authority).get(MEANS, {}))


def one(session: Session, household_id: UUID, handover_id: UUID) -> OutsideHandover:
    """One of a household, with its events.

    Raises:
        NotFound: not of this household.
    """
    query = select(OutsideHandover).where(
        OutsideHandover.id == handover_id, OutsideHandover.household_id == household_id
    )
    found = session.scalar(query.options(selectinload(OutsideHandover.events)))
    if found is None:
        raise NotFound("handover")
    return found


def open_of(session: Session, presentation_id: UUID) -> OutsideHandover | None:
    """The one of a case that an agency has not answered."""
    query = select(OutsideHandover).where(
        OutsideHandover.presentation_id == presentation_id, OutsideHandover.closed_at.is_(None)
    )
    return session.scalar(query.options(selectinload(OutsideHandover.events)))


def agreed(session: Session, household_id: UUID, on: date) -> dict[UUID, Consent]:
    """Her consents in force to hand the case over to an agency that is not of Haven, by id."""
    return {
        each.id: each
        for each in consents.of_household(session, household_id)
        if each.purpose == consents.HANDOVER and each.organisation_id is None and consents.state(each, on) == IN_FORCE
    }


def ended(handover: OutsideHandover) -> Step | None:
    """How it ended; None while the agency is waited for. Its events must be loaded."""
    last = Step(handover.events[-1].event) if handover.events else None
    return last if last in ENDS else None


def is_given(handover: OutsideHandover) -> bool:
    """Whether the agency has the paper. Its events must be loaded."""
    return any(each.event == Step.GIVEN for each in handover.events)
