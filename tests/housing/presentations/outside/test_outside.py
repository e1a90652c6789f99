"""A case goes to an agency outside Haven with her consent, in her words; it is ours until they say yes."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import time, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor, NotFound
from housing.clock import day_of
from housing.disclosures import Disclosure
from housing.households import services as households
from housing.households.consents.services import Agreed, record_consent, withdraw_consent
from housing.households.contact import Contact
from housing.presentations.models import Presentation
from housing.presentations.outside import queries, services
from housing.presentations.outside.models import OutsideHandover, OutsideHandoverEvent
from housing.presentations.outside.paper import FACTS
from housing.presentations.outside.services import Offered
from housing.presentations.outside.standing import KIND, REFUSED_KIND, Happened
from housing.presentations.services import end_presentation, start_again, start_presentation
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.outside import Step
from tests.housing.households.factories import NOW, Town, bar

LATER = NOW + timedelta(hours=2)
PHONE, SAID = "+441632960555", "01632 960555"
CONTACT = Contact(
    methods=("call",), phone=PHONE, days=(1, 2), from_at=time(9), until_at=time(17), voicemail=False,
    code_word="marigold",
)  # fmt: skip
YES: dict[str, Any] = {"who": "Made-up worker", "reach": "Made-up telephone"}
CONFIRMED = ("handover-met", "knows-she-can-return")


@pytest.fixture
def case(people: Town) -> Presentation:
    """A case of the officer's, whose telephone number is safe."""
    made = start_presentation(name="Madeup Canary", route="self", by=people.officer, now=NOW)
    households.save_contact(
        household_id=made.household_id, contact=CONTACT, interpreter=False, language=None, by=people.officer, now=NOW
    )
    return made


def agree(people: Town, case: Presentation, **different: Any) -> UUID:
    kept: dict[str, Any] = {"purpose": "handover", "given_how": "spoken", "given_on": day_of(NOW),
                            "agency": "Made-up agency", **different}  # fmt: skip
    return record_consent(household_id=case.household_id, agreed=Agreed(**kept), by=people.officer, now=NOW).id


def offer(people: Town, case: Presentation, **different: Any) -> UUID:
    kept: dict[str, Any] = {"to_whom": "Made-up person", "purpose": "Support her", "facts": tuple(FACTS), **different}
    if "consent_id" not in kept:
        kept["consent_id"] = agree(people, case)
    return services.offer_outside(
        presentation_id=case.id, offered=Offered(**kept), key=uuid4(), by=people.officer, now=NOW
    )


def say(people: Town, case: Presentation, handover: UUID, step: Step, *, by: Actor | None = None, **said: Any) -> None:
    key, confirmed = said.pop("key", None) or uuid4(), said.pop("confirmed", CONFIRMED)
    services.record_step(
        household_id=case.household_id, handover_id=handover, step=step,
        happened=Happened(**{"happened_on": day_of(NOW), **said}), confirmed=confirmed, key=key,
        by=by or people.officer, now=LATER,
    )  # fmt: skip


def given(people: Town, case: Presentation) -> UUID:
    handover = offer(people, case)
    say(people, case, handover, Step.GIVEN, how="secure_email")
    return handover


def stored(case: Presentation) -> tuple[Presentation, OutsideHandover]:
    with Session(db.engine(), expire_on_commit=False) as session:
        handover = queries.of_household(session, case.household_id)[0]
        return session.get_one(Presentation, case.id), handover


def tasks(kind: str) -> list[bool]:
    """Whether each task of a kind is open, the oldest first."""
    with Session(db.engine()) as session:
        query = select(Task.closed_at).where(Task.kind == kind).order_by(Task.raised_at, Task.closed_at)
        return [closed is None for closed in session.scalars(query)]


def test_nothing_goes_out_without_her_consent_for_that_agency(people: Town, case: Presentation) -> None:
    inside, yesterday = next(iter(people.other_team.grants)).organisation_id, day_of(NOW) - timedelta(days=1)
    other = agree(people, case, purpose="referral")
    of_haven = agree(people, case, agency=None, organisation=inside)
    run_out = agree(people, case, given_on=yesterday, expires_on=day_of(NOW))
    for consent in (other, of_haven, run_out, uuid4()):
        with pytest.raises(Refused, match="an agency that she agrees to"):
            offer(people, case, consent_id=consent)


def test_the_paper_says_what_she_agrees_to_and_nothing_else(people: Town, case: Presentation) -> None:
    offer(people, case, facts=("people", "risk"), also="Made-up words of hers")
    paper = stored(case)[1].paper
    for words in ("Madeup Canary", "Made-up words of hers", "Support her", "Not recorded."):
        assert words in paper, words
    for words in (SAID, PHONE, "marigold", "Only by"):
        assert words not in paper, words


