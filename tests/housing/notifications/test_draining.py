"""Messages leave after commit, each once, saying nothing of anybody; a fault is tried again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing import outbox
from housing.access import Role
from housing.notifications.draining import MOST_ATTEMPTS, drain_outbox
from housing.notifications.senders import to_folder
from housing.notifications.wording import WORDINGS, Letter, compose
from housing.outbox import OutboxMessage
from tests.housing.signing_in import account

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
FORBIDDEN = ("abuse", "refuge", "domestic", "police", "survivor", "perpetrator", "she", "her")


class Post:
    """Keeps what is sent; refuses the first so many."""

    def __init__(self, refusals: int = 0) -> None:
        self.sent: list[tuple[str, str, str]] = []
        self.refusals = refusals

    def __call__(self, letter: Letter, *, to: str, message_id: str) -> None:
        if self.refusals:
            self.refusals -= 1
            raise ConnectionRefusedError
        self.sent.append((to, letter.subject, message_id))


def put(engine: Engine, count: int = 1, wording: str = "referral_waits") -> UUID:
    to = account(Role.REFUGE).account_id
    assert to is not None
    with Session(engine) as session, session.begin():
        for _ in range(count):
            outbox.put(session, account_id=to, wording=wording, facts={"reference": "F-1"}, now=NOW)
    return to


def address_of(_: Session, account_id: UUID) -> str:
    return f"{account_id.hex[:6]}@example.invalid"


def test_each_waiting_message_is_sent_once(engine: Engine) -> None:
    put(engine, 3)
    post = Post()
    assert drain_outbox(send=post, address_of=address_of, now=NOW) == (3, 0)
    assert drain_outbox(send=post, address_of=address_of, now=NOW) == (0, 0)
    assert len({message_id for *_, message_id in post.sent}) == 3


def test_two_drains_at_once_share_the_work(engine: Engine) -> None:
    put(engine, 20)
    post = Post()
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: drain_outbox(send=post, address_of=address_of, now=NOW), range(4)))
    assert len(post.sent) == len({message_id for *_, message_id in post.sent}) == 20


def test_a_fault_is_tried_again_and_does_not_stop_the_others(engine: Engine) -> None:
    put(engine, 2)
    post = Post(refusals=1)
    assert drain_outbox(send=post, address_of=address_of, now=NOW) == (1, 1)
    with Session(engine) as session:
        waiting = session.scalars(select(OutboxMessage).where(OutboxMessage.sent_at.is_(None))).one()
        assert (waiting.attempts, waiting.last_fault) == (1, "ConnectionRefusedError")
    assert drain_outbox(send=post, address_of=address_of, now=NOW) == (1, 0)


def test_a_message_is_given_up_in_the_end(engine: Engine) -> None:
    put(engine)
    post = Post(refusals=1000)
    tries = [drain_outbox(send=post, address_of=address_of, now=NOW)[1] for _ in range(MOST_ATTEMPTS + 2)]
    assert sum(tries) == MOST_ATTEMPTS


def test_a_closed_account_gets_nothing(engine: Engine) -> None:
    put(engine)
    post = Post()
    assert drain_outbox(send=post, address_of=lambda *_: None, now=NOW) == (0, 1)
    assert post.sent == []


def test_what_is_not_committed_is_not_sent(engine: Engine) -> None:
    to = account(Role.REFUGE).account_id
    assert to is not None
    with Session(engine) as session:
        outbox.put(session, account_id=to, wording="referral_waits", facts={}, now=NOW)
        session.flush()
        assert drain_outbox(send=Post(), address_of=address_of, now=NOW) == (0, 0)


@pytest.mark.parametrize("wording", WORDINGS)
def test_no_message_says_what_it_is_about(wording: str) -> None:
    letter = compose(wording, {"reference": "F-1"})
    words = f"{letter.subject} {letter.body}".lower().replace(".", " ").replace(",", " ").split()
    assert not set(words) & set(FORBIDDEN)
    assert "F-1" in letter.body or "$" not in letter.body


def test_letters_in_a_folder_have_one_file_each(tmp_path: Path) -> None:
    send = to_folder(tmp_path / "mail", sender="haven@example.invalid")
    letter = compose("referral_waits", {"reference": "F-1"})
    for _ in range(2):
        send(letter, to="a@example.invalid", message_id="one")
    (file,) = (tmp_path / "mail").iterdir()
    assert "F-1" in file.read_text()
