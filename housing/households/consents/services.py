"""Recording what she agrees to, and that she takes it back. What was said is never edited."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households import editing, timeline
from housing.households.consents import queries
from housing.households.consents.models import Consent, ConsentWithdrawal
from housing.households.models import Household
from housing.people.models import Organisation
from housing.refusals import Refused

PURPOSES, WAYS = "consent_purpose", "consent_given"


@dataclass(frozen=True, slots=True)
class Agreed:
    """What she agrees to. `organisation` is one of Haven; else `agency` names another."""

    purpose: str
    given_how: str
    given_on: date
    organisation: UUID | None = None
    agency: str | None = None
    expires_on: date | None = None


def record_consent(
    *, household_id: UUID, agreed: Agreed, by: Actor, now: datetime, version: int | None = None
) -> Consent:
    """Write down a consent.

    Raises:
        NotFound: the household is not there, or not for this person.
        Refused: an answer cannot be; or the same consent stands already.
    """
    with transaction() as session:
        household = editing.opened(session, by, household_id, version=version)
        agency = _agency(session, household, agreed)
        _check(session, household, agreed, now)
        if agreed.organisation and queries.standing(
            session, household_id, agreed.purpose, agreed.organisation, day_of(now)
        ):
            raise Refused("She has agreed to this already. Take that consent back first if it has changed.")
        consent = Consent(
            household_id=household.id, purpose=agreed.purpose, organisation_id=agreed.organisation, agency=agency,
            given_how=agreed.given_how, given_on=agreed.given_on, expires_on=agreed.expires_on, recorded_at=now,
            recorded_by=by.account_id, recorded_by_name=by.name,
        )  # fmt: skip
        session.add(consent)
        timeline.tell(session, household.id, "contact", "She agreed to something being told.", by=by, now=now)
        audit.record(session, by, "consent.given", consent, now=now, facts={"purpose": agreed.purpose})
    return consent


def withdraw_consent(*, household_id: UUID, consent_id: UUID, words: str | None, by: Actor, now: datetime) -> None:
    """She takes a consent back; one taken back already stays as it is.

    Raises:
        NotFound: it is not there, or not for this person.
    """
    with transaction() as session:
        editing.opened(session, by, household_id)
        consent = queries.one(session, by, household_id, consent_id)
        if consent.withdrawal is not None:
            return
        session.add(ConsentWithdrawal(consent_id=consent.id, at=now, by=by.account_id, by_name=by.name, words=words))
        timeline.tell(session, household_id, "contact", "She took a consent back.", by=by, now=now)
        audit.record(session, by, "consent.withdrawn", consent, now=now)


def agencies(session: Session, authority: str) -> dict[UUID, str]:
    """The organisations of Haven in a council, as {id: name}."""
    query = select(Organisation.id, Organisation.name).where(Organisation.authority_code == authority)
    return dict(session.execute(query.order_by(Organisation.name)).all())


def _agency(session: Session, household: Household, agreed: Agreed) -> str:
    if agreed.organisation is not None:
        known = agencies(session, household.authority_code)
        if agreed.organisation not in known:
            raise Refused("Select who is to be told, from the list.", field="organisation")
        return known[agreed.organisation]
    if not (agreed.agency or "").strip():
        raise Refused("Select who is to be told, or enter their name.", field="organisation")
    return str(agreed.agency).strip()


def _check(session: Session, household: Household, agreed: Agreed, now: datetime) -> None:
    if agreed.purpose not in codes.choices(session, PURPOSES, household.authority_code):
        raise Refused("Select what it is for.", field="purpose")
    if agreed.given_how not in codes.choices(session, WAYS, household.authority_code):
        raise Refused("Select how she said so.", field="given_how")
    if agreed.given_on > day_of(now):
        raise Refused("The day she agreed must be today or in the past.", field="given_on")
    if agreed.expires_on is not None and agreed.expires_on <= agreed.given_on:
        raise Refused("The day it ends must be after the day she agreed.", field="expires_on")
