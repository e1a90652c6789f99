"""Information governance: the trail, its chain, and conflicts of interest."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

import pytest
from bs4 import BeautifulSoup
from flask.testing import FlaskClient
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, Forbidden, NotFound, Role, system
from housing.households.models import Household
from housing.people.conflicts import services
from housing.people.models import ConflictOfInterest
from housing.refusals import Refused
from tests.housing.people.reading import sentence
from tests.housing.signing_in import BARNSLEY, ROTHERHAM, account, sign_in, usual_place

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def household(reference: str, authority: str = ROTHERHAM) -> UUID:
    """A made-up household of a council's team."""
    place, identity = usual_place(Role.OFFICER, authority), uuid4()
    with Session(db.engine()) as session, session.begin():
        session.add(
            Household(
                id=identity, authority_code=authority, organisation_id=place.id, reference=reference, created_at=NOW
            )
        )
    return identity


def looked(by: Actor, subject: tuple[str, object], action: str = "household.read", now: datetime = NOW) -> None:
    """Somebody looked at something."""
    audit.record_reading(by, action, subject, now=now)


def shown(client: FlaskClient, address: str = "/audit") -> list[str]:
    """Who is in the lines of the page, newest first."""
    page = BeautifulSoup(client.get(address).text, "html.parser")
    return [str(row.find_all("td")[1].get_text()).removeprefix("Who") for row in page.select("tbody tr")]


def barred() -> list[tuple[UUID, UUID]]:
    """(account, household) of every conflict."""
    with Session(db.engine()) as session:
        query = select(ConflictOfInterest.account_id, ConflictOfInterest.household_id)
        return [(account, case) for account, case in session.execute(query)]


def test_the_trail_is_shown_newest_first_and_reading_it_is_a_line_of_it(client: FlaskClient) -> None:
    case, officer, colleague = household("H-222222"), account(Role.OFFICER), account(Role.OFFICER)
    looked(officer, ("household", case))
    looked(colleague, ("household", case))
    me = sign_in(client, Role.GOVERNANCE)
    assert shown(client) == [me.name, colleague.name, officer.name]
    assert shown(client)[:2] == [me.name, me.name]


def test_it_is_narrowed_by_person_household_action_and_day(client: FlaskClient) -> None:
    case, other = household("H-222222"), household("H-333333")
    officer, colleague = account(Role.OFFICER), account(Role.OFFICER)
    looked(officer, ("household", case))
    looked(colleague, ("household", other))
    looked(colleague, ("household", case), "household.saved", datetime(2026, 11, 21, 23, 59, tzinfo=UTC))
    with db.transaction() as session:
        audit.record(session, officer, "offer.made", ("offer", uuid4()), now=NOW, facts={"household": case})
    me = sign_in(client, Role.GOVERNANCE)

    def asked(**answers: str) -> list[str]:
        answer = client.post("/audit", data=answers)
        assert answer.status_code == 303, sentence(answer)
        assert "H-2" not in answer.location
        return [who for who in shown(client, answer.location) if who != me.name]

    assert asked(person=str(officer.account_id)) == [officer.name, officer.name]
    assert asked(reference="h 222222") == [officer.name, colleague.name, officer.name]
    assert asked(reference="H-333333") == [colleague.name]
    assert asked(action="household.saved") == [colleague.name]
    day = {"day-day": "21", "day-month": "11", "day-year": "2026"}
    assert asked(**day) == [colleague.name]
    assert asked(reference="H-222222", person=str(officer.account_id), action="offer.made") == [officer.name]


def test_a_reference_of_nobody_is_said_in_a_sentence(client: FlaskClient) -> None:
    household("H-444444", BARNSLEY)
    sign_in(client, Role.GOVERNANCE)
    for reference in ("H-999999", "H-444444", "' or 1=1", "😀"):
        answer = client.post("/audit", data={"reference": reference})
        assert sentence(answer) == "Enter the reference of a household, like H-7K3M9Q"


def test_an_address_that_says_nothing_sensible_shows_everything(client: FlaskClient) -> None:
    sign_in(client, Role.GOVERNANCE)
    for query in ("person=x", "household=%00", "day=2026-99-99", "page=-1", "page=99999999999", "action=%00nothing"):
        assert client.get(f"/audit?{query}").status_code == 200


def test_another_councils_people_are_not_in_it(client: FlaskClient) -> None:
    stranger = account(Role.OFFICER, authority=BARNSLEY)
    theirs, ours = household("H-444444", BARNSLEY), household("H-222222")
    looked(stranger, ("household", theirs))
    looked(stranger, ("household", ours), "household.peeked")
    looked(system("jobs"), ("run", uuid4()))
    sign_in(client, Role.GOVERNANCE)
    assert shown(client)[1:] == ["jobs", stranger.name]


def test_what_facts_name_is_called_by_name_where_it_is_of_the_council(client: FlaskClient) -> None:
    ours, theirs, nothing = household("H-222222"), household("H-444444", BARNSLEY), uuid4()
    officer, stranger = account(Role.OFFICER), account(Role.OFFICER, authority=BARNSLEY)
    facts = {"household": ours, "other": theirs, "to": [officer.account_id, stranger.account_id], "unit": nothing}
    with db.transaction() as session:
        audit.record(session, officer, "case.given", ("task", uuid4()), now=NOW, facts=facts)
    sign_in(client, Role.GOVERNANCE)

    def statements() -> int:
        with db.count_statements() as asked:
            client.get("/audit")
        return len(asked)

    line = BeautifulSoup(client.get("/audit").text, "html.parser").select("tbody tr")[1].get_text(" ")
    for said in ("H-222222", officer.name, str(theirs), str(stranger.account_id), str(nothing)):
        assert said in line
    for kept in ("H-444444", str(ours), str(officer.account_id)):
        assert kept not in line
    before = statements()
    with db.transaction() as session:
        for _ in range(20):
            audit.record(session, officer, "case.given", ("task", uuid4()), now=NOW, facts=facts)
    assert statements() == before


