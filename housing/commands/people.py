"""`haven add-council`, `haven add-organisation`, `haven add-account`: an installation's first people."""

from __future__ import annotations

from uuid import UUID

import click
from sqlalchemy import select

from housing import clock, db
from housing.access import Role
from housing.installation import opened
from housing.people import services
from housing.people.accounts.organisations import KINDS
from housing.people.models import Organisation
from housing.refusals import Refused


@click.command("add-council")
@click.argument("code")
@click.argument("name")
def add_council(code: str, name: str) -> None:
    """Enter a council by its ONS CODE, such as E08000018, and its NAME."""
    with opened(migrate=True):
        try:
            by = services.installation("haven add-council", code)
            services.create_authority(code=code, name=name, by=by, now=clock.now())
        except Refused as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{name} is entered.")


@click.command("add-organisation")
@click.argument("council")
@click.argument("name")
@click.option("--kind", type=click.Choice(list(KINDS)), default="council", show_default=True)
def add_organisation(council: str, name: str, kind: str) -> None:
    """Enter a team of a COUNCIL (by its ONS code), a provider or a contractor, by its NAME."""
    with opened():
        try:
            by = services.installation("haven add-organisation", council)
            services.add_organisation(authority=council, name=name, kind=kind, by=by, now=clock.now())
        except Refused as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"{name} is entered.")


@click.command("add-account")
@click.argument("email")
@click.argument("name")
@click.option("--council", required=True, help="The council's ONS code, such as E08000018.")
@click.option("--organisation", required=True, help="The name of the organisation that they work for.")
@click.option(
    "--role", type=click.Choice([role.value for role in Role]), default=Role.ADMINISTRATOR.value, show_default=True
)
def add_account(email: str, name: str, council: str, organisation: str, role: str) -> None:
    """Open an account, and show the link with which its owner chooses a password.

    An installation's first administrator begins here; everybody else is added on the accounts page.
    """
    with opened() as settings:
        try:
            invitation = services.invite(
                email=email,
                name=name,
                organisation_id=_organisation(council, organisation),
                role=Role(role),
                by=services.installation("haven add-account", council),
                now=clock.now(),
            )
        except Refused as error:
            raise click.ClickException(str(error)) from error
    click.echo(f"The account of {invitation.account.name} is open. They choose a password here, once, within 24 hours:")
    click.echo(f"  http://127.0.0.1:{settings.port}/choose-password/{invitation.token}")
    click.echo("Where Haven has another address, put it in place of http://127.0.0.1.")


def _organisation(council: str, name: str) -> UUID:
    query = select(Organisation.id).where(Organisation.authority_code == council, Organisation.name == name)
    with db.reading() as session:
        found = session.scalar(query)
    if found is None:
        raise Refused("There is no such organisation: enter it with haven add-organisation")
    return found


COMMANDS = (add_council, add_organisation, add_account)
