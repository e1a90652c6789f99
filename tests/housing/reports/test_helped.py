"""The report on help with money: counted once for each purpose, small numbers hidden, and never a person."""

from __future__ import annotations

from decimal import Decimal
from uuid import UUID, uuid4

from flask.testing import FlaskClient

from housing.access import Role
from housing.config import Settings
from housing.reports.helped.measures import by_purpose
from housing.reports.helped.queries import PaidRow
from tests.housing.application import create_app
from tests.housing.signing_in import sign_in

LABELS = {"deposit": "Deposit", "travel": "Travel", "telephone": "Telephone"}


def paid(purpose: str, household: UUID | None = None, pounds: str = "100") -> PaidRow:
    return PaidRow("prevention", purpose, household or uuid4(), 1, 2, Decimal(pounds))


def test_a_household_counts_once_for_each_purpose_and_small_lines_are_hidden() -> None:
    same = uuid4()
    rows = [
        paid("deposit", same), paid("deposit", same), *(paid("deposit") for _ in range(11)),
        *(paid("travel") for _ in range(7)), paid("telephone", same), paid("telephone"),
    ]  # fmt: skip
    deposit, travel, telephone, whole = by_purpose(rows, LABELS, 5)
    assert deposit.cells == (12, 12, 24, 1300)
    assert telephone.cells == (None,) * 4
    assert travel.cells == (None,) * 4  # else the total would give the telephones away
    assert whole.cells == (20, 20, 40, 2200)


def test_everything_is_hidden_where_few_were_helped_and_nought_is_said() -> None:
    lines = by_purpose([paid("deposit"), paid("deposit")], LABELS, 5)
    assert lines[0].cells == lines[-1].cells == (None,) * 4
    assert by_purpose([], LABELS, 5)[-1].cells == (0, 0, 0, 0)


def test_the_page_and_its_file(haven: Settings) -> None:
    client: FlaskClient = create_app(haven).test_client()
    sign_in(client, Role.STRATEGY)
    page = client.get("/reports/help-with-money?year=2026").text
    assert "Homelessness Prevention Fund" in page
    assert "Emergency payment" in page
    assert client.get("/reports/help-with-money?year=nonsense").status_code == 200
    lines = client.get("/reports/help-with-money.csv").text.splitlines()
    assert lines[0].endswith("Households,Adults,Children,Pounds paid")
    assert client.get("/reports/placements").text.count("/reports/help-with-money") == 1
