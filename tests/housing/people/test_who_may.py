"""Every page of the slice, every role: who may open it."""

from __future__ import annotations

import pytest
from flask import Flask

from housing.access import POLICY, PUBLIC, Role, permission_of
from tests.housing.signing_in import sign_in

SOME = "11111111-2222-4333-8444-555555555555"
PAGES = {
    "/": "home.see",
    "/account": "account.own",
    "/account/password": "account.own",
    "/account/know-a-family": "account.own",
    "/accounts": "account.manage",
    "/accounts/new": "account.manage",
    "/audit": "audit.read",
    "/audit/chain": "audit.read",
    "/conflicts": "conflict.declare",
    "/conflicts/new": "conflict.declare",
}
SENT = {
    f"/accounts/{SOME}/close": "account.manage",
    f"/accounts/{SOME}/link": "account.manage",
    f"/accounts/{SOME}/roles": "account.manage",
    f"/accounts/{SOME}/sessions/end": "account.manage",
    f"/accounts/{SOME}/roles/{SOME}/end": "account.manage",
    "/conflicts/withdraw": "conflict.declare",
    "/conflicts/new": "conflict.declare",
    "/audit": "audit.read",
}
ANYBODY = {
    "people.sign_in", "people.try_to_sign_in", "people.sign_out", "people.signed_out", "people.hide",
    "people.hide_only", "people.choose_password", "people.save_chosen_password",
}  # fmt: skip


@pytest.mark.parametrize("role", list(Role))
def test_each_role_opens_its_own_pages_and_no_other(app: Flask, role: Role) -> None:
    client = app.test_client()
    sign_in(client, role)
    for path, permission in PAGES.items():
        expected = 200 if role in POLICY[permission] else 403
        assert client.get(path).status_code == expected, path
    for path, permission in SENT.items():
        answer = client.post(path).status_code
        assert (answer == 403) is (role not in POLICY[permission]), path


def test_nobody_is_sent_to_sign_in(app: Flask) -> None:
    client = app.test_client()
    for path in PAGES:
        assert client.get(path).location.startswith("/sign-in?next="), path
    for path in SENT:
        assert client.post(path).location.startswith("/sign-in?next="), path


def test_every_page_has_a_permission_and_only_these_are_for_anybody(app: Flask) -> None:
    found = {name: permission_of(view) for name, view in app.view_functions.items() if name.startswith("people.")}
    assert None not in found.values()
    assert {name for name, permission in found.items() if permission == PUBLIC} == ANYBODY
