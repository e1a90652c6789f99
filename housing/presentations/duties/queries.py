"""Everything owed in one case, as its page shows it: a constant number of queries."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, selectinload

from housing.access import NotFound
from housing.presentations.duties.deciding import holding
from housing.presentations.duties.models import (
    DecisionReview,
    ElsewhereReferral,
    HousingDecision,
    HousingDuty,
    PromptDismissal,
)
from housing.presentations.models import Presentation
from housing.presentations.nights.counting import counted, stays_of
from housing.presentations.nights.models import TemporaryStay
from housing.presentations.plan.queries import is_planned
from housing.promises.law import Law, law_of
from housing.promises.models import RunningClock
from housing.promises.running import clocks_of
from pathway.clocks import Nights

Row = TypeVar("Row", HousingDuty, HousingDecision, DecisionReview, TemporaryStay)


@dataclass(frozen=True, slots=True)
class Owing:
    """What stands in one case; `stays` oldest first, the others as they came. `limbs` besides domestic abuse."""

    duties: Sequence[HousingDuty]
    decisions: Sequence[HousingDecision]
    stays: Sequence[TemporaryStay]
    nights: Nights
    in_hotel: bool
    limbs: frozenset[str]
    referral: ElsewhereReferral | None  # the latest one, open or decided
    dismissals: Sequence[PromptDismissal]
    clocks: Sequence[RunningClock]
    planned: bool
    law: Law


def owing_of(session: Session, presentation: Presentation, today: date) -> Owing:
    """Everything on record of one presentation that the caller may see."""
    of = presentation.id
    stays = stays_of(session, presentation)
    duties = select(HousingDuty).where(HousingDuty.presentation_id == of).options(selectinload(HousingDuty.end))
    referrals = select(ElsewhereReferral).where(ElsewhereReferral.presentation_id == of)
    dismissals = select(PromptDismissal).where(PromptDismissal.presentation_id == of)
    return Owing(
        duties=session.scalars(duties.order_by(HousingDuty.started_on, HousingDuty.at)).all(),
        decisions=session.scalars(_decisions(of)).all(),
        stays=stays,
        nights=counted(stays, today),
        in_hotel=any(each.counts and each.leaving is None for each in stays),
        limbs=frozenset(holding(session, of)),
        referral=session.scalars(referrals.order_by(ElsewhereReferral.at.desc()).limit(1)).first(),
        dismissals=session.scalars(dismissals.order_by(PromptDismissal.at)).all(),
        clocks=clocks_of(session, presentation.household_id, of),
        planned=is_planned(session, of),
        law=law_of(session, presentation.authority_code),
    )


def one(rows: Iterable[Row], identity: UUID) -> Row:
    """The row of that id among those of the case.

    Raises:
        NotFound: the case has none.
    """
    found = next((row for row in rows if row.id == identity), None)
    if found is None:
        raise NotFound("row")
    return found


def reviews_of(owing: Owing) -> list[DecisionReview]:
    """Every review of the case's decisions."""
    return [review for decision in owing.decisions for review in decision.reviews]


def _decisions(presentation_id: UUID) -> Select[HousingDecision]:
    return (
        select(HousingDecision)
        .where(HousingDecision.presentation_id == presentation_id)
        .options(
            selectinload(HousingDecision.told),
            selectinload(HousingDecision.reviews).selectinload(DecisionReview.events),
        )
        .order_by(HousingDecision.decided_on, HousingDecision.at, HousingDecision.id)
    )
