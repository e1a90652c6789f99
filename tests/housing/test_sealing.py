"""What is sealed cannot be read in the database, moved to another column, or altered."""

from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from housing.people.models import Authority, Organisation
from housing.places.models import Property, Ward
from housing.sealing import KeyRing, plain_form

OLD, NEW = b"o" * 32, b"n" * 32
CANARY = "Canary Cottage, Nowhere Lane"


@given(st.text())
def test_opens_what_it_sealed(plain: str) -> None:
    ring = KeyRing({1: OLD})
    assert ring.open(ring.seal(plain, "person.name"), "person.name") == plain


def test_equal_texts_are_sealed_differently() -> None:
    ring = KeyRing({1: OLD})
    assert len({ring.seal("same", "person.name") for _ in range(1000)}) == 1000


def test_a_value_moved_to_another_column_does_not_open() -> None:
    ring = KeyRing({1: OLD})
    with pytest.raises(InvalidTag):
        ring.open(ring.seal("secret", "person.name"), "property.address")


def test_an_altered_value_does_not_open() -> None:
    ring = KeyRing({1: OLD})
    sealed = bytearray(ring.seal("secret", "person.name"))
    sealed[-1] ^= 1
    with pytest.raises(InvalidTag):
        ring.open(bytes(sealed), "person.name")


def test_a_new_key_seals_and_the_old_still_opens() -> None:
    before = KeyRing({1: OLD}).seal("secret", "person.name")
    both = KeyRing({1: OLD, 2: NEW})
    assert both.open(before, "person.name") == "secret"
    assert both.seal("secret", "person.name")[0] == 2


@pytest.mark.parametrize("keys", [{}, {1: b"short"}])
def test_a_ring_needs_whole_keys(keys: dict[int, bytes]) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        KeyRing(keys)


def test_one_name_has_one_fingerprint_however_it_is_spelt() -> None:
    ring = KeyRing({1: OLD})
    assert ring.fingerprint("  Zoë  O'Néill ") == ring.fingerprint("ZOE o neill")
    assert ring.fingerprint("Zoe Neill") != ring.fingerprint("Zoe O'Neill")
    assert ring.fingerprint("x") != KeyRing({1: NEW}).fingerprint("x")


def test_plain_form_keeps_letters_of_every_script() -> None:
    assert plain_form("Łucja  Мария-Анна") == "łucja мария анна"


def test_the_database_never_holds_an_address_in_clear(engine: Engine) -> None:
    with Session(engine) as session, session.begin():
        session.add(Authority(code="E1", name="Made up"))
        session.flush()
        session.add(Ward(code="W1", authority_code="E1", name="Made up", easting=1, northing=1))
        home = Organisation(authority_code="E1", name="Made up", kind="provider")
        session.add(home)
        session.flush()
        session.add(
            Property(
                authority_code="E1", organisation_id=home.id, code="P1", kind="refuge", address=CANARY,
                postcode="ZZ99 9ZZ", ward_code="W1", easting=1, northing=1, sleeping="room_standard",
            )
        )  # fmt: skip
    with Session(engine) as session:
        stored = session.execute(text("select address from property")).scalar_one()
        assert b"Canary" not in bytes(stored)
        assert session.query(Property).one().address == CANARY
