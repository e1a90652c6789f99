"""Sending a file in a browser: every fault at once, what would change, one button, and nothing twice."""

from __future__ import annotations

import io
import re

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing import db
from housing.places.models import Unit
from housing.places.sheets.columns import FIXED
from housing.places.sheets.services import read_file
from housing.places.sheets.writing import Filled, xlsx
from tests.housing.placements.arranging import ADDRESS, Arranged, refuge_manager
from tests.housing.signing_in import sign_in_as

PAGE = "/units/spreadsheet"
SEEN = re.compile(r'name="seen" value="([^"]*)"')
HEADINGS = "Property,Unit,Bedrooms,People at most,Floor,Lift"


@pytest.fixture
def signed_in(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager is signed in."""
    sign_in_as(client, served.manager)
    return served


def send(client: FlaskClient, content: bytes, name: str = "units.csv", status: int = 200) -> tuple[str, str]:
    """The page that follows, and its address."""
    answer = client.post(PAGE, data={"file": (io.BytesIO(content), name)}, follow_redirects=True)
    assert answer.status_code == status
    return answer.get_data(as_text=True), answer.request.path


def rows(*said: str) -> bytes:
    return "\n".join([HEADINGS, *said]).encode()


def units() -> int:
    with Session(db.engine()) as session:
        return session.scalar(select(func.count()).select_from(Unit)) or 0


def test_a_file_is_looked_at_confirmed_once_and_says_nothing_the_second_time(
    client: FlaskClient, signed_in: Arranged
) -> None:
    content = rows(f"{signed_in.home.code},TWO,2+1,3,0,no", f"{signed_in.home.code},{signed_in.unit.code},2;3,4,1,yes")
    shown, address = send(client, content)
    assert "2 rows would change something" in shown
    assert "Nothing has been saved yet" in shown
    assert "Floor: 0 → 1" in shown
    assert units() == 1
    seen = SEEN.search(shown)
    assert seen is not None
    for _ in range(2):
        done = client.post(address, data={"seen": seen[1]}, follow_redirects=True).get_data(as_text=True)
        assert "The file is saved" in done
        assert "2 rows have done something" in done
    assert units() == 2
    again, _ = send(client, content)
    assert "The file says what Haven says already" in again
    assert "Save all of it" not in again


def test_every_fault_is_listed_and_nothing_can_be_saved(client: FlaskClient, signed_in: Arranged) -> None:
    shown, address = send(client, rows("LR9,TWO,0,3,x,no", f"{signed_in.home.code},,2,1,0,no"))
    for told in ("Units, row 2, Bedrooms", "Floor must be a whole number", "Units, row 3, Unit", "Unit is missing"):
        assert told in shown, told
    assert "Save all of it" not in shown
    refused = client.post(address, data={"seen": "made up"}).get_data(as_text=True)
    assert "Units, row 2, Bedrooms" in refused
    assert units() == 1


@pytest.mark.parametrize(
    ("content", "name", "sentence"),
    [
        (b"", "units.csv", "The selected file is empty"),
        (b"MZ\x90\x00", "units.csv", "must be a XLSX or CSV"),
        (b"MZ\x90", "units.exe", "must be a XLSX or CSV"),
        (b"PK\x03\x04broken", "units.xlsx", "not a workbook that can be read"),
        (b"a,b\n1,2", "../../x.csv", "The headings are not known"),
    ],
)
def test_what_is_no_file_of_stock_is_said_on_the_question(
    client: FlaskClient, signed_in: Arranged, content: bytes, name: str, sentence: str
) -> None:
    shown, address = send(client, content, name)
    assert sentence in shown
    assert address == PAGE
    assert "Select a file" in client.post(PAGE, data={}).get_data(as_text=True)


def test_a_file_out_is_the_file_in(client: FlaskClient, signed_in: Arranged) -> None:
    template = client.get(f"{PAGE}/template.xlsx")
    assert template.headers["Content-Disposition"] == 'attachment; filename="stock-template.xlsx"'
    told = client.post(f"{PAGE}/fetch", data={"form": "xlsx", "addresses": "yes"})
    assert ADDRESS in str(read_file(told.data, most_rows=99).sheets)
    kept = client.post(f"{PAGE}/fetch", data={"form": "xlsx"})
    assert ADDRESS not in str(read_file(kept.data, most_rows=99).sheets)
    assert "The file says what Haven says already" in send(client, told.data, "stock.xlsx")[0]
    assert "Select which file" in client.post(f"{PAGE}/fetch", data={}).get_data(as_text=True)
    empty, _ = send(client, xlsx([Filled("Units", [])], FIXED), "stock.xlsx")
    assert "nothing to change" in empty


def test_a_draft_is_not_there_for_anybody_else(client: FlaskClient, signed_in: Arranged) -> None:
    _, address = send(client, rows(f"{signed_in.home.code},TWO,2,2,0,no"))
    stranger = refuge_manager(signed_in.town, "Sara Demo", signed_in.town.team)
    signed_in.town.session.commit()
    for actor, status in ((stranger, 404), (signed_in.officer, 403)):
        sign_in_as(client, actor)
        assert client.get(address).status_code == status
        assert client.post(address, data={"seen": "x"}).status_code == status


def test_the_council_fetches_without_addresses(client: FlaskClient, served: Arranged) -> None:
    sign_in_as(client, served.officer)
    assert "without addresses" in client.get("/vacancies/spreadsheet").get_data(as_text=True)
    answer = client.post("/vacancies/spreadsheet", data={"form": "xlsx", "addresses": "yes"})
    found = str(read_file(answer.data, most_rows=99).sheets)
    assert served.home.code in found
    assert ADDRESS not in found
    assert client.get(PAGE).status_code == 403


@pytest.mark.parametrize("many", [2, 40])
def test_the_number_of_queries_does_not_grow_with_the_file(client: FlaskClient, signed_in: Arranged, many: int) -> None:
    _, address = send(client, rows(*(f"{signed_in.home.code},N{number},2,2,0,no" for number in range(many))))
    with db.count_statements() as statements:
        client.get(address)
    assert len(statements) <= 16, "\n".join(statements)
