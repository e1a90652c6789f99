"""One intended change, weighed: what it says, what it would do, how much of that its maker may see."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from sqlalchemy.orm import Session

from housing import db
from housing.access import Actor
from housing.intentions import ACCEPTANCE, DISTANCE, USUAL_DISTANCE, IntendedChange, mine
from housing.placements.sandbox import accepting, distancing
from housing.placements.sandbox.change import Change
from housing.placements.sandbox.seeing import Shown, shown
from housing.placements.sandbox.trying import preview
from housing.sealing import ring

READ: Mapping[str, Callable[[Session, Actor, IntendedChange, datetime], Change]] = {
    ACCEPTANCE: accepting.read,
    DISTANCE: distancing.read_place,
    USUAL_DISTANCE: distancing.read_usual,
}


@dataclass(frozen=True, slots=True)
class Weighed:
    """An intention with its change and its preview, whole (`preview`) and as its maker sees it (`shown`)."""

    intention: IntendedChange
    change: Change
    preview: dict[str, Any]
    shown: Shown

    @property
    def mark(self) -> str:
        """The same for the same change, of the same fact, with the same consequences seen, and for no other.

        Keyed, so that nobody makes one up for what they have not seen; it is all that the page carries.
        """
        seen = [str(self.intention.id), self.change.mark, self.change.as_document(), asdict(self.shown)]
        digest = sha256(json.dumps(seen, default=str, sort_keys=True).encode()).hexdigest()
        return ring().fingerprint(f"preview of a change {digest}")


def weigh(intention_id: UUID, actor: Actor, *, now: datetime) -> Weighed:
    """Work out what one of the actor's own intentions would do now.

    Raises:
        NotFound: the intention is not the actor's, or what it is about is not there, or not for the actor any more.
    """
    with db.reading() as session:
        intention = mine(session, actor, intention_id)
        change = READ[intention.kind](session, actor, intention, now)
    document = preview(change, now=now)
    with db.reading() as session:
        return Weighed(intention, change, document, shown(session, actor, change.authority, document))
