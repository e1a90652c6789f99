"""`haven import-postcodes`: where every postcode is, from a file that the council has the right to use."""

from __future__ import annotations

from pathlib import Path

import click

from housing import clock
from housing.access import system
from housing.installation import opened
from housing.places.importing import BadFile, import_postcodes
from housing.places.postcodes import UnknownLayout
from housing.web.filters import plural


@click.command("import-postcodes")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def import_file(file: Path) -> None:
    """Store where every postcode of FILE is.

    FILE is the ONS Postcode Directory, the National Statistics Postcode Lookup, a file of Code-Point Open, or begins
    with the line postcode,easting,northing,ward.
    """
    with opened(migrate=True), file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        try:
            done = import_postcodes(lines=lines, by=system("haven import-postcodes"), now=clock.now())
        except UnknownLayout as error:
            raise click.ClickException(str(error)) from error
        except BadFile as error:
            for fault in error.faults:
                click.echo(fault, err=True)
            raise click.ClickException(f"{error.in_all:,} lines cannot be used: nothing was stored.") from error
    click.echo(
        f"{plural(done.read, 'postcode')} read, {done.changed:,} new or moved; "
        f"{plural(done.without_a_point, 'row')} without a place in Great Britain left out."
    )


COMMANDS = (import_file,)
