"""Her own copy knows every table that holds something about her: given, or left out with the ground.

Whoever adds a table or a column that is keyed to a case enters it in housing/copies/catalogue, and so decides.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from sqlalchemy import Column, ForeignKey, MetaData, Table, Text, Uuid

from housing.copies.catalogue.entries import ByHand, Given, Ground, Left, Part, Shown
from housing.copies.catalogue.kept_back import BETWEEN
from housing.copies.catalogue.whole import CATALOGUE, GIVEN, by_table
from housing.copies.reading import keeps_house, of_case
from housing.tables import METADATA

KEYS = {"household_id", "presentation_id", "person_id", "concern_id"}
CASES = {"household", "presentation"}
# Keyed to a case by no column that the database knows: a moment of the trail says which case it is about.
BESIDES = {"audit_entry"}


def keyed(tables: Mapping[str, Table]) -> set[str]:
    """The tables of a case, and those that point to one of them, however far."""
    found = (CASES & set(tables)) | {name for name, table in tables.items() if KEYS & set(table.c.keys())}
    while more := {
        name
        for name, table in tables.items()
        if name not in found and any(key.column.table.name in found for key in table.foreign_keys)
    }:
        found |= more
    return found


def undecided(tables: Mapping[str, Table], catalogue: Mapping[str, Given | ByHand | Left]) -> list[str]:
    """Tables, and columns of tables that are given row by row, of which nobody has decided."""
    forgotten = [f"{name}: neither given nor left out" for name in sorted(keyed(tables) - set(catalogue))]
    for each in catalogue.values():
        if isinstance(each, Given) and each.table in tables:
            decided = {shown.column for shown in each.shown} | set(each.left) | {each.when}
            columns = [column for column in tables[each.table].columns if not keeps_house(column)]
            forgotten += [f"{each.table}.{one.name}: not decided" for one in columns if one.name not in decided]
    return forgotten


def test_every_table_and_column_of_a_case_is_decided_on() -> None:
    assert undecided(METADATA.tables, CATALOGUE) == []


def test_nothing_in_the_catalogue_is_gone() -> None:
    assert sorted(set(CATALOGUE) - set(METADATA.tables)) == []
    assert sorted(set(CATALOGUE) - keyed(METADATA.tables) - BESIDES) == []
    for each in GIVEN:
        columns = set(METADATA.tables[each.table].c.keys())
        named = {shown.column for shown in each.shown} | set(each.left) | {each.when} - {""} | set(each.unless)
        assert named | set(each.by) <= columns, (each.table, named - columns)


def test_there_is_a_way_from_every_given_table_to_her_case() -> None:
    household = next(iter(METADATA.tables["household"].primary_key)).type.python_type(int=1)
    for name in [*(each.table for each in GIVEN), *BETWEEN]:
        assert "household_id" in str(of_case(METADATA.tables[name], household)), name


def test_what_says_where_she_is_or_who_told_us_is_never_given() -> None:
    shown = {(each.table, one.column): one for each in GIVEN for one in each.shown}
    for table, column in (
        ("new_home", "postcode"), ("sanctuary_job", "postcode"), ("concern_risk", "why"), ("temporary_stay", "place"),
        ("sanctuary_visit_instruction", "code_word"), ("child_school", "encompass_by"), ("protective_order", "zones"),
        ("may_be_told", "reached"), ("disclosure", "place"), ("marac_hearing", "meeting"), ("offer", "verdicts"),
    ):  # fmt: skip
        assert (table, column) not in shown
    for table in (
        "name_match",
        "separation",
        "conflict_of_interest",
        "case_person",
        "concern_place",
        "person_of_concern",
    ):
        assert not isinstance(CATALOGUE[table], Given), table


def test_a_new_table_and_a_new_column_are_found() -> None:
    some = MetaData()
    household = Table("household", some, Column("id", Uuid, primary_key=True))
    one = Table("one", some, Column("id", Uuid, primary_key=True), Column("household_id", ForeignKey(household.c.id)))
    Table("two", some, Column("one_id", ForeignKey(one.c.id)), Column("words", Text), Column("by_name", Text))
    Table("three", some, Column("person_id", Uuid), Column("words", Text))
    Table("apart", some, Column("words", Text))
    given = Given("two", Part.CASE, "Two", (), when="", by=("one_id",))
    known = by_table((ByHand("household", Part.HER, "all"), Left("one", Ground.SAME, "none"), given))
    assert undecided(some.tables, known) == ["three: neither given nor left out", "two.words: not decided"]
    told = known | {"two": replace(given, shown=(Shown("words", "Words"),))}
    assert undecided(some.tables, told) == ["three: neither given nor left out"]


def test_no_table_stands_in_the_catalogue_twice() -> None:
    with pytest.raises(ValueError, match="twice"):
        by_table((Left("one", Ground.SAME, ""), Left("one", Ground.SAME, "")))
