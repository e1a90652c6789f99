"""Her version of the plan as text for paper: in plain words, with all that the law wants in it and no address.

Source: Housing Act 1996 s189A: the assessment, the steps that were agreed, or why they could not be; s202 on reviews.
"""

from __future__ import annotations

from housing.presentations.plan.models import PlanVersion
from housing.presentations.plan.queries import Given, Line
from housing.web.filters import said_date
from pathway.plans import WORDS, Said

TITLE = "Your plan"
AGREED = {True: "You and we agreed on this plan.", False: "You and we could not agree on all of this plan."}
WRONG = (
    "Tell us at any time, and we change the plan with you. You can also ask for a review of the steps that the council "
    "takes, within 21 days of getting this plan."
)
KEPT = "If this paper is not safe to keep, we keep it for you."


def as_text(version: PlanVersion, given: Given, reference: str) -> str:
    """Paragraphs parted by empty lines, headings begun with "# ", as the paper of letters takes them."""
    paragraphs = [
        f"Reference {reference}, version {version.number}. We went through it with you on "
        f"{said_date(version.agreed_on)}, and will again by {said_date(version.review_on)}, or whenever you ask."
    ]
    for heading, words in given.assessed:
        paragraphs += [f"# {heading}", *_said(words)]
    if given.agreed is not None:
        paragraphs += ["# Whether we agreed", AGREED[given.agreed]]
        paragraphs += [f"Why: {' '.join(_said(given.because))}"] if given.because else []
    for goal, lines in given.goals.items():
        paragraphs += [f"# {goal}", *(_step(line) for line in lines)]
    return "\n\n".join([*paragraphs, "# If you think that something is wrong", WRONG, KEPT])


def _step(line: Line) -> str:
    by = f", by {said_date(line.by_on)}" if line.by_on else ""
    after = {WORDS[Said.NOT_AGREED]: "You did not agree to this", WORDS[Said.DONE]: "Done"}.get(line.said, "")
    why = f": {' '.join(_said(line.why))}" if line.why and after else ""
    words = " ".join(_said(line.words))
    return f"• {line.who}{by}: {words}" + (f"\n  {after}{why}" if after else "")


def _said(words: str) -> list[str]:
    """What somebody typed, line by line; a sign that would make a heading of it is taken away."""
    return [line.strip().lstrip("# ") for line in words.splitlines() if line.strip()]
