"""Tasks: raised once a cause, taken by one person, done in words; never seen by those who may not know of the case."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, insert, select, update
from sqlalchemy.orm import Session, selectinload

from housing import clock, db
from housing.access import Actor, NotFound, Role, system
from housing.audit import AuditEntry
from housing.db import transaction
from housing.households.models import Household
from housing.outbox import OutboxMessage
from housing.people.models import ConflictOfInterest
from housing.presentations.models import Presentation
from housing.refusals import Refused
from housing.tasks.models import Task
from housing.tasks.raising import settle_tasks
from housing.web.lists import PAGE_SIZE
from housing.work import queries, services
from housing.work.escalating import escalate
from housing.work.queries import View, Wanted
from tests.housing.placements.arranging import Arranged, member
from tests.housing.signing_in import sign_in_as
from tests.housing.work.conftest import Raise


def colleague(served: Arranged, role: Role = Role.HOMELESSNESS) -> Actor:
    actor = member(served.town, served.town.actor(role, "Cora Demo"))
    served.town.session.commit()
    return actor


def sees(actor: Actor) -> list[Any]:
    with db.reading() as session:
        return [row.task.id for row in queries.page(session, actor, Wanted(View.TEAM), clock.now())]


def events(task: Task) -> list[tuple[str, str | None]]:
    with Session(db.engine()) as session:
        stored = session.scalars(select(Task).where(Task.id == task.id).options(selectinload(Task.events))).one()
        return [(each.event, each.words) for each in stored.events]


def test_one_cause_raises_one_task_until_it_is_closed(served: Arranged, owed: Raise) -> None:
    first, second = owed(once="unsafe:made-up"), owed(once="unsafe:made-up", title="Another wording")
    assert second.id == first.id
    with transaction() as session:
        assert settle_tasks(session, once="unsafe:made-up", by=system("Made-up cause"), now=clock.now()) == 1
        assert settle_tasks(session, once="unsafe:made-up", by=system("Made-up cause"), now=clock.now()) == 0
    assert owed(once="unsafe:made-up").id != first.id
    assert events(first) == [("settled", None)]


def test_the_same_cause_in_two_sessions_at_once_raises_one(served: Arranged, owed: Raise) -> None:
    with ThreadPoolExecutor(8) as pool:
        raised = list(pool.map(lambda _each: owed(once="unsafe:made-up").id, range(16)))
    assert len(set(raised)) == 1


def test_without_a_cause_each_stands_for_itself(served: Arranged, owed: Raise) -> None:
    assert owed().id != owed().id


def test_a_task_is_for_its_role_and_council(served: Arranged, owed: Raise) -> None:
    task = owed()
    assert sees(served.officer) == [task.id]
    assert sees(served.manager) == []
    assert sees(colleague(served, Role.STRATEGY)) == []


def test_a_task_of_an_organisation_is_for_that_one_alone(served: Arranged, owed: Raise) -> None:
    task = owed(role=Role.REFUGE, organisation_id=served.home.organisation_id, household_id=None)
    elsewhere = member(served.town, served.town.actor(Role.REFUGE, "Else Demo"))
    served.town.session.commit()
    assert sees(served.manager) == [task.id]
    assert sees(elsewhere) == []


def test_a_restricted_household_s_task_is_seen_by_those_named_alone(served: Arranged, owed: Raise) -> None:
    owed()
    with Session(db.engine()) as session, session.begin():
        session.execute(update(Household).where(Household.id == served.household.id).values(restricted=True))
    assert sees(served.officer) == []


@pytest.mark.parametrize("role", [Role.HOMELESSNESS, Role.SANCTUARY])
def test_a_conflict_of_interest_hides_the_task(served: Arranged, owed: Raise, role: Role) -> None:
    task = owed(role=role)
    actor = colleague(served, role)
    assert sees(actor) == [task.id]
    with Session(db.engine()) as session, session.begin():
        session.add(
            ConflictOfInterest(
                account_id=actor.account_id, household_id=served.household.id, reason="kin", declared_at=clock.now()
            )
        )
    assert sees(actor) == []
    with pytest.raises(NotFound):
        services.claim_task(task_id=task.id, by=actor, now=clock.now())


def test_of_two_people_at_once_one_takes_it_and_the_other_is_told_who(served: Arranged, owed: Raise) -> None:
    task, actors = owed(), [served.officer, colleague(served)]

    def take(actor: Actor) -> str:
        try:
            services.claim_task(task_id=task.id, by=actor, now=clock.now())
        except Refused as refused:
            return str(refused)
        return "taken"

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(take, actors))
    winner = actors[answers.index("taken")]
    assert sorted(answers) == sorted(["taken", f"{winner.name} has taken this task."])
    assert events(task) == [("claimed", None)]


def test_taken_let_go_and_done_is_a_history(served: Arranged, owed: Raise) -> None:
    task, other = owed(), colleague(served)
    services.claim_task(task_id=task.id, by=served.officer, now=clock.now())
    services.claim_task(task_id=task.id, by=served.officer, now=clock.now())
    with pytest.raises(Refused, match=r"has taken this task\. Ask them"):
        services.finish_task(task_id=task.id, words="Done", by=other, now=clock.now())
    services.let_go_of_task(task_id=task.id, by=other, now=clock.now())
    services.let_go_of_task(task_id=task.id, by=served.officer, now=clock.now())
    services.finish_task(task_id=task.id, words="Moved the same day", by=other, now=clock.now())
    with pytest.raises(Refused, match="closed already"):
        services.finish_task(task_id=task.id, words="Again", by=other, now=clock.now())
    assert events(task) == [("claimed", None), ("let_go", None), ("done", "Moved the same day")]
    assert sees(served.officer) == []


def test_the_page_goes_from_taking_to_done(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    task = owed(urgent=True)
    shown = client.get("/tasks").get_data(as_text=True)
    assert "Nobody has taken these" in shown
    assert "The building is not safe to live in." in shown
    assert served.household.reference in shown
    assert f"/households/{served.household.id}" in shown
    assert "Yours" in client.post(f"/tasks/{task.id}/take", follow_redirects=True).get_data(as_text=True)
    empty = client.post(f"/tasks/{task.id}/done", data={"words": " "}).get_data(as_text=True)
    assert "Say in a few words what was done" in empty
    client.post(f"/tasks/{task.id}/done", data={"words": "Moved 👍"})
    assert "Nothing is owed at the moment" in client.get("/tasks").get_data(as_text=True)
    assert events(task) == [("claimed", None), ("done", "Moved 👍")]


def test_a_provider_sees_no_reference_of_a_household(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.manager)
    owed(role=Role.REFUGE, organisation_id=served.home.organisation_id)
    shown = client.get("/tasks").get_data(as_text=True)
    assert served.household.reference not in shown
    assert f"/units/{served.unit.id}" in shown


def test_the_home_page_counts_what_is_urgent_or_overdue(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    owed()
    assert "urgent or overdue" not in client.get("/").get_data(as_text=True)
    owed(now=clock.now() - timedelta(days=2))
    assert "urgent or overdue task" in client.get("/").get_data(as_text=True)


@pytest.mark.parametrize("many", [1, 12])
def test_the_list_takes_the_same_number_of_queries_however_long(
    client: FlaskClient, served: Arranged, owed: Raise, many: int
) -> None:
    sign_in_as(client, served.officer)
    for _ in range(many):
        owed()
    client.get("/tasks")
    with db.count_statements() as sent:
        assert client.get("/tasks").status_code == 200
    assert len(sent) == 8


def test_nobody_else_s_task_can_be_addressed(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    task = owed()
    sign_in_as(client, served.manager)
    missing = client.get("/tasks/7d2b3c1e-0000-4000-8000-000000000000/done")
    assert (missing.status_code, client.get(f"/tasks/{task.id}/done").status_code) == (404, 404)
    assert client.post(f"/tasks/{task.id}/take").status_code == 404
    with Session(db.engine()) as session:
        assert session.scalar(select(func.count(Task.id)).where(Task.claimed_by.is_not(None))) == 0


def parts(client: FlaskClient) -> dict[str, int]:
    """The parts of the list and how many each says that it holds."""
    shown = client.get("/tasks").get_data(as_text=True)
    return {title: int(number) for title, number in re.findall(r">([A-Z][\w ]+) \((\d+)\)</a>", shown)}


def test_the_parts_of_the_list_count_what_they_hold(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    first, other = owed(), colleague(served)
    owed(now=clock.now() - timedelta(days=3), kind="place-check")
    services.claim_task(task_id=first.id, by=other, now=clock.now())
    assert parts(client) == {"For me": 1, "Unallocated": 1, "All of my roles": 2, "Overdue": 1}
    team = client.get("/tasks?view=team").get_data(as_text=True)
    assert "Cora Demo’s" in team
    assert "Raised 3 days ago" in team
    narrowed = client.get("/tasks?view=team&kind=place-check&stage=moving_on").get_data(as_text=True)
    assert "No task is of this kind" in narrowed
    assert client.get("/tasks?view=nonsense&kind=%00&stage=x&page=-2").status_code == 200


def test_an_officer_s_task_is_her_named_worker_s_whatever_that_one_s_role(served: Arranged, owed: Raise) -> None:
    task, presentation = owed(role=Role.OFFICER), served.presentation(served.household)
    assert sees(served.officer) == []
    with Session(db.engine()) as session, session.begin():
        query = update(Presentation).where(Presentation.id == presentation.id)
        session.execute(query.values(officer_id=served.officer.account_id))
    assert sees(served.officer) == [task.id]
    with db.reading() as session:
        [row] = queries.page(session, served.officer, Wanted(View.FOR_ME), clock.now())
    assert (row.holder, row.holder_name) == (served.officer.account_id, served.officer.name)


def test_what_was_escalated_is_seen_by_the_role_that_it_went_to(served: Arranged, owed: Raise) -> None:
    task = owed(role=Role.SANCTUARY, now=clock.now() - timedelta(days=9))
    assert sees(served.officer) == []
    assert escalate(now=clock.now()) == 1
    assert sees(served.officer) == [task.id]


def test_a_task_is_given_to_a_colleague_who_hears_of_it(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    task, other = owed(), colleague(served)
    page = client.get(f"/tasks/{task.id}/give").get_data(as_text=True)
    assert "Cora Demo" in page
    assert "Rita Demo" not in page
    nobody = client.post(f"/tasks/{task.id}/give", data={"to": str(served.manager.account_id)}).get_data(as_text=True)
    assert "Select an answer from the list" in nobody
    for _ in range(2):
        client.post(f"/tasks/{task.id}/give", data={"to": str(other.account_id)})
    assert events(task) == [("given", None)]
    with Session(db.engine()) as session:
        told = session.scalars(select(OutboxMessage.account_id).where(OutboxMessage.wording == "task_given")).all()
    assert told == [other.account_id]
    with pytest.raises(Refused, match="has taken this task"):
        services.finish_task(task_id=task.id, words="Made up", by=served.officer, now=clock.now())
    services.finish_task(task_id=task.id, words="Made up", by=other, now=clock.now())
    late = client.post(f"/tasks/{task.id}/give", data={"to": str(other.account_id)}).get_data(as_text=True)
    assert "closed already" in late


def test_whom_a_conflict_bars_is_not_offered_the_task(served: Arranged, owed: Raise) -> None:
    task, other = owed(), colleague(served)
    with Session(db.engine()) as session, session.begin():
        session.add(
            ConflictOfInterest(
                account_id=other.account_id, household_id=served.household.id, reason="kin", declared_at=clock.now()
            )
        )
    with pytest.raises(Refused, match="from the list"):
        services.give_task(task_id=task.id, to=other.account_id or uuid4(), by=served.officer, now=clock.now())


def test_the_list_is_downloaded_by_those_allowed(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    owed()
    lines = client.get("/tasks/tasks.csv?view=team").get_data(as_text=True).splitlines()
    assert lines[0].startswith("Task,Kind,Household")
    assert lines[1].startswith(f"Find another place today,Another place to be found,{served.household.reference}")
    sign_in_as(client, served.manager)
    assert client.get("/tasks/tasks.csv").status_code == 403
    with Session(db.engine()) as session:
        [line] = session.scalars(select(AuditEntry).where(AuditEntry.action == "tasks.downloaded"))
    assert (line.account_id, line.subject_id) == (served.officer.account_id, served.household.authority_code)
    assert line.facts == {"rows": 1, "view": "team"}


def test_more_than_a_thousand_tasks_come_in_pages(client: FlaskClient, served: Arranged, owed: Raise) -> None:
    sign_in_as(client, served.officer)
    first = owed()
    columns = {column.key: getattr(first, column.key) for column in Task.__table__.columns}
    with Session(db.engine()) as session, session.begin():
        session.execute(insert(Task), [{**columns, "id": uuid4(), "once": None} for _ in range(1000)])
    page = client.get("/tasks?view=team").get_data(as_text=True)
    assert page.count('class="haven-task"') == PAGE_SIZE
    assert "1,001" in page
    last = client.get("/tasks?view=team&page=9999").get_data(as_text=True)
    assert 0 < last.count('class="haven-task"') <= PAGE_SIZE
    assert len(client.get("/tasks/tasks.csv?view=team").get_data(as_text=True).splitlines()) == 1002
    assert client.get("/").status_code == 200
