"""Telling a story to Haven: one household whole, as from the records of a service that knew her before."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from housing.access import Actor
from housing.clock import day_of
from housing.households.concern_places import DangerPlace
from housing.households.concerns import Concern
from housing.households.contact import Contact
from housing.households.members import Member
from housing.households.nearby import Near
from housing.places.models import Ward
from housing.presentations.intake import Feared, Intake, enter_whole
from housing.presentations.models import Presentation
from housing.presentations.recording import Risk
from pathway.risk import band_of
from pathway.thresholds import SAFELIVES, dash_thresholds
from seed.stories import Danger, Person, Story

CONTACT = Contact(
    methods=("call",),
    phone="+441632960123",
    days=(1, 2, 3, 4, 5),
    from_at=time(10),
    until_at=time(14),
    times="Not in the school holidays (made up)",
    code_word="marigold (made up)",
    voicemail=False,
    shared_device=False,
)


def present(story: Story, *, wards: dict[str, Ward], by: Actor, now: datetime, in_short: bool = False) -> Presentation:
    """Enter what the story tells; what it leaves open stays not asked. `in_short` leaves out where she wants to be."""
    return enter_whole(intake=_intake(story, wards, day_of(now), in_short=in_short), by=by, now=now)


def _intake(story: Story, wards: dict[str, Ward], on: date, *, in_short: bool) -> Intake:
    lead, *others = (_member(person) for person in story.people)
    return Intake(
        lead=lead,
        others=others,
        route=story.route,
        births=[] if story.birth_in_days is None else [on + timedelta(days=story.birth_in_days)],
        contact=CONTACT if story.reachable else None,
        feared=None if story.dangers is None else [_feared(danger, wards) for danger in story.dangers],
        access_needs=story.access,
        support_need=story.support,
        pets=story.pets,
        preferred_services=story.services,
        immigration=story.immigration,
        funding=story.funding,
        accepts=story.accepts,
        wants_to_stay=False,
        excluded=None if in_short else [wards[name].code for name in story.not_there],
        near=None if in_short else [_near(place, wards) for place in story.near],
        situation=story.situation,
        risk=_risk(story.dash, on),
    )


def _member(person: Person) -> Member:
    return Member(
        name=person.name, born=person.born, sex=person.sex, role=person.role, relationship=person.relationship
    )


def _feared(danger: Danger, wards: dict[str, Ward]) -> Feared:
    places = [DangerPlace(kind=kind, ward_code=wards[ward].code) for kind, ward in danger.places or ()]
    return Feared(Concern(name=danger.name, relationship=danger.relationship), places)


def _near(place: tuple[str, str, int, int | None], wards: dict[str, Ward]) -> Near:
    kind, ward, importance, limit_km = place
    return Near(kind=kind, ward_code=wards[ward].code, importance=importance, limit_km=limit_km)


def _risk(dash: int | None, on: date) -> Risk | None:
    if dash is None:
        return None
    band = band_of(dash, dash_thresholds(SAFELIVES, on))
    return Risk(total=dash, band=band.value, judgement=False, escalation=False)
