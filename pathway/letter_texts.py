"""The words of every letter and notice, in our own words. None of them holds an address, nor says where she stays.

Source: Housing Act 1996 s184(3) to (6) (reasons, review, kept to collect), s189B(6), s193(9), s202, s203, s204, s208.
"""

from __future__ import annotations

from datetime import date

from pathway.letters import LetterText, Recipient

FIRST = date(2020, 1, 1)
REVIEW = (
    "# If you think that this is wrong",
    "You can ask the council to look at it again. This is called a review. Ask within {review_days} days, counting the "
    "day on which you are told of this decision as the first. You can ask in any way that is safe for you, and "
    "somebody may ask for you. You need not show any evidence. Somebody senior who had no part in it looks at it.",
    "If you need more time, tell us: the council may allow it.",
)
END = (
    "# How to reach us",
    "{reach_us}",
    "We use only the ways to be in touch that you have agreed with us. If this letter is not safe to keep, we keep it "
    "for you here, and you can read it here whenever you like.",
    "{officer}, {council}",
)
START = ("{today}", "Our reference: {reference}", "{dear}")
LETTERS: tuple[LetterText, ...] = (
    LetterText(
        "duty-owed", "What the council will do for you", Recipient.HER, "decision",
        frozenset({"prevention_owed", "relief_owed", "main_owed"}),
        (
            *START,
            "On {decided_on} the council decided: {decision} (Housing Act 1996 {section}).",
            "You are in priority need, because you need a home on account of domestic abuse. You need not prove it.",
            "# What this means",
            "The council takes the steps that it agrees with you in your plan. {clock}",
            "Support goes on for as long as you want it, whatever happens with this duty.",
            *REVIEW,
            *END,
        ),
        "Housing Act 1996 s184", FIRST,
    ),
    LetterText(
        "decision", "Our decision and our reasons", Recipient.HER, "decision",
        frozenset({"not_homeless", "not_eligible", "intentional", "steps", "suitability", "referred", "referral_ours"}),
        (
            *START,
            "On {decided_on} the council decided: {decision} (Housing Act 1996 {section}).",
            "# Our reasons",
            "{reasons}",
            "# What this means",
            "You can still have support, and advice about a home, whatever this decision says.",
            *REVIEW,
            *END,
        ),
        "Housing Act 1996 s184(3)", FIRST,
    ),
    LetterText(
        "duty-ended", "A duty to you has ended", Recipient.HER, "decision",
        frozenset({"prevention_ended", "relief_ended", "main_ended"}),
        (
            *START,
            "On {decided_on} the council decided: {decision} (Housing Act 1996 {section}).",
            "# Our reasons",
            "{reasons}",
            "# What this means",
            "You can still have support, and you can ask the council for help again at any time.",
            *REVIEW,
            *END,
        ),
        "Housing Act 1996 s189B(6), s193(6) and s195(6)", FIRST,
    ),
    LetterText(
        "review-received", "Your request for a review", Recipient.HER, "review", frozenset({"asked"}),
        (
            *START,
            "You have asked the council to look again at this decision: {decision}.",
            "Somebody senior who had no part in it will look at it. You will be told what they decide by {due_on}, or "
            "later only if you agree to it in writing.",
            "You, or somebody for you, can tell us anything that you want looked at. You need not show any evidence.",
            *END,
        ),
        "SI 2018/223", FIRST,
    ),
    LetterText(
        "review-outcome", "What the review came to", Recipient.HER, "review", frozenset({"upheld", "changed"}),
        (
            *START,
            "The council has looked again at this decision: {decision}. The result: {outcome}.",
            "# The reasons",
            "{reasons}",
            "# If you think that the law was not followed",
            "You can appeal to the county court on a point of law, within {review_days} days, counting the day on "
            "which you are told as the first. A housing solicitor or an advice centre can help, often at no cost. Ask "
            "us to put you in touch.",
            *END,
        ),
        "Housing Act 1996 s203 and s204", FIRST,
    ),
    LetterText(
        "other-council", "Notice to another council", Recipient.COUNCIL, "stay", frozenset({"stay"}),
        (
            "{today}",
            "To {other_council}. Our reference: {reference}",
            "This is notice under section 208 of the Housing Act 1996. On {available_on} {council} made accommodation "
            "in your district available to a household of {people}, under {duty}.",
            "The household is at risk of domestic abuse. The name of the applicant and the address follow separately, "
            "to a named officer of yours, by the secure way that we agree with them. Do not put this notice on a file "
            "that others can open, and do not write to the household.",
            "{reach_us}",
            "{officer}, {council}",
        ),
        "Housing Act 1996 s208", FIRST,
    ),
)  # fmt: skip
