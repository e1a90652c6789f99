"""Cells: what goes out comes back the same, nothing goes out as a formula, and odd cells get a sentence."""

from __future__ import annotations

import csv
import io
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from housing.places.sheets import cells, writing
from housing.places.sheets.columns import ACCEPTANCE, FIXED, OF_ACCEPTANCE, PROPERTIES, SHEETS, UNITS
from housing.places.sheets.entries import read_entries
from housing.places.sheets.formulas import DANGEROUS, guarded, unguarded
from housing.places.sheets.grids import tidy
from housing.places.sheets.reading_csv import read_csv
from housing.places.sheets.reading_xlsx import read_xlsx
from housing.places.sheets.writing import Filled

OWN = {
    **FIXED,
    "pets": {"dog": "Dog", "cat": "Cat", "small": "Rabbit; or smaller"},
    "funding": {"housing_benefit": "Housing benefit", "nrpf": "=No recourse (made up)"},
    "services": {"deaf": "Deaf women"},
    "restrictions": {"arson": "No history of arson"},
}
MOST = 1000
CODES = st.from_regex(r"[A-Z]{2}[0-9]{1,3}", fullmatch=True)
WORDS = st.text(
    st.characters(min_codepoint=32, max_codepoint=0x2FFF, exclude_categories=("Cs", "Cc", "Cn", "Co", "Zl", "Zp"))
    | st.sampled_from("=+-@'|%\n"),
    max_size=40,
).map(tidy)


