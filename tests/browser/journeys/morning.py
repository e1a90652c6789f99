"""A small morning: the made-up council and its stock, some households who wait, and nothing of the year before.

For the journeys that need no history. Each provider has a family that lives there, one that is expected, and two
referrals to answer; today's run is made. `python -m tests.browser.journeys.morning` fills the installation that the
environment describes.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from uuid import UUID

from housing import clock
from housing.clock import day_of
from housing.installation import opened
from housing.placements.models import Offer
from housing.placements.offers.services import answer_for_her, record_arrival
from housing.places.services import confirm_units
from housing.refusals import Refused
from seed.cast import BEFORE, Cast, set_up
from seed.loading import SEED, stock
from seed.stories import Teller
from seed.today import OPEN, stories
from seed.year import Year
from tests.browser.made_up import make_the_run

MANAGERS = ("refuge", "specialist")
EARLIER = 14
WAITING = 14
DAYS_AGO = 9
WHAT_BECAME = ("lives there", "is expected", "waits", "waits")


class Morning:
    """Fills an empty, migrated database, as of a moment."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.cast: Cast = set_up(now=now)
        self.providers: dict[UUID, str] = stock(self.cast, now=now - BEFORE)
        self.teller = Teller(SEED, list(self.cast.wards))
        self.year = Year(self.cast, self.teller, self.providers, now=now)

    def fill(self) -> None:
        """Those who came before, what became of them, and those who wait today."""
        for number in range(EARLIER):
            story = self.teller.story(day_of(self.now))
            self.year.tell(story, days_ago=DAYS_AGO + number / 10)
        self._place()
        for days_ago, story in stories(self.teller, day_of(self.now), besides=OPEN - WAITING):
            self.year.tell(story, days_ago=days_ago)
        for manager in MANAGERS:
            units = [unit_id for unit_id, each in self.providers.items() if each == manager]
            confirm_units(unit_ids=units, by=self.cast.actors[manager], now=self.now - timedelta(hours=1))

    def _place(self) -> None:
        """Offer what a run proposed: at each provider the first lives there by now, and so on."""
        so_far: Counter[str] = Counter()
        for proposal in self.year.run(self.now - timedelta(hours=6)):
            if proposal.unit_id is None or so_far[self.providers[proposal.unit_id]] == len(WHAT_BECAME):
                continue
            try:
                offer = self.year.offer(proposal.presentation_id, proposal.unit_id, at=self.now - timedelta(hours=5))
            except Refused:
                continue  # an earlier offer changed the facts
            manager = self.providers[offer.unit_id]
            self._go_on(offer, manager, WHAT_BECAME[so_far[manager]])
            so_far[manager] += 1

    def _go_on(self, offer: Offer, manager: str, until: str) -> None:
        if until == "waits":
            return
        at = self.now - timedelta(hours=4)
        self.year.provider_accepts(offer, at=at)
        officer = self.cast.actors["officer"]
        answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=officer, now=at)
        if until == "lives there":
            record_arrival(offer_id=offer.id, arrived_on=day_of(self.now), by=self.cast.actors[manager], now=self.now)


if __name__ == "__main__":
    with opened(migrate=True) as ready:
        Morning(clock.now()).fill()
        make_the_run(ready)
