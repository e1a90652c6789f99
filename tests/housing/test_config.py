"""Settings come from the environment alone; every fault is a sentence that names the setting, never its value."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest

from housing.config import BadSettings, load

GOOD = {
    "HAVEN_KIND": "production",
    "HAVEN_SECRET_KEY": "k" * 40,
    "HAVEN_FIELD_KEYS": "1:" + "ab" * 32,
    "DATABASE_URL": "postgres://somebody:secret@db.example.invalid/haven",
}


def faults_of(**changes: str) -> tuple[str, ...]:
    with pytest.raises(BadSettings) as caught:
        load({**GOOD, **changes})
    return caught.value.faults


def test_production_settings(tmp_path: Path) -> None:
    settings = load({**GOOD, "PORT": "8080", "HAVEN_HOSTS": "a.example.invalid, b.example.invalid"}, var=tmp_path)
    assert settings.database_url == "postgresql+psycopg://somebody:secret@db.example.invalid/haven"
    assert (settings.port, settings.hosts) == (8080, ("a.example.invalid", "b.example.invalid"))
    assert not settings.made_up
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("HAVEN_KIND", "toy", "HAVEN_KIND must be one of demo, production, test."),
        ("HAVEN_SECRET_KEY", "short", "HAVEN_SECRET_KEY must be at least 32 characters long."),
        ("DATABASE_URL", "", "DATABASE_URL must name the council's own PostgreSQL database."),
        ("PORT", "http", "PORT must be a whole number from 0 to 65535."),
        ("PORT", "70000", "PORT must be a whole number from 0 to 65535."),
        ("HAVEN_PROXIES", "-1", "HAVEN_PROXIES must be a whole number from 0 to 65535."),
    ],
)
def test_each_fault_is_a_sentence(name: str, value: str, sentence: str) -> None:
    assert sentence in faults_of(**{name: value})


@pytest.mark.parametrize("keys", ["", "nonsense", "1:zz", "1:" + "ab" * 31])
def test_field_keys_are_whole(keys: str) -> None:
    (fault,) = faults_of(HAVEN_FIELD_KEYS=keys)
    assert fault.startswith("HAVEN_FIELD_KEYS must be numbered keys")
    assert keys == "" or keys not in fault


def test_every_fault_is_told_at_once() -> None:
    assert len(faults_of(HAVEN_SECRET_KEY="x", PORT="x", DATABASE_URL="")) == 3


def test_a_demonstration_makes_its_secrets_once(tmp_path: Path) -> None:
    first, second = load({}, var=tmp_path), load({}, var=tmp_path)
    assert (first.secret_key, first.field_keys) == (second.secret_key, second.field_keys)
    assert first.made_up
    assert stat.S_IMODE((tmp_path / "secrets.json").stat().st_mode) == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["secrets.json"]


def test_two_demonstrations_have_different_secrets(tmp_path: Path) -> None:
    one, other = load({}, var=tmp_path / "one"), load({}, var=tmp_path / "other")
    assert one.secret_key != other.secret_key
    assert one.field_keys != other.field_keys
