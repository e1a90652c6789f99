"""What may be done with accounts and organisations, for other parts of Haven. Each is in the module of its subject."""

from __future__ import annotations

from housing.people.accounts.organisations import add_organisation, create_authority, installation
from housing.people.accounts.roles import end_role, give_role
from housing.people.accounts.services import (
    Invitation,
    close_account,
    end_sessions,
    invite,
    make_link,
    open_account,
)
from housing.people.conflicts.services import declare_conflict, withdraw_conflict
from housing.people.housekeeping import clear_out

__all__ = [
    "Invitation",
    "add_organisation",
    "clear_out",
    "close_account",
    "create_authority",
    "declare_conflict",
    "end_role",
    "end_sessions",
    "give_role",
    "installation",
    "invite",
    "make_link",
    "open_account",
    "withdraw_conflict",
]
