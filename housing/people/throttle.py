"""How often somebody may try a password: counted in the database, so that all workers count together.

An account has 5 wrong tries; then each further one waits a minute, and after every 5 more the wait doubles, up to 15
minutes. It is never locked for good, and the right password works once the wait is over. Tries from a network that
the account has signed in from in the last 30 days are counted apart, so that a stranger elsewhere cannot keep its
owner out. A network has 20 wrong tries a minute. Who tried is kept as a keyed digest only.
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from housing.people.models import SignInAttempt
from housing.sealing import ring

ACCOUNT_TRIES, NETWORK_TRIES = 5, 20
WINDOW = timedelta(minutes=1)
LONGEST_WAIT = timedelta(minutes=15)
COUNTED_FOR = timedelta(hours=1)
KNOWN_FOR = timedelta(days=30)


class Buckets(NamedTuple):
    """What one try is counted under."""

    account: str
    network: str
    pair: str


def buckets(email: str, network: str) -> Buckets:
    """The digests of an address as typed, of where the try comes from, and of both together."""
    account, place = email.strip().casefold(), _place(network)
    digests = (f"account {account}", f"network {place}", f"pair {account} {place}")
    return Buckets(*(ring().fingerprint(hashlib.sha256(words.encode()).hexdigest()) for words in digests))


def wait(session: Session, who: Buckets, *, now: datetime) -> timedelta:
    """How long until the next try is allowed; nought where it is allowed now.

    Tries on one account stand in line (a lock to the end of the transaction), so that many at once are still counted.
    """
    session.execute(text("select pg_advisory_xact_lock(hashtextextended(:who, 815002))"), {"who": who.account})
    own = who.pair if _is_known(session, who.pair, now) else who.account
    return max(_wait_of_account(session, own, now), _wait_of_network(session, who.network, now))


def note(session: Session, who: Buckets, *, succeeded: bool, now: datetime) -> None:
    """Count one try."""
    session.add_all(SignInAttempt(who=bucket, at=now, succeeded=succeeded) for bucket in who)


def is_first_refusal(session: Session, who: Buckets, *, now: datetime) -> bool:
    """Whether this is the first try refused in this window: only that one is written into the trail.

    The trail has one writer at a time; a flood of refused tries must not stand in everybody's way.
    """
    told = f"told {who.account}"
    query = select(func.count()).where(SignInAttempt.who == told, SignInAttempt.at > now - WINDOW)
    if session.scalar(query):
        return False
    session.add(SignInAttempt(who=told, at=now, succeeded=False))
    return True


def _place(network: str) -> str:
    """A network address to count under: for IPv6 the first half, since one customer has all of the second."""
    try:
        address = ipaddress.ip_address(network)
    except ValueError:
        return network
    return str(address) if address.version == 4 else str(ipaddress.ip_network((address, 64), strict=False))


def _is_known(session: Session, pair: str, now: datetime) -> bool:
    query = select(SignInAttempt.id).where(
        SignInAttempt.who == pair, SignInAttempt.succeeded, SignInAttempt.at > now - KNOWN_FOR
    )
    return session.execute(query.limit(1)).first() is not None


def _wait_of_account(session: Session, own: str, now: datetime) -> timedelta:
    last_right = select(func.max(SignInAttempt.at)).where(SignInAttempt.who == own, SignInAttempt.succeeded)
    since = func.greatest(now - COUNTED_FOR, func.coalesce(last_right.scalar_subquery(), now - COUNTED_FOR))
    query = select(func.count(), func.max(SignInAttempt.at)).where(
        SignInAttempt.who == own, SignInAttempt.succeeded.is_(False), SignInAttempt.at > since
    )
    wrong, last_wrong = session.execute(query).one()
    if wrong < ACCOUNT_TRIES:
        return timedelta()
    pause = min(WINDOW * 2 ** ((wrong - ACCOUNT_TRIES) // ACCOUNT_TRIES), LONGEST_WAIT)
    left: timedelta = last_wrong + pause - now
    return max(left, timedelta())


def _wait_of_network(session: Session, network: str, now: datetime) -> timedelta:
    query = (
        select(SignInAttempt.at)
        .where(SignInAttempt.who == network, SignInAttempt.succeeded.is_(False), SignInAttempt.at > now - WINDOW)
        .order_by(SignInAttempt.at.desc())
    )
    recent = list(session.scalars(query.limit(NETWORK_TRIES)))
    if len(recent) < NETWORK_TRIES:
        return timedelta()
    return recent[-1] + WINDOW - now
