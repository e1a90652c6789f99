"""The parts of a safety plan, in the order in which they are talked through, and which are still empty.

Source: the Domestic Abuse Act 2021 statutory guidance on support within safe accommodation (advocacy and prevention
advice); the parts and their words are our own.
"""

from __future__ import annotations

from collections.abc import Mapping

PARTS = {
    "signs": "What tells her that danger is near",
    "first": "What she does first",
    "call": "Whom she calls, and the word that means come now",
    "out": "How she gets out, and where she goes",
    "bag": "What is packed, and where it is kept",
    "children": "What the children know and do",
    "telephone": "Telephone, accounts and location",
    "outside": "On the way to work, school and shops",
    "orders": "What she does when an order is broken",
    "herself": "What helps her to bear it",
}
MINE = {
    "signs": "What tells me that danger is near",
    "first": "What I do first",
    "call": "Whom I call, and the word that means come now",
    "out": "How I get out, and where I go",
    "bag": "What is packed, and where it is kept",
    "children": "What the children know and do",
    "telephone": "Telephone, accounts and location",
    "outside": "On the way to work, school and shops",
    "orders": "What I do when an order is broken",
    "herself": "What helps me to bear it",
}
NEEDED = ("first", "call", "out")


def empty_parts(words: Mapping[str, str]) -> tuple[str, ...]:
    """The titles of the parts without which it is no plan yet, and that say nothing."""
    return tuple(PARTS[part] for part in NEEDED if not words.get(part, "").strip())
