"""Whether her home can be made safe: each condition accepts, refuses or asks, and says what would change it."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pathway.sanctuary_eligibility import (
    Answer,
    Consent,
    Facts,
    Finding,
    RightToEnter,
    Tenure,
    eligibility,
    may_ask_owner,
)

TODAY = date(2026, 11, 23)
POSSIBLE = Facts(
    wants_to_stay=True, concern_lives_there=False, right_to_enter=RightToEnter.NONE_SOLE, tenure=Tenure.COUNCIL_TENANT,
    consent=Consent.GIVEN, building_suitable=True, safe_to_contact=True,
)  # fmt: skip


def finding(facts: Facts, condition: str) -> Finding:
    return next(each for each in eligibility(facts, today=TODAY).findings if each.condition == condition)


def test_a_home_with_everything_known_is_possible() -> None:
    found = eligibility(POSSIBLE, today=TODAY)
    assert (found.answer, found.before_consent) == (Answer.ACCEPT, Answer.ACCEPT)
    assert (found.refusals, found.asks) == ((), ())


def test_nothing_known_asks_everything_and_refuses_nothing() -> None:
    found = eligibility(Facts(), today=TODAY)
    assert found.answer is Answer.ASK
    assert found.refusals == ()
    assert len(found.asks) == len(found.findings) == 6
    assert all(each.change and each.source for each in found.asks)


@pytest.mark.parametrize(
    ("change", "condition", "answer", "because"),
    [
        ({"wants_to_stay": False}, "wants-to-stay", Answer.REFUSE, "She does not want to stay in her home"),
        ({"concern_lives_there": True}, "lives-elsewhere", Answer.REFUSE, "The person of concern lives there"),
        ({"right_to_enter": RightToEnter.HAS}, "no-right-to-enter", Answer.REFUSE,
         "The person of concern has a right to enter"),
        ({"right_to_enter": RightToEnter.NONE_ORDER, "order_until": date(2026, 11, 22)}, "no-right-to-enter",
         Answer.REFUSE, "The order that kept the person of concern out has ended"),
        ({"right_to_enter": RightToEnter.NONE_ORDER, "order_until": TODAY}, "no-right-to-enter", Answer.ACCEPT,
         "A court order keeps the person of concern out"),
        ({"right_to_enter": RightToEnter.NONE_ORDER}, "no-right-to-enter", Answer.ASK,
         "It is not recorded until when the order keeps them out"),
        ({"right_to_enter": RightToEnter.NONE_ORDER_NO_END}, "no-right-to-enter", Answer.ACCEPT,
         "A court order keeps them out, without an end"),
        ({"safe_to_contact": False}, "safe-contact", Answer.ASK,
         "No safe way to reach her is agreed, and nobody can arrange a visit without one"),
        ({"building_suitable": False}, "building-suits", Answer.REFUSE, "The building cannot be made safe enough"),
        ({"tenure": None}, "owner-consents", Answer.ASK,
         "It is not recorded how she holds her home, which decides who is asked"),
        ({"consent": Consent.REFUSED}, "owner-consents", Answer.REFUSE, "The owner has refused"),
        ({"consent": Consent.ASKED}, "owner-consents", Answer.ASK,
         "Consent has been asked of the council’s housing management, without an answer yet"),
        ({"tenure": Tenure.PRIVATE_TENANT, "consent": Consent.NOT_ASKED}, "owner-consents", Answer.ASK,
         "Consent has not been asked of the landlord yet"),
        ({"tenure": Tenure.OWNER_ALONE, "consent": Consent.NOT_ASKED}, "owner-consents", Answer.ACCEPT,
         "She owns the home alone: the consent is hers"),
        ({"tenure": Tenure.OWNER_JOINT, "consent": Consent.NOT_ASKED, "joint_with_concern": True}, "owner-consents",
         Answer.ASK, "The other owner is a person of concern, who is never contacted"),
        ({"tenure": Tenure.OWNER_JOINT, "consent": Consent.NOT_ASKED}, "owner-consents", Answer.ASK,
         "It is not recorded whether the other owner is a person of concern"),
    ],
)  # fmt: skip
def test_each_condition(change: dict[str, object], condition: str, answer: Answer, because: str) -> None:
    facts = replace(POSSIBLE, **change)  # type: ignore[arg-type]  # the table's values are those of the fields
    found = finding(facts, condition)
    assert (found.answer, found.because) == (answer, because)
    assert bool(found.change) == (answer is not Answer.ACCEPT)


def test_consent_alone_does_not_keep_the_owner_from_being_asked() -> None:
    found = eligibility(replace(POSSIBLE, consent=Consent.NOT_ASKED), today=TODAY)
    assert (found.answer, found.before_consent) == (Answer.ASK, Answer.ACCEPT)


@pytest.mark.parametrize("tenure", list(Tenure))
def test_the_owner_is_asked_unless_it_is_she_or_may_be_a_person_of_concern(tenure: Tenure) -> None:
    known = replace(POSSIBLE, tenure=tenure)
    assert may_ask_owner(known) == (tenure not in (Tenure.OWNER_ALONE, Tenure.OWNER_JOINT))
    assert may_ask_owner(replace(known, joint_with_concern=False)) == (tenure is not Tenure.OWNER_ALONE)
    assert not may_ask_owner(replace(known, tenure=None))
    assert tenure.words
    assert tenure.owner


FACTS = st.builds(
    Facts,
    wants_to_stay=st.sampled_from([True, False, None]),
    concern_lives_there=st.sampled_from([True, False, None]),
    right_to_enter=st.sampled_from([*RightToEnter, None]),
    order_until=st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2027, 12, 31))),
    tenure=st.sampled_from([*Tenure, None]),
    joint_with_concern=st.sampled_from([True, False, None]),
    consent=st.sampled_from(list(Consent)),
    building_suitable=st.sampled_from([True, False, None]),
    safe_to_contact=st.sampled_from([True, False, None]),
)


@given(FACTS)
def test_a_fact_taken_away_never_turns_a_question_or_a_refusal_into_a_yes(facts: Facts) -> None:
    """Not knowing is never a pass: without a fact each condition says what it said, or asks."""
    whole = {each.condition: each.answer for each in eligibility(facts, today=TODAY).findings}
    for field in fields(facts):
        if field.name in ("order_until", "consent"):
            continue
        less = eligibility(replace(facts, **{field.name: None}), today=TODAY)  # type: ignore[arg-type]  # not `consent`
        for found in less.findings:
            assert found.answer in (whole[found.condition], Answer.ASK)


@given(FACTS)
def test_possible_means_that_nobody_with_a_right_or_living_there_is_on_the_other_side(facts: Facts) -> None:
    if eligibility(facts, today=TODAY).answer is Answer.ACCEPT:
        assert facts.wants_to_stay is True
        assert facts.concern_lives_there is False
        assert facts.right_to_enter not in (None, RightToEnter.HAS)
        assert facts.safe_to_contact is True
        assert facts.building_suitable is True
