"""What each kind of task is called where lists are narrowed down and ladders are set."""

from __future__ import annotations

KINDS = {
    "guide": "Owed by the pathway guide",
    "after-move": "Asked for by what happened",
    "re-placement": "Another place to be found",
    "answer-half-gone": "Half of the time for an answer has gone",
    "naming-review": "Who may see a restricted case",
    "outside-handover": "An agency to be asked again",
    "outside-refused": "An agency has refused a case",
    "telling-feared": "Somebody who must not know may have been told",
    "place-check": "A place to be looked at again",
    "stale-vacancies": "Vacancies nobody confirms",
    "compliance": "Safety checks of places",
}
USUAL = {"usual": "Every other task", "urgent": "Every other urgent task"}


def said(kind: str) -> str:
    """What a kind is called; one that nobody has named yet is its own words."""
    return KINDS.get(kind) or kind.replace("-", " ").replace("_", " ").capitalize()