def test_fifty_lines_a_page(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    for _ in range(60):
        looked(officer, ("household", "made-up"))
    sign_in(client, Role.GOVERNANCE)
    assert len(shown(client)) == 50
    assert len(shown(client, "/audit?page=2")) == 12


def test_a_whole_chain_is_whole_and_a_changed_line_is_found(client: FlaskClient) -> None:
    officer = account(Role.OFFICER)
    for _ in range(3):
        looked(officer, ("household", "made-up"))
    sign_in(client, Role.GOVERNANCE)
    assert "nobody has changed or taken out a line" in client.get("/audit/chain").text
    with db.engine().begin() as connection:
        connection.execute(text("alter table audit_entry disable trigger audit_entry_kept"))
        connection.execute(text("update audit_entry set action = 'nothing' where seq = 2"))
    page = client.get("/audit/chain").text
    assert "has been tampered with" in page
    assert "first at line 2" in page


def test_governance_keeps_somebody_from_a_case_and_takes_it_back(client: FlaskClient) -> None:
    case, officer = household("H-222222"), account(Role.OFFICER)
    sign_in(client, Role.GOVERNANCE)
    data = {"account": str(officer.account_id), "reference": "H222222", "reason": "kin_of_concern"}
    for _ in range(2):
        assert client.post("/conflicts/new", data=data).status_code == 303
    assert barred() == [(officer.account_id, case)]
    page = client.get("/conflicts").text
    assert officer.name in page
    assert "Related to a person of concern" in page
    back = {"account": str(officer.account_id), "household": str(case)}
    assert client.post("/conflicts/withdraw", data=back).status_code == 303
    assert barred() == []
    assert client.post("/conflicts/withdraw", data=back).status_code == 404


@pytest.mark.parametrize("wrong", ["", "x", "\x00", "11111111-2222-4333-8444-555555555555"])
def test_what_is_not_there_cannot_be_taken_back(client: FlaskClient, wrong: str) -> None:
    sign_in(client, Role.GOVERNANCE)
    assert client.post("/conflicts/withdraw", data={"account": wrong, "household": wrong}).status_code == 404


def test_another_councils_cases_and_people_are_out_of_reach(client: FlaskClient) -> None:
    household("H-444444", BARNSLEY)
    case = household("H-222222")
    officer, stranger = account(Role.OFFICER), account(Role.OFFICER, authority=BARNSLEY)
    me = sign_in(client, Role.GOVERNANCE)
    data = {"account": str(officer.account_id), "reference": "H-444444", "reason": "other"}
    assert sentence(client.post("/conflicts/new", data=data)) == "Enter the reference of a household, like H-7K3M9Q"
    with pytest.raises(NotFound):
        services.declare_conflict(
            account_id=stranger.account_id or uuid4(), household_id=case, reason="other", by=me, now=NOW
        )
    assert barred() == []
    services.declare_own(reference="H-444444", reason="other", by=stranger, now=NOW)
    page = client.get("/conflicts").text
    assert "H-444444" not in page
    assert stranger.name not in page


def test_somebody_says_that_they_know_a_family_and_learns_nothing(client: FlaskClient) -> None:
    case = household("H-222222")
    me = sign_in(client, Role.OFFICER)
    told = []
    for reference in ("H-222222", "H-999999"):
        data = {"reference": reference, "reason": "knows_household"}
        answer = client.post("/account/know-a-family", data=data)
        told.append((answer.status_code, answer.location, client.get("/account").text.count("If there is such")))
    assert told[0] == told[1] == (303, "/account", 1)
    assert barred() == [(me.account_id, case)]


def test_nobody_takes_back_their_own(client: FlaskClient) -> None:
    case = household("H-222222")
    me = sign_in(client, Role.GOVERNANCE)
    services.declare_own(reference="H-222222", reason="other", by=me, now=NOW)
    answer = client.post(
        "/conflicts/withdraw", data={"account": str(me.account_id), "household": str(case)}, follow_redirects=True
    )
    assert "Ask somebody else" in answer.text
    assert len(barred()) == 1


@pytest.mark.usefixtures("client")
def test_the_reason_is_a_code_and_never_words() -> None:
    case, officer, me = household("H-222222"), account(Role.OFFICER), account(Role.GOVERNANCE)
    with pytest.raises(Refused, match="Select a reason"):
        services.declare_conflict(
            account_id=officer.account_id or uuid4(), household_id=case, reason="he is her cousin", by=me, now=NOW
        )


def test_officers_cannot_keep_others_from_a_case() -> None:
    with pytest.raises(Forbidden):
        services.declare_conflict(
            account_id=uuid4(), household_id=uuid4(), reason="other", by=Actor("somebody", uuid4()), now=NOW
        )


@pytest.mark.usefixtures("client")
def test_one_conflict_for_one_person_and_household() -> None:
    case, officer = household("H-222222"), account(Role.OFFICER)
    row = {"account_id": officer.account_id, "household_id": case, "declared_at": NOW, "reason": "other"}
    with Session(db.engine()) as session, pytest.raises(IntegrityError, match="pk_conflict_of_interest"):
        session.execute(insert(ConflictOfInterest), [row, row])
