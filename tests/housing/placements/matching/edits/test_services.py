"""Pinning, banning and lifting: what is stored, who was first, which days, and what the household's story says."""

from __future__ import annotations

import threading
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.dialects.postgresql import Range
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from housing import audit, db
from housing.access import Actor, Forbidden, NotFound, Role
from housing.codes import Setting
from housing.households.models import HouseholdEvent
from housing.placements.matching.edits import asked, queries, services
from housing.placements.matching.edits.asked import AlreadySaid
from housing.placements.matching.edits.models import BAN, PIN, MatchEdit, MatchEditLift
from housing.placements.matching.edits.services import CostChanged, lift_edit, make_edit
from housing.refusals import Refused
from tests.housing.placements.matching.edits.arranging import WEEK, WHY, Contested
from tests.housing.placements.matching.factories import NOW, TODAY


def listed(actor: Actor, on: date = TODAY) -> list[tuple[str, str]]:
    """What counts on a day, as the list shows it."""
    with db.reading() as session:
        return [(edit.kind, edit.unit) for edit in queries.standing(session, actor, on)]


def test_a_pin_is_kept_with_its_reason_its_days_and_what_it_cost(council: Contested) -> None:
    pin = council.make(PIN, council.first, council.near)
    with db.reading() as session:
        shown = queries.one(session, council.actor, pin.id, TODAY)
        raw = session.execute(text("select reason from match_edit")).scalar_one()
        (told,) = session.scalars(select(HouseholdEvent.words)).all()
        line = audit.trail(session)[0]
    assert (shown.kind, shown.reason, shown.last_on, shown.by, shown.ended) == (PIN, WHY, WEEK, "Aisha Demo", "")
    assert shown.cost == "1 household loses its proposal, 1 household gets another unit, fewer points"
    assert WHY.encode() not in raw
    assert told == f"Pinned to {shown.unit.split(', dispersed')[0]}, to the end of 30 November 2026."
    assert (line.action, line.subject_id) == ("match_edit.pin", str(pin.id))
    assert WHY not in str(line.facts)


def test_lifting_is_a_row_of_its_own_and_the_second_reads_who_was_first(council: Contested) -> None:
    ban = council.make(BAN, council.first, council.near)
    other = council.town.actor(Role.HOMELESSNESS, "Bea Demo")
    council.town.session.commit()
    later = NOW + timedelta(hours=1)
    lift_edit(edit_id=ban.id, reason="She has changed her mind (made up)", by=other, now=later)
    with pytest.raises(Refused, match=r"Bea Demo lifted this at 10:14am on 23 November 2026\."):
        lift_edit(edit_id=ban.id, reason="again", by=council.actor, now=later)
    with db.reading() as session:
        (lift,) = session.scalars(select(MatchEditLift)).all()
        shown = queries.one(session, council.actor, ban.id, TODAY)
    assert (lift.by_name, lift.at, lift.reason) == ("Bea Demo", later, "She has changed her mind (made up)")
    assert shown.ended.startswith("lifted by Bea Demo at 10:14am")
    assert (shown.reason, shown.made_at) == (WHY, NOW)
    assert listed(council.actor) == []


def test_it_counts_from_its_first_day_to_the_end_of_its_last_in_london(council: Contested) -> None:
    summer = datetime(2026, 6, 30, 23, 30, tzinfo=UTC)  # half past midnight in London on the first of July
    pin = council.make(PIN, council.first, council.near, last_on=date(2026, 7, 1), now=summer)
    assert pin.during == Range(date(2026, 7, 1), date(2026, 7, 2), bounds="[)")
    days = {day: bool(listed(council.actor, date(2026, *day))) for day in ((6, 30), (7, 1), (7, 2))}
    assert days == {(6, 30): False, (7, 1): True, (7, 2): False}
    with pytest.raises(Refused, match=r"This ran out after 1 July 2026: there is nothing to lift\."):
        lift_edit(edit_id=pin.id, reason="made up", by=council.actor, now=datetime(2026, 7, 1, 23, 0, tzinfo=UTC))
    lift_edit(edit_id=pin.id, reason="made up", by=council.actor, now=datetime(2026, 7, 1, 22, 59, tzinfo=UTC))


