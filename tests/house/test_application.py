"""The laws that need the whole application: its addresses, its permissions, its migrations."""

from __future__ import annotations

import os
import re
from pathlib import Path
from uuid import uuid4

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import create_engine, text
from werkzeug.routing import Rule

from housing import access, db
from housing.access import POLICY, PUBLIC, Role
from housing.config import Settings
from housing.postgres import Server
from housing.tables import METADATA
from tests.housing.application import create_app
from tests.housing.signing_in import sign_in

ASKED_BY_SERVICES = {
    "case.assign",
    "presentation.band_lower",
    "separation.dismiss",
}  # a page for both, told apart by the service
REVIEWED = Path(__file__).with_name("addresses.txt")


@pytest.fixture
def app(haven: Settings) -> Flask:
    return create_app(haven)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


def rules(app: Flask) -> list[Rule]:
    return sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, sorted(rule.methods or ())))


def described(app: Flask) -> str:
    lines = []
    for rule in rules(app):
        methods = ",".join(sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}))
        lines.append(f"{methods:9} {rule.rule}  {access.permission_of(app.view_functions[rule.endpoint])}")
    return "\n".join(lines) + "\n"


def test_every_address_is_reviewed(app: Flask) -> None:
    """A new page, or another permission, is a change of this file that somebody reads."""
    assert described(app) == REVIEWED.read_text(encoding="utf-8")


def test_every_page_carries_a_permission_of_the_table(app: Flask) -> None:
    carried = {rule.endpoint: access.permission_of(app.view_functions[rule.endpoint]) for rule in rules(app)}
    assert {endpoint for endpoint, permission in carried.items() if permission is None} == set()
    assert set(carried.values()) - {PUBLIC} | ASKED_BY_SERVICES == set(POLICY), "a permission without a page"


def address(app: Flask, rule: Rule) -> str:
    """The rule's address with ids of things that are not there."""
    return rule.rule if not rule.arguments else _filled(app, rule)


def _filled(app: Flask, rule: Rule) -> str:
    missing = {"uuid": str(uuid4()), "int": "999999"}
    kinds = {name: kind.rstrip(":") for kind, name in re.findall(r"<(?:(\w+:))?(\w+)>", rule.rule)}
    values = {name: missing.get(kinds[name], "nothing") for name in rule.arguments}
    with app.test_request_context():
        return app.url_map.bind("localhost").build(rule.endpoint, values)


@pytest.mark.parametrize("role", list(Role))
def test_each_role_is_kept_out_of_every_page_that_is_not_its_own(client: FlaskClient, role: Role) -> None:
    app = client.application
    actor = sign_in(client, role)
    wrong = []
    for rule in rules(app):
        permission = access.permission_of(app.view_functions[rule.endpoint])
        if permission in (PUBLIC, None) or actor.may(str(permission)):
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = client.open(address(app, rule), method=method)
            if answer.status_code != 403:
                wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []


def test_nobody_gets_further_than_the_sign_in_page(client: FlaskClient) -> None:
    app = client.application
    wrong = []
    for rule in rules(app):
        if access.permission_of(app.view_functions[rule.endpoint]) == PUBLIC:
            continue
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            answer = client.open(address(app, rule), method=method)
            if answer.status_code not in (302, 303) or "/sign-in" not in answer.headers["Location"]:
                wrong.append((method, rule.rule, answer.status_code))
    assert wrong == []


@pytest.mark.parametrize("role", list(Role))
def test_what_is_not_there_is_a_404_that_says_nothing(client: FlaskClient, role: Role) -> None:
    app = client.application
    actor = sign_in(client, role)
    bodies, wrong = set(), []
    for rule in rules(app):
        permission = access.permission_of(app.view_functions[rule.endpoint])
        if permission in (PUBLIC, None) or not actor.may(str(permission)) or "GET" not in (rule.methods or ()):
            continue
        if (rule.arguments and rule.endpoint != "matching.one") or rule.endpoint == "jobs.history":
            answer = client.get(address(app, rule))
            if answer.status_code != 404:
                wrong.append((rule.rule, answer.status_code))
            bodies.add(answer.status_code)
    assert wrong == []
    assert bodies <= {404}


@pytest.mark.parametrize("method", ["TRACE", "PUT", "PATCH", "DELETE", "PROPFIND"])
def test_other_methods_are_refused(client: FlaskClient, method: str) -> None:
    sign_in(client, Role.OFFICER)
    app = client.application
    assert {client.open(address(app, rule), method=method).status_code for rule in rules(app)} <= {403, 404, 405}


def test_the_migrations_and_the_models_agree(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    engine.dispose()
    assert differences == []


CONSTRAINTS = text(
    "select conrelid::regclass::text, conname, pg_get_constraintdef(oid) from pg_constraint "
    "where connamespace = 'public'::regnamespace order by 1, 2"
)


def test_the_constraints_are_those_of_the_models(server: Server, database_url: str) -> None:
    """Alembic compares no check and no exclusion constraint: made from the models, they must come out the same."""
    empty = f"made_{os.getpid()}"
    server.create_database(empty)
    migrated, made = create_engine(database_url), create_engine(server.url(empty))
    with made.begin() as connection:
        connection.execute(text("create type uuidrange as range (subtype = uuid)"))
        METADATA.create_all(connection)
    with migrated.connect() as one, made.connect() as other:
        expected = [row for row in one.execute(CONSTRAINTS).all() if row[0] != "alembic_version"]
        assert expected == other.execute(CONSTRAINTS).all()
    migrated.dispose()
    made.dispose()
    server.drop_database(empty)


def test_migrations_go_down_and_up_again(database_url: str) -> None:
    engine = create_engine(database_url)
    with engine.connect() as connection:
        before = connection.execute(CONSTRAINTS).all()
    engine.dispose()
    db.migrate(database_url, "base")
    db.migrate(database_url)
    with engine.connect() as connection:
        assert connection.execute(CONSTRAINTS).all() == before
    engine.dispose()
