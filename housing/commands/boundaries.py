"""`haven import-boundary`: a council's outline for the map, from a file that it has the right to use."""

from __future__ import annotations

from pathlib import Path

import click

from housing import clock
from housing.access import system
from housing.installation import opened
from housing.places.map.loading import load_boundary
from housing.places.map.outline import NOT_READ, BadOutline
from housing.web.filters import plural


@click.command("import-boundary")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--authority", help="The council's ONS code, where the file does not say it.")
@click.option("--source", help="Whose data it is and under which licence, where the file does not say it.")
def import_file(file: Path, authority: str | None, source: str | None) -> None:
    """Store the outline of a council's area from FILE.

    FILE is GeoJSON: one Polygon or MultiPolygon in metres on the British National Grid.
    """
    with opened(migrate=True):
        try:
            text = file.read_text(encoding="utf-8-sig")
            row = load_boundary(
                text=text, authority=authority, source=source, by=system("haven import-boundary"), now=clock.now()
            )
        except UnicodeDecodeError as error:
            raise click.ClickException(NOT_READ) from error
        except BadOutline as error:
            raise click.ClickException(str(error)) from error
    points = sum(len(ring) for ring in row.rings)
    click.echo(f"The outline of {row.authority_code} is stored: {plural(points, 'point')}.")


COMMANDS = (import_file,)
