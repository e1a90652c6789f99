"""From bytes to a tree of JSON values, exactly: no number is rounded, no key is lost, nothing is guessed.

Source: RFC 8259, and stricter: UTF-8 without a byte-order mark, no repeated keys, no NaN or infinity.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from allocation.reading.faults import BadProblem

MOST_BYTES = 256 * 1024 * 1024
MOST_DIGITS = 1_000  # of a decimal number, or places after its point


@dataclass(frozen=True, slots=True)
class Strange:
    """Something that is written where a value should be and is none: NaN, a number too long to be meant."""

    words: str


class RepeatedKeys(dict[str, object]):
    """An object some of whose keys were written more than once."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__(pairs)
        keys = [key for key, _ in pairs]
        self.repeated = tuple(dict.fromkeys(key for key in keys if keys.count(key) > 1))


def parse(data: bytes) -> object:
    """The tree: dict, list, str, int, Decimal, bool, None, and Strange for what is no value.

    Raises:
        BadProblem: it is not UTF-8, not JSON, too large or too deep.
    """
    if len(data) > MOST_BYTES:
        raise BadProblem((f"document: expected at most 256 MB, found {len(data):,} bytes",))
    if data.startswith(b"\xef\xbb\xbf"):
        raise BadProblem(("document: expected UTF-8 without a byte-order mark, found one",))
    try:
        return json.loads(
            data.decode("utf-8"),
            parse_float=_decimal,
            parse_int=_whole,
            parse_constant=Strange,
            object_pairs_hook=_object,
        )
    except UnicodeDecodeError as fault:
        raise BadProblem((f"document: expected UTF-8, found byte {data[fault.start]} at {fault.start:,}",)) from None
    except json.JSONDecodeError as fault:
        what = f"document: expected JSON, found a fault at line {fault.lineno:,}, column {fault.colno:,}"
        raise BadProblem((f"{what} ({fault.msg.lower()})",)) from None
    except RecursionError:
        raise BadProblem(("document: expected a problem, found lists or objects nested too deeply",)) from None


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    plain = dict(pairs)
    return plain if len(plain) == len(pairs) else RepeatedKeys(pairs)


def _whole(digits: str) -> object:
    return int(digits) if len(digits) <= 30 else Strange(f"a whole number of {len(digits):,} digits")


def _decimal(digits: str) -> object:
    if len(digits) > MOST_DIGITS:
        return Strange(f"a number of {len(digits):,} digits")
    try:
        value = Decimal(digits)
    except InvalidOperation:
        return Strange(f"the number {digits[:40]}")
    if not value:
        return Decimal("0.0")
    if value.adjusted() < -MOST_DIGITS:
        return Strange(f"the number {digits[:40]}")
    return value
