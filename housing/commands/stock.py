"""`haven stock`: a provider's stock as a file, out and in, for whoever runs the server."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import click
from sqlalchemy import select
from sqlalchemy.orm import Session

from housing import clock, db
from housing.access import Actor, Grant, Role, system
from housing.installation import opened
from housing.people.models import Organisation
from housing.places.sheets.columns import lists
from housing.places.sheets.exporting import export_own
from housing.places.sheets.forms import FORMS
from housing.places.sheets.grids import Grid, Unreadable
from housing.places.sheets.planning import Plan
from housing.places.sheets.services import Done, import_at_once, most_rows, read_file
from housing.places.sheets.writing import template
from housing.refusals import Refused
from housing.web.filters import plural

PROVIDER = click.option("--provider", required=True, help="The provider's name, as Haven has it.")
FILE = click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
OUT = click.argument("out", type=click.Path(dir_okay=False, writable=True, path_type=Path))


@click.group("stock")
def stock() -> None:
    """A provider's properties, units and acceptance policies by spreadsheet (XLSX or CSV)."""


@stock.command("template")
@PROVIDER
@OUT
def write_template(provider: str, out: Path) -> None:
    """Write the empty workbook to OUT."""
    with opened():
        actor = _acting(provider, "haven stock template")
        with db.reading() as session:
            out.write_bytes(template(lists(session, actor.home("unit.manage").authority)))
    click.echo(f"{out} is written.")


@stock.command("export")
@PROVIDER
@click.option("--form", type=click.Choice(list(FORMS)), default="xlsx", show_default=True)
@click.option("--addresses", is_flag=True, help="Put addresses in it. That is written down.")
@OUT
def write_stock(provider: str, form: str, addresses: bool, out: Path) -> None:
    """Write the provider's stock to OUT."""
    with opened():
        by = _acting(provider, "haven stock export")
        content, _, _ = export_own(form=form, addresses=addresses, by=by, now=clock.now())
    out.unlink(missing_ok=True)
    out.touch(mode=0o600)
    out.write_bytes(content)
    click.echo(f"{out} is written.")


@stock.command("check")
@PROVIDER
@FILE
def check_file(provider: str, file: Path) -> None:
    """Say what FILE would do, and what is wrong with it. Nothing is saved."""
    with opened():
        found, _ = _imported(provider, file, "haven stock check", only_check=True)
    for step in found.steps:
        click.echo(step.line)
    _wrong(found)
    click.echo(f"{plural(len(found.steps), 'row')} would change something, {found.unchanged:,} would not.")


@stock.command("import")
@PROVIDER
@FILE
def import_file(provider: str, file: Path) -> None:
    """Do what FILE says, all of it or nothing. What a service accepts is recorded at once: no page shows who would
    gain and who would lose by it, so look with "check" first.
    """
    with opened(migrate=True):
        found, done = _imported(provider, file, "haven stock import", only_check=False)
    _wrong(found)
    changed = done.changed if done else 0
    click.echo(f"{plural(changed, 'row')} changed something, {found.unchanged:,} did not.")


def _imported(provider: str, file: Path, name: str, *, only_check: bool) -> tuple[Plan, Done | None]:
    by, now = _acting(provider, name), clock.now()
    grant = by.home("unit.manage")
    try:
        with db.reading() as session:
            most = most_rows(session, grant.authority, now)
        grid: Grid = read_file(file.read_bytes(), most_rows=most)
        return import_at_once(organisation_id=grant.organisation_id, grid=grid, by=by, now=now, only_check=only_check)
    except (Unreadable, Refused) as error:
        raise click.ClickException(str(error)) from error


def _wrong(found: Plan) -> None:
    if not found.faulty:
        return
    for fault in found.faults:
        click.echo(f"{fault.place}: {fault.sentence}", err=True)
    raise click.ClickException(f"{plural(found.faulty, 'thing is', 'things are')} wrong: nothing was saved.")


def _acting(provider: str, name: str) -> Actor:
    """The command, acting for one provider."""
    with db.reading() as session:
        organisation_id, authority = _provider(session, provider)
    return system(name, [Grant(Role.REFUGE, organisation_id, authority)])


def _provider(session: Session, name: str) -> tuple[UUID, str]:
    query = select(Organisation.id, Organisation.authority_code).where(Organisation.name == name)
    found = session.execute(query.where(Organisation.kind == "provider")).all()
    if len(found) != 1:
        raise click.ClickException(f"There is no provider called {name}." if not found else f"Two are called {name}.")
    return found[0][0], found[0][1]


COMMANDS = (stock,)
