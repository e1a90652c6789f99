"""Immigration status goes nowhere: nothing that makes a file, a report or a message may know of it.

No data is ever sent to enforcement (docs/adr/0070). Whoever needs it in an export has to change this test, and say why.
Numbers of households leave, counted below the reports, small ones hidden (docs/adr/0084); no report reads a row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from tests.house.reading import Module, product

MAKES_FILES = re.compile(r"^\s*(?:from|import) (?:csv|fpdf|openpyxl|housing\.web\.downloads|housing\.letters)\b", re.M)
OUT = ("housing/reports/", "housing/notifications/", "housing/outbox", "housing/commands/")
STATUS = re.compile(r"immigration|ImmigrationStatus|mvdac|settlement_", re.IGNORECASE)
HER_OWN = ("housing/copies/",)  # her own copy is hers, and goes to nobody else


def leaves(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.path}: {found.group()}"
        for module in modules
        if (module.path.startswith(OUT) or MAKES_FILES.search(module.text)) and not module.path.startswith(HER_OWN)
        for found in [STATUS.search(module.text)]
        if found
    ]


def test_nothing_that_makes_a_file_or_a_report_knows_of_immigration_status() -> None:
    every = product()
    assert sum(bool(MAKES_FILES.search(module.text)) for module in every) > 5
    assert leaves(every) == []


def test_a_breach_is_found() -> None:
    product_modules = product()
    one = next(module for module in product_modules if module.path.startswith("housing/reports/"))
    breach = Module(one.path, one.text + '\nSTATUS = "ImmigrationStatus"\n')
    assert leaves([breach]) != []