@pytest.mark.parametrize("days", [-1, 29])
def test_the_last_day_is_within_the_councils_longest_time(council: Contested, days: int) -> None:
    with pytest.raises(Refused, match=r"The last day must be between today and 21 December 2026") as refused:
        council.make(PIN, council.first, council.near, last_on=TODAY + timedelta(days=days))
    assert refused.value.field == "last_on"


def test_how_long_it_may_count_is_the_councils_setting(council: Contested) -> None:
    council.town.session.add(
        Setting(key="match_edit.longest_days", authority_code=council.town.code, from_on=TODAY, value=2,
                source="made up", verified=True)
    )  # fmt: skip
    council.town.session.commit()
    with pytest.raises(Refused, match="between today and 25 November 2026"):
        council.make(PIN, council.first, council.near)
    council.make(PIN, council.first, council.near, last_on=TODAY + timedelta(days=2))


def test_one_pin_a_household_one_a_unit_and_one_word_on_a_pair(council: Contested) -> None:
    council.make(PIN, council.first, council.near)
    first = "Aisha Demo pinned {} to .*D-NEAR at 9:14am on 23 November 2026, to the end of 30 November 2026."
    hers = first.format(council.first.reference)
    for kind, household, unit, sentence in (
        (PIN, council.first, council.near, f"{hers}$"),
        (PIN, council.first, council.far, f"{hers} Lift that pin first."),
        (BAN, council.first, council.near, f"{hers} Lift that pin first."),
        (PIN, council.second, council.near, first.format("another household") + " Select another unit"),
    ):
        with pytest.raises(AlreadySaid, match=sentence):
            council.make(kind, household, unit)
    council.make(BAN, council.second, council.near)
    council.make(BAN, council.first, council.far)
    with pytest.raises(AlreadySaid, match="is not to be proposed for this household, to the end of 30 November 2026"):
        council.make(PIN, council.second, council.near)


def test_after_it_was_lifted_or_ran_out_there_is_room_again(council: Contested) -> None:
    pin = council.make(PIN, council.first, council.near)
    lift_edit(edit_id=pin.id, reason="made up", by=council.actor, now=NOW)
    council.make(PIN, council.first, council.near, last_on=TODAY)
    council.make(PIN, council.second, council.near, now=NOW + timedelta(days=1), last_on=WEEK)
    assert len(listed(council.actor, WEEK)) == 1


def test_the_database_refuses_whatever_the_code_had_checked(
    council: Contested, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = council.shown(PIN, council.second, council.near)
    council.make(PIN, council.first, council.near)
    looks = []

    def too_early(*told: Any) -> None:
        looks.append(told)
        if len(looks) > 1:
            asked.refuse_if_spoken_for(*told)

    monkeypatch.setattr(services, "preview", lambda **_: shown)
    monkeypatch.setattr(services, "refuse_if_spoken_for", too_early)
    with pytest.raises(AlreadySaid, match="Aisha Demo pinned another household"):
        make_edit(
            kind=PIN, household_id=council.second.id, unit_id=council.near.id, reason=WHY, last_on=WEEK,
            seen=shown.key, by=council.actor, now=NOW,
        )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "who", "where"), [(PIN, "first", "far"), (PIN, "second", "near"), (BAN, "first", "near")]
)
def test_two_rows_that_cannot_both_stand(council: Contested, kind: str, who: str, where: str) -> None:
    council.make(PIN, council.first, council.near)
    copy = MatchEdit(
        authority_code=council.town.code, kind=kind, household_id=getattr(council, who).id,
        unit_id=getattr(council, where).id, during=Range(WEEK, WEEK + timedelta(days=9), bounds="[)"), reason="made up",
        cost={}, made_at=NOW, made_by=council.actor.account_id, made_by_name="made up",
    )  # fmt: skip
    with Session(db.engine()) as session:
        session.add(copy)
        with pytest.raises(IntegrityError, match="ex_match_edit_one_"):
            session.flush()


