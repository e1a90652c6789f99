"""Filling a made-up installation: the council, its stock, a year of history, and this morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update

from housing import audit, codes
from housing.access import ROLE_TITLES, Role, system
from housing.clock import day_of
from housing.db import reading, transaction
from housing.outbox import OutboxMessage
from housing.people.made_up import PHRASE
from housing.places.registering import add_property, add_unit
from housing.places.services import confirm_units, record_policy, take_out_of_use
from housing.refusals import Refused
from seed.cast import BEFORE, Cast, description, set_up
from seed.stock import STOCK
from seed.stories import Teller
from seed.today import stories
from seed.year import Year

DEMO_PASSWORD = PHRASE
SEED = 2026


def load(*, now: datetime) -> None:
    """Fill an empty, migrated database with the made-up council, as of `now`."""
    cast = set_up(now=now)
    providers = stock(cast, now=now - BEFORE)
    teller = Teller(SEED, list(cast.wards))
    year = Year(cast, teller, providers, now=now)
    year.live()
    _out_of_use(cast, providers, now=now)
    for days_ago, story in stories(teller, day_of(now), besides=year.still_waiting):
        officer = teller.chance.choice(("officer", "officer", "officer2"))
        year.tell(story, days_ago=days_ago, officer=officer)
    _yesterday(year, now=now)
    _confirm(cast, providers, now=now)
    _sent_long_ago(now=now)


def demo_accounts() -> list[tuple[str, str]]:
    """One account for each role: its title and the e-mail address to sign in with."""
    found: dict[str, tuple[str, str]] = {}
    for each in description()["accounts"]:
        found.setdefault(each["role"], (ROLE_TITLES[Role(each["role"])], each["email"]))
    return [found[role] for role in Role if role in found]


def stock(cast: Cast, *, now: datetime) -> dict[UUID, str]:
    """Register the stock; each unit's id with the account that manages it."""
    managers = {"refuge": "refuge", "specialist": "specialist"}
    found: dict[UUID, str] = {}
    for entry in STOCK:
        manager, ward = cast.actors[managers[entry.provider]], cast.wards[entry.ward]
        building = entry.building(ward.code, ward.easting, ward.northing)
        place = add_property(organisation_id=cast.organisations[entry.provider], building=building, by=manager, now=now)
        record_policy(property_id=place.id, acceptance=entry.accepts, from_on=day_of(now), by=manager, now=now)
        for home in entry.homes:
            unit = add_unit(property_id=place.id, home=home, by=manager, now=now)
            found[unit.id] = managers[entry.provider]
    return found


def _out_of_use(cast: Cast, providers: dict[UUID, str], *, now: datetime) -> None:
    """One empty unit is being repaired, and nobody knows for how long; one is back next week."""
    ends = [None, day_of(now) + timedelta(days=9)]
    for unit_id, manager in providers.items():
        if not ends:
            return
        try:
            take_out_of_use(
                unit_id=unit_id,
                reason="repairs",
                until_on=ends[0],
                by=cast.actors[manager],
                now=now - timedelta(days=3),
            )
        except Refused:
            continue  # somebody lives there
        ends.pop(0)


def _yesterday(year: Year, *, now: datetime) -> None:
    """Yesterday's run, and two offers made on it that are still open: one waits for the provider, one for her."""
    yesterday = now - timedelta(days=1)
    made = 0
    for proposal in year.run(yesterday):
        if proposal.unit_id is None or made == 2:
            continue
        try:
            offer = year.offer(proposal.presentation_id, proposal.unit_id, at=now - timedelta(hours=3 - made))
        except Refused:
            continue
        if made:
            year.provider_accepts(offer, at=now - timedelta(hours=1))
        made += 1


def _sent_long_ago(*, now: datetime) -> None:
    """The messages of the history went out in their time; only this morning's are still to be sent."""
    with transaction() as session:
        told = update(OutboxMessage).where(OutboxMessage.put_at < now - timedelta(hours=12))
        session.execute(told.values(sent_at=OutboxMessage.put_at, attempts=1))
        audit.record(session, system("Made-up data"), "messages.sent_long_ago", ("outbox_message", ""), now=now)


def _confirm(cast: Cast, providers: dict[UUID, str], *, now: datetime) -> None:
    """The refuge's manager has confirmed her units an hour ago; the other provider's entries have grown stale."""
    with reading() as session:
        stale = timedelta(hours=codes.setting(session, "vacancy.stale_hours", authority=None, on=day_of(now)))
    for manager, ago in (("refuge", timedelta(hours=1)), ("specialist", stale + timedelta(hours=2))):
        units = [unit_id for unit_id, each in providers.items() if each == manager]
        confirm_units(unit_ids=units, by=cast.actors[manager], now=now - ago)
