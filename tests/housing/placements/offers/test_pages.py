"""The pages of offers and referrals: who may open them, what they show and what they never show."""

from __future__ import annotations

import re
from datetime import date
from uuid import uuid4

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Role
from housing.audit import AuditEntry
from housing.households.models import SafeContact
from housing.placements.models import Offer
from housing.placements.offers import services
from tests.housing.placements.arranging import ADDRESS, POSTCODE, Arranged, refuge_manager
from tests.housing.signing_in import sign_in_as

NAME, PHONE, BIRTHDAY = "Madeup Canary", "01632 960001", "1 May 1992"
OF_PROVIDER = ("/referrals", "/referrals/{id}", "/referrals/{id}/decline", "/referrals/{id}/arrival")
OF_COUNCIL = ("/offers", "/offers/{id}", "/offers/{id}/answer", "/offers/{id}/withdraw", "/offers/{id}/provider")

FRESH = re.compile(r'nonce="[^"]*"|[\w-]+\.[\w-]{6}\.[\w-]{27}')  # differ in every answer


def offered(there: Arranged) -> Offer:
    return there.offer(now=clock.now())


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return FRESH.sub("", answer.get_data(as_text=True))


def test_every_page_is_for_its_roles_and_for_its_own(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    stranger = refuge_manager(served.town, "Sara Demo", served.town.team)
    strategist = served.town.actor(Role.STRATEGY)
    served.town.session.commit()
    for addresses, own, other in (
        (OF_PROVIDER, served.manager, served.officer),
        (OF_COUNCIL, served.officer, served.manager),
    ):
        for address in addresses:
            at = address.format(id=offer.id)
            sign_in_as(client, own)
            page(client, at)
            sign_in_as(client, other)
            page(client, at, 403)
            sign_in_as(client, strategist)
            page(client, at, 403)
    sign_in_as(client, stranger)
    missing = page(client, f"/referrals/{uuid4()}", 404)
    for address in OF_PROVIDER[1:]:
        assert page(client, address.format(id=offer.id), 404) == missing


def test_no_page_that_is_only_looked_at_holds_the_address(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    served.accept(offer, now=clock.now())
    for actor, addresses in ((served.manager, OF_PROVIDER), (served.officer, OF_COUNCIL)):
        sign_in_as(client, actor)
        for address in addresses:
            shown = page(client, address.format(id=offer.id))
            assert ADDRESS not in shown
            assert POSTCODE not in shown


def test_a_referral_tells_what_is_needed_and_no_more(client: FlaskClient, served: Arranged) -> None:
    served.town.concern(served.household, name="Madeup Danger")
    served.town.person(served.household, name="Madeup Boy", born=date(2019, 3, 4), sex="male", role="child")
    served.town.session.commit()
    offer = offered(served)
    sign_in_as(client, served.manager)
    shown = page(client, f"/referrals/{offer.id}")
    for told in (
        "Adult, female, 34",
        "Child, male, 7",
        "no conflict found",
        "Low",
        "Named, and not confirmed by night: benefits",
        "Accept this referral",
    ):
        assert told in shown, told
    for kept in (NAME, "Madeup Boy", "Madeup Danger", "1992", "2019", PHONE, "bluebell", served.household.reference):
        assert kept not in shown, kept


def test_names_and_contact_come_with_both_answers_and_go_when_it_ends(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.manager)
    answered = client.post(f"/referrals/{offer.id}/accept", follow_redirects=True).get_data(as_text=True)
    assert "You have accepted the referral" in answered
    assert NAME not in answered
    services.answer_for_her(offer_id=offer.id, accept=True, reason=None, words=None, by=served.officer, now=clock.now())
    shown = page(client, f"/referrals/{offer.id}")
    assert NAME in shown
    assert "bluebell" in shown
    assert "Leave no message on voicemail" in shown
    assert PHONE not in shown
    assert PHONE in client.post(f"/referrals/{offer.id}/contact").get_data(as_text=True)
    services.withdraw_offer(offer_id=offer.id, reason="found_unsafe", words=None, by=served.officer, now=clock.now())
    after = page(client, f"/referrals/{offer.id}")
    for kept in (NAME, "bluebell", "Adult, female", "Found not to be safe"):
        assert kept not in after, kept
    refused = client.post(f"/referrals/{offer.id}/contact", follow_redirects=True).get_data(as_text=True)
    assert "once both sides have accepted" in refused
    assert PHONE not in refused


def test_a_referral_that_waits_for_her_has_not_ended(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.manager)
    client.post(f"/referrals/{offer.id}/accept")
    said = page(client, f"/referrals/{offer.id}")
    assert "A household that has still to answer" in said
    assert "A referral that has ended" not in said


def test_where_nobody_asked_how_to_reach_her_the_page_says_so(client: FlaskClient, served: Arranged) -> None:
    served.town.session.delete(served.town.session.get_one(SafeContact, served.household.id))
    served.town.session.commit()
    offer = offered(served)
    served.accept(offer, now=clock.now())
    sign_in_as(client, served.manager)
    assert "No safe way of reaching her is recorded" in page(client, f"/referrals/{offer.id}")
    assert "No telephone number was given" in client.post(f"/referrals/{offer.id}/contact").get_data(as_text=True)


def test_declining_keeps_what_was_typed_and_needs_words_for_other(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.manager)
    at = f"/referrals/{offer.id}/decline"
    assert "Select a reason from the list" in client.post(at, data={"words": "typed before"}).get_data(as_text=True)
    assert "typed before" in client.post(at, data={"words": "typed before"}).get_data(as_text=True)
    assert "Say in a few words" in client.post(at, data={"reason": "other"}).get_data(as_text=True)
    for words in ("x" * 3_000_000, "nought\0byte", "\U0001f9f8" * 10):
        assert client.post(at, data={"reason": "made-up", "words": words}).status_code == 200
    done = client.post(at, data={"reason": "pets"}, follow_redirects=True).get_data(as_text=True)
    assert "You have declined the referral" in done
    too_late = client.post(at, data={"reason": "pets"}).get_data(as_text=True)
    assert "This offer has ended: the provider declined." in too_late


def test_the_council_records_what_she_said_and_looks_at_the_address(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    services.answer_for_provider(
        offer_id=offer.id, accept=True, reason=None, words=None, by=served.manager, now=clock.now()
    )
    sign_in_as(client, served.officer)
    at = f"/offers/{offer.id}"
    assert "Address withheld" in page(client, at)
    refused = client.post(f"{at}/address", follow_redirects=True).get_data(as_text=True)
    assert "once both sides have accepted" in refused
    assert ADDRESS not in refused
    assert "Select what she said" in client.post(f"{at}/answer", data={}).get_data(as_text=True)
    assert client.post(f"{at}/answer", data={"answer": "yes"}).status_code == 303
    shown = client.post(f"{at}/address").get_data(as_text=True)
    assert ADDRESS in shown
    assert POSTCODE in shown
    assert ADDRESS not in page(client, at)
    assert f"The address of {served.unit.code} was shown to Aisha Demo." in served.story(served.household.id)


def test_she_says_no_with_or_without_a_reason(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.officer)
    at = f"/offers/{offer.id}/answer"
    assert "Say in a few words" in client.post(at, data={"answer": "no", "reason": "other"}).get_data(as_text=True)
    done = client.post(at, data={"answer": "no", "reason": "too_far"}, follow_redirects=True).get_data(as_text=True)
    assert "She said no" in done
    assert "Too far from work, school or support" in done
    sign_in_as(client, served.manager)
    assert "Too far" not in page(client, f"/referrals/{offer.id}")


def seen(shown: str) -> str:
    """The key of what a page said that it does."""
    found = re.search(r'name="seen" value="([^"]+)"', shown)
    assert found is not None
    return found[1]


def test_withdrawing_says_why_to_the_council_only(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.officer)
    at = f"/offers/{offer.id}/withdraw"
    assert "Select a reason from the list" in client.post(at, data={}).get_data(as_text=True)
    shown = client.post(at, data={"reason": "found_unsafe"}).get_data(as_text=True)
    assert "What this would do is not what you were shown" in shown
    sent = {"reason": "found_unsafe", "seen": seen(shown)}
    done = client.post(at, data=sent, follow_redirects=True).get_data(as_text=True)
    assert "Found not to be safe" in done
    assert "No offer is open." in page(client, "/offers")


def test_an_arrival_is_recorded_with_the_day_suggested(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    served.accept(offer, now=clock.now())
    sign_in_as(client, served.manager)
    today = clock.today()
    form = page(client, f"/referrals/{offer.id}/arrival")
    assert f'value="{today.year}"' in form
    day = {"arrived_on-day": today.day, "arrived_on-month": today.month, "arrived_on-year": today.year}
    done = client.post(f"/referrals/{offer.id}/arrival", data=day, follow_redirects=True).get_data(as_text=True)
    assert "The arrival is recorded" in done
    assert NAME in page(client, f"/referrals/{offer.id}")


def test_the_unit_leads_to_its_referral(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.manager)
    assert client.get(f"/units/{served.unit.id}/referral").headers["Location"] == f"/referrals/{offer.id}"
    page(client, f"/units/{uuid4()}/referral", 404)


def test_the_council_is_told_that_nobody_can_see_a_restricted_referral(client: FlaskClient, served: Arranged) -> None:
    served.household.restricted = True
    served.town.name_for(served.officer, served.household)
    served.town.session.commit()
    offer = offered(served)
    sign_in_as(client, served.officer)
    assert "Nobody at the provider can see this referral" in page(client, f"/offers/{offer.id}")
    at = f"/offers/{offer.id}/provider"
    assert "Select who may see it" in client.post(at, data={}).get_data(as_text=True)
    assert "Select an answer from the list" in client.post(at, data={"account": str(uuid4())}).get_data(as_text=True)
    named = client.post(at, data={"account": str(served.manager.account_id)}, follow_redirects=True)
    assert "Nobody at the provider" not in named.get_data(as_text=True)
    sign_in_as(client, served.manager)
    page(client, f"/referrals/{offer.id}")


def test_every_look_at_a_case_is_written_down(client: FlaskClient, served: Arranged) -> None:
    offer = offered(served)
    sign_in_as(client, served.manager)
    page(client, f"/referrals/{offer.id}")
    served.accept(offer, now=clock.now())
    page(client, f"/referrals/{offer.id}")
    sign_in_as(client, served.officer)
    page(client, f"/offers/{offer.id}")
    with Session(db.engine()) as session:
        looks = select(AuditEntry.action).where(AuditEntry.subject_id == str(served.household.id))
        found = [action for action in session.scalars(looks.order_by(AuditEntry.seq)) if action.endswith(".read")]
    assert found == ["referral.read", "household.read", "offer.read"]


@pytest.mark.parametrize("many", [1, 6])
def test_lists_take_the_same_number_of_queries_however_long(client: FlaskClient, served: Arranged, many: int) -> None:
    for _ in range(many):
        there = served.town.unit(served.home)
        served.town.session.commit()
        served.offer(household=served.another(), unit=there, now=clock.now())
    for actor, address, most in ((served.manager, "/referrals", 12), (served.officer, "/offers", 12)):
        sign_in_as(client, actor)
        with db.count_statements() as statements:
            page(client, address)
        assert len(statements) <= most, "\n".join(statements)
