"""Edits as documents, read strictly, and the checker that holds a result to them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from allocation.check import check
from allocation.edits import Edits, digest, document, read_edits
from allocation.match import match
from allocation.problem import BadProblem
from tests.allocation.small_towns import two_and_one


def test_edits_travel_as_a_document() -> None:
    town = two_and_one()
    edits = Edits((("H2", "U1"),), (("H1", "U1"),))
    assert read_edits(json.dumps(document(edits)).encode(), town) == edits
    assert Edits((("B", "2"), ("A", "1"), ("A", "1"))).pins == (("A", "1"), ("B", "2"))
    assert match(town, edits=edits)["edits_sha256"] == digest(edits) != digest(Edits())
    assert "edits_sha256" not in match(town)


FAULTS = [
    ({"format": "matching-edits/2"}, "format: expected"),
    ({"pins": [{"household": "H9", "unit": "U1"}]}, "pins[0].household: expected the id of a household"),
    ({"bans": [{"household": "H1", "unit": "U9"}]}, "bans[0].unit: expected the id of a unit"),
    ({"pins": [{"household": "H1"}]}, "pins[0].unit: expected"),
    ({"bans": [{"household": "H1", "unit": "U1"}] * 2}, "bans[1]: expected a pair that is not there already"),
    ({"why": "because"}, "why: expected one of the keys"),
]


@pytest.mark.parametrize(("changes", "fault"), FAULTS)
def test_edits_are_read_strictly(changes: dict[str, Any], fault: str) -> None:
    with pytest.raises(BadProblem) as caught:
        read_edits(json.dumps({"format": "matching-edits/1", **changes}).encode(), two_and_one())
    assert caught.value.faults[0].startswith(fault)


def corrupted(result: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield {**result, "edits_sha256": "0" * 64}
    yield {key: value for key, value in result.items() if key != "edits_sha256"}
    yield {**result, "unplaced": [{**result["unplaced"][0], "reason": "banned"}, *result["unplaced"][1:]]}
    line = {**result["unplaced"][0]["lost_to"][0], "level": "cost"}
    yield {**result, "unplaced": [{**result["unplaced"][0], "lost_to": [line]}, *result["unplaced"][1:]]}


def test_the_checker_holds_a_result_to_its_edits() -> None:
    town = two_and_one()
    edits = Edits(pins=(("H1", "U1"),))
    result = match(town, edits=edits)
    assert check(town, result, edits=edits) == []
    assert [bool(check(town, each, edits=edits)) for each in corrupted(result)] == [True] * 4
    free = {**match(town), "edits_sha256": digest(edits)}
    assert "H1 is pinned to U1, and the pair is not proposed" in check(town, free, edits=edits)
    ban = Edits(bans=(("H2", "U1"),))
    broken = {**match(town), "edits_sha256": digest(ban)}
    assert "H2 is proposed for U1, and the pair is banned" in check(town, broken, edits=ban)
