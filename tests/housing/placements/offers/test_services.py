"""An offer from beginning to end, through the services: what is held, what is told, what is refused."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.access import Forbidden, NotFound
from housing.audit import AuditEntry
from housing.outbox import OutboxMessage
from housing.placements.matching.rechecking import RuleBroken
from housing.placements.offers import queries, services
from housing.places.diary import PlaceTaken
from housing.places.models import Unit
from housing.refusals import Refused
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW, TODAY

LATER = NOW + timedelta(hours=25)


def decline(there: Arranged, offer_id: UUID, reason: str | None, words: str | None = None) -> None:
    services.answer_for_provider(
        offer_id=offer_id,
        accept=False,
        reason=reason,
        words=words,
        by=there.manager,
        now=NOW,
    )


def actions(there: Arranged) -> list[str]:
    with Session(there.engine) as session:
        return list(session.scalars(select(AuditEntry.action).order_by(AuditEntry.seq)))


def test_an_offer_is_held_answered_by_both_and_kept(there: Arranged) -> None:
    offer = there.offer()
    assert [(line.kind, line.household_id) for line in there.lines()] == [("hold", there.household.id)]
    there.accept(offer)
    stay = there.arrive(offer)
    assert [(line.kind, line.during.lower) for line in there.lines()] == [("stay", TODAY)]
    assert (stay.adults, stay.children, stay.kind) == (1, 0, "refuge")
    assert [each for each in actions(there) if not each.startswith("task.")] == [
        "offer.made", "offer.provider_accepted", "offer.she_accepted", "offer.arrived", "stay.began",
        "presentation.stage",
    ]  # fmt: skip
    story = " ".join(there.story(there.household.id))
    assert f"Arrived at {there.unit.code}." in story
    assert ADDRESS not in story
    assert POSTCODE not in story


def test_a_second_household_reads_who_was_first_and_when(there: Arranged) -> None:
    there.offer()
    with pytest.raises(PlaceTaken) as taken:
        there.offer(household=there.another())
    assert str(taken.value) == (
        f"{there.unit.code} is already held: Aisha Demo offered it to another household at 9:14am on 23 November 2026. "
        "Choose another unit."
    )


def test_one_household_has_one_open_offer(there: Arranged) -> None:
    other = there.town.unit(there.home)
    there.town.session.commit()
    there.offer()
    with pytest.raises(PlaceTaken, match="Another unit is being held for this household"):
        there.offer(unit=other)


@pytest.mark.parametrize(
    ("reason", "words", "sentence"),
    [
        (None, None, "Select a reason from the list."),
        ("made_up", None, "Select a reason from the list."),
        ("other", "  ", "Say in a few words what the other reason is."),
        ("other", "x" * 2001, "Use 2,000 characters or fewer."),
    ],
)
def test_a_decline_needs_a_reason(there: Arranged, reason: str | None, words: str | None, sentence: str) -> None:
    offer = there.offer()
    with pytest.raises(Refused, match=sentence.split(",")[0]):
        decline(there, offer.id, reason, words)
    assert [line.kind for line in there.lines()] == ["hold"]


def test_a_decline_gives_the_unit_back_at_once(there: Arranged) -> None:
    decline(there, there.offer().id, "no_space")
    assert there.lines() == []
    there.offer(household=there.another())


def test_she_may_say_no_without_a_reason_and_after_both_have_accepted(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    services.answer_for_her(offer_id=offer.id, accept=False, reason=None, words=None, by=there.officer, now=NOW)
    assert there.lines() == []
    assert "Said no to an offer" in " ".join(there.story(there.household.id))


def test_an_answer_too_late_says_who_was_first(there: Arranged) -> None:
    offer = there.offer()
    decline(there, offer.id, "no_space")
    with pytest.raises(Refused, match=r"the provider declined\. Nothing more can happen\. The last .* Rita Demo"):
        there.accept(offer)


def test_an_arrival_needs_both_answers_and_a_day_that_has_come(there: Arranged) -> None:
    offer = there.offer()
    with pytest.raises(Refused, match="waiting for the provider and for her"):
        there.arrive(offer)
    there.accept(offer)
    for day, sentence in ((timedelta(days=1), "today or in the past"), (timedelta(days=-1), "before the offer")):
        with pytest.raises(Refused, match=sentence):
            services.record_arrival(offer_id=offer.id, arrived_on=TODAY + day, by=there.manager, now=NOW)
    assert [line.kind for line in there.lines()] == ["hold"]


def test_an_offer_lapses_only_when_she_could_be_reached_and_an_answer_is_missing(there: Arranged) -> None:
    offer = there.offer()
    unreachable = there.another()
    second = there.offer(household=unreachable, unit=_one_more_unit(there))
    accepted = there.offer(household=there.another(), unit=_one_more_unit(there))
    there.accept(accepted)
    assert services.lapse_offers(now=NOW + timedelta(hours=23)) == 0
    assert services.lapse_offers(now=LATER) == 1
    assert services.lapse_offers(now=LATER) == 0
    with Session(there.engine) as session:
        standing = {each.offer.id: each.state.open for each in queries.open_offers(session, there.officer)}
    assert standing == {second.id: True, accepted.id: True}
    assert "Her priority is unchanged." in " ".join(there.story(there.household.id))
    with pytest.raises(Refused, match="its time was over"):
        there.accept(offer, now=LATER)


def test_withdrawing_tells_the_provider_and_frees_the_unit(there: Arranged) -> None:
    offer = there.offer()
    services.withdraw_offer(offer_id=offer.id, reason="found_unsafe", words=None, by=there.officer, now=NOW)
    assert there.lines() == []
    with Session(there.engine) as session:
        told = session.execute(select(OutboxMessage.wording, OutboxMessage.facts).order_by(OutboxMessage.put_at)).all()
    assert sorted(row.wording for row in told) == ["offer_ended", "referral_waits"]
    assert {tuple(row.facts) for row in told} == {("reference",)}


def test_what_has_become_unsafe_is_not_accepted_and_the_provider_is_not_told_why(there: Arranged) -> None:
    offer = there.offer()
    there.town.concern(there.household, name="Madeup Danger", places_known=None)
    there.town.session.commit()
    with pytest.raises(Refused) as refused:
        services.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=there.manager, now=NOW)
    assert str(refused.value).startswith("Something has changed since this referral was made. Telephone Aisha Demo")
    with pytest.raises(RuleBroken):
        services.answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=there.officer, now=NOW)


def test_another_providers_staff_and_other_roles_find_nothing(there: Arranged) -> None:
    offer = there.offer()
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    with pytest.raises(NotFound):
        services.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=stranger, now=NOW)
    with pytest.raises(Forbidden):
        services.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=there.officer, now=NOW)
    with pytest.raises(Forbidden):
        services.withdraw_offer(offer_id=offer.id, reason="found_unsafe", words=None, by=there.manager, now=NOW)


def test_whoever_is_barred_from_the_case_neither_sees_nor_hears_of_it(there: Arranged) -> None:
    barred = refuge_manager(there.town, "Kim Demo")
    there.town.bar(barred, there.household)
    there.town.session.commit()
    offer = there.offer()
    with Session(there.engine) as session:
        assert queries.referrals(session, barred) == []
        assert queries.waiting_for_provider(session, barred, NOW) == 0
        assert queries.waiting_for_provider(session, there.manager, NOW) == 1
        told = set(session.scalars(select(OutboxMessage.account_id)))
        with pytest.raises(NotFound):
            queries.referral(session, barred, offer.id)
    assert told == {there.manager.account_id}
    with pytest.raises(NotFound):
        services.answer_for_provider(offer_id=offer.id, accept=True, reason=None, words=None, by=barred, now=NOW)


def test_a_restricted_case_is_answered_by_whoever_is_named_for_it(there: Arranged) -> None:
    there.household.restricted = True
    there.town.name_for(there.officer, there.household)
    there.town.session.commit()
    offer = there.offer()
    with Session(there.engine) as session:
        assert queries.referrals(session, there.manager) == []
        assert session.scalar(select(OutboxMessage.id)) is None
    assert there.manager.account_id is not None
    services.name_at_provider(offer_id=offer.id, account_id=there.manager.account_id, by=there.officer, now=NOW)
    with Session(there.engine) as session:
        assert [each.offer.id for each in queries.referrals(session, there.manager)] == [offer.id]
    there.accept(offer)


def test_only_staff_of_the_provider_are_named_and_only_for_a_restricted_case(there: Arranged) -> None:
    offer = there.offer()
    for account, sentence in ((there.manager, "not restricted"), (there.officer, "not restricted")):
        assert account.account_id is not None
        with pytest.raises(Refused, match=sentence):
            services.name_at_provider(offer_id=offer.id, account_id=account.account_id, by=there.officer, now=NOW)
    there.household.restricted = True
    there.town.name_for(there.officer, there.household)
    there.town.session.commit()
    assert there.officer.account_id is not None
    with pytest.raises(Refused, match="Select somebody from the list"):
        services.name_at_provider(offer_id=offer.id, account_id=there.officer.account_id, by=there.officer, now=NOW)


def test_the_address_is_given_between_both_answers_and_leaving_and_each_time_is_written_down(there: Arranged) -> None:
    offer = there.offer()
    with pytest.raises(Refused, match="once both sides have accepted"):
        services.disclose_address(offer_id=offer.id, by=there.officer, now=NOW)
    there.accept(offer)
    address = services.disclose_address(offer_id=offer.id, by=there.officer, now=NOW)
    assert address.line == f"{ADDRESS}, {POSTCODE}"
    assert actions(there)[-1] == "address.disclosed"
    assert there.story(there.household.id)[-1] == f"The address of {there.unit.code} was shown to Aisha Demo."
    with pytest.raises(Forbidden):
        services.disclose_address(offer_id=offer.id, by=there.manager, now=NOW)


def _one_more_unit(there: Arranged) -> Unit:
    unit = there.town.unit(there.home)
    there.town.session.commit()
    return unit
