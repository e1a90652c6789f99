"""Deciding on a proposal: accept it, choose another unit, or hold back. Each is one transaction with its offer."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session, aliased

from housing import audit, db
from housing.access import Actor, insist
from housing.clock import LONDON
from housing.households import timeline
from housing.placements.matching.runs import queries
from housing.placements.models import MatchRun, Offer, Proposal, ProposalDecision
from housing.placements.offers import offering
from housing.placements.offers.fresh.confirming import Confirming
from housing.presentations import queries as presentations
from housing.refusals import Refused
from housing.web.filters import said_moment, said_time

DID = {"accepted": "accepted this", "another": "chose another unit", "held_back": "held this back"}
LONGEST_REASON = 2000


class AlreadyDecided(Refused):
    """Somebody has decided on this proposal, and what they decided still stands; says who and when."""

    def __init__(self, decision: ProposalDecision, now: datetime) -> None:
        today = decision.at.astimezone(LONDON).date() == now.astimezone(LONDON).date()
        when = f"at {said_time(decision.at)}" if today else f"at {said_moment(decision.at)}"
        super().__init__(f"{decision.by_name} {DID[decision.decision]} {when}.")
        self.decision = decision


def decide_accept(
    *, proposal_id: UUID, by: Actor, now: datetime, confirming: Confirming | None = None
) -> ProposalDecision:
    """Accept a proposal: its unit is held and offered, and the provider is asked.

    Raises:
        NotFound: the household is not within the actor's reach.
        AlreadyDecided, PlaceTaken: somebody was first; says who and when.
        RuleBroken: the live facts break a hard rule.
        NotConfirmed: nobody has confirmed the unit lately, and `confirming` does not say how you know.
        Refused: a newer run has been made, or the proposal has no unit.
    """
    insist(by, "proposal.decide")
    with db.transaction() as session:
        proposal = _to_decide(session, proposal_id, by, now)
        if proposal.unit_id is None:
            raise Refused("This household has no proposed unit. Look at its options instead.")
        return _offer(session, proposal, "accepted", proposal.unit_id, None, confirming, by, now)


def decide_another(
    *,
    proposal_id: UUID,
    unit_id: UUID,
    reason: str,
    by: Actor,
    now: datetime,
    confirming: Confirming | None = None,
) -> ProposalDecision:
    """Offer another unit than the proposed one, with the reason for it.

    Raises: as `decide_accept`, and Refused where no reason is given or the unit is the proposed one.
    """
    insist(by, "proposal.decide")
    why = _reason(reason)
    with db.transaction() as session:
        proposal = _to_decide(session, proposal_id, by, now)
        if unit_id == proposal.unit_id:
            raise Refused("This is the proposed unit: accept the proposal instead.", field="unit_id")
        return _offer(session, proposal, "another", unit_id, why, confirming, by, now)


def decide_hold_back(*, proposal_id: UUID, reason: str, by: Actor, now: datetime) -> ProposalDecision:
    """Do not offer the proposed unit, with the reason; the household stays in the next run.

    Raises:
        NotFound, AlreadyDecided, Refused: as `decide_accept`.
    """
    insist(by, "proposal.decide")
    why = _reason(reason)
    with db.transaction() as session:
        proposal = _to_decide(session, proposal_id, by, now)
        if proposal.unit is None:
            raise Refused("This household has no proposed unit to hold back.")
        if proposal.decisions and proposal.decisions[-1].decision == "held_back":
            raise AlreadyDecided(proposal.decisions[-1], now)
        words = f"The proposal of {proposal.unit.code} was held back."
        timeline.tell(session, proposal.household_id, "match", words, by=by, now=now)
        return _write(session, proposal, "held_back", None, None, why, by, now)


def _to_decide(session: Session, proposal_id: UUID, by: Actor, now: datetime) -> Proposal:
    """The proposal, locked, if it is of the newest run and no decision on it stands."""
    session.execute(select(Proposal.id).where(Proposal.id == proposal_id).with_for_update())
    proposal = queries.proposal(session, by, proposal_id, "proposal.decide")
    standing = proposal.decisions[-1] if proposal.decisions else None
    if (
        standing is not None
        and standing.offer_id
        and standing.offer_id not in queries.ended_offers(session, [proposal])
    ):
        raise AlreadyDecided(standing, now)
    if session.scalar(_newer_run(proposal)):
        raise Refused("A newer run has been made since. Open today's run and decide there.")
    return proposal


def _newer_run(proposal: Proposal) -> Select[bool]:
    this, newer = aliased(MatchRun), aliased(MatchRun)
    return select(
        exists()
        .where(this.id == proposal.run_id, newer.authority_code == this.authority_code, newer.number > this.number)
        .select_from(this, newer)
    )


def _offer(
    session: Session,
    proposal: Proposal,
    decision: str,
    unit_id: UUID,
    why: str | None,
    confirming: Confirming | None,
    by: Actor,
    now: datetime,
) -> ProposalDecision:
    presentation = presentations.one(session, by, proposal.presentation_id, permission="proposal.decide")
    if presentation.ended_at is not None:
        raise Refused("This presentation has ended: nothing can be offered on it.")
    offer = offering.make(
        session,
        presentation=presentation,
        unit_id=unit_id,
        band=presentations.current_band(presentation),
        run_id=proposal.run_id,
        why_differs=why,
        confirming=confirming,
        by=by,
        now=now,
    )
    return _write(session, proposal, decision, unit_id, offer, why, by, now)


def _write(
    session: Session,
    proposal: Proposal,
    decision: str,
    unit_id: UUID | None,
    offer: Offer | None,
    why: str | None,
    by: Actor,
    now: datetime,
) -> ProposalDecision:
    if by.account_id is None:
        raise Refused("Only a person can decide on a proposal.")
    row = ProposalDecision(
        proposal_id=proposal.id,
        decision=decision,
        unit_id=unit_id,
        offer_id=offer.id if offer else None,
        reason=why,
        at=now,
        by=by.account_id,
        by_name=by.name,
    )
    session.add(row)
    facts = {"run": proposal.run_id, "unit": unit_id, "offer": offer.id if offer else None}
    audit.record(session, by, f"proposal.{decision}", proposal, now=now, facts=facts)
    return row


def _reason(reason: str) -> str:
    why = reason.strip()
    if not why:
        raise Refused("Enter the reason.", field="reason")
    if len(why) > LONGEST_REASON:
        raise Refused(f"The reason must be {LONGEST_REASON:,} characters or fewer.", field="reason")
    return why
