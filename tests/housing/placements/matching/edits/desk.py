"""Somebody in front of the pages of pins and bans."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask.testing import FlaskClient

from housing.access import Actor
from housing.households.models import Household
from housing.places.models import Unit
from tests.housing.placements.matching.edits.arranging import WEEK, WHY, Contested

LAST = {"last_on-day": str(WEEK.day), "last_on-month": str(WEEK.month), "last_on-year": str(WEEK.year)}


@dataclass
class Desk:
    """Somebody of the homelessness team in front of the contested council."""

    council: Contested
    client: FlaskClient
    actor: Actor

    def address(self, kind: str, household: Household | None = None, unit: Unit | None = None) -> str:
        """Where a pin or a ban is asked for."""
        who, where = household or self.council.first, unit or self.council.near
        return f"/households/{who.id}/options/{where.id}/{kind}"

    def reads(self, address: str) -> str:
        """What a page says, in single spaces; 200 it must be."""
        answer = self.client.get(address)
        assert answer.status_code == 200, address
        return text_of(answer.data)

    def sends(self, address: str, **answers: str) -> tuple[int, str]:
        """The status of the answer and what it says."""
        answer = self.client.post(address, data={"reason": WHY, **LAST, **answers})
        return answer.status_code, answer.data.decode()

    def confirms(self, address: str) -> tuple[int, str]:
        """Ask, read what it costs, confirm what was shown."""
        _, page = self.sends(address)
        return self.sends(address, seen=seen_in(page))


def text_of(page: bytes | str) -> str:
    """What a page says, without its tags, in single spaces."""
    said = page.decode() if isinstance(page, bytes) else page
    body = said.split("<main", 1)[-1].split("</main>", 1)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", body).replace("&#39;", "'").split())


def seen_in(page: str) -> str:
    """The cost that a page carries."""
    found = re.search(r'name="seen" value="([0-9a-f]*)"', page)
    assert found
    return found[1]
