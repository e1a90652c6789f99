"""How many proposals wait for a decision: the count beside "Today's run"."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.clock import day_of
from housing.households.queries import visible
from housing.placements.models import MatchRun, Offer, Proposal, ProposalDecision


def undecided(session: Session, actor: Actor, now: datetime) -> int:
    """Proposals of today's newest run that nobody has decided, of households that the actor may see.

    One whose household has had an offer since, from elsewhere, waits for nobody.
    """
    councils = sorted(actor.extent("run.read").authorities)
    newest = (
        select(MatchRun.id)
        .where(MatchRun.authority_code.in_(councils), MatchRun.as_of == day_of(now))
        .order_by(MatchRun.number.desc())
        .limit(1)
        .scalar_subquery()
    )
    decided = exists().where(ProposalDecision.proposal_id == Proposal.id)
    offered = exists().where(Offer.presentation_id == Proposal.presentation_id, Offer.made_at >= MatchRun.made_at)
    query = (
        select(func.count())
        .select_from(Proposal)
        .join(MatchRun, MatchRun.id == Proposal.run_id)
        .join(Proposal.household)
        .where(MatchRun.id == newest, Proposal.unit_id.is_not(None), ~decided, ~offered, visible(actor, "run.read"))
    )
    return session.scalar(query) or 0
