"""Whether a result keeps what people pinned and banned."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from allocation.editing.edit import Edits, digest

Document = Mapping[str, Any]


def edit_breaches(edits: Edits, result: Document) -> Iterator[str]:
    """A sentence for each pin that is not proposed, each ban that is, and for a digest that is of other edits."""
    expected = digest(edits) if edits else None
    if result.get("edits_sha256") != expected:
        yield "the result is of other pins and bans: its edits_sha256 differs"
    proposed = {(each["household"], each["unit"]) for each in result["proposals"]}
    for household, unit in edits.pins:
        if (household, unit) not in proposed:
            yield f"{household} is pinned to {unit}, and the pair is not proposed"
    for household, unit in edits.bans:
        if (household, unit) in proposed:
            yield f"{household} is proposed for {unit}, and the pair is banned"
