"""Who may do what: the table of `housing.policy`, closed by default.

Scope first (organisation, authority, case), then role, then field. A page whose function carries no
permission answers 403; a thing outside the actor's reach answers 404, the same as one that is not there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, TypeVar
from uuid import UUID

from flask import Flask, abort, g, request

from housing.policy import POLICY, ROLE_TITLES, Reach, Role

__all__ = [
    "POLICY",
    "PUBLIC",
    "ROLE_TITLES",
    "Actor",
    "Extent",
    "Forbidden",
    "Grant",
    "NotFound",
    "Reach",
    "Role",
    "current_actor",
    "guard",
    "insist",
    "permission_of",
    "public",
    "requires",
    "system",
]


@dataclass(frozen=True, slots=True)
class Grant:
    """One role in one organisation of one council."""

    role: Role
    organisation_id: UUID
    authority: str


@dataclass(frozen=True, slots=True)
class Extent:
    """What a permission covers for one person: organisations by id, councils by code."""

    organisations: frozenset[UUID] = frozenset()
    authorities: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Actor:
    """Who is asking. The system itself (jobs, commands) has no account and is named for the log."""

    name: str
    account_id: UUID | None = None
    grants: frozenset[Grant] = field(default_factory=frozenset)

    def may(self, permission: str) -> bool:
        """Whether any of the person's roles carries the permission."""
        allowed = POLICY[permission]
        return any(grant.role in allowed for grant in self.grants)

    def extent(self, permission: str) -> Extent:
        """The organisations and councils that the permission covers for this person."""
        allowed = POLICY[permission]
        held = [grant for grant in self.grants if grant.role in allowed]
        return Extent(
            frozenset(grant.organisation_id for grant in held),
            frozenset(grant.authority for grant in held if allowed[grant.role] is Reach.COUNCIL),
        )

    def home(self, permission: str) -> Grant:
        """The grant under which this person starts something new: the first, by role and organisation.

        Raises:
            Forbidden: when no role carries the permission.
        """
        allowed = POLICY[permission]
        held = sorted(
            (grant for grant in self.grants if grant.role in allowed),
            key=lambda grant: (grant.role, str(grant.organisation_id)),
        )
        if not held:
            raise Forbidden(permission)
        return held[0]

    @property
    def roles(self) -> frozenset[Role]:
        """Every role this person holds anywhere."""
        return frozenset(grant.role for grant in self.grants)


def system(name: str, grants: Iterable[Grant] = ()) -> Actor:
    """Haven acting by itself: a job or a command, named in the audit trail."""
    return Actor(name=name, grants=frozenset(grants))


class Forbidden(Exception):
    """The person's roles do not carry the permission that a service asked for."""


class NotFound(Exception):
    """The thing is not there, or not for this person: the two are never told apart."""


def insist(actor: Actor, permission: str) -> None:
    """Services check too, not only pages. Raises Forbidden."""
    if not actor.may(permission):
        raise Forbidden(permission)


View = TypeVar("View", bound=Callable[..., Any])
PUBLIC = "public"


def requires(permission: str) -> Callable[[View], View]:
    """Mark a page with the permission it needs; the name must be in POLICY."""
    if permission not in POLICY:
        raise KeyError(permission)

    def mark(view: View) -> View:
        setattr(view, "permission", permission)  # noqa: B010 - a function has no such attribute of its own
        return view

    return mark


def public(view: View) -> View:
    """Mark a page that anybody may see, signed in or not."""
    setattr(view, "permission", PUBLIC)  # noqa: B010 - a function has no such attribute of its own
    return view


def permission_of(view: Callable[..., Any] | None) -> str | None:
    """The permission a page carries, or None: such a page is closed."""
    return getattr(view, "permission", None)


def current_actor() -> Actor:
    """Who is signed in for this request; nobody has no grants."""
    actor: Actor = g.get("actor") or Actor(name="nobody")
    return actor


def guard(app: Flask, sign_in: Callable[[], Any]) -> None:
    """Check every request against the table before its page runs.

    `sign_in` answers a request from nobody: a redirect to the sign-in page.
    """

    @app.before_request
    def check() -> Any:
        if request.endpoint is None:
            return None
        permission = permission_of(app.view_functions.get(request.endpoint))
        if permission == PUBLIC:
            return None
        if g.get("actor") is None:
            return sign_in()
        if permission is None or not current_actor().may(permission):
            abort(403)
        return None