def test_of_two_who_pin_one_unit_at_once_one_wins_and_the_other_reads_who(council: Contested) -> None:
    people = {"first": council.actor, "second": council.town.actor(Role.HOMELESSNESS, "Bea Demo")}
    council.town.session.commit()
    ready, ended = threading.Barrier(2), {}
    shown = {name: council.shown(PIN, getattr(council, name), council.near) for name in people}

    def pin(name: str) -> None:
        ready.wait()
        try:
            make_edit(
                kind=PIN, household_id=getattr(council, name).id, unit_id=council.near.id, reason=WHY, last_on=WEEK,
                seen=shown[name].key, by=people[name], now=NOW,
            )  # fmt: skip
            ended[name] = "won"
        except Refused as refused:
            ended[name] = str(refused)

    threads = [threading.Thread(target=pin, args=(name,)) for name in people]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (winner,) = [name for name, said in ended.items() if said == "won"]
    (loser,) = set(people) - {winner}
    assert f"{people[winner].name} pinned another household to" in ended[loser]


def test_what_was_shown_is_what_is_confirmed(council: Contested) -> None:
    seen = council.shown(PIN, council.first, council.near).key
    council.make(BAN, council.second, council.near)
    with pytest.raises(CostChanged, match="is not what you were shown") as changed:
        make_edit(
            kind=PIN, household_id=council.first.id, unit_id=council.near.id, reason=WHY, last_on=WEEK, seen=seen,
            by=council.actor, now=NOW,
        )  # fmt: skip
    assert changed.value.preview.key != seen
    assert listed(council.actor) == [("ban", council.shown(BAN, council.first, council.near).wanted.unit.said)]


def test_a_pin_that_no_run_could_honour_is_refused_with_the_rule(council: Contested) -> None:
    with pytest.raises(Refused, match=r"R-FAR cannot be pinned for H-\d+ now: a rule closes the unit.*not agreed to"):
        council.make(PIN, council.second, council.far)


def test_an_open_offer_of_the_pair_comes_first(council: Contested) -> None:
    council.town.offer(council.second, council.near)
    council.town.session.commit()
    with pytest.raises(Refused, match=r"An offer of this unit to this household is open\. Withdraw the offer first"):
        council.make(BAN, council.second, council.near)


@pytest.mark.parametrize("reason", ["", "  \n", "x" * 2001])
def test_without_a_reason_nothing_is_stored_or_lifted(council: Contested, reason: str) -> None:
    pin = council.make(PIN, council.first, council.near)
    with pytest.raises(Refused) as refused:
        lift_edit(edit_id=pin.id, reason=reason, by=council.actor, now=NOW)
    assert refused.value.field == "reason"
    with pytest.raises(Refused):
        make_edit(kind=BAN, household_id=council.second.id, unit_id=council.near.id, reason=reason, last_on=WEEK,
                  seen="", by=council.actor, now=NOW)  # fmt: skip
    assert len(listed(council.actor)) == 1


def test_only_the_own_cases_and_only_people(council: Contested) -> None:
    town = council.town
    pin = council.make(PIN, council.first, council.near)
    officer = town.actor(Role.OFFICER, "Ola Demo", town.provider)
    barred = town.actor(Role.HOMELESSNESS, "Bar Demo")
    town.bar(barred, council.first)
    town.session.commit()
    for actor in (officer, barred):
        with pytest.raises(NotFound):
            lift_edit(edit_id=pin.id, reason="made up", by=actor, now=NOW)
        with pytest.raises(NotFound):
            council.make(BAN, council.first, council.far, by=actor)
        assert listed(actor) == []
    with pytest.raises(Forbidden):
        make_edit(kind=PIN, household_id=council.first.id, unit_id=council.far.id, reason=WHY, last_on=WEEK, seen="",
                  by=town.actor(Role.REFUGE), now=NOW)  # fmt: skip
    nobody = Actor("Haven", None, council.actor.grants)
    with pytest.raises(Refused, match="Only a person"):
        lift_edit(edit_id=pin.id, reason="made up", by=nobody, now=NOW)
