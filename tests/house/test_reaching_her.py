"""Nothing reaches her past her safe contact: who sends, what is printed for her, and where a number is shown."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

from housing.outbox import OutboxMessage
from tests.house.reading import ROOT, Module, imported, product

# What opens a way out of the machine. Only these may, and none of them knows how a survivor is reached.
SENDS = {"smtplib", "imaplib", "socket", "requests", "httpx", "urllib", "http", "ftplib", "telnetlib", "ssl"}
MAY_SEND = {
    "housing/notifications/senders.py": "letters to accounts of Haven, never to her",
    "housing/commands/starting.py": "asks whether a port is free",
}
HARMLESS = {"urllib.parse.", "http.HTTPStatus"}
# A page or a file that is made for paper.
FOR_PAPER = re.compile(r"(^|/)(letter|paper|plan_print|notice)[a-z_]*\.html$")
ASKED_ELSEWHERE = {
    "housing/presentations/page/routes.py": "for the worker, never for her; every sheet names who printed it",
    "housing/presentations/safety/routes.py": "safety.plans.print_plan asks, in the transaction that writes it down",
    "housing/copies/handing_routes.py": "copies.deciding asks before a copy is given",
}
# What the trail calls it when something that finds her is shown; the log of disclosures is written beside it.
SHOWN = (
    "address.disclosed", "contact.disclosed", "household.contact_shown", "sanctuary.address_shown",
    "sanctuary.contact_shown", "sanctuary.number_shown",
)  # fmt: skip
LOGGED = re.compile(r"disclosures\.(shown|tell)\(|log_works\(")
# Where a number or an address of hers is shown, how to use it stands beside it.
SHOWS = re.compile(r"\|\s*phone\b|\.(phone|email)\s*\)")
BESIDE = {
    "templates/placements/offers/referral.html": "how, when, voicemail and the code word stand in the same list",
    "templates/people/accounts.html": "of people who work here",
    "templates/sanctuary/contractors/job.html": "shown only while the instruction for the visit allows a call",
}


def senders(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.at(node)}: imports {name}"
        for module in modules
        if module.path not in MAY_SEND
        for node, name in imported(module)
        if name.split(".")[0] in SENDS and not any(name.startswith(each) for each in HARMLESS)
    ]


def papers(modules: Iterable[Module]) -> list[str]:
    """Modules that make something for paper without asking whether it may reach her."""
    return [
        module.path
        for module in modules
        if module.path not in ASKED_ELSEWHERE and "may_send" not in module.text and _makes_paper(module)
    ]


def bare_numbers(pages: Iterable[tuple[str, str]]) -> list[str]:
    return [path for path, text in pages if path not in BESIDE and SHOWS.search(text) and "how_to_reach(" not in text]


def silent_showings(modules: Iterable[Module]) -> list[str]:
    """Use cases that show what finds her and tell the trail, but not the log of who was told."""
    return [
        f"{module.path}: {name}"
        for module in modules
        for name in SHOWN
        if re.search(rf'audit\.record\([^)]*"{re.escape(name)}"', module.text) and not LOGGED.search(module.text)
    ]


def _makes_paper(module: Module) -> bool:
    if any(name.split(".")[0] == "fpdf" for _, name in imported(module)) and "routes" in module.path:
        return True
    words = (node.value for node in ast.walk(module.tree) if isinstance(node, ast.Constant))
    return any(isinstance(word, str) and FOR_PAPER.search(word) for word in words)


def _pages() -> list[tuple[str, str]]:
    found = sorted((ROOT / "templates").rglob("*.html"))
    return [(path.relative_to(ROOT).as_posix(), path.read_text(encoding="utf-8")) for path in found]


def test_only_letters_to_accounts_leave_the_machine() -> None:
    assert senders(product()) == []
    assert {column.name for column in OutboxMessage.__table__.columns} == {
        "id", "account_id", "wording", "facts", "put_at", "sent_at", "attempts", "last_fault",
    }  # fmt: skip
    assert not OutboxMessage.__table__.c.account_id.nullable


def test_whatever_is_made_for_paper_asks_whether_it_may_reach_her() -> None:
    assert papers(product()) == []


def test_a_number_never_stands_without_how_to_use_it() -> None:
    assert bare_numbers(_pages()) == []
    assert any(SHOWS.search(text) for _, text in _pages())


def test_whatever_is_shown_is_in_the_log_of_who_was_told() -> None:
    assert silent_showings(product()) == []
    found = [name for name in SHOWN if any(f'"{name}"' in module.text for module in product())]
    assert found == list(SHOWN)


def test_every_exception_is_still_there() -> None:
    for path in (*MAY_SEND, *ASKED_ELSEWHERE, *BESIDE):
        assert (ROOT / path).exists(), path
    for path, words in (
        ("housing/presentations/safety/plans.py", "may_send("),
        ("housing/copies/deciding.py", "may_send("),
    ):
        assert words in (ROOT / path).read_text(encoding="utf-8"), path


def test_a_breach_is_found() -> None:
    assert senders([Module("housing/a.py", "import smtplib")]) != []
    assert senders([Module("housing/a.py", "from urllib.request import urlopen")]) != []
    assert senders([Module("housing/a.py", "from urllib.parse import quote")]) == []
    assert papers([Module("housing/a/routes.py", "render_template('a/letter.html')")]) != []
    assert papers([Module("housing/a/routes.py", "from fpdf import FPDF")]) != []
    assert papers([Module("housing/a/routes.py", "render_template('a/list.html')")]) == []
    assert silent_showings([Module("housing/a.py", 'audit.record(session, by, "address.disclosed", offer)')]) != []
    logged = 'disclosures.shown(session)\naudit.record(session, by, "address.disclosed", offer)'
    assert silent_showings([Module("housing/a.py", logged)]) == []
    assert bare_numbers([("a.html", "{{ kept.phone | phone }}")]) != []
    assert bare_numbers([("a.html", "{{ how_to_reach(kept) }}{{ kept.phone | phone }}")]) == []
