"""What an administrator may do to which account."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from housing.access import Actor, NotFound, Role
from housing.people.accounts.queries import MANAGE
from housing.people.models import Account, Organisation
from housing.refusals import Refused

# Where a role can be held. A provider's staff never see what the council's teams see.
HELD_IN = {role: frozenset({"council"}) for role in Role} | {
    Role.REFUGE: frozenset({"provider", "council"}),
    Role.CONTRACTOR: frozenset({"contractor"}),
}


class NotYourself(Refused):
    """An administrator's own account is in another administrator's hands."""

    def __init__(self) -> None:
        super().__init__("Ask another administrator to change your own account")


class AlsoElsewhere(Refused):
    """The account works for another council too."""

    def __init__(self) -> None:
        super().__init__("This person also works for another council. End their roles here instead")


def insist_not_own(by: Actor, account: Account) -> None:
    """Nobody gives themselves a role, or takes an account away from themselves. Raises NotYourself."""
    if by.account_id == account.id:
        raise NotYourself()


def insist_ours_alone(by: Actor, account: Account) -> None:
    """Closing an account, or choosing its password anew, is for the only council it works for.

    Its memberships and their organisations must be loaded. Raises AlsoElsewhere.
    """
    ours = by.extent(MANAGE).authorities
    if any(each.until_on is None and each.organisation.authority_code not in ours for each in account.memberships):
        raise AlsoElsewhere()


def organisation_for(session: Session, by: Actor, organisation_id: UUID, role: Role) -> Organisation:
    """The organisation in which the role is to be held.

    Raises:
        NotFound: it is not there, or of a council that this actor does not manage.
        Refused: that kind of organisation has no such role.
    """
    organisation = session.get(Organisation, organisation_id)
    if organisation is None or organisation.authority_code not in by.extent(MANAGE).authorities:
        raise NotFound("organisation")
    if organisation.kind not in HELD_IN[role]:
        raise Refused("That role is not held in an organisation of this kind", field="role")
    return organisation
