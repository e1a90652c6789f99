"""Somebody leaves for another service of the made-up world: it is told what she agrees to, and says yes."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from housing.access import Actor
from housing.clock import day_of
from housing.households.consents.services import Agreed, record_consent
from housing.presentations.outside.services import Offered, offer_outside, record_step
from housing.presentations.outside.standing import Happened
from pathway.outside import Step

AGENCY = "Made-up outreach service"
CONFIRMED = ("handover-met", "knows-she-can-return")


def offer_to_agency(*, presentation_id: UUID, household_id: UUID, by: Actor, at: datetime) -> UUID:
    """She agrees, and the agency has the paper: its answer is waited for. The handover's id."""
    agreed = Agreed("handover", "spoken", day_of(at), agency=AGENCY)
    consent = record_consent(household_id=household_id, agreed=agreed, by=by, now=at)
    offered = Offered(consent.id, "Sam Sample, by secure e-mail (made up)", "Support her from now on (made up)",
                      ("people", "reach", "needs"))  # fmt: skip
    key = uuid5(presentation_id, "outside")
    handover_id = offer_outside(presentation_id=presentation_id, offered=offered, key=key, by=by, now=at)
    given = Happened(day_of(at), how="secure_email")
    record_step(
        household_id=household_id, handover_id=handover_id, step=Step.GIVEN, happened=given, key=uuid5(key, "given"),
        by=by, now=at + timedelta(minutes=1),
    )  # fmt: skip
    return handover_id


def pass_on(*, presentation_id: UUID, household_id: UUID, by: Actor, at: datetime) -> None:
    """The same some minutes before, and now the agency says yes: our part has ended."""
    handover_id = offer_to_agency(
        presentation_id=presentation_id, household_id=household_id, by=by, at=at - timedelta(minutes=40)
    )
    accepted = Happened(day_of(at), who="Sam Sample (made up)", reach="Ring the made-up outreach service")
    record_step(
        household_id=household_id, handover_id=handover_id, step=Step.ACCEPTED, happened=accepted,
        confirmed=CONFIRMED, key=uuid5(handover_id, "accepted"), by=by, now=at,
    )  # fmt: skip
