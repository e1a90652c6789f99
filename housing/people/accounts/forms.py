"""The questions of the accounts pages. None asks for a password."""

from __future__ import annotations

from uuid import UUID

from housing.access import ROLE_TITLES, Role
from housing.forms import Choice, Email, HavenForm, Option, Text

ROLES = Option.each((role.value, title) for role, title in ROLE_TITLES.items())


class RoleForm(HavenForm):
    """A role in an organisation; the organisations are set by the page."""

    organisation = Choice("Organisation", as_list=True, coerce=UUID, required="Select the organisation")
    role = Choice("Role", coerce=Role, options=ROLES, required="Select the role")


class AccountForm(HavenForm):
    """A new account with its first role; the organisations are set by the page."""

    name = Text("Full name", required="Enter their full name", max_length=100)
    email = Email("Work e-mail address", required="Enter their work e-mail address")
    organisation = Choice("Organisation", as_list=True, coerce=UUID, required="Select the organisation")
    role = Choice("Role", coerce=Role, options=ROLES, required="Select the role")