def several(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    order = list(OWN[name])
    return st.sets(st.sampled_from(order)).map(lambda found: tuple(sorted(found, key=order.index)))


def needed(name: str) -> st.SearchStrategy[tuple[str, ...]]:
    return several(name).filter(bool)


PROPERTY = st.fixed_dictionaries({
    "code": CODES, "kind": st.sampled_from(list(OWN["kind"])), "confidential": st.sampled_from(["withheld", "area"]),
    "sleeping": st.sampled_from(list(OWN["sleeping"])), "preparation_days": st.integers(0, 60),
    "address": WORDS.filter(bool), "postcode": st.just("S60 1AA"), "ward": st.none() | st.just("E05012996"),
    "grid": st.none() | st.just("442830, 392870"),
})  # fmt: skip
UNIT = st.fixed_dictionaries({
    "property": CODES, "code": CODES,
    "bedrooms": st.lists(st.tuples(st.integers(1, 20), st.integers(0, 10)), min_size=1, max_size=4).map(tuple),
    "max_people": st.just(1), "floor": st.integers(-2, 60), "lift": st.booleans(), "features": several("features"),
    "weekly_charge": st.none() | st.decimals(0, 99_999, places=2),
})  # fmt: skip
POLICY = st.fixed_dictionaries({
    "property": CODES, "from_on": st.dates(date(2020, 1, 1), date(2035, 12, 31)), "sexes": needed("sexes"),
    "boys": st.none() | st.just("any") | st.integers(0, 17),
    "max_support": st.none() | st.sampled_from(list(OWN["support"])), "pets": several("pets"),
    "funding": needed("funding"), "services": several("services"), "cap_high": st.none() | st.integers(0, 200),
    "cap_very_high": st.none(), "cap_nrpf": st.none() | st.integers(0, 200), "restrictions": several("restrictions"),
    "notes": st.none() | WORDS.filter(bool),
})  # fmt: skip
OF = {PROPERTIES: PROPERTY, UNITS: UNIT, ACCEPTANCE: POLICY}


@given(st.data())
def test_what_goes_out_as_a_workbook_comes_back_the_same(data: st.DataObject) -> None:
    rows = {sheet.title: [data.draw(OF[sheet.title])] for sheet in SHEETS}
    content = writing.xlsx([Filled(title, each) for title, each in rows.items()], OWN, mark="Rita & Demo")
    found = read_entries(read_xlsx(content, most_rows=MOST), OWN)
    assert found.faults == []
    assert {title: [entry.said for entry in entries] for title, entries in found.of.items()} == rows


@given(st.data(), st.sampled_from(list(OF)))
def test_what_goes_out_as_csv_comes_back_the_same(data: st.DataObject, title: str) -> None:
    row = data.draw(OF[title])
    found = read_entries(read_csv(writing.csv_of(Filled(title, [row]), OWN).encode(), most_rows=MOST), OWN)
    assert found.faults == []
    assert [entry.said for entry in found.of[title]] == [row]


@given(st.text(max_size=30))
def test_the_guard_is_undone_and_only_where_it_was_put(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert guarded(text)[:1] not in DANGEROUS


@pytest.mark.parametrize("sign", sorted(DANGEROUS))
def test_no_text_leaves_as_a_formula(sign: str) -> None:
    row: dict[str, Any] = {column.name: column.blank for column in OF_ACCEPTANCE}
    row |= {"property": "LR1", "from_on": date(2026, 12, 1), "sexes": ("female",), "funding": ("nrpf",)}
    row["notes"] = f"{sign}cmd|' /C calc'!A0"
    filled = Filled(ACCEPTANCE, [row])
    lines = list(csv.reader(io.StringIO(writing.csv_of(filled, OWN))))
    assert all(cell[:1] not in DANGEROUS for cell in lines[1])
    sheet = load_workbook(io.BytesIO(writing.xlsx([filled], OWN)))[ACCEPTANCE]
    kinds = {cell.data_type for cell in sheet[2] if cell.value is not None}
    assert "f" not in kinds
    assert sheet.cell(2, 13).hyperlink is None


def test_a_quote_of_the_person_s_own_stays() -> None:
    assert unguarded("'tis the annexe") == "'tis the annexe"
    assert unguarded("'=1+1") == "=1+1"
    assert unguarded("''quoted") == "'quoted"


GOOD: list[tuple[cells.Kind, str, Any]] = [
    (cells.DAY, "23/11/2026", date(2026, 11, 23)), (cells.DAY, "46349", date(2026, 11, 23)),
    (cells.DAY, "2026-11-23 00:00:00", date(2026, 11, 23)), (cells.YES_NO, "TRUE", True), (cells.YES_NO, "n", False),
    (cells.ROOMS, "2+1; 3", ((2, 1), (3, 0))), (cells.POUNDS, "£1,210.5", Decimal("1210.50")),
    (cells.BOYS, "any", "any"), (cells.BOYS, "12.0", 12), (cells.BOYS, "Not known", None),
    (cells.many("pets"), "CAT;dog ; cat", ("dog", "cat")), (cells.choice("kind"), "  refuge", "refuge"),
    (cells.known_choice("support"), "not known", None), (cells.code(), "lr1-4", "LR1-4"),
    (cells.whole(0, 60), "3.0", 3), (cells.GRID, "SK 42830 92870", "442830, 392870"),
]  # fmt: skip
BAD = [
    (cells.DAY, "31/02/2026", "real date"), (cells.DAY, "soon", "real date"), (cells.YES_NO, "perhaps", "yes or no"),
    (cells.ROOMS, "0", "beds of each bedroom"), (cells.ROOMS, "2+", "beds of each bedroom"),
    (cells.POUNDS, "NaN", "amount of money"), (cells.POUNDS, "1.005", "two places"), (cells.POUNDS, "-1", "below"),
    (cells.BOYS, "18", "an age up to 17"), (cells.BOYS, "²", "an age up to 17"),
    (cells.many("pets"), "dog; crocodile", "crocodile"), (cells.code(), "1.23E+05", "shortened"),
    (cells.code(), "S60 1AA", "no postcode"), (cells.code(), "3 High Street", "letters, numbers"),
    (cells.whole(0, 60), "61", "between 0 and 60"), (cells.whole(0, 60), "١", "whole number"),
    (cells.POSTCODE, "S60", "full postcode"), (cells.GRID, "here", "SK 4283 9287"), (cells.text(5), "123456", "5 char"),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "cell", "value"), GOOD)
def test_what_people_and_programs_write_is_understood(kind: cells.Kind, cell: str, value: Any) -> None:
    assert kind.read(cell, OWN) == value


@pytest.mark.parametrize(("kind", "cell", "sentence"), BAD)
def test_what_cannot_be_gets_a_sentence(kind: cells.Kind, cell: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        kind.read(cell, OWN)
