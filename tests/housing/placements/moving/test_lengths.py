"""Long stays: a limit asks somebody to look and ends nothing; who may stay longer is said by the council."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Forbidden, NotFound, Role
from housing.placements.lengths import queries
from housing.placements.lengths.services import authorise_longer
from housing.placements.models import Stay
from housing.placements.moving.planning import write_plan
from housing.placements.offers.services import record_arrival
from housing.refusals import Refused
from pathway.moving_on import Length
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import NOW, TODAY
from tests.housing.signing_in import sign_in_as

LATER = TODAY + timedelta(days=200)
THEN = datetime.combine(LATER, time(9), tzinfo=UTC)


def long_stays(there: Arranged) -> list[queries.Long]:
    with Session(there.engine) as session:
        return queries.long_stays(session, there.officer, today=LATER)


def test_past_the_limit_somebody_looks_and_says_until_when(there: Arranged, lives: Stay) -> None:
    with Session(there.engine) as session:
        assert queries.long_stays(session, there.officer, today=TODAY) == []
    (found,) = long_stays(there)
    assert (found.limit.length, found.limit.last_on) == (Length.OVER, TODAY + timedelta(days=181))
    for until_on in (LATER, LATER + timedelta(days=400)):
        with pytest.raises(Refused, match="after today, and within a year"):
            authorise_longer(stay_id=lives.id, until_on=until_on, reason="Made up", by=there.officer, now=THEN)
    with pytest.raises(Refused) as refused:
        authorise_longer(stay_id=lives.id, until_on=LATER + timedelta(days=60), reason="  ", by=there.officer, now=THEN)
    assert refused.value.field == "reason"
    until_on = LATER + timedelta(days=60)
    authorise_longer(stay_id=lives.id, until_on=until_on, reason="Made up", by=there.officer, now=THEN)
    assert long_stays(there) == []
    with pytest.raises(Refused, match="already"):
        authorise_longer(stay_id=lives.id, until_on=until_on, reason="Made up", by=there.officer, now=THEN)
    assert [line.kind for line in there.lines()] == ["stay"]


def test_a_move_that_is_overdue_is_on_the_list(there: Arranged, lives: Stay) -> None:
    write_plan(
        household_id=there.household.id, stage="offered", blockers=[], destination=None,
        expected_on=TODAY + timedelta(days=3), words=None, by=there.officer, now=NOW,
    )  # fmt: skip
    with Session(there.engine) as session:
        (found,) = queries.long_stays(session, there.officer, today=TODAY + timedelta(days=4))
        assert queries.count(session, there.officer, TODAY + timedelta(days=3)) == 0
    assert (found.limit.length, found.overdue(TODAY + timedelta(days=4))) == (Length.WITHIN, True)


def test_only_the_homelessness_team_says_so_and_only_of_its_own(there: Arranged, lives: Stay) -> None:
    officer = member(there.town, there.town.actor(Role.OFFICER, "Olu Demo"))
    barred = member(there.town, there.town.actor(Role.HOMELESSNESS, "Bo Demo"))
    there.town.bar(barred, there.household)
    there.town.session.commit()
    until_on = LATER + timedelta(days=60)
    with pytest.raises(Forbidden):
        authorise_longer(stay_id=lives.id, until_on=until_on, reason="Made up", by=officer, now=THEN)
    for by, stay_id in ((barred, lives.id), (there.officer, uuid4())):
        with pytest.raises(NotFound):
            authorise_longer(stay_id=stay_id, until_on=until_on, reason="Made up", by=by, now=THEN)


def test_the_list_takes_the_same_queries_whatever_there_is(there: Arranged, lives: Stay) -> None:
    with Session(there.engine) as session, db.count_statements() as one:
        queries.long_stays(session, there.officer, today=LATER)
    other, unit = there.another(), there.town.unit(there.home)
    there.town.session.commit()
    offer = there.offer(household=other, unit=unit)
    there.accept(offer)
    there.arrive(offer)
    with Session(there.engine) as session, db.count_statements() as two:
        assert len(queries.long_stays(session, there.officer, today=LATER)) == 2
    assert len(one) == len(two) == 2


def test_the_pages(client: FlaskClient, served: Arranged) -> None:
    now = clock.now()
    offer = served.offer(now=now)
    served.accept(offer, now=now)
    stay = record_arrival(offer_id=offer.id, arrived_on=clock.day_of(now), by=served.manager, now=now)
    sign_in_as(client, served.officer)
    assert "Nobody has stayed past a limit" in client.get("/stays/long").get_data(as_text=True)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Stay).values(arrived_on=clock.today() - timedelta(days=300)))
    shown = client.get("/stays/long").get_data(as_text=True)
    assert "Past the limit" in shown
    assert served.household.reference in shown
    at = f"/stays/{stay.id}/longer"
    assert "Enter the last day" in client.post(at, data={"reason": "😀" * 4000}).get_data(as_text=True)
    day = clock.today() + timedelta(days=30)
    sent = {"until_on-day": day.day, "until_on-month": day.month, "until_on-year": day.year, "reason": "Made up: exams"}
    assert "may stay longer" in client.post(at, data=sent, follow_redirects=True).get_data(as_text=True)
    sign_in_as(client, served.manager)
    assert {client.get(address).status_code for address in ("/stays/long", at)} == {403}
