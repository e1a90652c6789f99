"""What each role finds on its home page, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from housing.access import ROLE_TITLES, Actor, Role

WORDS = {
    Role.OFFICER: "Start a presentation at first contact, see where the household could go tonight, and stay with it.",
    Role.HOMELESSNESS: "Go through today's proposals, decide each one, and see who is still waiting and why.",
    Role.REFUGE: "Keep your units true, answer referrals, and record arrivals and departures.",
    Role.SANCTUARY: "Find out whether a home can be made safe, ask its owner, order the works and see them done.",
    Role.CONTRACTOR: "Answer orders, arrange visits when it is safe, and say what was done.",
    Role.STRATEGY: "See placements by kind and month. Nothing here is about one person.",
    Role.ADMINISTRATOR: "Open and close accounts, and give and end roles.",
    Role.GOVERNANCE: "See who looked at what, check that the trail is whole, and keep people from cases they know.",
}


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role by its title, and what it does here."""

    title: str
    words: str


def roles_of(actor: Actor) -> list[RoleWords]:
    """The person's roles in the order of the list of roles."""
    return [RoleWords(ROLE_TITLES[role], WORDS[role]) for role in Role if role in actor.roles]
