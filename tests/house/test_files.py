"""What lies where: the top folder, no traces of a machine, pins without hosts, templates that compile, documents."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import govuk_frontend_jinja
import pytest
from jinja2 import Environment, TemplateSyntaxError, meta

from tests.house.reading import MADE_HERE, ROOT, files

TOP = {
    "pyproject.toml", "README.md", "CHANGELOG.md", "run", ".gitignore", "housing", "allocation", "pathway",
    "templates", "migrations", "tests", "seed", "docs", ".ci",
}  # fmt: skip
TEXT = {".py", ".md", ".html", ".css", ".js", ".toml", ".yaml", ".json", ".txt", ".in", ".svg", ".sh", ""}
MACHINE = re.compile(
    "|".join([r"/wo" + "rk/", r"/Us" + "ers/[A-Za-z]", r"/home/(?!alice|you)[a-z]", r"[A-Z]:" + r"\\Users"])
)
REGISTRY = re.compile("|".join([r"npm" + r"js\.(org|com)", r"py" + r"pi\.(org|python)", r"python" + r"hosted\.org"]))
GOVUK_PREFIX = "govuk_frontend_jinja/"
GOVUK = Path(govuk_frontend_jinja.__file__).parent / "templates"


def traces(texts: Iterable[tuple[str, str]]) -> list[str]:
    found = []
    for path, text in texts:
        found += [f"{path}: {match.group()}" for match in MACHINE.finditer(text)]
        found += [f"{path}: {match.group()}" for match in REGISTRY.finditer(text)]
    return found


def template_faults(folder: Path, elsewhere: Path = GOVUK) -> list[str]:
    """Templates that do not compile, or name another one that is not there."""
    environment, found = Environment(autoescape=True, extensions=["jinja2.ext.do"]), []
    for path in sorted(folder.rglob("*.html")):
        where = path.relative_to(folder)
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except TemplateSyntaxError as error:
            found.append(f"{where}:{error.lineno}: {error.message}")
            continue
        named = [name for name in meta.find_referenced_templates(tree) if name]
        lost = [
            name
            for name in named
            if not (folder / name).exists() and not (elsewhere / name.removeprefix(GOVUK_PREFIX)).exists()
        ]
        found += [f"{where}: names {name}, which is not there" for name in lost]
    return found


def lost_links(document: Path) -> list[str]:
    """Links of a document to files that are not there."""
    links = re.findall(r"\]\(([^)#:\s]+)(?:#[^)]*)?\)", document.read_text(encoding="utf-8"))
    return [f"{document.name}: {link}" for link in links if not (document.parent / link).exists()]


def test_the_top_folder_holds_nothing_else() -> None:
    there = {entry.name for entry in ROOT.iterdir()}
    strangers = {name for name in there - TOP - MADE_HERE if not name.endswith(".egg-info") and name[:9] != ".coverage"}
    assert strangers == set()


def test_no_file_names_a_machine_or_a_registry() -> None:
    texts = [(str(path), path.read_text(encoding="utf-8")) for path in files() if path.suffix in TEXT]
    assert traces(texts) == []


def test_every_template_compiles_and_finds_what_it_names() -> None:
    assert template_faults(ROOT / "templates") == []


def test_the_documents_are_there() -> None:
    for name in ("README.md", "CHANGELOG.md", "docs/starting.md", "docs/glossary.md"):
        assert len((ROOT / name).read_text(encoding="utf-8")) > 300, name


def test_the_documents_link_to_what_is_there() -> None:
    documents = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    assert [fault for document in documents for fault in lost_links(document)] == []


def test_decisions_are_numbered_once_and_have_a_title() -> None:
    decisions = sorted((ROOT / "docs" / "adr").glob("[0-9]*.md"))
    numbers = [path.name[:4] for path in decisions]
    assert len(numbers) == len(set(numbers))
    assert [path.name for path in decisions if not path.read_text(encoding="utf-8").startswith("# ")] == []


def test_the_changelog_has_a_section() -> None:
    assert re.search(r"^## \S", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), flags=re.MULTILINE)


@pytest.mark.parametrize(
    "trace", ["/wo" + "rk/main/x", "/Us" + "ers/Jane", "https://py" + "pi.org/simple", "npm" + "js.org"]
)
def test_a_trace_is_found(trace: str) -> None:
    assert traces([("a.md", f"see {trace}")]) != []


def test_a_template_fault_is_found(tmp_path: Path) -> None:
    (tmp_path / "bad.html").write_text("{% if %}")
    (tmp_path / "lost.html").write_text('{% extends "nowhere.html" %}')
    (tmp_path / "good.html").write_text('{% extends "lost.html" %}{{ name }}')
    assert [fault.split(":")[0] for fault in template_faults(tmp_path)] == ["bad.html", "lost.html"]


def test_a_lost_link_is_found(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("[here](a.md) [anchor](a.md#part) [gone](gone.md) [web](https://example.com)")
    assert lost_links(tmp_path / "a.md") == ["a.md: gone.md"]
