"""What each role finds on its home page, in a sentence."""

from __future__ import annotations

from dataclasses import dataclass

from housing.access import ROLE_TITLES, Actor, Role

WORDS = {
    Role.OFFICER: "Start a presentation at first contact, see where the household could go tonight, and stay with it.",
    Role.HOMELESSNESS: "Go through today's proposals, decide each one, and see who is still waiting and why.",
    Role.REFUGE: "Keep your units true, answer referrals, and record arrivals and departures.",
    Role.SANCTUARY: "Sanctuary jobs are not in this version of Haven yet. Keep using your present system for them.",
    Role.CONTRACTOR: "Jobs for contractors are not in this version of Haven yet. They come as before.",
    Role.STRATEGY: "See placements by kind and month. Nothing here is about one person.",
    Role.ADMINISTRATOR: "Open and close accounts, and give and end roles.",
    Role.GOVERNANCE: "See who looked at what, check that the trail is whole, and keep people from cases they know.",
}
NOT_YET = frozenset({Role.SANCTUARY, Role.CONTRACTOR})


@dataclass(frozen=True, slots=True)
class RoleWords:
    """A role by its title, and what it does here; `here` is False where its work is not in this version."""

    title: str
    words: str
    here: bool


def roles_of(actor: Actor) -> list[RoleWords]:
    """The person's roles in the order of the list of roles."""
    return [RoleWords(ROLE_TITLES[role], WORDS[role], role not in NOT_YET) for role in Role if role in actor.roles]
