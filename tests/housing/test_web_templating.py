"""Templates are compiled once a process, and anew when their text changes."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from jinja2 import Environment, FileSystemLoader

from housing.web import templating


def environment() -> Environment:
    app = Flask("made-up")
    templating.init_app(app)
    return app.jinja_env


def test_a_second_application_compiles_nothing_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    environment().get_template("neutral.html")
    monkeypatch.setattr(Environment, "compile", lambda *_args, **_kwargs: pytest.fail("compiled again"))
    environment().get_template("neutral.html")


def test_another_text_in_the_same_place_is_compiled(tmp_path: Path) -> None:
    for words in ("one", "two"):
        (tmp_path / "made-up.html").write_text(words)
        made_up = Environment(loader=FileSystemLoader(tmp_path), bytecode_cache=templating.COMPILED, autoescape=True)
        assert made_up.get_template("made-up.html").render() == words
