"""The pages of pins and bans: asked, shown what it costs, confirmed, listed, lifted; and who may see what."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from sqlalchemy import select

from housing import db
from housing.access import Role
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit
from tests.housing.placements.matching.edits.arranging import WHY
from tests.housing.placements.matching.edits.desk import LAST, Desk, seen_in, text_of
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY
from tests.housing.signing_in import Place, sign_in


def stored() -> list[tuple[str, str]]:
    """Every pin and ban, with its reason."""
    with db.reading() as session:
        return [(edit.kind, edit.reason) for edit in session.scalars(select(MatchEdit).order_by(MatchEdit.made_at))]


def test_what_it_costs_is_shown_before_anything_is_stored(desk: Desk) -> None:
    council = desk.council
    said = desk.reads(desk.address(PIN))
    assert f"Pin {council.first.reference} to" in said
    assert "It is not an offer: nothing is held" in said
    assert "21 December 2026 at the latest" in said
    status, page = desk.sends(desk.address(PIN))
    said = text_of(page)
    assert (status, stored()) == (200, [])
    assert "Nothing is stored yet" in said
    assert re.search(r"Households with a proposal Now 2 With the pin 1", said)
    assert re.search(r"Of them in band 2 Now 1 With the pin 0", said)
    assert "altogether: fewer points. How many is not said, since that would tell how far a refuge is." in said
    assert f"Would lose their proposal {council.second.reference} , band 2: {council.near_said}" in said
    assert f"{council.first.reference} now {council.far_said}" in said
    assert f"{council.first.reference} with the pin {council.near_said}" in said
    assert WHY in page


def test_points_are_said_where_they_do_not_tell_how_far_a_refuge_is(desk: Desk) -> None:
    town, council = desk.council.town, desk.council
    away = town.unit(town.home("dispersed", easting=443_000), code="D-AWAY")
    town.near(council.second, 440_000, 390_000)
    town.session.commit()
    address = desk.address(PIN, council.second, away)
    said = text_of(desk.sends(address)[1])
    assert "Against the proposals altogether: 30 points more." in said
    assert desk.confirms(address)[0] == 303
    assert "Cost when made 2 households get other units, 30 points more" in desk.reads("/matching/edits")


def test_no_page_carries_a_number_that_it_does_not_say(desk: Desk) -> None:
    council = desk.council
    council.town.near(council.first, 446_161, 390_000)
    council.town.session.commit()
    shown = council.shown(BAN, council.first, council.far)
    assert (shown.kept["points"], shown.kept["way"]) == (None, -1 if shown.cost.points < 0 else 1)
    page = desk.sends(desk.address(BAN, council.first, council.far))[1]
    assert not re.search(rf"\b({abs(shown.cost.points)}|{shown.cost.before['cost']})\b", text_of(page))
    assert shown.cost.digest != shown.key == seen_in(page)


def test_confirming_pins_and_everybody_reads_it(desk: Desk) -> None:
    council = desk.council
    assert desk.confirms(desk.address(PIN))[0] == 303
    assert stored() == [(PIN, WHY)]
    assert "Pinned. The next run proposes this unit" in text_of(
        desk.client.get(f"/households/{council.first.id}/options").data
    )
    council.run()
    run = desk.reads("/matching")
    assert "Pinned Bea Demo, to the end of 30 November 2026" in run
    assert f"{council.near_said} : somebody pinned it to another household" in run.replace("home:", "home :")
    options = desk.reads(f"/households/{council.first.id}/options")
    assert f"Pinned {council.near_said} Bea Demo, to the end of 30 November 2026 {WHY} Lift" in options
    assert "Pin to this unit" not in options, "one pin a household"
    assert "Do not propose this unit" in options
    listed = desk.reads("/matching/edits")
    assert re.search(
        rf"{council.first.reference} What Pinned Unit .*D-NEAR.* Cost when made 1 household loses its proposal, "
        r"1 household gets another unit, fewer points",
        listed,
    )


def test_a_ban_of_what_nobody_was_proposed_costs_nothing(desk: Desk) -> None:
    address = desk.address(BAN, desk.council.first, desk.council.near)
    said = text_of(desk.sends(address)[1])
    assert "Nothing: a run made now would propose the same for everybody." in said
    assert desk.confirms(address)[0] == 303
    options = desk.reads(f"/households/{desk.council.first.id}/options")
    suits = options.split("Units she could go to", 1)[1]
    assert "D-NEAR, dispersed home Free" not in suits
    offer = desk.reads(f"/households/{desk.council.first.id}/options/{desk.council.near.id}")
    assert "This unit cannot be offered to this household now" in offer
    assert f"Not to be proposed: Bea Demo, to the end of 30 November 2026. {WHY}" in offer
    answer = desk.client.post(f"/households/{desk.council.first.id}/options/{desk.council.near.id}")
    assert answer.status_code == 200


def test_a_household_that_may_not_be_seen_is_a_band_and_no_name(desk: Desk) -> None:
    council = desk.council
    council.town.bar(desk.actor, council.second)
    council.town.session.commit()
    page = desk.sends(desk.address(PIN))[1]
    assert "Would lose their proposal Another household in band 2" in text_of(page)
    assert council.second.reference not in page
    assert str(council.second.id) not in page


def test_an_officer_reads_names_of_the_own_team_only(desk: Desk) -> None:
    town = desk.council.town
    hers = town.seeks(town.household(accepts=["dispersed"]), band=1, days=9)
    hers.organisation_id = town.provider
    town.session.commit()
    sign_in(desk.client, Role.OFFICER, place=Place(town.team, COUNCIL))
    page = desk.sends(desk.address(PIN, desk.council.second))[1]
    assert "Would lose their proposal Another household in band 1" in text_of(page)
    assert hers.reference not in page


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"reason": " "}, "Enter the reason"),
        ({"reason": "x" * 2001}, "The reason must be 2,000 characters or fewer"),
        ({"last_on-day": "", "last_on-month": "", "last_on-year": ""}, "Enter the last day"),
        ({"last_on-day": "22", "last_on-month": "11"}, "The last day must be today or in the future"),
        ({"last_on-day": "22", "last_on-month": "12"}, "The last day must be the same as or before 21 December 2026"),
        ({"last_on-month": "13"}, "The last day must be a real date"),
    ],
)
def test_bad_input_is_a_sentence_on_its_field_and_nothing_is_lost(
    desk: Desk, answers: dict[str, str], sentence: str
) -> None:
    for seen in ("", "made up"):
        status, page = desk.sends(desk.address(PIN), seen=seen, **answers)
        assert (status, stored()) == (200, [])
        assert sentence in text_of(page)
        assert "There is a problem" in page
        assert {"reason": WHY, **LAST, **answers}["reason"].strip()[:30] in page
        assert f'value="{ {**LAST, **answers}["last_on-day"] }"' in page
        assert seen_in(page) == ""


def test_going_back_to_change_what_was_typed(desk: Desk) -> None:
    shown = desk.sends(desk.address(PIN))[1]
    status, page = desk.sends(desk.address(PIN), seen=seen_in(shown), change="yes")
    assert (status, stored()) == (200, [])
    assert "See what this would change" in page
    assert WHY in page
    assert seen_in(page) == ""


def test_a_cost_that_was_not_shown_is_not_confirmed(desk: Desk) -> None:
    status, page = desk.sends(desk.address(PIN), seen="0" * 64)
    assert (status, stored()) == (200, [])
    assert "What this would change is not what you were shown" in text_of(page)
    assert desk.sends(desk.address(PIN), seen=seen_in(page))[0] == 303


def test_who_was_first_is_said_and_what_was_typed_is_kept(desk: Desk) -> None:
    shown = desk.sends(desk.address(PIN))[1]
    desk.council.make(PIN, desk.council.second, desk.council.near)
    status, page = desk.sends(desk.address(PIN), seen=seen_in(shown))
    assert status == 200
    assert "Aisha Demo pinned another household to" in text_of(page)
    assert WHY in page
    assert desk.confirms(desk.address(PIN, desk.council.second))[0] == 200
    assert len(stored()) == 1


def test_lifting_asks_why_and_is_listed_as_ended(desk: Desk) -> None:
    pin = desk.council.make(PIN, desk.council.first, desk.council.near)
    address = f"/matching/edits/{pin.id}/lift"
    assert "Lift the pin of" in desk.reads(address)
    assert "Enter the reason" in text_of(desk.client.post(address, data={"reason": ""}).data)
    assert desk.client.post(address, data={"reason": "Found a nearer one (made up)"}).status_code == 303
    said = desk.reads("/matching/edits")
    assert "Nobody has pinned a household or kept a unit from one." in said.split("Ended", 1)[0]
    assert "Lifted by Bea Demo at 9:14am on 23 November 2026: Found a nearer one (made up)" in said
    assert "Bea Demo lifted this at 9:14am" in text_of(desk.client.post(address, data={"reason": "again"}).data)
    assert "It has ended: lifted by Bea Demo" in desk.reads(address)


def test_the_run_says_whose_pin_it_went_without(desk: Desk) -> None:
    council = desk.council
    council.make(PIN, council.first, council.near)
    council.town.line(council.near, "out_of_use", reason="repairs", until_on=None)
    council.town.session.commit()
    council.run()
    said = desk.reads("/matching")
    assert "Pins that this run went without" in said
    assert (
        f"Aisha Demo’s pin of {council.first.reference} to {council.near_said} was not honoured: "
        "the unit is not free: out of use, with no date." in said
    )


def test_a_household_with_every_unit_kept_from_it_stands_under_its_own_heading(desk: Desk) -> None:
    desk.council.make(BAN, desk.council.second, desk.council.near)
    desk.council.run()
    said = desk.reads("/matching").split("Households without a proposal", 1)[1]
    assert "kept from the household by somebody’s word 1 household" in said
    assert f"Not to be proposed: {desk.council.near_said}" in said


def test_what_has_ended_comes_in_pages(desk: Desk) -> None:
    for day in range(32):
        desk.council.make(BAN, desk.council.first, desk.council.far, last_on=TODAY - timedelta(days=day + 1),
                          now=NOW - timedelta(days=day + 1))  # fmt: skip
    assert "Showing 1 to 30 of 32 pins and bans" in desk.reads("/matching/edits")
    assert "Showing 31 to 32 of 32 pins and bans" in desk.reads("/matching/edits?page=2")