def test_the_number_is_told_where_she_agrees_and_the_log_knows_who_has_it(people: Town, case: Presentation) -> None:
    handover = offer(people, case)
    assert SAID in stored(case)[1].paper
    assert "marigold" not in stored(case)[1].paper
    say(people, case, handover, Step.GIVEN, how="secure_email")
    with Session(db.engine()) as session:
        [row] = session.scalars(select(Disclosure).where(Disclosure.household_id == case.household_id))
        assert (row.what, row.basis, row.means, row.told) == ("contact", "consent", "secure_email", "Made-up agency")


def test_only_their_yes_ends_our_part_and_she_can_come_back(people: Town, case: Presentation) -> None:
    with pytest.raises(Refused, match="only its yes ends our part"):
        end_presentation(
            presentation_id=case.id, ending="handed_over", confirmed=CONFIRMED, by=people.officer, now=LATER
        )
    handover = offer(people, case)
    with pytest.raises(Refused, match="Record first how the paper was given"):
        say(people, case, handover, Step.ACCEPTED, **YES)
    say(people, case, handover, Step.GIVEN, how="in_person")
    with pytest.raises(Refused, match="confirm"):
        say(people, case, handover, Step.ACCEPTED, confirmed=(), **YES)
    assert (stored(case)[0].ended_at, tasks(KIND)) == (None, [True])
    say(people, case, handover, Step.ACCEPTED, **YES)
    ended, kept = stored(case)
    assert (ended.outcome, kept.closed_at, tasks(KIND)) == ("handed_over", LATER, [False])
    again = start_again(household_id=case.household_id, route=None, by=people.officer, now=LATER + timedelta(days=9))
    assert again.ended_at is None


def test_a_no_keeps_her_ours_and_somebody_tells_her(people: Town, case: Presentation) -> None:
    handover = given(people, case)
    say(people, case, handover, Step.REFUSED, words="Made-up reason")
    assert (stored(case)[0].ended_at, tasks(KIND), tasks(REFUSED_KIND)) == (None, [False], [True])
    with pytest.raises(Refused, match="ended already: refused"):
        say(people, case, handover, Step.ACCEPTED, **YES)
    offer(people, case, consent_id=agree(people, case, agency="Another made-up agency"))


def test_asking_again_owes_the_next_asking(people: Town, case: Presentation) -> None:
    handover, key = given(people, case), uuid4()
    for _ in range(2):
        say(people, case, handover, Step.CHASED, key=key)
    assert sorted(tasks(KIND)) == [False, True]


def test_what_she_takes_back_stops_it(people: Town, case: Presentation) -> None:
    handover = given(people, case)
    withdraw_consent(
        household_id=case.household_id, consent_id=stored(case)[1].consent_id, words=None, by=people.officer, now=LATER
    )
    tried: list[tuple[Step, dict[str, Any]]] = [(Step.GIVEN, {"how": "call"}), (Step.CHASED, {}), (Step.ACCEPTED, YES)]
    for step, said in tried:
        with pytest.raises(Refused, match="took her consent back"):
            say(people, case, handover, step, **said)
    say(people, case, handover, Step.REVOKED, words="She took it back")
    assert tasks(KIND) == [False]


def test_her_copy_reaches_her_only_as_she_agreed(people: Town, case: Presentation) -> None:
    handover = offer(people, case)
    with pytest.raises(Refused, match="has not agreed to letters by post"):
        say(people, case, handover, Step.COPY, how="post")
    say(people, case, handover, Step.COPY, how="kept")


def test_one_is_open_at_a_time_whatever_happens_at_once(people: Town, case: Presentation) -> None:
    consent, keys = agree(people, case), [uuid4(), uuid4()]
    offered = Offered(consent, "Made-up person", "Support her", ("people",))

    def make(key: UUID) -> str:
        try:
            services.offer_outside(presentation_id=case.id, offered=offered, key=key, by=people.officer, now=NOW)
        except Refused as refused:
            return str(refused)
        return "offered"

    with ThreadPoolExecutor(2) as pool:
        answers = sorted(pool.map(make, keys))
    assert answers == ["Olive Demo has offered this case to an agency already. Take that back first.", "offered"]
    with Session(db.engine()) as session:
        [made] = session.scalars(select(OutsideHandover.id))
    assert make(made) == "offered"


def test_the_end_of_the_case_takes_it_back(people: Town, case: Presentation) -> None:
    given(people, case)
    end_presentation(
        presentation_id=case.id, ending="withdrawn", confirmed=("her-own-words", "knows-she-can-return"),
        by=people.officer, now=LATER,
    )  # fmt: skip
    assert stored(case)[1].closed_at == LATER
    with Session(db.engine()) as session:
        assert session.scalar(select(func.count()).where(OutsideHandoverEvent.event == "revoked")) == 1


def test_it_is_not_there_for_whoever_may_not_know_of_the_case(people: Town, case: Presentation) -> None:
    handover = given(people, case)
    bar(people.colleague, case.household_id)
    for actor in (people.colleague, people.other_team, people.neighbour):
        with pytest.raises(NotFound):
            say(people, case, handover, Step.CHASED, by=actor)
