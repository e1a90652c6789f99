"""Referring her, the facts, the owner: what moves a job, what is refused with which sentence, what becomes a task."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from housing.access import Forbidden, NotFound
from housing.households.models import CasePerson, Household
from housing.households.restriction import restrict
from housing.refusals import Refused
from housing.sanctuary import queries
from housing.sanctuary.checking import record_facts
from housing.sanctuary.consent import ask_owner, record_consent, remind_owner
from housing.sanctuary.known import Answers
from housing.sanctuary.naming_later import name_coordinators
from housing.sanctuary.referring import change_address, make_urgent, refer
from pathway.sanctuary_eligibility import RightToEnter, Tenure
from pathway.sanctuary_moves import Event, Stage
from tests.housing.placements.matching.factories import NOW, TODAY
from tests.housing.sanctuary.arranging import HOME, POSSIBLE, POSTCODE, Sanctuary


def test_a_referral_with_every_fact_is_eligible_at_once_and_says_until_when(made: Sanctuary) -> None:
    job = made.refer()
    assert made.state(job).stage is Stage.ELIGIBLE
    assert job.due_at == datetime(2026, 12, 8, 0, 0, tzinfo=UTC)  # the end of the tenth working day, in London
    assert [row.event for row in made.stored(job).events] == ["referred", "found_eligible"]
    assert "sanctuary_waits" in made.told(made.coordinator)
    assert made.tasks() == {}
    assert f"Referred to have her home made safe ({job.reference})." in made.story()
    with Session(made.engine) as session:
        assert session.get_one(Household, made.there.household.id).wants_to_stay is True


def test_an_urgent_one_is_due_in_24_hours(made: Sanctuary) -> None:
    assert made.refer(priority="urgent").due_at == NOW + timedelta(hours=24)


def test_where_the_home_is_is_sealed_and_nowhere_in_the_trail_or_the_story(made: Sanctuary) -> None:
    job = made.refer()
    with Session(made.engine) as session:
        raw = session.execute(text("select address, postcode from sanctuary_job")).one()
        trail = session.execute(text("select facts::text from audit_entry")).scalars().all()
    assert HOME.encode() not in bytes(raw.address)
    assert POSTCODE.encode() not in bytes(raw.postcode)
    assert not any("Canary" in facts for facts in trail)
    assert not any("Canary" in line for line in made.story())
    assert made.stored(job).address == HOME


def test_what_nobody_knows_becomes_one_task_for_her_officer_and_is_settled_when_known(made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, concern_lives_there=None, building_suitable=None))
    assert made.state(job).stage is Stage.REFERRED
    task = made.tasks()["sanctuary-facts"]
    assert (task.role, task.organisation_id) == ("officer", made.there.town.team)
    assert "whether the person of concern lives there" in task.why
    assert "whether the building can be made safe" in task.why
    record_facts(job_id=job.id, answers=POSSIBLE, words=None, by=made.officer, now=NOW + timedelta(hours=1))
    assert made.tasks() == {}
    assert made.state(job).stage is Stage.ELIGIBLE


@pytest.mark.parametrize(
    "against",
    [
        {"concern_lives_there": True},
        {"right_to_enter": RightToEnter.HAS},
        {"building_suitable": False},
        {"right_to_enter": RightToEnter.NONE_ORDER, "order_until": TODAY - timedelta(days=1)},
    ],
)
def test_what_stands_against_it_is_kept_and_told(made: Sanctuary, against: dict[str, object]) -> None:
    job = made.refer(replace(POSSIBLE, **against))  # type: ignore[arg-type]  # the table's values are the fields'
    assert made.state(job).stage is Stage.NOT_ELIGIBLE
    assert "sanctuary_moved" in made.told(made.officer)
    record_facts(job_id=job.id, answers=POSSIBLE, words="seen", by=made.coordinator, now=NOW + timedelta(hours=1))
    assert made.state(job).stage is Stage.ELIGIBLE


def test_somebody_who_does_not_want_to_stay_is_not_referred(made: Sanctuary) -> None:
    for wish in (False, None):
        with pytest.raises(Refused, match="only for somebody who wants to stay") as refused:
            made.refer(replace(POSSIBLE, wants_to_stay=wish))
        assert refused.value.field == "wants_to_stay"


@pytest.mark.parametrize(
    ("answers", "field"),
    [
        (replace(POSSIBLE, order_until=TODAY), "order_until"),
        (replace(POSSIBLE, tenure=Tenure.OWNER_ALONE, right_to_enter=RightToEnter.HAS), "right_to_enter"),
        (replace(POSSIBLE, joint_with_concern=True), "joint_with_concern"),
    ],
)
def test_contradictions_are_refused_on_their_question(made: Sanctuary, answers: Answers, field: str) -> None:
    with pytest.raises(Refused) as refused:
        made.refer(answers)
    assert refused.value.field == field
    with Session(made.engine) as session:
        assert session.execute(text("select count(*) from sanctuary_job")).scalar_one() == 0


def test_a_second_referral_reads_who_was_first(made: Sanctuary) -> None:
    job = made.refer()
    with pytest.raises(Refused, match=rf"Orla Demo referred her already.*{job.reference}"):
        made.refer()


def test_who_may_refer_and_whose(made: Sanctuary) -> None:
    terms = {"household_id": made.there.household.id, "answers": POSSIBLE, "priority": "standard", "address": None,
             "postcode": None, "words": None, "now": NOW}  # fmt: skip
    for actor in (made.coordinator, made.contractor, made.there.officer, made.there.manager):
        with pytest.raises(Forbidden):
            refer(by=actor, **terms)  # type: ignore[arg-type]  # the same terms for everybody
    elsewhere = made.there.town.seeks()
    elsewhere.organisation_id = made.there.town.provider
    made.there.town.session.commit()
    with pytest.raises(NotFound):
        refer(by=made.officer, **{**terms, "household_id": elsewhere.id})  # type: ignore[arg-type]


def test_a_restricted_case_needs_a_coordinator_by_name_and_only_that_one_finds_the_job(made: Sanctuary) -> None:
    team, household = made.there.officer, made.there.household
    restrict(household_id=household.id, named=[made.officer.account_id], by=team, now=NOW)  # type: ignore[list-item]
    with pytest.raises(Refused, match="Select who may run the job"):
        made.refer()
    assert made.coordinator.account_id is not None
    job = refer(
        household_id=household.id, answers=POSSIBLE, priority="standard", address=HOME, postcode=POSTCODE, words=None,
        named=[made.coordinator.account_id], by=made.officer, now=NOW,
    )  # fmt: skip
    with Session(made.engine) as session:
        assert queries.one(session, made.coordinator, job.id).job.id == job.id
        with pytest.raises(NotFound):
            queries.one(session, made.other, job.id)
        assert session.get(CasePerson, (household.id, made.coordinator.account_id)) is not None
    assert made.told(made.other) == []
    other = made.other.account_id
    assert other is not None
    for _ in range(2):
        name_coordinators(job_id=job.id, accounts=[other], by=made.officer, now=NOW)
    with Session(made.engine) as session:
        assert {queries.one(session, each, job.id).job.id for each in (made.coordinator, made.other)} == {job.id}
    for nobody in ([], [team.account_id]):
        with pytest.raises(Refused, match="Select who may run the job"):
            name_coordinators(job_id=job.id, accounts=nobody, by=made.officer, now=NOW)  # type: ignore[arg-type]


def test_somebody_barred_from_the_family_finds_no_job(made: Sanctuary) -> None:
    job = made.refer()
    made.there.town.bar(made.coordinator, made.there.household)
    made.there.town.session.commit()
    with Session(made.engine) as session, pytest.raises(NotFound):
        queries.one(session, made.coordinator, job.id)


def test_who_owns_it_alone_is_asked_nobody(made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, tenure=Tenure.OWNER_ALONE))
    assert made.state(job).stage is Stage.CONSENTED
    with pytest.raises(Refused, match="Nobody is asked here"):
        ask_owner(job_id=job.id, asked_on=TODAY, words="x", she_agrees=True, by=made.coordinator, now=NOW)


def test_a_joint_owner_who_is_a_person_of_concern_is_never_asked(made: Sanctuary) -> None:
    order = {"right_to_enter": RightToEnter.NONE_ORDER_NO_END, "tenure": Tenure.OWNER_JOINT}
    job = made.refer(replace(POSSIBLE, joint_with_concern=None, **order))  # type: ignore[arg-type]
    with pytest.raises(Refused, match="is, or may be, a person of concern"):
        ask_owner(job_id=job.id, asked_on=TODAY, words="x", she_agrees=True, by=made.coordinator, now=NOW)
    with pytest.raises(Refused, match="whether the other owner is a person of concern"):
        record_consent(
            job_id=job.id, given=True, answered_on=TODAY, reason=None, words=None, by=made.coordinator, now=NOW
        )
    known = replace(POSSIBLE, joint_with_concern=True, **order)  # type: ignore[arg-type]
    record_facts(job_id=job.id, answers=known, words=None, by=made.officer, now=NOW)
    record_consent(
        job_id=job.id, given=True, answered_on=TODAY, reason=None, words="Solicitor: she may, under the order",
        by=made.coordinator, now=NOW,
    )  # fmt: skip
    assert made.state(job).stage is Stage.CONSENTED


def test_the_owner_is_asked_reminded_and_answers(made: Sanctuary) -> None:
    job = made.refer()
    ask = {"job_id": job.id, "asked_on": TODAY, "words": "The agent, by e-mail", "by": made.coordinator, "now": NOW}
    with pytest.raises(Refused, match="Ask her first"):
        ask_owner(she_agrees=False, **ask)  # type: ignore[arg-type]
    ask_owner(she_agrees=True, **ask)  # type: ignore[arg-type]
    first = made.tasks()["sanctuary-consent"]
    assert first.due_at == datetime(2026, 11, 27, 0, 0, tzinfo=UTC)  # three working days
    later = NOW + timedelta(days=3)
    remind_owner(job_id=job.id, reminded_on=later.date(), words=None, by=made.coordinator, now=later)
    assert made.tasks()["sanctuary-consent"].id != first.id
    refusal = {"job_id": job.id, "given": False, "answered_on": later.date(), "by": made.coordinator, "now": later}
    with pytest.raises(Refused, match="Select a reason"):
        record_consent(reason=None, words=None, **refusal)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Say in a few words"):
        record_consent(reason="other", words=" ", **refusal)  # type: ignore[arg-type]
    record_consent(reason="alterations", words=None, **refusal)  # type: ignore[arg-type]
    assert made.state(job).stage is Stage.CONSENT_REFUSED
    assert made.tasks() == {}
    assert "The owner of her home did not agree to the works." in made.story()
    assert "sanctuary_moved" in made.told(made.officer)


def test_no_answer_comes_before_the_question(made: Sanctuary) -> None:
    job, later = made.refer(), NOW + timedelta(days=2)
    ask_owner(job_id=job.id, asked_on=later.date(), words="The agent", she_agrees=True, by=made.coordinator, now=later)
    with pytest.raises(Refused, match="must not be before the owner was asked") as refused:
        record_consent(
            job_id=job.id, given=True, answered_on=TODAY, reason=None, words=None, by=made.coordinator, now=later
        )
    assert refused.value.field == "answered_on"


def test_whose_consent_it_is_does_not_change_under_a_consent_that_stands(made: Sanctuary) -> None:
    job = made.consented()
    with pytest.raises(Refused, match="Record that it no longer holds") as refused:
        record_facts(
            job_id=job.id, answers=replace(POSSIBLE, tenure=Tenure.LODGER), words=None, by=made.officer, now=NOW
        )
    assert refused.value.field == "tenure"


def test_a_consent_is_of_the_owner_who_gave_it(made: Sanctuary) -> None:
    """Found impossible and possible again under another owner, the old yes does not count."""
    job = made.consented()
    record_facts(
        job_id=job.id, answers=replace(POSSIBLE, concern_lives_there=True), words=None, by=made.officer, now=NOW
    )
    lodger = replace(POSSIBLE, tenure=Tenure.LODGER)
    record_facts(job_id=job.id, answers=lodger, words=None, by=made.officer, now=NOW)
    assert made.state(job).stage is Stage.ELIGIBLE


def test_a_consent_still_counts_when_the_job_becomes_possible_again(made: Sanctuary) -> None:
    job = made.consented()
    for lives_there in (True, False):
        record_facts(
            job_id=job.id, answers=replace(POSSIBLE, concern_lives_there=lives_there), words=None, by=made.officer,
            now=NOW,
        )  # fmt: skip
    assert made.state(job).stage is Stage.CONSENTED


def test_a_job_is_brought_forward_once_and_never_made_later(made: Sanctuary) -> None:
    job = made.refer(now=NOW)
    with pytest.raises(Refused, match="must not be before she was referred"):
        ask_owner(
            job_id=job.id, asked_on=TODAY - timedelta(days=1), words="x", she_agrees=True, by=made.coordinator, now=NOW
        )
    make_urgent(job_id=job.id, words="He has been seen near the school (made up)", by=made.officer, now=NOW)
    stored = made.stored(job)
    assert (stored.priority, stored.due_at) == ("urgent", NOW + timedelta(hours=24))
    with pytest.raises(Refused, match="urgent already"):
        make_urgent(job_id=job.id, words="again", by=made.officer, now=NOW)


def test_nothing_new_is_not_recorded_twice_and_an_address_is_needed(made: Sanctuary) -> None:
    job = made.refer(address=None)
    with pytest.raises(Refused, match="Nothing here differs"):
        record_facts(job_id=job.id, answers=POSSIBLE, words=None, by=made.officer, now=NOW)
    with pytest.raises(Refused, match="Enter the address"):
        change_address(job_id=job.id, address=None, postcode=None, by=made.officer, now=NOW)
    change_address(job_id=job.id, address=HOME, postcode=None, by=made.coordinator, now=NOW)
    assert made.stored(job).address == HOME
    assert made.stored(job).events[-1].event == Event.CHECKED
