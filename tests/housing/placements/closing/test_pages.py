"""The pages of closings: one sentence for what is wrong, nothing typed lost, and nothing of anybody else's."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import uuid4

import pytest
from flask.testing import FlaskClient

from housing import clock, db
from housing.access import Role
from tests.housing.placements.arranging import ADDRESS, Arranged, member, refuge_manager
from tests.housing.signing_in import sign_in_as

SOME_DAYS = timedelta(days=9)


@pytest.fixture
def signed_in(client: FlaskClient, served: Arranged) -> Arranged:
    """The refuge manager is signed in."""
    sign_in_as(client, served.manager)
    return served


def parts(name: str, day: date) -> dict[str, int]:
    return {f"{name}-day": day.day, f"{name}-month": day.month, f"{name}-year": day.year}


def text(client: FlaskClient, at: str) -> str:
    return client.get(at).get_data(as_text=True)


def send(client: FlaskClient, at: str, **answers: object) -> str:
    return client.post(at, data=answers, follow_redirects=True).get_data(as_text=True)


def planned(day: date, **more: object) -> dict[str, object]:
    return {"how": "planned", **parts("from_on", day), "again": "not-known", "reason": "works", **more}


def test_a_property_is_closed_and_its_page_says_so(client: FlaskClient, signed_in: Arranged) -> None:
    home, day = signed_in.home, clock.today() + SOME_DAYS
    assert f"/properties/{home.id}/closings" in text(client, f"/properties/{home.id}")
    assert "are open, and no day of closing is planned" in text(client, f"/properties/{home.id}/closings")
    done = send(client, f"/properties/{home.id}/close", **planned(day, words="New boiler"))
    assert f"The closing of {home.code} is recorded" in done
    assert "Building works. New boiler" in done
    assert "Rita Demo" in done
    assert home.code in text(client, "/closings")
    assert "Available for a time" in text(client, "/units")


def test_what_is_wrong_is_said_on_its_question_and_nothing_typed_is_lost(
    client: FlaskClient, signed_in: Arranged
) -> None:
    at = f"/units/{signed_in.unit.id}/close"
    assert "Select whether it is safe to live there now" in send(client, at)
    said = send(
        client, at, **planned(clock.today(), again="day", words="Kept text", **parts("until_on", clock.today()))
    )
    assert "must be in the future" in said
    assert "Kept text" in said
    day = clock.today() + SOME_DAYS
    said = send(client, at, **planned(day, again="day", **parts("until_on", day)))
    assert "The day it opens again must be after the day it closes" in said


def test_over_people_the_page_says_what_to_do_first(client: FlaskClient, signed_in: Arranged) -> None:
    offer = signed_in.offer(now=clock.now())
    signed_in.accept(offer, now=clock.now())
    signed_in.arrive(offer, now=clock.now())
    at = f"/units/{signed_in.unit.id}/close"
    said = send(client, at, **planned(clock.today() + SOME_DAYS))
    assert "Record when they are expected to leave first" in said
    done = send(client, at, how="unsafe", again="not-known", reason="fire")
    assert "The closing of" in done
    assert "Unsafe" in done
    assert "whoever lives there needs another place" in text(client, f"/units/{signed_in.unit.id}")


def test_the_day_it_opens_again_is_changed_and_a_closing_taken_back(client: FlaskClient, signed_in: Arranged) -> None:
    home, day = signed_in.home, clock.today() + SOME_DAYS
    done = send(client, f"/properties/{home.id}/close", **planned(day))
    closing = done.split("/closings/")[1].split("/")[0]
    later = day + SOME_DAYS
    assert "opens again is recorded" in send(
        client, f"/closings/{closing}/opening", again="day", **parts("until_on", later)
    )
    again = send(client, f"/closings/{closing}/opening", again="not-known")
    assert "changed already by Rita Demo" in again
    standing = text(client, f"/properties/{home.id}/closings").split("/closings/")[1].split("/")[0]
    assert "does not close then" in send(client, f"/closings/{standing}/withdraw")
    assert "changed already by Rita Demo" in send(client, f"/closings/{standing}/withdraw")


def test_the_council_reads_what_is_closed_without_an_address_and_changes_nothing(
    client: FlaskClient, signed_in: Arranged
) -> None:
    home = signed_in.home
    send(client, f"/properties/{home.id}/close", **planned(clock.today() + SOME_DAYS))
    officer = member(signed_in.town, signed_in.town.actor(Role.OFFICER, "Olive Demo"))
    signed_in.town.session.commit()
    sign_in_as(client, officer)
    seen = text(client, "/closings")
    assert home.code in seen
    assert ADDRESS not in seen
    assert f"/properties/{home.id}" not in seen
    assert client.post(f"/properties/{home.id}/close").status_code == 403


def test_out_of_reach_is_not_there(client: FlaskClient, signed_in: Arranged) -> None:
    stranger = refuge_manager(signed_in.town, "Sonia Demo", signed_in.town.team)
    signed_in.town.session.commit()
    sign_in_as(client, stranger)
    home, unit = signed_in.home, signed_in.unit
    for at in (
        f"/properties/{home.id}/closings", f"/properties/{home.id}/close", f"/units/{unit.id}/close",
        f"/properties/{home.id}/turnover", f"/closings/{uuid4()}/opening",
    ):  # fmt: skip
        assert client.get(at).status_code == 404
    assert client.post(f"/closings/{uuid4()}/withdraw").status_code == 404
    assert home.code not in text(client, "/closings")


def test_arriving_on_the_day_others_leave_is_each_property_s_own_rule(client: FlaskClient, signed_in: Arranged) -> None:
    home = signed_in.home
    assert "From the same day on" in text(client, f"/properties/{home.id}")
    at = f"/properties/{home.id}/turnover"
    assert "From the next day on" in send(client, at, turnover="next-day")
    assert "From the next day: Rita Demo" in text(client, at)
    send(client, at, turnover="next-day")
    assert text(client, at).count("From the next day: Rita Demo") == 1


def test_the_list_asks_the_same_whatever_is_in_it(client: FlaskClient, signed_in: Arranged) -> None:
    asked = []
    for number in range(4):
        home = signed_in.town.home("refuge")
        signed_in.town.session.commit()
        send(client, f"/properties/{home.id}/close", **planned(clock.today() + (number + 1) * SOME_DAYS))
        with db.count_statements() as statements:
            text(client, "/closings")
        asked.append(len(statements))
    assert len(set(asked)) == 1
