"""One arranged morning: a run with a household for each outcome, and somebody of the homelessness team at it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from uuid import UUID

from flask.testing import FlaskClient
from sqlalchemy import select

from housing import clock, db
from housing.access import Actor, Role
from housing.households.models import Household
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import MatchRun, Proposal
from housing.places.models import Property, Unit
from tests.housing.placements.matching.factories import COUNCIL, NOW, Town
from tests.housing.signing_in import Place, sign_in


def text_of(page: bytes) -> str:
    """What a page says, without its tags, in single spaces."""
    body = page.decode().split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


@dataclass
class Morning:
    """A run with one household placed, one out-competed, one to ask and one that nothing suits."""

    town: Town
    actor: Actor
    placed: Household
    lost: Household
    unasked: Household
    unfit: Household
    refuge: Property
    unit: Unit
    spare: Unit
    run: MatchRun

    def proposal(self, household: Household) -> UUID:
        """The id of the household's line."""
        with db.reading() as session:
            query = select(Proposal.id).where(Proposal.household_id == household.id, Proposal.run_id == self.run.id)
            return session.scalars(query).one()


def arranged(town: Town, client: FlaskClient) -> Morning:
    """The morning, made, with somebody of the homelessness team signed in."""
    refuge = town.home("refuge", policy={"boys_any": False, "boys_up_to": 10})
    unit = town.unit(refuge, code="R-ONE")
    spare = town.unit(town.home("specialist"), code="S-ONE")
    town.lives(town.household(), town.unit(town.home(), code="D-LET"))
    placed = town.seeks(town.household(accepts=["refuge"]), band=1, days=4)
    lost = town.seeks(town.household(accepts=["refuge"]), band=2)
    unasked = town.seeks(town.household(accepts=[], concerns_asked=False, support_need=None), band=2)
    unfit = town.seeks(town.household(accepts=["refuge"]), band=3)
    town.person(unfit, role="child", sex="male", born=clock.day_of(NOW).replace(year=2012))
    town.session.commit()
    run = make_run(authority=COUNCIL, by=daily(COUNCIL), now=NOW)
    actor = sign_in(client, Role.HOMELESSNESS, place=Place(town.team, COUNCIL), name="Aisha Demo")
    return Morning(town, actor, placed, lost, unasked, unfit, refuge, unit, spare, run)
