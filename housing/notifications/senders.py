"""How a letter leaves: by the council's mail server, or as a file in an installation that has none."""

from __future__ import annotations

import smtplib
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from housing.notifications.wording import Letter

SECONDS_TO_ANSWER = 5


class Sender(Protocol):
    """Sends one letter to one address; `message_id` is the same however often it is tried."""

    def __call__(self, letter: Letter, *, to: str, message_id: str) -> None: ...


def _mail(letter: Letter, *, sender: str, to: str, message_id: str) -> EmailMessage:
    mail = EmailMessage()
    mail["Subject"] = letter.subject
    mail["From"] = sender
    mail["To"] = to
    mail["Message-ID"] = f"<{message_id}@haven>"
    mail.set_content(letter.body)
    return mail


def to_folder(folder: Path, *, sender: str) -> Sender:
    """Keep letters as files, one each: what a made-up installation does."""

    def send(letter: Letter, *, to: str, message_id: str) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        mail = _mail(letter, sender=sender, to=to, message_id=message_id)
        (folder / f"{message_id}.eml").write_bytes(bytes(mail))

    return send


def to_server(url: str, *, sender: str) -> Sender:
    """Send through `smtp://user:password@host:port` or `smtps://…`."""
    parts = urlsplit(url)
    host, port = parts.hostname or "localhost", parts.port or (465 if parts.scheme == "smtps" else 25)

    def send(letter: Letter, *, to: str, message_id: str) -> None:
        kind = smtplib.SMTP_SSL if parts.scheme == "smtps" else smtplib.SMTP
        with kind(host, port, timeout=SECONDS_TO_ANSWER) as server:
            if parts.username:
                server.login(unquote(parts.username), unquote(parts.password or ""))
            server.send_message(_mail(letter, sender=sender, to=to, message_id=message_id))

    return send
