"""From the survey to the order: lines, fire advice, prices, approval by one or two, emergencies, every way out."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from housing.access import Forbidden
from housing.refusals import Refused
from housing.sanctuary.approving import approve, decide, refuse_cost
from housing.sanctuary.checking import record_facts
from housing.sanctuary.consent import record_consent
from housing.sanctuary.ending import give_up, withdraw
from housing.sanctuary.ordering import order_emergency
from housing.sanctuary.revealing import reveal_her, reveal_home
from housing.sanctuary.surveying import Measured, record_fire_advice
from pathway.sanctuary_eligibility import RightToEnter
from pathway.sanctuary_moves import Event, Stage
from tests.housing.placements.matching.factories import NOW, TODAY
from tests.housing.sanctuary.arranging import HOME, LINES, POSSIBLE, Sanctuary

SAFE_ROOM = Measured("safe_room", "bedroom", 1, Decimal("2000.00"))


@pytest.mark.parametrize(
    ("line", "field", "sentence"),
    [
        (Measured("moat", "front_door"), "measure_0", "from the list"),
        (Measured("door_locks", "attic"), "room_0", "from the list"),
        (Measured("door_locks", "front_door", 100), "quantity_0", "between 1 and 99"),
        (Measured("door_locks", "front_door", 1, Decimal(-1)), "estimate_0", "below nought"),
        (Measured("other", "front_door"), "words_0", "what the other measure is"),
    ],
)
def test_a_line_that_cannot_be_is_refused_on_its_question(
    made: Sanctuary, line: Measured, field: str, sentence: str
) -> None:
    job = made.consented()
    with pytest.raises(Refused, match=sentence) as refused:
        made.survey(job, line)
    assert refused.value.field == field
    assert made.state(job).stage is Stage.CONSENTED


def test_a_home_is_surveyed_where_it_is_known_to_be(made: Sanctuary) -> None:
    job = made.refer(address=None)
    with pytest.raises(Refused, match="where her home is"):
        made.survey(job)


def test_a_safe_room_is_not_approved_before_the_fire_service_has_advised(made: Sanctuary) -> None:
    job = made.consented()
    quote = made.quote(job, made.survey(job, *LINES, SAFE_ROOM))
    assert "sanctuary-fire-advice" in made.tasks()
    with pytest.raises(Refused, match="before the fire service has advised"):
        approve(job_id=job.id, quote_id=quote.id, by=made.coordinator, now=NOW)
    record_fire_advice(job_id=job.id, advised_on=TODAY, words="Door opens outwards", by=made.coordinator, now=NOW)
    assert made.tasks() == {}
    assert approve(job_id=job.id, quote_id=quote.id, by=made.coordinator, now=NOW)


def test_the_same_survey_sent_again_sets_no_quote_aside(made: Sanctuary) -> None:
    job = made.consented()
    first = made.survey(job)
    made.quote(job, first)
    assert made.survey(job).id == first.id
    assert made.survey(job, LINES[0]).id != first.id


def test_a_later_survey_asks_for_new_quotes(made: Sanctuary) -> None:
    job = made.approved()
    old = made.stored(job).events[-1].facts["quote"]
    made.survey(job, LINES[0])
    assert made.state(job).stage is Stage.SURVEYED
    made.quote(job, made.survey(job, LINES[0]))
    with pytest.raises(Refused, match="for the survey that counts now"):
        approve(job_id=job.id, quote_id=old, by=made.coordinator, now=NOW)


def test_a_quote_has_a_price_for_each_measure_and_days_that_can_be(made: Sanctuary) -> None:
    job = made.consented()
    survey = made.survey(job)
    with pytest.raises(Refused, match="must not be before the quote was received"):
        made.quote(job, survey, valid_until=TODAY - timedelta(days=1))
    survey.measures[1].id = uuid4()
    with pytest.raises(Refused, match="price of each measure") as refused:
        made.quote(job, survey)
    assert refused.value.field == "amount_1"


def test_a_quote_that_has_run_out_is_neither_approved_nor_ordered(made: Sanctuary) -> None:
    job = made.consented()
    quote = made.quote(job, made.survey(job), valid_until=TODAY)
    tomorrow = NOW + timedelta(days=1)
    with pytest.raises(Refused, match="has run out"):
        approve(job_id=job.id, quote_id=quote.id, by=made.coordinator, now=tomorrow)
    approve(job_id=job.id, quote_id=quote.id, by=made.coordinator, now=NOW)
    with pytest.raises(Refused, match="has run out"):
        made.order(job, now=tomorrow)


def test_up_to_the_limit_one_person_approves_and_above_it_two(made: Sanctuary) -> None:
    job = made.consented()
    at_limit = made.quote(job, made.survey(job), each="500.00")  # 1,000 together: the limit itself
    above = made.quote(job, made.survey(job), each="500.01")
    assert not approve(job_id=job.id, quote_id=above.id, by=made.coordinator, now=NOW)
    assert made.state(job).stage is Stage.AWAITING_APPROVAL
    task = made.tasks()["sanctuary-approve"]
    assert (task.role, "£1,000.02" in task.why) == ("homelessness_team", True)
    answer = {"job_id": job.id, "reason": None, "words": None, "now": NOW}
    with pytest.raises(Refused, match="Somebody else has to decide"):
        decide(yes=True, by=made.coordinator, **answer)  # type: ignore[arg-type]  # the same terms for everybody
    with pytest.raises(Forbidden):
        decide(yes=True, by=made.officer, **answer)  # type: ignore[arg-type]
    with pytest.raises(Refused, match="Select a reason"):
        decide(yes=False, by=made.there.officer, **answer)  # type: ignore[arg-type]
    decide(yes=True, by=made.there.officer, **answer)  # type: ignore[arg-type]
    assert made.state(job).stage is Stage.APPROVED
    assert made.tasks() == {}
    with pytest.raises(Refused, match="Nothing of this job waits"):
        decide(yes=True, by=made.other, **answer)  # type: ignore[arg-type]
    assert at_limit.total == Decimal("1000.00")


def test_at_the_limit_itself_one_person_is_enough(made: Sanctuary) -> None:
    job = made.consented()
    quote = made.quote(job, made.survey(job), each="500.00")
    assert approve(job_id=job.id, quote_id=quote.id, by=made.coordinator, now=NOW)


def test_a_cost_that_is_not_approved_can_be_quoted_again(made: Sanctuary) -> None:
    job = made.consented()
    survey = made.survey(job)
    made.quote(job, survey)
    refuse_cost(job_id=job.id, reason="another_quote", words=None, by=made.coordinator, now=NOW)
    assert made.state(job).stage is Stage.NOT_APPROVED
    made.quote(job, survey)
    assert made.state(job).stage is Stage.QUOTED


def test_an_order_carries_every_line_and_tells_the_contractor_a_reference(made: Sanctuary) -> None:
    job = made.approved()
    order = made.order(job)
    assert [(line.measure, line.room, line.quantity, line.amount) for line in order.lines] == [
        ("door_locks", "front_door", 2, Decimal("100.00")),
        ("window_locks", "ground_floor", 4, Decimal("100.00")),
    ]
    assert (order.organisation_id, order.limit, order.emergency) == (made.firm, Decimal("200.00"), False)
    assert made.state(job).stage is Stage.ORDERED
    assert made.told(made.contractor) == ["sanctuary_ordered"]
    last = made.stored(job).events[-1]
    assert (last.order_id, last.facts["activity"]) == (order.id, "sanctuary_or_security_measures")


def test_facts_that_have_changed_stop_the_order(made: Sanctuary) -> None:
    job = made.approved()
    record_consent(
        job_id=job.id, given=False, answered_on=TODAY, reason="selling", words=None, by=made.coordinator, now=NOW
    )
    with pytest.raises(Refused, match="Not yet: the owner has refused"):
        made.order(job)


def test_an_order_of_the_court_that_has_ended_stops_the_order_of_works(made: Sanctuary) -> None:
    until = replace(POSSIBLE, right_to_enter=RightToEnter.NONE_ORDER, order_until=TODAY)
    job = made.approved()
    record_facts(job_id=job.id, answers=until, words=None, by=made.officer, now=NOW)
    with pytest.raises(Refused, match="order that kept the person of concern out has ended"):
        made.order(job, now=NOW + timedelta(days=1))
    made.order(job, now=NOW)


def emergency(made: Sanctuary, job_id: object, **changed: object) -> object:
    terms = {
        "job_id": job_id, "organisation_id": made.firm, "lines": LINES[:1], "limit": Decimal("150.00"),
        "words": "The lock is broken (made up)", "by": made.coordinator, "now": NOW,
    }  # fmt: skip
    return order_emergency(**{**terms, **changed})  # type: ignore[arg-type]  # the tests change one at a time


def test_emergency_works_come_before_the_paper_and_are_recorded_so(made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, building_suitable=None), priority="urgent")
    emergency(made, job.id)
    state = made.state(job)
    assert (state.stage, state.paper, state.emergency) == (Stage.ORDERED, Stage.REFERRED, True)
    assert "Emergency works on her home were ordered, before the paperwork." in made.story()
    assert made.told(made.contractor) == ["sanctuary_ordered"]
    with pytest.raises(Refused, match="cannot be recorded now"):
        emergency(made, job.id)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"limit": Decimal("300.01")}, "limit"),
        ({"limit": Decimal(0)}, "limit"),
        ({"words": " "}, "words"),
        ({"organisation_id": uuid4()}, "contractor"),
        ({"lines": ()}, "measure_0"),
    ],
)
def test_emergency_works_need_a_reason_a_contractor_and_a_small_sum(
    made: Sanctuary, changed: dict[str, object], field: str
) -> None:
    job = made.refer()
    with pytest.raises(Refused) as refused:
        emergency(made, job.id, **changed)
    assert refused.value.field == field
    assert made.told(made.contractor) == []


def test_nobody_is_sent_to_a_home_that_is_not_known_or_to_her_without_a_safe_way(made: Sanctuary) -> None:
    job = made.refer(address=None)
    with pytest.raises(Refused, match="where her home is"):
        emergency(made, job.id)


def test_no_emergency_works_where_the_person_of_concern_may_enter(made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, concern_lives_there=True))
    with pytest.raises(Refused, match="not to be possible as things are"):
        emergency(made, job.id)


def test_she_stops_and_whoever_was_going_there_is_told_not_to(made: Sanctuary) -> None:
    job = made.approved()
    order = made.order(job)
    with pytest.raises(Refused, match="Select a reason"):
        withdraw(job_id=job.id, reason=None, words=None, by=made.officer, now=NOW)
    withdraw(job_id=job.id, reason="not_said", words=None, by=made.officer, now=NOW)
    stored = made.stored(job)
    assert stored.ended_at == NOW
    assert [each.ended_at for each in stored.orders if each.id == order.id] == [NOW]
    assert made.told(made.contractor) == ["sanctuary_ordered", "sanctuary_stopped"]
    assert made.tasks() == {}
    with pytest.raises(Refused, match=r"she asked to stop\. The last to change it was Orla Demo"):
        withdraw(job_id=job.id, reason="not_said", words=None, by=made.officer, now=NOW)
    assert made.refer().reference != job.reference


def test_a_job_that_is_not_possible_ends_with_its_reason_and_her_officer_hears(made: Sanctuary) -> None:
    job = made.refer(replace(POSSIBLE, building_suitable=False))
    give_up(job_id=job.id, reason="building", words=None, by=made.coordinator, now=NOW)
    assert made.state(job).stage is Stage.NOT_POSSIBLE
    assert made.told(made.officer).count("sanctuary_moved") == 2


def test_looking_is_written_down_and_ends_with_the_job(made: Sanctuary) -> None:
    job = made.refer()
    assert reveal_home(job_id=job.id, by=made.coordinator, now=NOW).street == HOME
    shown = reveal_her(job_id=job.id, by=made.coordinator, now=NOW)
    assert (shown.name, shown.phone, shown.code_word) == ("Madeup Canary", "+441632960001", "bluebell")
    assert made.trail()[-2:] == ["sanctuary.address_shown", "sanctuary.contact_shown"]
    for reveal in (reveal_home, reveal_her):
        with pytest.raises(Forbidden):
            reveal(job_id=job.id, by=made.there.officer, now=NOW)
        with pytest.raises(Forbidden):
            reveal(job_id=job.id, by=made.contractor, now=NOW)
    withdraw(job_id=job.id, reason="not_said", words=None, by=made.officer, now=NOW)
    with pytest.raises(Refused, match="not shown any more"):
        reveal_home(job_id=job.id, by=made.coordinator, now=NOW)
    assert made.stored(job).events[-1].event == Event.WITHDRAWN
