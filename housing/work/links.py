"""Where the work of a task is done: the pages that it leads to, for those who may open them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from flask import url_for

from housing.access import Actor
from housing.work.queries import Row


@dataclass(frozen=True, slots=True)
class Way:
    """A page about a subject: who may open it, its endpoint, the name of the id in its address, and its words."""

    permission: str
    endpoint: str
    argument: str
    text: str


# By the table that a task is about (`Task.subject`); a slice that raises tasks about its rows enters its page here.
WAYS: dict[str, tuple[Way, ...]] = {
    "household": (Way("household.read", "households.page", "household_id", "Open the household"),),
    "offer": (Way("offer.make", "offers.show", "offer_id", "Open the offer"),),
    "sanctuary_job": (
        Way("sanctuary.read", "sanctuary.job", "job_id", "Open the sanctuary job"),
        Way("works.own", "my_jobs.show", "job_id", "Open my job"),
    ),
    "place_check": (Way("separation.keep", "neighbours.check", "household_id", "Open the check of the place"),),
    "assessment": (Way("household.edit", "presentations.assessments", "household_id", "Open the assessments"),),
    "outside_handover": (
        Way("case.hand_over", "households.outside.index", "household_id", "Open the handovers to agencies"),
    ),
    "marac": (Way("household.edit", "presentations.marac", "household_id", "Open the page about the MARAC"),),
    "property": (Way("unit.manage", "places.property_compliance", "property_id", "Open its safety checks"),),
    "name_match": (Way("alike.decide", "alike.pair", "match_id", "Look at both records"),),
    "held_telling": (Way("alike.decide", "held_tellings.held", "held_id", "Look at who was told"),),
    "funding": (Way("household.read", "funding.show", "household_id", "Open the page about money"),),
    "payment": (Way("payment.decide", "payments.show", "payment_id", "Open the request"),),
    "unit": (Way("unit.manage", "places.unit", "unit_id", "Open the unit"),),
}


def links(row: Row, actor: Actor) -> list[tuple[str, str]]:
    """(words, address) of each page that this task leads to for this person."""
    task = row.task
    about = {"household": task.household_id, "unit": task.unit_id}
    if task.subject is not None:
        about[task.subject] = task.subject_id
    return [
        (way.text, _address(way, identity))
        for table, identity in about.items()
        for way in WAYS.get(table, ())
        if identity is not None and actor.may(way.permission)
    ]


def _address(way: Way, identity: UUID) -> str:
    values: dict[str, Any] = {way.argument: identity}
    return url_for(way.endpoint, **values)
