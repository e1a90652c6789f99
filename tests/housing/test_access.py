"""The policy table in words, and the guard that closes what carries no permission."""

from __future__ import annotations

from uuid import UUID

import pytest
from flask import Flask, g, request

from housing import access
from housing.access import POLICY, Actor, Forbidden, Grant, Reach, Role

ONE, OTHER = UUID(int=1), UUID(int=2)


def actor(*grants: Grant) -> Actor:
    return Actor("Made up", UUID(int=9), frozenset(grants))


def who_may(permission: str) -> set[str]:
    return {f"{role.value}: {reach.value}" for role, reach in POLICY[permission].items()}


def test_who_reads_a_household() -> None:
    assert who_may("household.read") == {"officer: own organisation", "homelessness_team: the whole council"}


@pytest.mark.parametrize("permission", ["household.read", "household.edit", "options.see", "offer.make"])
@pytest.mark.parametrize(
    "role",
    [Role.REFUGE, Role.SANCTUARY, Role.CONTRACTOR, Role.STRATEGY, Role.ADMINISTRATOR, Role.GOVERNANCE],
)
def test_nobody_else_comes_near_a_case(permission: str, role: Role) -> None:
    assert not actor(Grant(role, ONE, "E1")).may(permission)


@pytest.mark.parametrize("permission", ["unit.manage", "referral.answer", "stay.record"])
def test_only_a_provider_speaks_for_its_units(permission: str) -> None:
    assert who_may(permission) == {"refuge_manager: own organisation"}


def test_only_the_homelessness_team_lowers_a_band() -> None:
    assert who_may("presentation.band_lower") == {"homelessness_team: the whole council"}


def test_a_change_is_weighed_by_those_whose_fact_it_is() -> None:
    assert who_may("change.preview") == {
        "officer: own organisation",
        "homelessness_team: the whole council",
        "refuge_manager: own organisation",
    }
    assert who_may("distance.set") == {"homelessness_team: the whole council"}
    assert who_may("change.read") == who_may("change.preview") | {"strategy_lead: the whole council"}


def test_reports_are_for_strategy_and_governance() -> None:
    assert who_may("report.read") == {
        "strategy_lead: the whole council",
        "information_governance: the whole council",
    }


def test_a_permission_reaches_as_far_as_the_role_that_carries_it() -> None:
    both = actor(Grant(Role.OFFICER, ONE, "E1"), Grant(Role.HOMELESSNESS, OTHER, "E2"))
    extent = both.extent("household.read")
    assert extent.organisations == {ONE, OTHER}
    assert extent.authorities == {"E2"}
    assert both.roles == {Role.OFFICER, Role.HOMELESSNESS}


def test_home_is_the_first_grant_that_carries_the_permission() -> None:
    both = actor(Grant(Role.STRATEGY, ONE, "E1"), Grant(Role.OFFICER, OTHER, "E1"))
    assert both.home("presentation.start").organisation_id == OTHER
    with pytest.raises(Forbidden):
        actor().home("presentation.start")


def test_a_page_names_a_permission_of_the_table() -> None:
    with pytest.raises(KeyError):
        access.requires("household.burn")


def test_insisting() -> None:
    access.insist(actor(Grant(Role.OFFICER, ONE, "E1")), "household.read")
    with pytest.raises(Forbidden):
        access.insist(actor(), "household.read")


def guarded() -> Flask:
    """A small application with a page of each sort; `?as=` says who is asking."""
    app = Flask(__name__)

    @app.before_request
    def pretend() -> None:
        asked = request.args.get("as")
        if asked:
            g.actor = actor(Grant(Role(asked), ONE, "E1"))

    access.guard(app, lambda: ("sign in", 401))
    app.add_url_rule("/closed", view_func=lambda: "never", endpoint="closed")
    app.add_url_rule("/open", view_func=access.public(lambda: "open"), endpoint="open")
    app.add_url_rule("/case", view_func=access.requires("household.read")(lambda: "case"), endpoint="case")
    return app


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/open", 200),
        ("/open?as=officer", 200),
        ("/case", 401),
        ("/case?as=officer", 200),
        ("/case?as=strategy_lead", 403),
        ("/closed", 401),
        ("/closed?as=officer", 403),
        ("/nowhere?as=officer", 404),
    ],
)
def test_the_guard(path: str, status: int) -> None:
    assert guarded().test_client().get(path).status_code == status


def test_every_reach_is_used() -> None:
    assert {reach for roles in POLICY.values() for reach in roles.values()} == set(Reach)
