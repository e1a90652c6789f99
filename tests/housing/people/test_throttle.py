"""How often a password may be tried."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from housing import db
from housing.access import Role
from housing.audit import AuditEntry
from housing.people import throttle
from housing.people.models import SignInAttempt
from housing.people.signing_in.services import NotRight, TooManyTries, sign_in
from tests.housing.people.factories import PASSWORD, with_password

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WRONG = "not the right one"
SECURITY = Path(__file__).parents[3] / "docs" / "security.md"
pytestmark = pytest.mark.usefixtures("engine")


def tries(email: str, number: int, *, at: datetime = START, network: str = "192.0.2.1") -> list[type[Exception]]:
    """What a number of wrong tries at one moment are told."""
    told: list[type[Exception]] = []
    for _ in range(number):
        with pytest.raises((NotRight, TooManyTries)) as caught:
            sign_in(email=email, password=WRONG, network=network, now=at)
        told.append(caught.type)
    return told


def wait_told(email: str, *, at: datetime, network: str = "192.0.2.1") -> timedelta:
    """How long a try is told to wait."""
    with pytest.raises(TooManyTries) as caught:
        sign_in(email=email, password=PASSWORD, network=network, now=at)
    return caught.value.wait


def test_the_sixth_try_waits_and_the_right_password_works_afterwards() -> None:
    email = with_password(Role.OFFICER)
    assert tries(email, 6) == [NotRight] * 5 + [TooManyTries]
    assert wait_told(email, at=START) == timedelta(minutes=1)
    actor = sign_in(email=email, password=PASSWORD, network="192.0.2.1", now=START + timedelta(minutes=1))
    assert actor.roles == {Role.OFFICER}


def test_unknown_addresses_wait_just_the_same() -> None:
    assert tries("nobody@example.invalid", 6) == [NotRight] * 5 + [TooManyTries]


def test_the_wait_grows_to_a_quarter_of_an_hour_and_no_further() -> None:
    email, at = with_password(Role.OFFICER), START
    tries(email, 4, at=at)
    waits = []
    for _ in range(25):
        tries(email, 1, at=at)
        waits.append(int(wait_told(email, at=at) / timedelta(minutes=1)))
        at += timedelta(minutes=waits[-1])
        if at > START + timedelta(minutes=50):
            break
    assert waits[:11] == [1] * 5 + [2] * 5 + [4]
    assert timedelta(minutes=15) == throttle.LONGEST_WAIT


def test_an_hour_later_nothing_counts_any_more() -> None:
    email = with_password(Role.OFFICER)
    tries(email, 5)
    assert tries(email, 5, at=START + timedelta(hours=1, seconds=1)) == [NotRight] * 5


def test_the_right_password_starts_the_count_anew() -> None:
    email = with_password(Role.OFFICER)
    tries(email, 4)
    sign_in(email=email, password=PASSWORD, network="192.0.2.1", now=START + timedelta(seconds=1))
    assert tries(email, 5, at=START + timedelta(seconds=2)) == [NotRight] * 5


def test_a_stranger_elsewhere_does_not_keep_the_owner_out() -> None:
    email = with_password(Role.OFFICER)
    sign_in(email=email, password=PASSWORD, network="192.0.2.1", now=START)
    later = START + timedelta(minutes=5)
    for number in range(6):
        tries(email, 1, at=later, network=f"198.51.100.{number}")
    assert wait_told(email, at=later, network="198.51.100.77")
    sign_in(email=email, password=PASSWORD, network="192.0.2.1", now=later)


def test_a_network_has_twenty_wrong_tries_a_minute() -> None:
    told = [tries(f"nobody{number}@example.invalid", 1)[0] for number in range(21)]
    assert told == [NotRight] * 20 + [TooManyTries]
    assert tries("nobody99@example.invalid", 1, network="192.0.2.2") == [NotRight]
    assert tries("nobody98@example.invalid", 1, at=START + timedelta(minutes=1)) == [NotRight]


def test_the_second_half_of_an_ipv6_address_makes_no_other_network() -> None:
    one, same, other = (throttle.buckets("a@b", f"2001:db8:0:{each}").network for each in ("1::1", "1:2:3:4:5", "2::1"))
    assert one == same
    assert one != other
    assert throttle.buckets("a@b", "").network != throttle.buckets("a@b", "unknown").network


def test_many_tries_at_once_are_counted_like_one_after_another() -> None:
    email = with_password(Role.OFFICER)

    def once(number: int) -> bool:
        try:
            sign_in(email=email, password=WRONG, network=f"198.51.100.{number}", now=START)
        except (NotRight, TooManyTries) as error:
            return isinstance(error, NotRight)
        return True

    with ThreadPoolExecutor(8) as pool:
        assert sum(pool.map(once, range(24))) == 5


def test_a_flood_leaves_one_line_a_minute_in_the_trail() -> None:
    email = with_password(Role.OFFICER)
    tries(email, 30)
    with Session(db.engine()) as session:
        counted = select(AuditEntry.action, func.count()).group_by(AuditEntry.action)
        assert dict(session.execute(counted).all()) == {
            "sign_in.failed": 5,
            "sign_in.throttled": 1,
        }


def test_nobody_can_read_who_tried_from_where(engine: Engine) -> None:
    email = with_password(Role.OFFICER)
    tries(email, 6)
    with Session(engine) as session:
        kept = " ".join(session.scalars(select(SignInAttempt.who)))
    assert email not in kept
    assert "192.0.2.1" not in kept


def test_the_numbers_are_the_ones_that_are_promised() -> None:
    said = SECURITY.read_text(encoding="utf-8")
    minutes = int(throttle.LONGEST_WAIT / timedelta(minutes=1))
    assert f"{throttle.ACCOUNT_TRIES} wrong tries" in said
    assert f"{throttle.NETWORK_TRIES} wrong tries a minute" in said
    assert f"up to {minutes} minutes" in said
