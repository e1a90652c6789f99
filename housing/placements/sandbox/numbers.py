"""Numbers of households that somebody may not see by name: small ones are hidden, larger ones rounded (ADR 0036)."""

from __future__ import annotations

ROUNDED_TO = 10


def said(number: int, below: int) -> str:
    """How many, for people who may not be told whom: "None", "Fewer than 5", "About 10".

    Rounded to the nearest ten, so that two previews that differ by one household look alike (security.md T17). `below`
    is the setting `report.suppress_below`.
    """
    if number == 0:
        return "None"
    if number < below:
        return f"Fewer than {below}"
    return f"About {max(ROUNDED_TO, (number + ROUNDED_TO // 2) // ROUNDED_TO * ROUNDED_TO)}"
