"""She comes back: nothing is told twice, and what may have changed is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing import clock
from housing.access import Role
from housing.placements.returning.models import StillHolds
from housing.placements.returning.services import known_before, still_right
from housing.presentations.models import Presentation
from housing.presentations.queries import latest_of
from housing.presentations.services import start_again
from housing.refusals import Refused
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import NOW
from tests.housing.signing_in import sign_in_as


def comes_back(there: Arranged) -> Presentation:
    """Her presentation has ended well, and she asks for help again."""
    with Session(there.engine) as session, session.begin():
        before = session.scalars(select(Presentation)).one()
        before.ended_at, before.outcome = NOW, "resettled"
    return start_again(
        household_id=there.household.id, route=None, by=there.officer, now=max(NOW, clock.now()) + timedelta(days=1)
    )


def known(engine: Engine, there: Arranged) -> dict[str, bool]:
    """Each section that is known from before, and whether she said that it still holds."""
    with Session(engine) as session:
        presentation = latest_of(session, there.officer, there.household.id)
        return {each.section.slug: each.confirmed is not None for each in known_before(session, presentation)}


def test_who_asks_for_the_first_time_is_asked_nothing_again(there: Arranged) -> None:
    assert known(there.engine, there) == {}


def test_what_was_known_is_there_and_is_asked_again_once(there: Arranged) -> None:
    again = comes_back(there)
    assert (again.situation, again.risks) == ({}, [])
    found = known(there.engine, there)
    assert {"contact", "concerns", "needs"} <= found.keys()
    assert not any(found.values())
    for _ in range(2):
        still_right(household_id=there.household.id, sections=["contact", "needs"], by=there.officer, now=NOW)
    found = known(there.engine, there)
    assert {slug for slug, asked in found.items() if asked} == {"contact", "needs"}
    with Session(there.engine) as session:
        assert len(session.scalars(select(StillHolds)).all()) == 2
    assert there.story(there.household.id).count(
        "She was asked again what was known before, and what still holds."
    ) == 1  # fmt: skip


@pytest.mark.parametrize("sections", [[], ["made_up"], ["risk"], ["contact", "situation"]])
def test_risk_and_where_she_is_are_asked_anew_and_never_carried_over(there: Arranged, sections: list[str]) -> None:
    comes_back(there)
    with pytest.raises(Refused, match="still right"):
        still_right(household_id=there.household.id, sections=sections, by=there.officer, now=NOW)


def test_the_pages(client: FlaskClient, served: Arranged) -> None:
    comes_back(served)
    sign_in_as(client, served.officer)
    at = f"/households/{served.household.id}/since-last-time"
    assert "She need not tell her story again" in client.get(at).get_data(as_text=True)
    assert "Select what she said is still right" in client.post(at, data={}).get_data(as_text=True)
    shown = client.post(at, data={"sections": ["contact"]}, follow_redirects=True).get_data(as_text=True)
    assert "Still right: Aisha Demo" in shown
    other = member(served.town, served.town.actor(Role.OFFICER, "Olu Demo"))
    served.town.bar(other, served.household)
    served.town.session.commit()
    sign_in_as(client, other)
    assert client.get(at).status_code == 404
    sign_in_as(client, served.manager)
    assert client.get(at).status_code == 403
