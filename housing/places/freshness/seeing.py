"""What a page carries of each unit, so that a person confirms what she saw and nothing else. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from housing.places.state import UnitState

SEEN = re.compile(r"([0-9a-f-]{36})!([a-z_]*![^!\s]*![0-9-]*)!([0-9T:.+-]*)")
LONGEST = 200_000  # about 1,300 units


@dataclass(frozen=True, slots=True)
class Seen:
    """One unit as a page showed it: what it was doing, and when it had last been looked at ("" for never)."""

    doing: str
    looked: str


def seen(unit_id: UUID, state: UnitState, looked_at: datetime | None) -> str:
    """A unit's state and last look as a page carries them; `read_seen` reads it."""
    return f"{unit_id}!{doing(state)}!{looked(looked_at)}"


def read_seen(carried: str) -> dict[UUID, Seen]:
    """What a page carried, by unit; what cannot be read was not seen."""
    found: dict[UUID, Seen] = {}
    for entry in carried[:LONGEST].split():
        parts = SEEN.fullmatch(entry)
        if parts is None:
            continue
        try:
            found[UUID(parts[1])] = Seen(parts[2], parts[3])
        except ValueError:
            continue
    return found


def doing(state: UnitState) -> str:
    """What a unit does, so that any change of it differs: another line, another kind, another day."""
    return f"{state.kind}!{state.mark}!{state.until_on.isoformat() if state.until_on else ''}"


def looked(at: datetime | None) -> str:
    """A look's moment as it is carried."""
    return at.isoformat() if at else ""
