"""Filling a made-up installation: the council, its stock, a year of history, and this morning."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import audit, codes
from housing.access import ROLE_TITLES, Role, system
from housing.clock import day_of
from housing.codes import Setting
from housing.db import reading, transaction
from housing.outbox import OutboxMessage
from housing.people.made_up import PHRASE
from housing.places.registering import add_property, add_unit
from housing.places.services import confirm_units, record_policy
from seed import assessing, guiding, morning, neighbours, papers, seeing, voids
from seed.cast import BEFORE, Cast, description, set_up
from seed.caught_up import catch_up
from seed.closings import plan_closings
from seed.hours import lately, run_of
from seed.moving import move_on
from seed.owing import owe
from seed.paying import who_pays
from seed.presenting import who_they_are
from seed.standing import let_stand
from seed.staying import stay_at_home
from seed.stock import STOCK
from seed.stories import Story, Teller
from seed.supporting import stand_by
from seed.today import stories
from seed.upkeep import keep_up
from seed.works import homes_made_safe
from seed.year import DAYS, Year

DEMO_PASSWORD = PHRASE
SEED = 2026
WHOLE = "made_up.filled_in"


def load(*, now: datetime, days: int = DAYS) -> None:
    """Fill an empty, migrated database with the made-up council, as of `now`, with so many days of history."""
    cast = set_up(now=now)
    guiding.begin(cast, since=now - BEFORE, now=now)
    seeing.outline(by=system("Made-up data"), now=now - BEFORE)
    homes = stock(cast, now=now - BEFORE)
    keep_up(cast, now=now)
    providers = {home.id: home.manager for home in homes}
    teller = Teller(SEED, list(cast.wards))
    year = Year(cast, teller, providers, now=now, days=days)
    year.begin()
    year.live(year.quiet_from)
    morning.leave(year, homes)
    year.live(now)
    ready = morning.put_aside(year, homes)
    voids.record({home.id: cast.actors[home.manager] for home in homes}, now=now)
    _wait(year, ready, now=now)
    plan_closings(cast, now=now)
    _confirm(cast, providers, now=now)
    stay_at_home(cast, now=now)
    homes_made_safe(cast, now=now)
    neighbours.new_fact(cast, now=now)
    neighbours.kept_apart(cast, now=now)
    let_stand(cast, now=now)
    who_they_are(cast, now=now)
    assessing.ask(cast, now=now)
    owe(cast, now=now)
    papers.bring(cast, now=now)
    guiding.hand_over(cast, now=now)
    stand_by(cast, now=now)
    who_pays(cast, now=now)
    move_on(cast, now=now)
    catch_up(cast, now=now)
    _end(now=now)


def demo_accounts() -> list[tuple[str, str]]:
    """One account for each role: its title and the e-mail address to sign in with."""
    found: dict[str, tuple[str, str]] = {}
    for each in description()["accounts"]:
        found.setdefault(each["role"], (ROLE_TITLES[Role(each["role"])], each["email"]))
    return [found[role] for role in Role if role in found]


def stock(cast: Cast, *, now: datetime) -> list[morning.Home]:
    """Register the stock; its units in the order in which they are described."""
    managers = {"refuge": "refuge", "specialist": "specialist"}
    found: list[morning.Home] = []
    for entry in STOCK:
        manager, ward = cast.actors[managers[entry.provider]], cast.wards[entry.ward]
        building = entry.building(ward.code, ward.easting, ward.northing)
        place = add_property(organisation_id=cast.organisations[entry.provider], building=building, by=manager, now=now)
        record_policy(property_id=place.id, acceptance=entry.accepts, from_on=day_of(now), by=manager, now=now)
        for home in entry.homes:
            unit = add_unit(property_id=place.id, home=home, by=manager, now=now)
            found.append(morning.Home(unit.id, entry.kind, managers[entry.provider]))
    return found


def _wait(year: Year, ready: set[UUID], *, now: datetime) -> None:
    """Who waits this morning; between those of the last hours and the others lie yesterday's run and its offers."""
    yesterday = run_of(day_of(now) - timedelta(days=1))
    told = stories(year.teller, now, besides=year.still_waiting)
    _tell(year, [each for each in told if each[0] < yesterday])
    morning.offers(year, year.run(yesterday), ready)
    _tell(year, [each for each in told if each[0] >= yesterday])


def _tell(year: Year, told: list[tuple[datetime, Story]]) -> None:
    for at, story in told:
        year.tell(story, at=at, officer=year.chance.choice(("officer", "officer", "officer2")))


def is_whole(session: Session) -> bool:
    """Whether a filling was ended: its last step notes so."""
    return session.scalar(select(Setting.id).where(Setting.key == WHOLE)) is not None


def _end(*, now: datetime) -> None:
    """The messages of the history went out in their time, only this morning's wait; and note that all is filled in."""
    with transaction() as session:
        told = update(OutboxMessage).where(OutboxMessage.put_at < now - timedelta(hours=12))
        session.execute(told.values(sent_at=OutboxMessage.put_at, attempts=1))
        noted = Setting(key=WHOLE, from_on=day_of(now), value=True, source="Made-up data", verified=True)
        session.add(noted)
        audit.record(session, system("Made-up data"), "made_up.filled_in", noted, now=now)


def _confirm(cast: Cast, providers: dict[UUID, str], *, now: datetime) -> None:
    """The refuge's manager has confirmed her units an hour ago; the other provider's entries have grown stale."""
    with reading() as session:
        stale = timedelta(hours=codes.setting(session, "vacancy.stale_hours", authority=None, on=day_of(now)))
    for manager, ago in (("refuge", now - lately(now, 1)), ("specialist", stale + timedelta(hours=2))):
        units = [unit_id for unit_id, each in providers.items() if each == manager]
        confirm_units(unit_ids=units, by=cast.actors[manager], now=now - ago)
