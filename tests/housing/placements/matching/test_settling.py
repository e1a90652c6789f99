"""What no rule reads is said with the proposal, so that it is settled before the unit is held."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update
from sqlalchemy.orm import Session

from housing import db
from housing.places.models import AcceptancePolicy
from tests.housing.placements.matching.mornings import Morning, text_of

pytestmark = pytest.mark.usefixtures("this_morning")


def test_today_s_run_says_what_to_settle_before_it_is_accepted(morning: Morning, client: FlaskClient) -> None:
    assert "Settle with the service" not in text_of(client.get("/matching").data)
    with Session(db.engine()) as session, session.begin():
        session.execute(update(AcceptancePolicy).values(restrictions=["arson"]))
    said = text_of(client.get("/matching").data)
    assert "Settle with the service" in said
    assert "arson" in said
    client.post(f"/matching/proposals/{morning.proposal(morning.placed)}/accept")
    assert "Settle with the service" not in text_of(client.get("/matching").data)
