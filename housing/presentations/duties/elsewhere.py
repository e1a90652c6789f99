"""Asking another council to take a case over, refused wherever anybody of the household is at risk there (s198)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import UUID, uuid4

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, selectinload

from housing import audit
from housing.access import Actor
from housing.clock import day_of
from housing.db import transaction
from housing.households.models import ConcernPlace, ExcludedArea, PersonOfConcern
from housing.people.models import Authority
from housing.places.models import Postcode, Ward
from housing.presentations import opening
from housing.presentations.duties.accepting import owed
from housing.presentations.duties.deciding import put_decision
from housing.presentations.duties.models import ElsewhereReferral
from housing.presentations.models import Presentation
from housing.promises.running import start_clock
from housing.refusals import Refused
from housing.web.filters import said_moment
from pathway.decisions import kind
from pathway.duty_endings import Duty
from pathway.elsewhere import Feared, Question, why_not
from pathway.referrals import ANSWER

TABLE = ElsewhereReferral.__tablename__
ANSWERS = ("at_risk", "connected_here", "connected_there", "places_checked")


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Which council, and what has been found out. None is not known."""

    council: str
    reasons: str
    at_risk: bool | None
    connected_here: bool | None
    connected_there: bool | None
    places_checked: bool = False
    asked_by_on: date | None = None


def refer_elsewhere(
    *, presentation_id: UUID, to: Elsewhere, by: Actor, now: datetime, version: int | None = None
) -> ElsewhereReferral:
    """Decide to refer her case to another council, once every answer and every place on record allows it.

    Raises:
        NotFound: not there, or not for this person.
        Refused: anybody would be at risk there or it is not known; connections; no duty is owed; or it was referred.
    """
    with transaction() as session:
        presentation = opening.opened(session, by, presentation_id, version=version)
        _only_one(session, presentation_id)
        district = _district(session, presentation, to, day_of(now))
        referred = kind("referred")
        if referred is None:
            raise LookupError("referred")
        decision = put_decision(session, presentation, referred, day_of(now), reasons=to.reasons, by=by, now=now)
        row = ElsewhereReferral(
            id=uuid4(), presentation_id=presentation_id, decision_id=decision.id, council=to.council,
            district=district, answers={name: value for name, value in asdict(to).items() if name in ANSWERS},
            asked_by_on=to.asked_by_on, at=now, by=by.account_id, by_name=by.name,
        )  # fmt: skip
        session.add(row)
        session.flush()
        start_clock(
            session, key=ANSWER, household_id=presentation.household_id, presentation_id=presentation_id,
            about=(TABLE, row.id), started_on=day_of(now), ends_on=to.asked_by_on,
            authority=presentation.authority_code, by=by, now=now,
        )  # fmt: skip
        audit.record(session, by, "case.referred", presentation, now=now, facts={"district": district})
    return row


def _district(session: Session, presentation: Presentation, to: Elsewhere, today: date) -> str | None:
    """The district that she may be referred to, None where Haven does not know it; refused where she may not be."""
    if to.asked_by_on is not None and to.asked_by_on < today:
        raise Refused("The day must be today or later.", field="asked_by_on")
    if not owed(session, presentation.id).keys() & {Duty.RELIEF, Duty.MAIN}:
        raise Refused("A case is referred only while the relief duty or the main duty is owed.", field="council")
    district = district_called(session, to.council)
    question = Question(district, to.at_risk, to.connected_here, to.connected_there, to.places_checked)
    stop = why_not(question, *_recorded(session, presentation.household_id))
    if stop is not None:
        field, sentence = stop
        raise Refused(sentence, field="council" if field == "district" else field)
    return district


def _only_one(session: Session, presentation_id: UUID) -> None:
    query = select(ElsewhereReferral).where(ElsewhereReferral.presentation_id == presentation_id)
    first = session.scalar(query.where(ElsewhereReferral.ended_at.is_(None)))
    if first is not None:
        raise Refused(f"{first.by_name} referred this case to {first.council} at {said_moment(first.at)}.")


def why_no_longer(session: Session, household_id: UUID, referral: ElsewhereReferral) -> str | None:
    """What is on record now and would stop a referral that has been sent, as a sentence; None where nothing is.

    A place of a person of concern that was recorded since, an area in which she cannot live; what she answered then
    stands.
    """
    answers = referral.answers
    question = Question(referral.district, *(answers[name] for name in ANSWERS))
    stop = why_not(question, *_recorded(session, household_id))
    return stop[1] if stop is not None else None


def district_called(session: Session, name: str) -> str | None:
    """The code of a council that Haven knows by that name or code; None where it does not."""
    wanted = " ".join(name.casefold().split())
    query = select(Authority.code).where(
        or_(func.lower(Authority.name) == wanted, func.lower(Authority.code) == wanted)
    )
    return session.scalar(query)


def _recorded(session: Session, household_id: UUID) -> tuple[list[Feared], list[str | None]]:
    """People of concern with the districts of their places, and the districts in which she cannot live."""
    concerns = session.scalars(
        select(PersonOfConcern)
        .where(PersonOfConcern.household_id == household_id)
        .options(selectinload(PersonOfConcern.places))
    ).all()
    areas = session.scalars(select(ExcludedArea).where(ExcludedArea.household_id == household_id)).all()
    districts: dict[str, str] = dict(session.execute(select(Ward.code, Ward.authority_code)).all())
    wards_of = _wards(session, [place for each in concerns for place in each.places])
    feared = [
        Feared(each.places_known, tuple(districts.get(wards_of.get(place.id, "")) for place in each.places))
        for each in concerns
    ]
    return feared, [area.area_code if area.outside else districts.get(area.area_code) for area in areas]


def _wards(session: Session, places: Iterable[ConcernPlace]) -> Mapping[UUID, str]:
    """The ward of each place: by its postcode, or the one whose middle it was given as."""
    kept = list(places)
    spellings = {spelling for each in kept if each.postcode for spelling in _spellings(each.postcode)}
    found: dict[str, str | None] = dict(
        session.execute(select(Postcode.code, Postcode.ward_code).where(Postcode.code.in_(spellings))).all()
    )
    middles = {
        (ward.easting, ward.northing): ward.code
        for ward in session.scalars(select(Ward).where(Ward.easting.in_({each.easting for each in kept})))
    }
    wards = {}
    for each in kept:
        if each.postcode:
            ward = next((found[spelling] for spelling in _spellings(each.postcode) if found.get(spelling)), None)
        else:
            ward = middles.get((each.easting, each.northing))
        if ward:
            wards[each.id] = ward
    return wards


def _spellings(postcode: str) -> tuple[str, str]:
    return postcode, postcode.replace(" ", "")
