"""How a household can pay, in the matcher's document: by confirmed nights where there are lines, else as named."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from housing.access import Actor
from housing.placements.matching.snapshot import take
from housing.placements.neighbours.judging import judge, lived_in, others_in, whole
from housing.presentations.funding.lines import Terms, add_line, record_line
from housing.presentations.funding.models import FundingLine
from pathway.funding import Event
from tests.housing.placements.arranging import Arranged, arrange
from tests.housing.placements.matching.factories import NOW, TODAY

SOON = TODAY + timedelta(days=3)  # a place is needed within three days


@pytest.fixture
def there(engine: Engine) -> Arranged:
    with Session(engine, expire_on_commit=False) as session:
        return arrange(session, engine)


def pays(there: Arranged, by: Actor, *, route: str, terms: Terms, event: Event = Event.CONFIRMED) -> FundingLine:
    return add_line(
        household_id=there.household.id, route=route, payer="Made-up payer", event=event, terms=terms, once=uuid4(),
        by=by, now=NOW,
    )  # fmt: skip


def funding(there: Arranged) -> list[str]:
    with Session(there.engine) as session:
        (entry,) = take(session, there.town.code, now=NOW).document["households"]
    found: list[str] = entry["funding"]
    return found


def test_without_lines_the_answer_counts_and_with_them_their_nights(there: Arranged) -> None:
    assert funding(there) == ["housing_benefit"]
    line = pays(there, there.officer, route="section_17", terms=Terms(), event=Event.ASKED)
    assert funding(there) == ["housing_benefit"]
    six_nights, seven_nights = SOON + timedelta(days=6), SOON + timedelta(days=7)
    for until, expected in ((six_nights, ["housing_benefit"]), (seven_nights, ["housing_benefit", "section_17"])):
        record_line(
            household_id=there.household.id, line_id=line.id, event=Event.CONFIRMED, terms=Terms(SOON, until),
            by=there.officer, now=NOW,
        )  # fmt: skip
        assert funding(there) == expected
    benefit = pays(there, there.officer, route="housing_benefit", terms=Terms(), event=Event.ASKED)
    assert funding(there) == ["section_17"]
    record_line(
        household_id=there.household.id, line_id=benefit.id, event=Event.REFUSED, terms=Terms(words="Made up"),
        by=there.officer, now=NOW,
    )  # fmt: skip
    assert funding(there) == ["section_17"]


def test_where_she_lives_the_money_of_tonight_is_judged_and_what_has_ended_is_found(there: Arranged) -> None:
    offer = there.offer()
    there.accept(offer)
    there.arrive(offer)

    def broken() -> list[str]:
        with Session(there.engine) as session:
            (household,) = whole(session, [there.household.id])
            (home,) = lived_in(session, household.id, TODAY)
            others = others_in(session, home.unit.property_id, household.id, TODAY)
            return [each.rule for each in judge(household, home, others, TODAY)]

    assert "funding" not in broken()
    line = pays(there, there.officer, route="housing_benefit", terms=Terms(TODAY, TODAY + timedelta(days=1)))
    assert "funding" not in broken()
    record_line(
        household_id=there.household.id, line_id=line.id, event=Event.ENDED, terms=Terms(until_on=TODAY),
        by=there.officer, now=NOW,
    )  # fmt: skip
    assert "funding" in broken()
