"""Of which case a page is, by the ids in its address: for what is kept beside a case and must go with it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import Select, select

from housing import db
from housing.households.alike.models import NameMatch
from housing.households.disclosing.models import HeldTelling
from housing.households.separations.models import Separation
from housing.placements.matching.edits.models import MatchEdit
from housing.placements.models import Offer, Proposal, Stay
from housing.presentations.handover.models import Handover
from housing.presentations.named.models import NamingRequest
from housing.presentations.payments.models import Payment
from housing.sanctuary.models import SanctuaryJob
from housing.tasks.models import Task

HOUSEHOLD = "household_id"
# An id of an address, and where its case is. A page of two cases goes with the first of them.
LEADS_TO: dict[str, Callable[[UUID], Select[UUID | None]]] = {
    "offer_id": lambda key: select(Offer.household_id).where(Offer.id == key),
    "proposal_id": lambda key: select(Proposal.household_id).where(Proposal.id == key),
    "edit_id": lambda key: select(MatchEdit.household_id).where(MatchEdit.id == key),
    "stay_id": lambda key: select(Stay.household_id).where(Stay.id == key),
    "payment_id": lambda key: select(Payment.household_id).where(Payment.id == key),
    "handover_id": lambda key: select(Handover.household_id).where(Handover.id == key),
    "job_id": lambda key: select(SanctuaryJob.household_id).where(SanctuaryJob.id == key),
    "task_id": lambda key: select(Task.household_id).where(Task.id == key),
    "separation_id": lambda key: select(Separation.household_id).where(Separation.id == key),
    "held_id": lambda key: select(HeldTelling.household_id).where(HeldTelling.id == key),
    "request_id": lambda key: select(NamingRequest.household_id).where(NamingRequest.id == key),
    "match_id": lambda key: select(NameMatch.one_household_id).where(NameMatch.id == key),
}


def case_of(ids: Mapping[str, Any]) -> UUID | None:
    """The household of a page from the ids in its address; None for a page that is of no case."""
    if HOUSEHOLD in ids:
        return UUID(str(ids[HOUSEHOLD]))
    for name, way in LEADS_TO.items():
        if name in ids:
            with db.reading() as session:
                return session.scalar(way(ids[name]))
    return None
