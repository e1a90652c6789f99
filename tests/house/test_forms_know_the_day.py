"""A form that compares a date with today is made with today: without it the page fails only once a day is typed."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator

from housing.forms import DateParts, HavenForm
from tests.house.reading import Module, product


def bounded(form: type[HavenForm]) -> bool:
    """Whether a question of the form, or its own check, compares with today."""
    fields = [getattr(form, name) for name in dir(form) if not name.startswith("_")]
    asked = [field.kwargs for field in fields if getattr(field, "field_class", None) is DateParts]
    return any(said.get("bound") for said in asked) or "need_today()" in inspect.getsource(form.check)


def made_without_a_day(module: Module) -> Iterator[str]:
    """The calls of such forms of a module that do not give the day."""
    for node in ast.walk(module.tree):
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.endswith("Form")):
            continue
        form = getattr(importlib.import_module(module.name), node.func.id, None)
        given = {keyword.arg for keyword in node.keywords}
        if inspect.isclass(form) and issubclass(form, HavenForm) and bounded(form) and not given & {"today", None}:
            yield f"{module.at(node)}: {node.func.id}"


def test_every_form_with_a_date_bound_is_given_today() -> None:
    found = [fault for module in product() if "Form(" in module.text for fault in made_without_a_day(module)]
    assert not found, found
