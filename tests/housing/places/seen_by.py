"""Two councils and two providers with a little of everything, for the tests of pages that show the stock whole."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy.orm import Session

from housing import clock
from housing.access import Actor, Role
from housing.places.models import Property, Unit, Ward
from tests.housing.placements.arranging import member
from tests.housing.placements.matching.factories import Town

AREA, ADDRESS, POSTCODE = "Canary Made-up ward", "9 Canary Made-up Street", "ZZ97 9ZZ"


@dataclass
class Stock:
    """A refuge whose area is kept back and a dispersed home, each with units; whoever looks at them."""

    town: Town
    refuge: Property
    home: Property
    free: Unit
    lived_in: Unit
    team: Actor
    manager: Actor
    strategist: Actor


def stock(session: Session) -> Stock:
    """Made as of this moment, and committed."""
    town = Town(session)
    session.get_one(Ward, town.ward).name = AREA
    refuge = town.home("refuge", address=ADDRESS, postcode=POSTCODE)
    home = town.home("dispersed", address=ADDRESS, postcode=POSTCODE, preparation_days=0)
    free, lived_in = town.unit(refuge, code="R-FREE"), town.unit(home, code="D-LEAVING")
    today = clock.today()
    town.lives(town.household(), lived_in, until_on=today + timedelta(days=5), reason="planned")
    made = Stock(
        town, refuge, home, free, lived_in,
        team=member(town, town.actor(Role.HOMELESSNESS)),
        manager=member(town, town.actor(Role.REFUGE, "Rita Demo", town.provider)),
        strategist=member(town, town.actor(Role.STRATEGY, "Stan Demo")),
    )  # fmt: skip
    elsewhere = Town(session, code="E08999902")
    elsewhere.unit(elsewhere.home("dispersed"), code="ELSEWHERE")
    session.commit()
    return made
