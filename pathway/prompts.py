"""What the law says about facts that are on record, said before somebody asks: in our own words, the section named.

A prompt reminds; it decides nothing and blocks nothing. Each is a dated row: a change of the law is a new row, in
force from its day. `raised_by` are the facts that raised it, so that a reader can check them, and so that a prompt
that somebody dismissed comes back when they change.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from pathway.dated import in_force


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of one case on a day. None is not known; a prompt speaks on what is known only, or says so.

    `duties` are the duties in force (pathway.duty_endings.Duty); `untold` placements outside the district of which the
    other council has not been told; `nights` in bed and breakfast under this application.
    """

    nowhere_safe: bool | None = None
    staying: str | None = None
    duties: frozenset[str] = frozenset()
    decided: bool = False
    has_plan: bool = False
    children: bool = False
    pregnant: bool | None = None
    lead_age: int | None = None
    immigration: str | None = None
    concerns: int = 0
    in_hotel: bool = False
    nights: int = 0
    untold: int = 0
    moving_on: bool = False


@dataclass(frozen=True, slots=True)
class Prompt:
    """One thing the law says. `speaks` answers the facts that raise it, or none where it does not apply."""

    id: str
    sentence: str
    section: str
    verified: bool
    speaks: Callable[[Facts], tuple[str, ...]]
    from_on: date | None = None
    until_on: date | None = None


@dataclass(frozen=True, slots=True)
class Raised:
    """A prompt that speaks in this case, with the facts that raised it."""

    prompt: Prompt
    raised_by: tuple[str, ...]


def _when(applies: bool | None, *facts: str) -> tuple[str, ...]:
    return tuple(fact for fact in facts if fact) if applies else ()


def _family(facts: Facts) -> str:
    if facts.children:
        return "Children are in the household"
    return "Somebody is pregnant" if facts.pregnant else ""


ABUSE = "She asks for help because of domestic abuse"
PROMPTS: tuple[Prompt, ...] = (
    Prompt(
        "priority-need",
        "Priority need is automatic. No test of vulnerability is made, and nothing has to be proved.",
        "Housing Act 1996 s189(1)(e)", True, lambda _facts: (ABUSE,), from_on=date(2021, 7, 5),
    ),
    Prompt(
        "interim-duty",
        "There is reason to believe that she may be homeless: somewhere to stay is owed now, before any decision, and "
        "whether or not she has a local connection.",
        "Housing Act 1996 s188(1)", True,
        lambda facts: _when(facts.nowhere_safe and not facts.duties & {"interim", "main"}, "Nowhere safe tonight"),
    ),
    Prompt(
        "not-reasonable-to-stay",
        "A home where abuse is likely is not one she can reasonably be expected to live in: she is homeless, whatever "
        "her tenancy, and not intentionally for leaving it.",
        "Housing Act 1996 s177(1)", True,
        lambda facts: _when(facts.staying == "elsewhere", ABUSE, "She is at home, or with family or friends"),
    ),
    Prompt(
        "refuge-is-not-a-home",
        "A refuge is a place of safety for the time being. Somebody who stays in one is usually still homeless.",
        "Housing Act 1996 s175(3); Moran v Manchester [2009] UKHL 36", False,
        lambda facts: _when(facts.staying == "safe", "She is in a refuge or other safe accommodation"),
    ),
    Prompt(
        "evidence-not-needed",
        "She need not show evidence, a police report or an injury. Go by what she says.",
        "Homelessness code of guidance, chapter 21", True, lambda facts: _when(not facts.decided, ABUSE),
    ),
    Prompt(
        "no-contact-with-them",
        "Nobody contacts a person of concern, or anybody who may tell them, to check what she has said.",
        "Homelessness code of guidance, chapter 21", True,
        lambda facts: _when(facts.concerns > 0, "A person of concern is on record"),
    ),
    Prompt(
        "no-referral-into-risk",
        "Her case is not referred to a district where she, or anybody who lives with her, would be at risk.",
        "Housing Act 1996 s198(2) to (2C)", True,
        lambda facts: _when(bool(facts.duties), ABUSE, "A duty is owed"),
    ),
    Prompt(
        "plan-owed",
        "Her circumstances, and what home and support she and each of hers need, are assessed, and the steps are "
        "agreed with her and given to her in writing.",
        "Housing Act 1996 s189A", True,
        lambda facts: _when(bool(facts.duties & {"prevention", "relief"}) and not facts.has_plan, "A duty is owed",
                            "No plan has been agreed"),
    ),
    Prompt(
        "hotel-limit",
        "For a family, bed and breakfast is a last resort, and for six weeks in total at most under one application. "
        "The 43rd night is unlawful.",
        "SI 2003/3326", True,
        lambda facts: _when(facts.in_hotel and bool(_family(facts)), _family(facts),
                            f"Nights in bed and breakfast so far: {facts.nights}"),
    ),
    Prompt(
        "tell-the-other-council",
        "The council in whose district she has been placed is told in writing. The address goes to a named officer "
        "there, by a secure way only.",
        "Housing Act 1996 s208", False,
        lambda facts: _when(facts.untold > 0, f"Placements outside the district not told yet: {facts.untold}"),
    ),
    Prompt(
        "part-6-local-connection",
        "On the housing register she needs no local connection, since she moves because of abuse.",
        "SI 2025/706", True,
        lambda facts: _when(facts.moving_on or "main" in facts.duties, ABUSE), from_on=date(2025, 7, 10),
    ),
    Prompt(
        "aged-16-or-17",
        "At 16 or 17 she is in priority need by her age too, and children’s services assess her needs as a child.",
        "SI 2002/2051; Children Act 1989 s17 and s20", False,
        lambda facts: _when(facts.lead_age in (16, 17), f"She is {facts.lead_age}"),
    ),
    Prompt(
        "concession-for-migrants",
        "Somebody who is here as a partner may ask for leave under the concession for migrant victims. With it she "
        "may have public funds, and is eligible, for three months.",
        "Home Office guidance, Migrant Victims of Domestic Abuse Concession", True,
        lambda facts: _when(facts.immigration == "nrpf", "No recourse to public funds"),
    ),
    Prompt(
        "support-whatever-the-status",
        "Support is owed whatever her immigration status. Nothing about it goes to enforcement.",
        "The council’s strategy; Domestic Abuse Act 2021 Part 4", False,
        lambda facts: _when(facts.immigration in ("nrpf", "mvdac_applied", "not_known"),
                            "Public funds are not open to her, or it is not known"),
    ),
    Prompt(
        "belongings",
        "Where a duty to house her is owed and her belongings may be lost, the council protects them.",
        "Housing Act 1996 s211", True,
        lambda facts: _when(bool(facts.duties & {"interim", "relief", "main"}), "A duty is owed"),
    ),
)  # fmt: skip


def prompts(facts: Facts, on: date, rows: Iterable[Prompt] = PROMPTS) -> tuple[Raised, ...]:
    """The prompts in force on a day that these facts raise, in the order of the table."""
    said = ((each, each.speaks(facts)) for each in in_force(rows, on))
    return tuple(Raised(each, raised_by) for each, raised_by in said if raised_by)
