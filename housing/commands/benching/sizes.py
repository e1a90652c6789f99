"""The sizes that are measured and what operations.md ("Matching budgets") allows each."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Budget:
    """What a size may take: seconds for an answer, for its proof and for screening; megabytes above the inputs.

    `proof` None: in the background, however long it takes.
    """

    what: str
    answer: float
    proof: float | None
    screening: float
    memory: int
    gap: float = 0.0  # how far below the optimum the answer may be, as a share


@dataclass(frozen=True, slots=True, order=True)
class Size:
    """So many households and so many units."""

    households: int
    units: int

    @property
    def pairs(self) -> int:
        """Every household with every unit."""
        return self.households * self.units

    def __str__(self) -> str:
        return f"{self.households:,} x {self.units:,}"


BUDGETS = {
    Size(50, 33): Budget("Rotherham today", 0.05, 0.05, 0.005, 50),
    Size(200, 300): Budget("a sub-region, interactive with pins", 0.3, 0.3, 0.01, 100),
    Size(500, 300): Budget("South Yorkshire under stress", 0.3, 3, 0.01, 150, 0.001),
    Size(1_000, 1_500): Budget("all England, one day", 2, 20, 0.05, 300, 0.001),
    Size(5_000, 1_000): Budget("all England, a month unplaced", 5, 90, 0.15, 500, 0.001),
    Size(20_000, 5_000): Budget("beyond anything seen", 20, None, 3, 2_000, 0.003),
}
USUAL = ",".join(f"{each.households}x{each.units}" for each in list(BUDGETS)[:5])
ALL = "all"
INTERACTIVE = Size(200, 300)  # where rules are lifted and households pinned
EDIT = 0.005  # seconds for one edit, exact again, up to the largest size
EXPLAINED = Size(200, 10_000)  # one household of these is explained
EXPLANATION = 0.005  # seconds for that


def sizes(text: str) -> list[Size] | str:
    """The sizes that "50x33,200x300" or "all" names, or the part of it that names none."""
    if text == ALL:
        return list(BUDGETS)
    found = []
    for part in text.split(","):
        households, _, units = part.strip().partition("x")
        if not (households.isdecimal() and units.isdecimal() and int(households) and int(units)):
            return part.strip()
        found.append(Size(int(households), int(units)))
    return found
