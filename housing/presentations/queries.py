"""Reading presentations: one with its household, a council's open ones for the matcher, and what they stand at."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, contains_eager, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from housing.access import Actor, NotFound
from housing.households import queries as households
from housing.households.models import Household
from housing.people.models import Account
from housing.places.models import UnitPeriod
from housing.presentations.models import BandDecision, Presentation, RiskEntry
from pathway.bands import LEAST_URGENT
from pathway.stages import Stage


def open_presentations(session: Session, authority: str) -> list[Presentation]:
    """Every open presentation of a council, whole, longest waiting first, in a constant number of queries.

    For the matcher, which must know everybody, restricted households too: never shown to a person as it is.
    """
    query = (
        _with_household()
        .where(Presentation.authority_code == authority, Presentation.ended_at.is_(None))
        .order_by(Presentation.presented_at, Presentation.id)
    )
    return list(session.scalars(query))


def one(session: Session, actor: Actor, presentation_id: UUID, permission: str = households.READ) -> Presentation:
    """A presentation with its household and its decisions.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = _with_household().where(Presentation.id == presentation_id, households.visible(actor, permission))
    return _found(session.scalar(query))


def to_decide(session: Session, actor: Actor, presentation_id: UUID, permission: str) -> Presentation:
    """A presentation that a decision is about to be made on, with what its band is worked out from.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    query = (
        select(Presentation)
        .join(Household, Household.id == Presentation.household_id)
        .options(contains_eager(Presentation.household).options(households.PARTS["births"]), *decisions())
        .where(Presentation.id == presentation_id, households.visible(actor, permission))
    )
    return _found(session.scalar(query))


def latest_of(session: Session, actor: Actor, household_id: UUID, permission: str = households.READ) -> Presentation:
    """A household's open presentation, else the one that ended last.

    Raises:
        NotFound: the household is not there, or not for this person, or has never presented.
    """
    query = (
        _with_household()
        .where(Presentation.household_id == household_id, households.visible(actor, permission))
        .order_by(Presentation.ended_at.is_not(None), Presentation.presented_at.desc())
        .limit(1)
    )
    return _found(session.scalar(query))


def current_band(presentation: Presentation) -> int:
    """The band in force, 1 (most urgent) to 5; its decisions must be loaded."""
    decision = latest_band(presentation)
    return decision.band if decision else LEAST_URGENT


def latest_band(presentation: Presentation) -> BandDecision | None:
    """The decision in force on the band."""
    return presentation.bands[-1] if presentation.bands else None


def current_stage(presentation: Presentation) -> Stage:
    """The stage the household is at; its entries must be loaded."""
    return Stage(presentation.stages[-1].stage) if presentation.stages else Stage.FIRST_CONTACT


def latest_risk(presentation: Presentation) -> RiskEntry | None:
    """The risk as it was last entered, or None where nobody has assessed it."""
    return presentation.risks[-1] if presentation.risks else None


def officer_name(session: Session, presentation: Presentation) -> str | None:
    """Who works with her, by name."""
    return session.scalar(select(Account.name).where(Account.id == presentation.officer_id))


def is_held_for(session: Session, household_id: UUID) -> bool:
    """Whether a home is being held for the household: an offer is open."""
    held = exists().where(
        UnitPeriod.household_id == household_id, UnitPeriod.kind == "hold", UnitPeriod.replaced_at.is_(None)
    )
    return bool(session.scalar(select(held)))


def decisions() -> Sequence[ORMOption]:
    """Loader options for a presentation's risk, bands and stages."""
    return (
        selectinload(Presentation.risks),
        selectinload(Presentation.bands),
        selectinload(Presentation.stages),
    )


def _with_household() -> Select[Presentation]:
    return (
        select(Presentation)
        .join(Household, Household.id == Presentation.household_id)
        .options(contains_eager(Presentation.household).options(*households.whole()), *decisions())
    )


def _found(presentation: Presentation | None) -> Presentation:
    if presentation is None:
        raise NotFound("presentation")
    return presentation
