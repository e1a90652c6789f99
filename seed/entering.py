"""Telling a story to Haven the way an officer does: through the services, one page after another."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from housing.access import Actor
from housing.clock import day_of
from housing.db import reading
from housing.households.births import add_birth, nobody_is_pregnant
from housing.households.concern_places import DangerPlace, add_place_of_concern
from housing.households.concerns import Concern, add_person_of_concern, nobody_of_concern
from housing.households.contact import Contact, save_contact
from housing.households.members import Member, add_person, change_person
from housing.households.models import Person as Row
from housing.households.nearby import Near, add_near_place, nowhere_near, save_areas
from housing.households.wishes import save_money, save_needs, save_wishes
from housing.places.models import Ward
from housing.presentations.models import Presentation
from housing.presentations.recording import Risk
from housing.presentations.services import record_risk, record_situation, start_presentation
from pathway.risk import band_of
from pathway.thresholds import SAFELIVES, dash_thresholds
from seed.stories import Danger, Person, Story


def present(story: Story, *, wards: dict[str, Ward], by: Actor, now: datetime, in_short: bool = False) -> Presentation:
    """Enter what the story tells; what it leaves open stays not asked. `in_short` leaves out where she wants to be."""
    begun = start_presentation(name=story.people[0].name, route=story.route, by=by, now=now)
    _people(story, begun.household_id, by, now)
    _contact(story, begun.household_id, by, now)
    _dangers(story, begun.household_id, wards, by, now)
    _wishes(story, begun.household_id, by, now)
    if not in_short:
        _whereabouts(story, begun.household_id, wards, by, now)
    record_situation(presentation_id=begun.id, answers=story.situation, by=by, now=now + timedelta(seconds=1))
    if story.dash is not None:
        band = band_of(story.dash, dash_thresholds(SAFELIVES, day_of(now)))
        risk = Risk(total=story.dash, band=band.value, judgement=False, escalation=False)
        record_risk(presentation_id=begun.id, risk=risk, by=by, now=now + timedelta(seconds=2))
    return begun


def _people(story: Story, household_id: UUID, by: Actor, now: datetime) -> None:
    lead, *others = story.people
    with reading() as session:
        first = session.scalars(select(Row.id).where(Row.household_id == household_id, Row.position == 0)).one()
    change_person(household_id=household_id, person_id=first, member=_member(lead), by=by, now=now)
    for person in others:
        add_person(household_id=household_id, member=_member(person), by=by, now=now)
    if story.birth_in_days is None:
        nobody_is_pregnant(household_id=household_id, by=by, now=now)
    else:
        add_birth(household_id=household_id, due_on=day_of(now) + timedelta(days=story.birth_in_days), by=by, now=now)


def _member(person: Person) -> Member:
    return Member(
        name=person.name, born=person.born, sex=person.sex, role=person.role, relationship=person.relationship
    )


def _contact(story: Story, household_id: UUID, by: Actor, now: datetime) -> None:
    if not story.reachable:
        return
    contact = Contact(
        methods=("call",),
        phone="+441632960123",
        times="Weekdays, 10am to 2pm (made up)",
        code_word="marigold (made up)",
        voicemail=False,
        shared_device=False,
    )
    save_contact(household_id=household_id, contact=contact, interpreter=False, language=None, by=by, now=now)


def _dangers(story: Story, household_id: UUID, wards: dict[str, Ward], by: Actor, now: datetime) -> None:
    if story.dangers is None:
        return
    if not story.dangers:
        nobody_of_concern(household_id=household_id, by=by, now=now)
    for danger in story.dangers:
        _danger(danger, household_id, wards, by, now)


def _danger(danger: Danger, household_id: UUID, wards: dict[str, Ward], by: Actor, now: datetime) -> None:
    concern = Concern(name=danger.name, relationship=danger.relationship)
    person = add_person_of_concern(household_id=household_id, concern=concern, by=by, now=now)
    for kind, ward in danger.places or ():
        add_place_of_concern(
            household_id=household_id,
            concern_id=person.id,
            place=DangerPlace(kind=kind, ward_code=wards[ward].code),
            by=by,
            now=now,
        )


def _wishes(story: Story, household_id: UUID, by: Actor, now: datetime) -> None:
    save_needs(
        household_id=household_id, access_needs=story.access, support_need=story.support, pets=story.pets,
        preferred_services=story.services, by=by, now=now,
    )  # fmt: skip
    save_money(household_id=household_id, immigration=story.immigration, funding=story.funding, by=by, now=now)
    save_wishes(household_id=household_id, accepts=story.accepts, wants_to_stay=False, by=by, now=now)


def _whereabouts(story: Story, household_id: UUID, wards: dict[str, Ward], by: Actor, now: datetime) -> None:
    codes = [wards[name].code for name in story.not_there]
    save_areas(household_id=household_id, wards=codes, leave_council=False, by=by, now=now)
    for kind, ward, importance, limit_km in story.near:
        near = Near(kind=kind, ward_code=wards[ward].code, importance=importance, limit_km=limit_km)
        add_near_place(household_id=household_id, near=near, by=by, now=now)
    if not story.near:
        nowhere_near(household_id=household_id, by=by, now=now)
