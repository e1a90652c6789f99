"""Sending what waits in the outbox: each message once, in order, tried again after a fault."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import audit
from housing.access import system
from housing.db import transaction
from housing.notifications.senders import Sender
from housing.notifications.wording import compose
from housing.outbox import OutboxMessage

MOST_ATTEMPTS = 20
AddressOf = Callable[[Session, UUID], str | None]


def drain_outbox(*, send: Sender, address_of: AddressOf, now: datetime, most: int = 100) -> tuple[int, int]:
    """Send up to `most` waiting messages; how many left, and how many failed and will be tried again.

    One message a transaction: a kill in the middle repeats at most the one that was leaving, under the same
    message id. Two drains at once never take the same message.
    """
    sent = failed = 0
    passed_over: list[UUID] = []
    for _ in range(most):
        outcome = _send_next(send, address_of, now, passed_over)
        if outcome is None:
            break
        sent += outcome
        failed += not outcome
    return sent, failed


def _send_next(send: Sender, address_of: AddressOf, now: datetime, passed_over: list[UUID]) -> bool | None:
    with transaction() as session:
        message = session.scalar(
            select(OutboxMessage)
            .where(OutboxMessage.sent_at.is_(None), OutboxMessage.attempts < MOST_ATTEMPTS)
            .where(OutboxMessage.id.not_in(passed_over))
            .order_by(OutboxMessage.put_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if message is None:
            return None
        passed_over.append(message.id)
        message.attempts += 1
        fault = _try(send, message, address_of(session, message.account_id))
        message.last_fault = fault
        if fault is None:
            message.sent_at = now
        action = "message.sent" if fault is None else "message.failed"
        audit.record(session, system("Outbox"), action, message, now=now, facts={"wording": message.wording})
    return fault is None


def _try(send: Sender, message: OutboxMessage, address: str | None) -> str | None:
    """Send it; None when it left, else what went wrong, without the address or the words."""
    if address is None:
        return "the account is closed"
    try:
        send(compose(message.wording, message.facts), to=address, message_id=str(message.id))
    except (OSError, KeyError, ValueError) as error:
        return type(error).__name__
    return None
