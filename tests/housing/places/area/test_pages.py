"""Areas, the forecast and the map, as each person may see them: no area kept back, nothing of other councils."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import system
from housing.config import Settings
from housing.places.map.loading import load_boundary
from housing.places.map.outline import BadOutline
from tests.housing.application import create_app
from tests.housing.placements.arranging import member
from tests.housing.placements.matching.factories import Town
from tests.housing.places.map.test_drawing import document
from tests.housing.places.seen_by import ADDRESS, AREA, POSTCODE, Stock, stock
from tests.housing.signing_in import sign_in_as

PAGES = ("/places/areas", "/places/forecast", "/places/map", "/places/calendar")


@pytest.fixture
def client(haven: Settings) -> FlaskClient:
    """The whole application."""
    return create_app(haven).test_client()


@pytest.fixture
def there(client: FlaskClient) -> Iterator[Stock]:
    """The stock, on the client's database."""
    with Session(db.engine(), expire_on_commit=False) as session:
        yield stock(session)


def page(client: FlaskClient, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status, address
    return answer.get_data(as_text=True)


@pytest.mark.parametrize("address", PAGES)
def test_no_address_and_no_other_council_s_home_is_on_any_page(client: FlaskClient, there: Stock, address: str) -> None:
    for actor in (there.team, there.manager):
        sign_in_as(client, actor)
        shown = page(client, address)
        for secret in (ADDRESS, POSTCODE, "ELSEWHERE", "E05999902"):
            assert secret not in shown


def rows_of(shown: str) -> list[list[str]]:
    """What each row of the page's table says, cell by cell."""
    rows = re.findall(r'<tr class="govuk-table__row" role="row"><th.*?</tr>', shown, re.DOTALL)
    values = (re.findall(r'haven-table__value">(.*?)</span></t[hd]>', row, re.DOTALL) for row in rows)
    hidden = re.compile(r'<span class="(govuk-visually-hidden|haven-table__unit)".*?</span>|<[^>]+>')
    return [[hidden.sub("", value).strip() for value in row] for row in values]


def test_a_refuge_is_counted_as_withheld_for_the_council_and_by_ward_for_its_own_staff(
    client: FlaskClient, there: Stock
) -> None:
    sign_in_as(client, there.team)
    shown = rows_of(page(client, "/places/areas"))
    assert shown[0] == [AREA, "Dispersed home", "1", "0", "1", "0", "0", "0"]
    assert shown[1] == ["Area withheld", "Refuge", "1", "1", "0", "0", "0", "0"]
    assert shown[2] == ["All", "", "2", "1", "1", "0", "0", "0"]
    sign_in_as(client, there.manager)
    assert [row[0] for row in rows_of(page(client, "/places/areas"))] == [AREA, AREA, "All"]


def test_the_strategy_lead_counts_kinds_in_fives_and_sees_no_area(client: FlaskClient, there: Stock) -> None:
    for _ in range(3):
        there.town.unit(there.refuge)
    there.town.session.commit()
    sign_in_as(client, there.strategist)
    shown = page(client, "/places/areas")
    assert AREA not in shown
    assert "R-FREE" not in shown
    assert [row[:4] for row in rows_of(shown)] == [
        ["All areas", "Refuge", "4", "5"],
        ["All areas", "Dispersed home", "1", "0"],
        ["All", "", "5", "5"],
    ]
    for address in ("/places/forecast", "/places/map", "/places/calendar", "/vacancies"):
        page(client, address, 403)


def test_the_map_has_no_refuge_but_for_its_own_staff(client: FlaskClient, there: Stock) -> None:
    sign_in_as(client, there.team)
    shown = page(client, "/places/map")
    assert rows_of(shown) == [[AREA, "0", "1"]]
    assert "1 unit is not on the map" in shown
    assert "has not been loaded" in shown
    there.refuge.confidential = "area"  # may be told in words; a refuge is never drawn
    there.town.session.commit()
    assert rows_of(page(client, "/places/map")) == [[AREA, "0", "1"]]
    sign_in_as(client, there.manager)
    assert rows_of(page(client, "/places/map")) == [[AREA, "1", "2"]]


def test_an_outline_is_drawn_once_it_is_loaded_and_the_newest_counts(client: FlaskClient, there: Stock) -> None:
    sign_in_as(client, there.team)
    assert "haven-map__outline" not in page(client, "/places/map")
    for minutes, source in ((2, "An older made-up source"), (1, "A made-up source")):
        load_boundary(
            text=document(), authority=there.town.code, source=source, by=system("test"),
            now=clock.now() - timedelta(minutes=minutes),
        )  # fmt: skip
    shown = page(client, "/places/map")
    assert "haven-map__outline" in shown
    assert "A made-up source" in shown
    assert "An older" not in shown


@pytest.mark.parametrize(
    ("says", "told", "sentence"),
    [
        ({}, {}, "which council"),
        ({"authority": "E08999901"}, {"authority": "E08999902"}, "not of E08999902"),
        ({}, {"authority": "E08999909", "source": "x"}, "has no council E08999909"),
        ({}, {"authority": "E08999901"}, "whose data"),
    ],
)
def test_an_outline_of_nobody_is_refused(
    there: Stock, says: dict[str, str], told: dict[str, str], sentence: str
) -> None:
    with pytest.raises(BadOutline, match=sentence):
        load_boundary(
            text=document(**says), authority=told.get("authority"), source=told.get("source"), by=system("test"),
            now=clock.now(),
        )  # fmt: skip


def test_the_forecast_says_what_is_planned_and_how_sure_it_is(client: FlaskClient, there: Stock) -> None:
    sign_in_as(client, there.team)
    shown = page(client, "/places/forecast")
    by_size, by_unit = rows_of(shown)[:-1], rows_of(shown)[-1]
    assert by_unit[0] == "D-LEAVING"
    assert by_unit[2:] == ["Planned", f"Leaving on {_said(5)}"]
    assert by_size[0] == ["Refuge, 2 bedrooms", "1", "1", "0", "0", "0", "0", "0", "0"]
    assert by_size[1] == ["Dispersed home, 2 bedrooms", "1", "0", "1", "1", "0", "0", "0", "0"]
    assert by_size[2][:5] == ["All", "2", "1", "1", "1"]


def _said(days: int) -> str:
    day = clock.today() + timedelta(days=days)
    return f"{day.day} {day:%b %Y}"


@pytest.mark.parametrize("address", PAGES)
def test_a_council_without_stock_is_told_so(client: FlaskClient, there: Stock, address: str) -> None:
    bare = Town(there.town.session, code="E08999903")
    newcomer = member(bare, bare.actor())
    there.town.session.commit()
    sign_in_as(client, newcomer)
    shown = page(client, address)
    assert re.search("No unit|No home|Every unit is free now", shown)
    assert "R-FREE" not in shown


@pytest.mark.parametrize("address", PAGES)
def test_the_number_of_queries_does_not_grow(client: FlaskClient, there: Stock, address: str) -> None:
    sign_in_as(client, there.team)
    page(client, address)
    with db.count_statements() as few:
        page(client, address)
    for _ in range(5):
        home = there.town.home("specialist")
        there.town.lives(there.town.household(), there.town.unit(home))
        there.town.unit(home)
    there.town.session.commit()
    with db.count_statements() as many:
        page(client, address)
    assert len(many) == len(few)
