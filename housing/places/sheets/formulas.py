"""No text of ours is a formula in somebody's spreadsheet program, and what comes back is what went out. Pure.

Source: OWASP, "CSV Injection"; ASVS 5.0 V1.2.10. An XLSX cell says itself that it is text (`writing`); a CSV cell
cannot, so one that a program might take for a formula begins with an apostrophe, which those programs hide.
"""

from __future__ import annotations

DANGEROUS = frozenset("=+-@\t\r\n|%＝＋－＠")
QUOTE = "'"


def guarded(text: str) -> str:
    """A text as a CSV cell holds it. An apostrophe of the text's own is doubled, so that `unguarded` is its reverse."""
    return f"{QUOTE}{text}" if text[:1] in DANGEROUS or text.startswith(QUOTE) else text


def unguarded(cell: str) -> str:
    """What a CSV cell says: an apostrophe is taken off only where `guarded` puts one."""
    rest = cell[1:]
    if cell.startswith(QUOTE) and (rest[:1] in DANGEROUS or rest.startswith(QUOTE)):
        return rest
    return cell
