"""Reasons that are picked from a council's list, with words where the list has none."""

from __future__ import annotations

from sqlalchemy.orm import Session

from housing.codes import choices
from housing.refusals import Refused

LONGEST_WORDS = 2000


def check(session: Session, name: str, reason: str | None, words: str | None, authority: str) -> None:
    """Refuse what is not a reason of the list.

    Raises:
        Refused: none was picked, "other" has no words, or the words are too many.
    """
    if not reason or reason not in choices(session, name, authority):
        raise Refused("Select a reason from the list.", field="reason")
    if reason == "other" and not (words or "").strip():
        raise Refused("Say in a few words what the other reason is.", field="words")
    if len(words or "") > LONGEST_WORDS:
        raise Refused(f"Use {LONGEST_WORDS:,} characters or fewer.", field="words")
