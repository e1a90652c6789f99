"""Laws 2, 3, 6 and 7: the clock is an argument; one use case, one transaction, one line in the audit trail."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterable

import pytest

from tests.house.reading import Function, Module, calls, dotted, imported, product

CLOCKS = {
    "datetime.now", "datetime.utcnow", "datetime.today", "date.today", "datetime.datetime.now", "datetime.date.today",
    "time.time", "time.localtime", "time.gmtime",
}  # fmt: skip
KEEPS_THE_CLOCK = "housing/clock.py"
ASKS_THE_CLOCK = ("routes", "cli", "commands", "jobs", "clock", "api")
SILENT = {
    "housing/jobs": "that a job ran is kept by the job's own row; what it does is recorded by the service it calls",
    "housing/notifications": "the outbox row is the record of what was sent",
}


def reads_the_clock(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.at(call)}: {name}"
        for module in modules
        if module.path != KEEPS_THE_CLOCK
        for call, name in calls(module.tree)
        if name in CLOCKS
    ]


def asks_below_the_edge(modules: Iterable[Module]) -> list[str]:
    """`clock.now()` is for routes, jobs and commands; services and queries are told."""
    return [
        f"{module.at(call)}: {name}"
        for module in modules
        if module.path.split("/")[-1] in ("services.py", "queries.py", "models.py", "forms.py")
        or "services" in module.path.split("/")
        for call, name in calls(module.tree)
        if name in ("clock.now", "clock.today")
    ]


def opens_transaction(node: ast.AST) -> bool:
    return any(name.split(".")[-1] == "transaction" for _, name in calls(node))


def called_by(module: Module, function: Function) -> set[str]:
    """The full names of what a function calls: `offering.make` as the module imports it."""
    known = {name.rpartition(".")[2]: name for _, name in imported(module)}
    local = {each.name: f"{module.name}.{each.name}" for each in module.functions()}
    names = set()
    for _, name in calls(function):
        first, dot, rest = name.partition(".")
        names.add(local.get(name) or known.get(first, first) + dot + rest)
    return names


def recording(modules: Iterable[Module]) -> set[str]:
    """The functions that record in the audit trail, themselves or through what they call."""
    calling = {
        f"{module.name}.{each.name}": called_by(module, each) for module in modules for each in module.functions()
    }
    known = {"housing.audit.record", "audit.record"}
    while more := {name for name, called in calling.items() if called & known} - known:
        known |= more
    return known


def unrecorded(modules: Iterable[Module]) -> list[str]:
    modules = list(modules)
    known = recording(modules)
    return [
        f"{module.at(function)}: {function.name} writes without a line in the audit trail"
        for module in modules
        if module.path != "housing/db.py" and not any(module.path.startswith(place) for place in SILENT)
        for function in module.functions()
        if opens_transaction(function) and f"{module.name}.{function.name}" not in known
    ]


def is_reading_view(function: Function) -> bool:
    """Whether the decorators answer GET and nothing else."""
    methods: set[str] = set()
    for decorator in function.decorator_list:
        if not isinstance(decorator, ast.Call):
            continue
        verb = dotted(decorator.func).split(".")[-1]
        if verb in ("get", "post"):
            methods.add(verb)
        elif verb == "route":
            given = [word.value for word in decorator.keywords if word.arg == "methods"]
            named = {str(ast.literal_eval(item)).lower() for each in given for item in getattr(each, "elts", [])}
            methods |= named or {"get"}
    return methods == {"get"}


def writing_pages(modules: Iterable[Module]) -> list[str]:
    """Pages that open transactions themselves, and GETs that call a service."""
    found = []
    for module in modules:
        for function in module.functions():
            if is_reading_view(function) and any("services" in name.split(".") for _, name in calls(function)):
                found.append(f"{module.at(function)}: {function.name} answers GET and calls a service")
            if function.decorator_list and is_page(function) and opens_transaction(function):
                found.append(f"{module.at(function)}: {function.name} is a page and opens a transaction")
    return found


def is_page(function: Function) -> bool:
    return any(
        isinstance(each, ast.Call) and dotted(each.func).split(".")[-1] in ("get", "post", "route")
        for each in function.decorator_list
    )


LAWS: list[Callable[[Iterable[Module]], list[str]]] = [
    reads_the_clock,
    asks_below_the_edge,
    unrecorded,
    writing_pages,
]


@pytest.mark.parametrize("law", LAWS)
def test_the_law_holds(law: Callable[[Iterable[Module]], list[str]]) -> None:
    assert law(product()) == []


@pytest.mark.parametrize(
    ("law", "breach"),
    [
        (reads_the_clock, "from datetime import date\nx = date.today()\n"),
        (asks_below_the_edge, "from housing import clock\ndef f():\n    return clock.now()\n"),
        (unrecorded, "def f():\n    with transaction() as s:\n        s.add(1)\n"),
        (writing_pages, "@bp.get('/a')\ndef f():\n    services.leave()\n"),
        (writing_pages, "@bp.route('/a')\ndef f():\n    services.leave()\n"),
        (writing_pages, "@bp.post('/a')\ndef f():\n    with db.transaction():\n        pass\n"),
    ],
)
def test_a_breach_is_found(law: Callable[[Iterable[Module]], list[str]], breach: str) -> None:
    assert law([Module("housing/places/services.py", breach)]) != []


def test_what_is_right_passes() -> None:
    good = (
        "def note(s):\n    audit.record(s)\n"
        "def f(now):\n    with transaction() as s:\n        note(s)\n"
        "@bp.route('/a', methods=['GET', 'POST'])\ndef page():\n    services.leave(now=now)\n"
        "@bp.get('/b')\ndef other():\n    return queries.units()\n"
    )
    for law in LAWS:
        assert law([Module("housing/places/services.py", good)]) == []
