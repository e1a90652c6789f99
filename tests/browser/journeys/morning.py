"""A small morning: the made-up council and its stock, some households who wait, and nothing of the year before.

For the journeys that need no history. Each provider has a family that lives there, one that is expected, and two
referrals to answer; one case is offered to a colleague; today's run is made.
`python -m tests.browser.journeys.morning` fills the installation that the environment describes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import select

from housing import clock
from housing.clock import day_of
from housing.db import reading
from housing.installation import opened
from housing.placements.matching.runs.making import daily, make_run
from housing.placements.models import Offer, Proposal
from housing.placements.offers.fresh.confirming import Confirming
from housing.placements.offers.services import answer_for_her, answer_for_provider, make_offer, record_arrival
from housing.places.registering import add_property, add_unit
from housing.places.services import confirm_units, record_policy
from housing.refusals import Refused
from seed.cast import BEFORE, Cast, set_up
from seed.entering import present
from seed.guiding import hand_over
from seed.staying import KNOWN, Doing, Told, stay_at_home
from seed.stock import STOCK
from seed.stories import Story, Teller
from seed.works import fitted
from tests.browser.made_up import make_the_run

SEED = 2026
EARLIER, LATER = 14, 11
DAYS_AGO = 9
STAY = (Told(DAYS_AGO - 1, KNOWN, Doing.order), Told(DAYS_AGO - 1, KNOWN, fitted))  # jobs at two steps of the works
WHAT_BECAME = ("lives there", "is expected", "waits", "waits")


class Morning:
    """Fills an empty, migrated database, as of a moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.cast: Cast = set_up(now=now)
        self.providers: dict[UUID, str] = dict(self._stock(now - BEFORE))
        self.teller = Teller(SEED, list(self.cast.wards))

    def fill(self) -> None:
        """Those who came before, what became of them, and those who wait today."""
        for number in range(EARLIER):
            self._tell(self._story(), timedelta(days=DAYS_AGO, hours=number))
        self._place()
        for number in range(LATER):
            self._tell(self._story(), timedelta(days=1 + number % 5))
        for story in self._particular():
            self._tell(story, timedelta(hours=2))
        for manager in ("refuge", "specialist"):
            units = [unit_id for unit_id, each in self.providers.items() if each == manager]
            confirm_units(unit_ids=units, by=self.cast.actors[manager], now=self.now - timedelta(hours=1))
        stay_at_home(self.cast, now=self.now, stories=STAY)
        hand_over(self.cast, now=self.now)

    def _stock(self, at: datetime) -> Iterator[tuple[UUID, str]]:
        """Register every unit; its id and the account that manages it."""
        for entry in STOCK:
            manager, ward = self.cast.actors[entry.provider], self.cast.wards[entry.ward]
            building = entry.building(ward.code, ward.easting, ward.northing)
            owner = self.cast.organisations[entry.provider]
            place = add_property(organisation_id=owner, building=building, by=manager, now=at)
            record_policy(property_id=place.id, acceptance=entry.accepts, from_on=day_of(at), by=manager, now=at)
            for home in entry.homes:
                yield add_unit(property_id=place.id, home=home, by=manager, now=at).id, entry.provider

    def _story(self) -> Story:
        return self.teller.story(day_of(self.now))

    def _particular(self) -> list[Story]:
        """One with facts to find out, one whom no unit suits, one who gave no name."""
        nameless = self._story()
        return [
            replace(self._story(), dangers=None, support=None),
            replace(self._story(), access=("wheelchair", "adapted_kitchen", "hearing_alerts"), accepts=("refuge",)),
            replace(nameless, people=[replace(nameless.people[0], name=None)], reachable=False),
        ]

    def _tell(self, story: Story, ago: timedelta) -> None:
        present(story, wards=self.cast.wards, by=self.cast.actors["officer"], now=self.now - ago)

    def _place(self) -> None:
        """Offer what a run proposed: at each provider the first lives there by now, and so on."""
        at, so_far = self.now - timedelta(hours=5), Counter[str]()
        for proposal in self._run(self.now - timedelta(hours=6)):
            if proposal.unit_id is None or so_far[self.providers[proposal.unit_id]] == len(WHAT_BECAME):
                continue
            try:
                offer = make_offer(
                    presentation_id=proposal.presentation_id,
                    unit_id=proposal.unit_id,
                    why_differs=None,
                    by=self.cast.actors["homelessness"],
                    now=at,
                    confirming=Confirming(said_by="The made-up night worker"),
                )
            except Refused:
                continue  # an earlier offer changed the facts
            manager = self.providers[offer.unit_id]
            self._go_on(offer, manager, WHAT_BECAME[so_far[manager]])
            so_far[manager] += 1

    def _run(self, at: datetime) -> list[Proposal]:
        run = make_run(authority=self.cast.authority, by=daily(self.cast.authority), now=at)
        with reading() as session:
            return list(session.scalars(select(Proposal).where(Proposal.run_id == run.id).order_by(Proposal.position)))

    def _go_on(self, offer: Offer, manager: str, until: str) -> None:
        if until == "waits":
            return
        at, staff = self.now - timedelta(hours=4), self.cast.actors[manager]
        answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=staff, now=at)
        officer = self.cast.actors["officer"]
        answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=officer, now=at)
        if until == "lives there":
            record_arrival(offer_id=offer.id, arrived_on=day_of(self.now), by=staff, now=self.now)


if __name__ == "__main__":
    with opened(migrate=True) as ready:
        Morning(clock.now()).fill()
        make_the_run(ready)
