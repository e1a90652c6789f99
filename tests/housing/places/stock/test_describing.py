"""How a property is, from a day on: the newest not later counts, and nothing is overwritten."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.orm import Session

from housing.access import NotFound
from housing.places.stock import queries, told, words
from housing.places.stock.describing import Description, describe_property, description_on
from housing.places.stock.models import PropertyDescription
from housing.refusals import Outdated, Refused
from tests.housing.placements.arranging import Arranged, refuge_manager
from tests.housing.placements.matching.factories import NOW

TODAY = NOW.date()
OWNED = Description(tenure="council_owned", furnished="part", security=("cctv",), cover="all_hours", on_call=False)
HOURS = {"weekdays": ["09:00", "17:30"], "saturday": ["10:00", "12:00"]}


def describe(there: Arranged, said: Description, *, from_on: date = TODAY, seen: int = 0) -> PropertyDescription:
    return describe_property(
        property_id=there.home.id, description=said, from_on=from_on, seen=seen, by=there.manager, now=NOW
    )


def test_of_several_the_newest_not_later_counts(there: Arranged) -> None:
    describe(there, OWNED, from_on=TODAY - timedelta(days=30))
    describe(there, Description(tenure="private_lease"), from_on=TODAY + timedelta(days=1), seen=1)
    describe(there, Description(tenure="managed"), from_on=TODAY - timedelta(days=60), seen=2)
    with Session(there.engine) as session:
        rows = queries.descriptions(session, there.home.id)
    on = {days: description_on(rows, TODAY + timedelta(days=days)) for days in (-61, -60, -30, 0, 1)}
    assert [row.tenure if row else None for row in on.values()] == [
        None, "managed", "council_owned", "council_owned", "private_lease",
    ]  # fmt: skip


def test_of_one_day_the_last_recorded_counts(there: Arranged) -> None:
    describe(there, OWNED)
    describe_property(
        property_id=there.home.id, description=Description(tenure="managed"), from_on=TODAY, seen=1,
        by=there.manager, now=NOW + timedelta(minutes=1),
    )  # fmt: skip
    with Session(there.engine) as session:
        found = description_on(queries.descriptions(session, there.home.id), TODAY)
    assert found is not None
    assert found.tenure == "managed"


def test_it_is_said_in_words(there: Arranged) -> None:
    row = describe(
        there, Description(tenure="managed", cover="set_hours", cover_hours=HOURS, location_notes="Behind the square")
    )
    with Session(there.engine) as session:
        said = words.described(row, queries.lists(session, there.home.authority_code))
    assert said["Tenure"] == "Managed for its owner"
    assert said["Staff there"] == "Monday to Friday 9am to 5:30pm; Saturday 10am to midday"
    assert (said["Furnished"], said["On call besides"]) == ("Not known", "Not known")


def test_what_somebody_typed_is_sealed(there: Arranged) -> None:
    describe(there, Description(location_notes="Behind Canary Square", notes="Canary key in the office"))
    with there.engine.connect() as connection:
        raw = connection.execute(text("select location_notes, notes from property_description")).one()
    assert all(b"Canary" not in bytes(each) for each in raw)


def test_what_is_not_in_order_is_said_on_its_question(there: Arranged) -> None:
    for said, field in (
        (Description(tenure="castle"), "tenure"),
        (Description(security=("moat",)), "security"),
        (Description(cover="set_hours", cover_hours={"sunday": ["12:00", "12:00"]}), "sunday_until"),
    ):
        with pytest.raises(Refused) as refused:
            describe(there, said)
        assert refused.value.field == field


def test_nobody_overwrites_and_nobody_else_describes(there: Arranged) -> None:
    describe(there, OWNED)
    with pytest.raises(Outdated):
        describe(there, OWNED, seen=0)
    stranger = refuge_manager(there.town, "Sara Demo", there.town.team)
    there.town.session.commit()
    with pytest.raises(NotFound):
        describe_property(property_id=there.home.id, description=OWNED, from_on=TODAY, seen=1, by=stranger, now=NOW)


def test_the_history_says_what_became_different(there: Arranged) -> None:
    describe(there, OWNED)
    describe_property(
        property_id=there.home.id, description=Description(tenure="managed", furnished="part", security=("cctv",),
        cover="all_hours", on_call=False), from_on=TODAY, seen=1, by=there.manager, now=NOW + timedelta(minutes=1),
    )  # fmt: skip
    with Session(there.engine) as session:
        lists = queries.lists(session, there.home.authority_code)
        history = told.of_property([], queries.descriptions(session, there.home.id), lists, {})
    assert history[0].rows == (("Tenure", "Owned by the council", "Managed for its owner"),)
    assert [each.by for each in history] == [there.manager.name] * 2
