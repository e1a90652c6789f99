"""The clocks, prompts and letters that hold for one council: those that come with Haven and its own dated versions.

A version is a setting (housing.codes) under the kind and the name of what it is a version of: "clock.plan-review".
Of two versions from one day the last recorded counts; what was recorded is never changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from housing.codes import Setting
from pathway.duties import Clock, clock
from pathway.letters import LetterText
from pathway.prompts import Prompt
from pathway.versions import Version, clocks_with, letters_with, prompts_with, terms

CLOCK, PROMPT, LETTER = "clock.", "prompt.", "words."
Kept = dict[str, tuple[Version, ...]]


@dataclass(frozen=True, slots=True)
class Law:
    """What holds for one council, each row in its days."""

    clocks: tuple[Clock, ...]
    prompts: tuple[Prompt, ...]
    letters: tuple[LetterText, ...]

    def clock(self, key: str, on: date) -> Clock:
        """The clock's row in force on the day on which it starts.

        Raises:
            LookupError: there is none.
        """
        return clock(key, on, self.clocks)


def law_of(session: Session, authority: str) -> Law:
    """What holds for a council, now and from days to come: one query."""
    own = kept(session, authority)
    return Law(clocks_with(_named(own, CLOCK)), prompts_with(_named(own, PROMPT)), letters_with(_named(own, LETTER)))


def kept(session: Session, authority: str, only: str | None = None) -> Kept:
    """The council's own versions by key, by their days; of one key where `only` says which."""
    kinds = [Setting.key.startswith(kind, autoescape=True) for kind in (CLOCK, PROMPT, LETTER)]
    query = select(Setting).where(Setting.authority_code == authority, Setting.key == only if only else or_(*kinds))
    found: dict[str, dict[date, Version]] = {}
    for row in session.scalars(query.order_by(Setting.key, Setting.from_on, Setting.recorded_at)):
        version = Version(row.from_on, row.value, row.source, row.verified)
        found.setdefault(row.key, {})[row.from_on] = version
    return {key: tuple(versions.values()) for key, versions in found.items()}


def own_terms(session: Session, authority: str, key: str, on: date) -> dict[str, Any] | None:
    """What a clock that starts on a day keeps of the council's own version; None where it has none on that day."""
    own = _named(kept(session, authority, f"{CLOCK}{key}"), CLOCK)
    row = clock(key, on, clocks_with(own))
    found = terms(row)
    return None if found == terms(clock(key, on)) else found


def _named(own: Mapping[str, tuple[Version, ...]], kind: str) -> Kept:
    return {key.removeprefix(kind): versions for key, versions in own.items() if key.startswith(kind)}
