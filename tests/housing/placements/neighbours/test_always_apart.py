"""Over random towns: whatever is proposed and whatever is offered, no pair that is kept apart ends too close.

Judged by a plain reading of the rows, which shares no code with the matcher: points, streets as they were made, levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import combinations
from random import Random
from uuid import UUID

import pytest
from sqlalchemy import select

from housing import db
from housing.households.models import Household
from housing.households.separations.services import Apart, add_separation
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Proposal
from housing.placements.offers.services import make_offer
from housing.places.models import Property, Unit, UnitPeriod
from housing.places.streets.keeping import note_missing
from housing.presentations.models import Presentation
from housing.refusals import Refused
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town

STREETS = ("Made-up Lane", "Invented Road", "Pretend Close")


@dataclass
class Drawn:
    """One random town: its homes with their street's name, its households, and what was said of pairs."""

    town: Town
    homes: dict[UUID, tuple[Property, str]]
    seekers: list[Household]
    said: dict[frozenset[UUID], tuple[str, int]]

    def too_close(self, one: UUID, other: UUID, home: UUID, other_home: UUID) -> bool:
        """Plainly: in one building, or as near as was said that they must not be."""
        if frozenset((one, other)) not in self.said:
            return False
        level, metres = self.said[frozenset((one, other))]
        (here, street), (there, other_street) = self.homes[home], self.homes[other_home]
        apart = ((here.easting - there.easting) ** 2 + (here.northing - there.northing) ** 2) ** 0.5
        if home == other_home:
            return True
        return (level == "street" and street == other_street and apart <= 3000) or (
            level == "distance" and apart <= metres
        )

    def all_apart(self, where: dict[UUID, UUID]) -> bool:
        """Whether nobody of these households is too close to another."""
        return not any(self.too_close(one, other, where[one], where[other]) for one, other in combinations(where, 2))


def random_town(town: Town, chance: Random) -> Drawn:
    """Some homes along three streets, some households in them, more who look for a place, and pairs kept apart."""
    homes: dict[UUID, tuple[Property, str]] = {}
    for number in range(8):
        street = chance.choice(STREETS)
        home = town.home(address=f"{number} {street}", easting=440_000 + chance.randrange(0, 6000, 500))
        homes[home.id] = (home, street)
        for _ in range(chance.choice((1, 2))):
            town.unit(home)
    units = list(town.session.scalars(select(Unit).order_by(Unit.code)))
    living = [town.lives(town.household(), unit) for unit in chance.sample(units, 3)]
    seekers = [town.seeks(band=chance.randrange(1, 6), days=chance.randrange(9)) for _ in range(7)]
    by = town.actor()
    town.session.commit()
    with db.transaction() as session:
        note_missing(session)
    said: dict[frozenset[UUID], tuple[str, int]] = {}
    for one, other in chance.sample(list(combinations([*living, *seekers], 2)), 14):
        level, metres = chance.choice(("building", "street", "distance")), chance.choice((400, 1000, 2500))
        add_separation(
            apart=Apart(one.id, level, "other", "made up", reference=other.reference, metres=metres), by=by, now=NOW
        )
        said[frozenset((one.id, other.id))] = (level, metres)
    return Drawn(town, homes, seekers, said)


def lives_in() -> dict[UUID, UUID]:
    """Where each household lives or has a unit held."""
    query = select(UnitPeriod.household_id, Unit.property_id).join(Unit, Unit.id == UnitPeriod.unit_id)
    with db.reading() as session:
        rows = session.execute(query.where(UnitPeriod.replaced_at.is_(None))).all()
    return {household: home for household, home in rows if household is not None}


@pytest.mark.parametrize("seed", range(4))
def test_nobody_is_proposed_or_offered_a_home_too_close(town: Town, seed: int) -> None:
    chance = Random(seed)
    random = random_town(town, chance)
    run = make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    with db.reading() as session:
        query = select(Proposal.household_id, Unit.property_id).join(Unit, Unit.id == Proposal.unit_id)
        proposed = dict(session.execute(query.where(Proposal.run_id == run.id)).all())
        units = list(session.scalars(select(Unit.id)))
        asks = dict(session.execute(select(Presentation.household_id, Presentation.id)).all())
    assert proposed
    assert random.all_apart({**lives_in(), **proposed})
    by, refused, made = town.actor(), 0, 0
    town.session.commit()
    for household in chance.sample(random.seekers, len(random.seekers)):
        for unit_id in chance.sample(units, len(units)):
            try:
                make_offer(presentation_id=asks[household.id], unit_id=unit_id, why_differs=None, by=by, now=NOW)
            except Refused:
                refused += 1
            else:
                made += 1
                break
    assert made > 2
    assert refused
    assert random.all_apart(lives_in())
