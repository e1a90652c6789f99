"""A household whose story is already known, entered whole: from another service's records, or from a list.

One transaction, with the checks, the lines of the trail and the lines of the story that the pages would have made; the
band is reviewed once, when everything has been said.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from housing import codes
from housing.access import Actor, insist
from housing.db import transaction
from housing.households import allegations
from housing.households.births import put_birth, put_no_births
from housing.households.concern_places import DangerPlace, put_danger_place
from housing.households.concerns import Concern, put_concern, put_nobody
from housing.households.contact import Contact, put_contact
from housing.households.editing import EDIT
from housing.households.members import Member, put_changes, put_person
from housing.households.models import Household
from housing.households.nearby import Near, put_areas, put_near, put_nowhere
from housing.households.wishes import put_money, put_needs, put_wishes
from housing.presentations import bands
from housing.presentations.models import Presentation
from housing.presentations.recording import Risk, put_risk, put_situation
from housing.presentations.starting import START, begin


@dataclass(frozen=True, slots=True)
class Feared:
    """A person of concern and the places they use; without places it is not known where they go."""

    concern: Concern
    places: Sequence[DangerPlace] = ()


@dataclass(frozen=True, slots=True)
class Intake:
    """A household as it is known. None was not asked; an empty list was asked and there is none.

    `lead` is the person who asks for help, `others` who comes with them. `births` are the days on which babies are
    expected, `excluded` codes of wards, `situation` the answers of housing.presentations.situation.ANSWERS.
    """

    lead: Member
    others: Sequence[Member] = ()
    route: str | None = None
    births: Sequence[date] | None = None
    contact: Contact | None = None
    feared: Sequence[Feared] | None = None
    access_needs: Sequence[str] | None = None
    support_need: str | None = None
    pets: Sequence[str] | None = None
    preferred_services: Sequence[str] | None = None
    immigration: str | None = None
    funding: Sequence[str] | None = None
    accepts: Sequence[str] | None = None
    wants_to_stay: bool | None = None
    excluded: Sequence[str] | None = None
    near: Sequence[Near] | None = None
    situation: Mapping[str, Any] | None = None
    risk: Risk | None = None


def enter_whole(*, intake: Intake, by: Actor, now: datetime) -> Presentation:
    """Make a household and its presentation with everything that is known of them, or nothing at all.

    Raises:
        Forbidden: the person may not start presentations, or not change households.
        Refused: an answer cannot be, as on its page.
    """
    insist(by, START)
    insist(by, EDIT)
    with transaction() as session:
        presentation = begin(session, name=intake.lead.name, route=intake.route, by=by, now=now)
        household = presentation.household
        codes.keep_lists(session, household.authority_code)
        _people(session, household, intake, by, now)
        _dangers(session, household, intake, by, now)
        _needs(session, household, intake, by, now)
        _places(session, household, intake, by, now)
        if intake.situation is not None:
            put_situation(session, presentation, intake.situation, by=by, now=now)
        if intake.risk is not None:
            put_risk(session, presentation, intake.risk, by=by, now=now)
        bands.review(session, presentation, household, by=by, now=now)
    return presentation


def _people(session: Session, household: Household, intake: Intake, by: Actor, now: datetime) -> None:
    lead = household.people[0]
    put_changes(session, household, lead, intake.lead, by=by, now=now)
    allegations.check_person(session, household, lead.name_index, by=by, now=now)
    for member in intake.others:
        put_person(session, household, member, by=by, now=now)
    for due_on in intake.births or ():
        put_birth(session, household, due_on, by=by, now=now)
    if intake.births is not None and not intake.births:
        put_no_births(session, household, by=by, now=now)
    if intake.contact is not None:
        put_contact(session, household, intake.contact, interpreter=None, language=None, by=by, now=now)


def _dangers(session: Session, household: Household, intake: Intake, by: Actor, now: datetime) -> None:
    for feared in intake.feared or ():
        person = put_concern(session, household, feared.concern, by=by, now=now)
        for place in feared.places:
            put_danger_place(session, household, person, place, by=by, now=now)
    if intake.feared is not None and not intake.feared:
        put_nobody(session, household, by=by, now=now)


def _needs(session: Session, household: Household, intake: Intake, by: Actor, now: datetime) -> None:
    put_needs(
        session, household, access_needs=intake.access_needs, support_need=intake.support_need, pets=intake.pets,
        preferred_services=intake.preferred_services, by=by, now=now,
    )  # fmt: skip
    put_money(session, household, immigration=intake.immigration, funding=intake.funding, by=by, now=now)
    put_wishes(session, household, accepts=intake.accepts, wants_to_stay=intake.wants_to_stay, by=by, now=now)


def _places(session: Session, household: Household, intake: Intake, by: Actor, now: datetime) -> None:
    if intake.excluded is not None:
        put_areas(session, household, intake.excluded, leave_council=False, by=by, now=now)
    for near in intake.near or ():
        put_near(session, household, near, by=by, now=now)
    if intake.near is not None and not intake.near:
        put_nowhere(session, household, by=by, now=now)
