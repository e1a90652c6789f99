"""The pages of a unit and of photographs: nothing typed is lost, nobody is overwritten."""

from __future__ import annotations

import io
import re
from html import unescape

import pytest
from flask.testing import FlaskClient
from PIL import Image
from sqlalchemy.orm import Session

from housing import db
from housing.places.models import Unit
from tests.housing.placements.arranging import Arranged
from tests.housing.places.stock.stock_pages import UNIT, carried
from tests.housing.places.test_pages import sent, text
from tests.housing.signing_in import sign_in_as


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"beds_1": ""}, "Enter how many people can sleep in bedroom 1"),
        ({"beds_1": "0"}, "must be 1 or more"),
        ({"beds_2": "", "cots_2": "1"}, "Enter the beds in bedroom 2, or take its cots out"),
        ({"max_people": "5"}, "People at most must be 4 or fewer: there are 4 beds and cots"),
        ({"floor": "61"}, "Floor must be 60 or fewer"),
        ({"lift": ""}, "Select whether a lift goes there"),
        ({"weekly_charge": "much"}, "must be an amount of money"),
        ({"features": ["moat"]}, "Select an answer from the list"),
    ],
)
def test_a_unit_that_contradicts_itself_is_said_so(
    client: FlaskClient, signed: Arranged, changes: dict[str, object], sentence: str
) -> None:
    shown = unescape(sent(client, f"/properties/{signed.home.id}/units/add", {**UNIT, **changes}))
    assert sentence in shown
    assert 'value="new-1"' in shown or 'value="NEW-1"' in shown


def test_another_bedroom_is_asked_for_without_losing_anything(client: FlaskClient, signed: Arranged) -> None:
    page = sent(client, f"/properties/{signed.home.id}/units/add", {**UNIT, "more": "yes"})
    assert 'name="beds_3"' in page
    assert "There is a problem" not in page
    assert 'value="new-1"' in page
    for odd in ("99", "x", "-1", "", "100000"):
        assert client.post(f"/properties/{signed.home.id}/units/add", data={**UNIT, "rooms": odd}).status_code < 400


def test_a_unit_is_changed_and_its_history_says_who(client: FlaskClient, signed: Arranged) -> None:
    address = f"/units/{signed.unit.id}/facts"
    page = text(client, address)
    with Session(db.engine()) as session:
        rooms = enumerate(session.get_one(Unit, signed.unit.id).bedrooms, start=1)
        answers: dict[str, object] = {f"beds_{number}": str(room["beds"]) for number, room in rooms}
    answers |= {"code": signed.unit.code, "max_people": "1", "floor": "2", "lift": "yes", "seen": carried(page)}
    assert "The facts are recorded" in sent(client, address, {**answers, "rooms": carried(page, "rooms")})
    history = text(client, f"/units/{signed.unit.id}/history")
    assert signed.manager.name in history
    assert "Floor: 2" in history
    late = sent(client, address, {**answers, "floor": "3", "rooms": "1"})
    assert "Somebody else changed" in late
    again = {**answers, "floor": "3", "rooms": carried(late, "rooms"), "seen": carried(late)}
    assert "The facts are recorded" in sent(client, address, again)


def photograph() -> io.BytesIO:
    written = io.BytesIO()
    Image.new("RGB", (80, 60), "teal").save(written, "JPEG", comment=b"Canary Cottage")
    written.seek(0)
    return written


def test_a_photograph_is_added_shown_and_erased(client: FlaskClient, signed: Arranged) -> None:
    address = f"/properties/{signed.home.id}/photographs"
    wrong = {"photograph": (io.BytesIO(b"GIF89a nothing"), "x.gif"), "words": "A room", "of": "property"}
    refused = client.post(address, data=wrong, content_type="multipart/form-data").get_data(as_text=True)
    assert "must be a JPG or JPEG or PNG" in refused
    assert 'value="A room"' in refused
    for name, data, sentence in (
        ("x.jpg", b"\xff\xd8\xff nothing", "must be a photograph saved as JPEG or PNG"),
        ("x.jpg", b"", "Select a photograph"),
    ):
        odd = {"photograph": (io.BytesIO(data), name if data else ""), "words": "A room", "of": "property"}
        assert sentence in client.post(address, data=odd, content_type="multipart/form-data").get_data(as_text=True)
    good = {"photograph": (photograph(), "room.jpeg"), "words": "A room", "of": str(signed.unit.id)}
    added = client.post(address, data=good, content_type="multipart/form-data", follow_redirects=True)
    page = added.get_data(as_text=True)
    assert 'alt="A room"' in page
    source = re.search(r'src="(/photographs/[^"]+)"', page)
    assert source is not None
    picture = client.get(source[1])
    assert (picture.mimetype, picture.headers["Cache-Control"]) == ("image/jpeg", "no-store")
    assert b"Canary" not in picture.data
    sign_in_as(client, signed.officer)
    assert client.get(source[1]).status_code == 403
    sign_in_as(client, signed.manager)
    assert "is erased" in sent(client, f"{source[1]}/remove")
    assert client.get(source[1]).status_code == 404
