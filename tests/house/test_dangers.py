"""What no file may do: run a shell, start programs, evaluate text, put text into a page unescaped."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable

import pytest

from tests.house.reading import ROOT, Module, calls, files, imported, modules, product

STARTS_PROGRAMS = {
    "housing/commands/benching/children.py": "measures each size in a process of its own",
    "housing/commands/starting.py": "starts the web server and the jobs, and stops them",
    "housing/postgres/binaries.py": "gives a copy of PostgreSQL's programs to the account that runs them",
    "housing/postgres/guise.py": "runs PostgreSQL's programs",
    "housing/postgres/server.py": "knows when one of them was too slow",
    "housing/presentations/documents/apart.py": "looks into a PDF with an end to its time and memory",
}
EVALUATES = {"eval", "exec", "compile", "__import__", "os.system", "os.popen", "yaml.load", "yaml.unsafe_load"}
OPAQUE = {"pickle", "marshal", "shelve", "dill", "jsonpickle"}
IN_PAGES = re.compile(
    r"\|\s*safe\b|autoescape\s+false|\sstyle=|\son[a-z]+=[\"']|javascript:|<script(?![^>]*(nonce|src))"
)


def programs(modules: Iterable[Module]) -> list[str]:
    return [
        f"{module.at(node)}: imports {name}"
        for module in modules
        if module.path not in STARTS_PROGRAMS
        for node, name in imported(module)
        if name.split(".")[0] in ("subprocess", "pty", "multiprocessing")
    ]


def dangerous_calls(modules: Iterable[Module]) -> list[str]:
    found = []
    for module in modules:
        for call, name in calls(module.tree):
            shell = any(
                word.arg == "shell" and not (isinstance(word.value, ast.Constant) and word.value.value is False)
                for word in call.keywords
            )
            if shell or name in EVALUATES:
                found.append(f"{module.at(call)}: {name}{' with a shell' if shell else ''}")
        found += [f"{module.at(node)}: {name}" for node, name in imported(module) if name.split(".")[0] in OPAQUE]
    return found


def unsafe_pages(texts: Iterable[tuple[str, str]]) -> list[str]:
    without_comments = ((path, re.sub(r"\{#.*?#\}", "", text, flags=re.DOTALL)) for path, text in texts)
    return [f"{path}: {found.group()}" for path, text in without_comments if (found := IN_PAGES.search(text))]


def test_only_named_modules_start_programs() -> None:
    assert programs(product()) == []
    assert all((ROOT / path).exists() for path in STARTS_PROGRAMS)


def test_nothing_evaluates_text_or_opens_a_shell() -> None:
    assert dangerous_calls(modules()) == []


def test_pages_escape_everything_and_carry_no_style_or_script() -> None:
    pages = [(str(path), path.read_text(encoding="utf-8")) for path in files() if path.suffix == ".html"]
    assert len(pages) > 3
    assert unsafe_pages(pages) == []


@pytest.mark.parametrize(
    "breach",
    [
        "subprocess.run('ls', shell=True)",
        "subprocess.run('ls', shell=unsure)",
        "eval(text)",
        "os.system(text)",
        "import pickle",
        "from pickle import loads",
    ],
)
def test_a_dangerous_call_is_found(breach: str) -> None:
    assert dangerous_calls([Module("housing/a.py", breach)]) != []


def test_a_program_and_an_unsafe_page_are_found() -> None:
    assert programs([Module("housing/a.py", "from subprocess import run")]) != []
    for breach in ("{{ note|safe }}", "{{ note | safe }}", '<p style="x">', "<a onclick='x'>", "<script>x</script>"):
        assert unsafe_pages([("a.html", breach)]) != [], breach
    good = '<script nonce="{{ cspNonce }}">x</script><p class="x">{{ note }} safe</p>{# |safe #}'
    assert unsafe_pages([("a.html", good)]) == []
