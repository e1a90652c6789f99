"""Moving on: what is in the way, where the new home is, the move, how she is afterwards, and coming back."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.access import NotFound, Role
from housing.placements.matching.snapshot import take
from housing.placements.models import Stay
from housing.placements.moving.models import AfterContact, Move, MoveOnEntry, NewHome
from housing.placements.moving.planning import Place, check_home, write_plan
from housing.placements.moving.queries import moving
from housing.placements.moving.resettling import Asked, record_contact, record_move
from housing.places.models import Postcode
from housing.presentations import stages
from housing.presentations.models import Presentation, StageEntry
from housing.presentations.services import start_again
from housing.refusals import Refused
from housing.tasks.models import Task
from pathway.stages import Stage
from tests.housing.placements.arranging import Arranged, member
from tests.housing.placements.matching.factories import COUNCIL, NOW, TODAY

SECRET = "12 Canary New Street"


def plan(there: Arranged, **said: Any) -> MoveOnEntry:
    answers: dict[str, Any] = {
        "stage": "bidding", "blockers": ["deposit", "arrears"], "destination": "council_tenancy",
        "expected_on": date(2026, 12, 20), "words": "Made up: the deposit is asked for", **said,
    }  # fmt: skip
    return write_plan(household_id=there.household.id, by=there.officer, now=NOW, **answers)


def place(there: Arranged, **where: str | None) -> Place:
    said: dict[str, str | None] = {"postcode": None, "ward_code": there.town.ward, "by_hand": None, **where}
    return Place(destination="council_tenancy", address=SECRET, **said)


def check(there: Arranged, **where: str | None) -> NewHome:
    return check_home(household_id=there.household.id, place=place(there, **where), by=there.officer, now=NOW)[0]


def moves(there: Arranged, *, on: date = TODAY, although: str | None = None, secured: str = "done") -> Move:
    return record_move(
        household_id=there.household.id, moved_on=on, secured=secured, although=although, by=there.officer, now=NOW
    )


def asks(there: Arranged, move: Move, weeks: int = 4, **said: Any) -> AfterContact:
    return record_contact(
        move_id=move.id, weeks=weeks, asked=Asked(**{"reached": True, **said}), by=there.officer,
        now=NOW + timedelta(weeks=weeks),
    )  # fmt: skip


def stage_of(engine: Engine) -> str:
    with Session(engine) as session:
        return session.scalars(select(StageEntry.stage).order_by(StageEntry.at.desc())).first() or ""


def test_the_plan_is_rows_and_the_same_said_twice_is_one(there: Arranged, lives: Stay) -> None:
    plan(there)
    plan(there)
    plan(there, blockers=[])
    with Session(there.engine) as session:
        rows = session.scalars(select(MoveOnEntry).order_by(MoveOnEntry.position)).all()
    assert [(row.position, row.blockers) for row in rows] == [(0, ["arrears", "deposit"]), (1, [])]


@pytest.mark.parametrize(
    ("said", "field"), [({"stage": "made_up"}, "stage"), ({"blockers": ["made_up"]}, "blockers"),
                        ({"destination": "made_up"}, "destination"), ({"words": "x" * 2001}, "words")],
)  # fmt: skip
def test_what_is_not_on_the_list_is_said_on_its_question(
    there: Arranged, lives: Stay, said: dict[str, object], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        plan(there, **said)
    assert refused.value.field == field


def test_a_new_home_far_from_danger_is_clear_and_its_address_is_sealed(there: Arranged, lives: Stay) -> None:
    home = check(there)
    assert home.answer == "clear"
    assert set(home.rules) == {
        "danger-zone", "excluded-area", "outside-authority", "threat-on-site", "is-a-threat", "kept-apart",
    }  # fmt: skip
    with there.engine.connect() as connection:
        stored = connection.exec_driver_sql("select address from new_home").scalar_one()
    assert SECRET.encode() not in bytes(stored)


def test_a_new_home_near_danger_is_told_and_never_where_the_danger_is(there: Arranged, lives: Stay) -> None:
    concern = there.town.concern(there.household)
    there.town.danger(concern, 440_000, 390_000, 500)
    there.town.session.commit()
    row, checked = check_home(household_id=there.household.id, place=place(there), by=there.officer, now=NOW)
    assert (row.answer, row.rules["danger-zone"]) == ("refused", "refuse")
    assert checked.sentences == ("it is too near a place where the household is in danger",)


def test_on_the_edge_is_inside_and_a_metre_outside_is_clear(there: Arranged, lives: Stay) -> None:
    concern = there.town.concern(there.household)
    there.town.danger(concern, 440_000, 390_000, 500)
    there.town.session.add_all(
        Postcode(code=code, easting=easting, northing=390_000) for code, easting in
        (("ZZ981AA", 440_500), ("ZZ981AB", 440_501))
    )  # fmt: skip
    there.town.session.commit()
    assert check(there, postcode="ZZ98 1AA", ward_code=None).answer == "refused"
    assert check(there, postcode="ZZ98 1AB", ward_code=None).answer == "clear"


def test_what_nobody_asked_is_asked(there: Arranged, lives: Stay) -> None:
    there.household.concerns_asked = False
    there.town.session.commit()
    assert check(there).answer == "ask"


def test_a_place_that_haven_does_not_know_is_checked_by_hand_or_not_at_all(there: Arranged, lives: Stay) -> None:
    assert check(there, ward_code=None, by_hand="Made up: with the council there").answer == "by_hand"
    for where in ({"ward_code": None}, {"postcode": "ZZ98 9ZZ", "ward_code": None}):
        with pytest.raises(Refused) as refused:
            check(there, **where)
        assert refused.value.field == "postcode"


def test_going_back_is_no_new_home(there: Arranged, lives: Stay) -> None:
    where = Place("returned_to_perpetrator", None, None, there.town.ward, None)
    with pytest.raises(Refused, match="kind of home"):
        check_home(household_id=there.household.id, place=where, by=there.officer, now=NOW)


def test_she_moves_and_is_resettled(there: Arranged, lives: Stay) -> None:
    with pytest.raises(Refused, match="Check the area"):
        moves(there)
    check(there)
    for on in (TODAY + timedelta(days=1), TODAY - timedelta(days=400)):
        with pytest.raises(Refused, match="today or in the past year"):
            moves(there, on=on)
    moves(there)
    assert stage_of(there.engine) == "resettled"
    with pytest.raises(Refused, match="recorded the move of 23 November 2026 already"):
        moves(there)


def test_a_home_that_a_rule_is_against_is_hers_to_choose_with_how_she_is_kept_safe(
    there: Arranged, lives: Stay
) -> None:
    there.town.danger(there.town.concern(there.household), 440_000, 390_000, 500)
    there.town.session.commit()
    check(there)
    with pytest.raises(Refused) as refused:
        moves(there)
    assert refused.value.field == "although"
    assert moves(there, although="Made up: he is in prison until 2031").although is not None


def test_contacts_at_four_and_twelve_weeks_are_owed_until_she_is_reached(there: Arranged, lives: Stay) -> None:
    check(there)
    move = moves(there)
    with pytest.raises(NotFound):
        asks(there, move, 7)
    asks(there, move, 4, reached=False, rating=5)
    asks(there, move, 4, safe=True, rating=4, her_words="Made up: it is quiet here")
    with pytest.raises(Refused, match="Aisha Demo reached her already"):
        asks(there, move, 4)
    with Session(there.engine) as session:
        presentation = session.scalars(select(Presentation)).one()
        found = moving(session, presentation, today=TODAY + timedelta(weeks=13))
        missed = session.scalars(select(AfterContact).where(~AfterContact.reached)).one()
    assert missed.rating is None
    assert [(due.weeks, due.made, due.late(TODAY + timedelta(weeks=13))) for due in found.owed] == [
        (4, True, False), (12, False, True),
    ]  # fmt: skip


def test_not_safe_after_all_is_somebodys_today(there: Arranged, lives: Stay) -> None:
    check(there)
    asks(there, moves(there), safe=False)
    with Session(there.engine) as session:
        task = session.scalars(select(Task).where(Task.kind == "not-safe-after-move")).one()
    assert (task.urgent, task.role, task.household_id) == (True, Role.OFFICER, there.household.id)


def test_nobody_is_locked_out_by_an_earlier_success(there: Arranged, lives: Stay) -> None:
    check(there)
    moves(there)
    with Session(there.engine) as session, session.begin():
        presentation = session.scalars(select(Presentation)).one()
        presentation.ended_at, presentation.outcome = NOW, "resettled"
        stages.write(session, presentation, Stage.CLOSED, words="Made up.", by=there.officer, now=NOW, move="x")
    there.town.session.expire_all()
    again = start_again(household_id=there.household.id, route=None, by=there.officer, now=NOW + timedelta(days=90))
    with Session(there.engine) as session:
        snapshot = take(session, COUNCIL, now=NOW + timedelta(days=90))
    assert again.household_id in snapshot.seeking
    (household,) = snapshot.document["households"]
    assert household["declined"] == []
    assert household["members"]


@pytest.mark.parametrize("role", [Role.OFFICER, Role.HOMELESSNESS])
def test_out_of_reach_is_not_there(there: Arranged, lives: Stay, role: Role) -> None:
    other = member(there.town, there.town.actor(role, "Olu Demo"))
    there.town.bar(other, there.household)
    there.town.session.commit()
    for act in (
        lambda: check_home(household_id=there.household.id, place=place(there), by=other, now=NOW),
        lambda: record_contact(move_id=uuid4(), weeks=4, asked=Asked(True), by=other, now=NOW),
    ):
        with pytest.raises(NotFound):
            act()
