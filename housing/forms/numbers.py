"""Whole numbers and money."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from housing.forms.text import Text

_WHOLE = re.compile(r"-?\d{1,12}", re.ASCII)
_NUMBER = re.compile(r"-?\d{1,12}\.\d+", re.ASCII)
_POUNDS = re.compile(r"\d{1,9}(\.\d{2})?", re.ASCII)


class WholeNumber(Text):
    """A whole number between `minimum` and `maximum`, both allowed; data is an int or None. "1,200" is understood."""

    kind = "number"
    data: Any

    def __init__(self, label: str, *, minimum: int = 0, maximum: int = 1_000_000, width: int = 4, **rest: Any) -> None:
        super().__init__(label, max_length=40, width=width, inputmode="numeric", **rest)
        self.minimum = minimum
        self.maximum = maximum

    def parse(self, text: str) -> int:
        plain = text.replace(",", "").replace(" ", "")
        if _WHOLE.fullmatch(plain):
            return int(plain)
        if _NUMBER.fullmatch(plain):
            raise ValueError(f"{self.noun} must be a whole number")
        raise ValueError(f"{self.noun} must be a number")

    def objection(self) -> str | None:
        if self.data < self.minimum:
            return f"{self.noun} must be {self.minimum:,} or more"
        if self.data > self.maximum:
            return f"{self.noun} must be {self.maximum:,} or fewer"
        return super().objection()


class Money(Text):
    """An amount in pounds; data is a Decimal with two places, or None. "£1,200" and "1200.50" are understood."""

    kind = "number"
    data: Any

    def __init__(self, label: str, *, maximum: Decimal = Decimal(1_000_000), **rest: Any) -> None:
        super().__init__(label, max_length=40, width=10, inputmode="decimal", prefix="£", **rest)
        self.maximum = maximum

    def parse(self, text: str) -> Decimal:
        plain = text.removeprefix("£").replace(",", "").replace(" ", "")
        if not _POUNDS.fullmatch(plain):
            raise ValueError(f"{self.noun} must be an amount of money, like 120 or 120.50")
        return Decimal(plain).quantize(Decimal("0.01"))

    def objection(self) -> str | None:
        if self.data > self.maximum:
            return f"{self.noun} must be £{self.maximum:,} or less"
        return super().objection()
