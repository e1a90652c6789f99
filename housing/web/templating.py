"""Where templates are found, and how strict they are."""

from __future__ import annotations

from pathlib import Path
from types import CodeType

from flask import Flask
from jinja2 import (
    BytecodeCache,
    ChoiceLoader,
    FileSystemLoader,
    PackageLoader,
    PrefixLoader,
    StrictUndefined,
)
from jinja2.bccache import Bucket

OUR_TEMPLATES = Path(__file__).resolve().parents[2] / "templates"


# A name that is not there may be asked about ({% if form %}), never shown, compared or gone through.
Careful = type("Careful", (StrictUndefined,), {"__slots__": (), "__bool__": lambda _: False})


class Compiled(BytecodeCache):
    """Templates as they were compiled in this process, by their place and their text: each only once, however many
    applications the process makes."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], CodeType] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template's code, if its text was compiled before."""
        bucket.code = self._kept.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a template's code."""
        if bucket.code is not None:
            self._kept[(bucket.key, bucket.checksum)] = bucket.code


COMPILED = Compiled()


def init_app(app: Flask) -> None:
    """Our templates, then GOV.UK Frontend's under its own name. A misspelt variable is an error, never a blank.

    Call it before anything touches `app.jinja_env`.
    """
    app.jinja_options = {
        **app.jinja_options,
        "undefined": Careful,
        "trim_blocks": True,
        "lstrip_blocks": True,
        "bytecode_cache": COMPILED,
        "loader": ChoiceLoader(
            [
                FileSystemLoader(OUR_TEMPLATES),
                PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")}),
            ]
        ),
    }
