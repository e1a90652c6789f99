"""Files of postcodes: every layout, the same file twice, and a file with a fault, of which nothing is stored."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from click.testing import CliRunner
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from housing.access import system
from housing.commands.postcodes import import_file
from housing.config import Settings
from housing.places.importing import BadFile, Imported, import_postcodes
from housing.places.models import Postcode
from housing.places.postcodes import Point, Read, UnknownLayout, points
from tests.housing.placements.matching.factories import NOW

PLAIN = "postcode,easting,northing,ward\n"
HERE = Point("S60 1AA", 442900, 392800, "E05012996")
LAYOUTS = {
    "ONSPD 2019": 'pcd,pcd2,pcds,dointr,doterm,oscty,osward,oseast1m,osnrth1m\n"S60 1AA","S60  1AA","S60 1AA",'
    '"199801","","E99999999","E05012996","0442900","0392800"\n',
    "ONSPD 2026": "pcd7,pcd8,pcds,dointr,doterm,usrtypind,east1m,north1m,gridind,oa21cd,cty26cd,wd26cd,ctry26cd\n"
    "S60 1AA,S60  1AA,S60 1AA,199801,,0,442900,392800,1,E00000001,E99999999,E05012996,E92000001\n",
    "NSPL": "pcd,pcds,doterm,usertype,oseast1m,osnrth1m,osgrdind,ward\nS60 1AA,S60 1AA,,0,442900,392800,1,E05012996\n",
    "Code-Point Open": '"S60 1AA",10,442900,392800,"E92000001","E19000001","E18000002","","E08000018","E05012996"\n',
    "plain": f"{PLAIN}s601aa,442900,392800,E05012996\n",
    "plain with a mark of its encoding": f"\ufeff{PLAIN}S60-1AA,442900,392800,E05012996\n",
}


def read(text: str) -> tuple[list[Point], Read]:
    found = Read()
    return list(points(text.splitlines(keepends=True), found)), found


def store(engine: Engine, text: str) -> Imported:
    return import_postcodes(lines=text.splitlines(keepends=True), by=system("a test"), now=NOW)


def stored(engine: Engine) -> Iterable[tuple[str, int, int, str | None]]:
    with Session(engine) as session:
        rows = session.scalars(select(Postcode).order_by(Postcode.code))
        return [(row.code, row.easting, row.northing, row.ward_code) for row in rows]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_layout_is_known_by_its_columns(layout: str) -> None:
    assert read(LAYOUTS[layout])[0] == [HERE]


@pytest.mark.parametrize(
    "row",
    ["IM1 1AA,,,", "BT1 5GS,333500,373800,", "GY1 1AA,0,0,"],
)
def test_what_lies_on_no_british_grid_is_left_out_and_counted(row: str) -> None:
    found, note = read(f"{PLAIN}{row}\n")
    assert (found, note.without_a_point, note.faults) == ([], 1, [])


@pytest.mark.parametrize(
    ("row", "sentence"),
    [
        ("S60,442900,392800,", "Line 2: this is not a full postcode."),
        ("S60 1AA,442900", "Line 2: there are too few columns."),
        ("S60 1AA,-5,392800,", "Line 2: the easting and northing are not metres on the British National Grid."),
        ("S60 1AA,4429000000,392800,", "Line 2: the easting and northing are not metres on the British National Grid."),
        ("S60 1AA,\u0664,392800,", "Line 2: the easting and northing are not metres on the British National Grid."),
        ("S60 1AA,442900,392800,North", "Line 2: the ward is not an ONS code, such as E05012996."),
        ("S60 1AA,442900,392800,E0501299\0", "Line 2: the ward is not an ONS code, such as E05012996."),
    ],
)
def test_a_fault_is_a_sentence_with_its_line(row: str, sentence: str) -> None:
    assert read(f"{PLAIN}{row}\n")[1].faults == [sentence]


@pytest.mark.parametrize("text", ["", "name,colour\nS60 1AA,blue\n", "S60 1AA,442900\n", '"' + "x" * 140_000 + "\n"])
def test_an_unknown_layout_is_refused(text: str) -> None:
    with pytest.raises(UnknownLayout):
        read(text)


def test_the_same_file_twice_changes_nothing_and_a_newer_one_moves(engine: Engine) -> None:
    file = f"{PLAIN}S60 1AA,442900,392800,E05012996\nS60 1AB,442901,392800,\n"
    assert store(engine, file) == Imported(2, 2, 0)
    assert store(engine, file) == Imported(2, 0, 0)
    assert store(engine, f"{PLAIN}S60 1AB,442950,392800,E05012997\n") == Imported(1, 1, 0)
    assert stored(engine) == [
        ("S60 1AA", 442900, 392800, "E05012996"),
        ("S60 1AB", 442950, 392800, "E05012997"),
    ]


def test_of_a_file_with_a_fault_nothing_is_stored(engine: Engine) -> None:
    with pytest.raises(BadFile) as refused:
        store(engine, f"{PLAIN}S60 1AA,442900,392800,\nnowhere,1,1,\nS60 1AB,x,y,\n")
    assert [fault.split(":")[0] for fault in refused.value.faults] == ["Line 3", "Line 4"]
    assert stored(engine) == []


def test_one_postcode_in_two_places_is_a_fault_and_twice_in_one_is_none(engine: Engine) -> None:
    with pytest.raises(BadFile, match="S60 1AA is in the file twice, in two places"):
        store(engine, f"{PLAIN}S60 1AA,442900,392800,\nS601AA,442999,392800,\n")
    assert store(engine, f"{PLAIN}S60 1AA,442900,392800,\nS601AA,442900,392800,\n").changed == 1


def test_a_thousand_faults_are_counted_and_fifty_said() -> None:
    note = read(PLAIN + "nowhere,1,1,\n" * 1000)[1]
    assert (note.faulty, len(note.faults)) == (1000, 50)


def test_the_command_says_what_it_did(
    haven: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    for name, value in {
        "HAVEN_KIND": "test", "DATABASE_URL": haven.database_url, "HAVEN_SECRET_KEY": haven.secret_key,
        "HAVEN_FIELD_KEYS": f"1:{haven.field_keys[1].hex()}",
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    file = tmp_path_factory.mktemp("postcodes") / "made_up.csv"
    file.write_text(LAYOUTS["ONSPD 2026"], encoding="utf-8")
    done = CliRunner().invoke(import_file, [str(file)])
    assert done.output == ("1 postcode read, 1 new or moved; 0 rows without a place in Great Britain left out.\n")
    file.write_text(f"{PLAIN}nowhere,1,1,\n", encoding="utf-8")
    refused = CliRunner().invoke(import_file, [str(file)])
    assert refused.exit_code == 1
    assert "Line 2: this is not a full postcode." in refused.output
    assert "nothing was stored" in refused.output
