"""A restricted case that nobody can open: two people name a third, neither sees it, and nobody else knows of it."""

from __future__ import annotations

import re
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.audit import AuditEntry
from housing.households.queries import reached
from housing.outbox import OutboxMessage
from housing.people.models import Account
from housing.presentations.named import queries, services
from housing.presentations.named.models import NamingRequest
from housing.refusals import Refused
from housing.tasks.models import Task
from tests.housing.households.factories import NOW, bar, person
from tests.housing.presentations.named.conftest import Left
from tests.housing.signing_in import sign_in_as

LATER, LATE = NOW + timedelta(hours=1), NOW + timedelta(hours=25)
WHY = "Made-up reason: she waits"


def ask(left: Left, *, to: Actor | None = None, by: Actor | None = None) -> NamingRequest:
    who = (to or left.people.officer).account_id or uuid4()
    return services.ask(household_id=left.household, account_id=who, reason=WHY, by=by or left.governance, now=NOW)


def sees(left: Left, actor: Actor) -> bool:
    with db.reading() as session:
        try:
            return reached(session, actor, left.household).id == left.household
        except NotFound:
            return False


def told(wording: str) -> set[UUID]:
    with Session(db.engine()) as session:
        return set(session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == wording)))


def ids(*actors: Actor) -> set[UUID | None]:
    return {actor.account_id for actor in actors}


def test_two_people_name_a_third_who_alone_sees_it(left: Left) -> None:
    request = ask(left)
    assert ask(left).id == request.id
    assert told("naming_waits") == ids(left.lead, left.second)
    assert not sees(left, left.people.officer)
    services.approve(request_id=request.id, by=left.lead, now=LATER)
    assert [sees(left, each) for each in (left.people.officer, left.people.colleague, left.lead)] == [
        True,
        False,
        False,
    ]
    assert told("case_named") == ids(left.people.officer)
    assert told("naming_answered") == ids(left.governance, left.second)
    with Session(db.engine()) as session:
        assert session.scalars(select(Task.title).where(Task.kind == "naming-review")).all() == [services.REVIEW]
        lines = select(AuditEntry.action).where(AuditEntry.subject_id == str(left.household))
        assert {"naming.asked", "naming.approved"} <= set(session.scalars(lines))
    with pytest.raises(Refused, match="has answered this already"):
        services.approve(request_id=request.id, by=left.second, now=LATER)


def test_nobody_decides_on_their_own(left: Left) -> None:
    with pytest.raises(Refused, match="from the list"):
        ask(left, to=left.governance)
    request = ask(left, to=left.lead)
    with pytest.raises(Refused, match="A second person decides"):
        services.approve(request_id=request.id, by=left.governance, now=LATER)
    with pytest.raises(NotFound):
        services.approve(request_id=request.id, by=left.lead, now=LATER)
    services.approve(request_id=request.id, by=left.second, now=LATER)
    assert sees(left, left.lead)


def test_a_no_a_taking_back_and_a_lapse_name_nobody(left: Left) -> None:
    services.refuse(request_id=ask(left).id, words="Made up: she knows them", by=left.lead, now=LATER)
    services.refuse(request_id=ask(left).id, words="Made up: by mistake", by=left.governance, now=LATER)
    lapsed = ask(left)
    with pytest.raises(Refused, match="not answered in time"):
        services.approve(request_id=lapsed.id, by=left.lead, now=LATE)
    again = services.ask(household_id=left.household, account_id=left.people.colleague.account_id or uuid4(),
                         reason=WHY, by=left.governance, now=LATE)  # fmt: skip
    with Session(db.engine()) as session:
        found = session.scalars(select(NamingRequest.outcome).order_by(NamingRequest.asked_at)).all()
    assert sorted(found, key=str) == [None, "lapsed", "refused", "taken_back"]
    assert again.id != lapsed.id
    assert not sees(left, left.people.officer)


def test_a_case_that_somebody_can_open_is_not_there(left: Left) -> None:
    request = ask(left)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Account).values(closed_at=None))
    with pytest.raises(Refused, match="is at work again"):
        services.approve(request_id=request.id, by=left.lead, now=LATER)
    with pytest.raises(NotFound):
        ask(left, to=left.people.colleague)


def test_whom_the_case_bars_and_everybody_else_knows_of_nothing(left: Left) -> None:
    bar(left.second, left.household)
    bar(left.people.colleague, left.household)
    with pytest.raises(NotFound):
        ask(left, by=left.second)
    with pytest.raises(Refused, match="from the list"):
        ask(left, to=left.people.colleague)
    request = ask(left)
    assert told("naming_waits") == ids(left.lead)
    for actor in (left.second, left.people.officer):
        with db.reading() as session:
            assert queries.waiting(session, actor, LATER) == []
    for actor in (left.people.officer, left.people.refuge, left.people.strategy):
        with pytest.raises(Forbidden):
            services.approve(request_id=request.id, by=actor, now=LATER)
    with pytest.raises(NotFound):
        services.approve(request_id=request.id, by=left.people.neighbour, now=LATER)


def test_a_walk_by_both(client: FlaskClient, left: Left) -> None:
    sign_in_as(client, left.governance)
    assert "restricted case that nobody can open" in client.get("/").text
    assert left.reference in client.get("/restricted").text
    at = f"/restricted/{left.household}/ask"
    assert "Enter why" in client.post(at, data={"account": str(left.people.officer.account_id)}).text
    for _ in range(2):
        client.post(at, data={"account": str(left.people.officer.account_id), "reason": WHY})
    [one] = set(re.findall(r"/restricted/requests/([0-9a-f-]{36})", client.get("/restricted").text))
    sign_in_as(client, left.lead)
    for path in ("/restricted", f"/restricted/requests/{one}"):
        page = client.get(path).text
        assert left.people.officer.name in page
        assert left.reference not in page
        assert str(left.household) not in page
    assert client.get(at).status_code == 403
    assert client.get(f"/households/{left.household}").status_code == 404
    answered = client.post(f"/restricted/requests/{one}/approve", follow_redirects=True).text
    assert "They are named" in answered
    assert client.get(f"/households/{left.household}").status_code == 404
    sign_in_as(client, left.people.officer)
    assert client.get(f"/households/{left.household}").status_code == 200
    assert client.get("/restricted").status_code == 403


def test_a_newcomer_elsewhere_in_the_council_opens_nothing(left: Left) -> None:
    elsewhere = left.people.other_team.home("case.hand_over").organisation_id
    other = person("Una Demo", Role.OFFICER, elsewhere)
    with pytest.raises(Refused, match="from the list"):
        services.ask(household_id=left.household, account_id=other.account_id or uuid4(), reason=WHY,
                     by=left.governance, now=clock.now())  # fmt: skip
