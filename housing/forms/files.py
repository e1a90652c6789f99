"""A file sent by a person: its size, its name's ending and its first bytes are looked at before anything else."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import FileStorage

from housing.forms.question import Question

# What a file of that kind begins with; text has no beginning of its own, so it must hold no zero byte instead.
_BEGINNINGS: Mapping[str, bytes] = {
    "xlsx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "png": b"\x89PNG\r\n",
    "jpg": b"\xff\xd8\xff",
}
_MEGABYTE = 1024 * 1024


class Upload(Question):
    """One file; data is a werkzeug `FileStorage` at its start, or None. Its own name is never used as a path.

    `endings` are lower-case and without the dot, from csv, xlsx, pdf, png, jpg. `max_bytes` is the size allowed.
    """

    kind = "file"
    data: Any

    def __init__(self, label: str, *, endings: Sequence[str], max_bytes: int = 5 * _MEGABYTE, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.endings = tuple(endings)
        self.max_bytes = max_bytes

    @property
    def accept(self) -> str:
        """The `accept` attribute of the input."""
        return ",".join(f".{ending}" for ending in self.endings)

    @property
    def typed(self) -> str:
        return ""

    def read(self, typed: Any) -> Any:
        return typed if isinstance(typed, FileStorage) and typed.filename else None

    def objection(self) -> str | None:
        """Size and kind, from the content as well as from the name."""
        size = self.data.stream.seek(0, os.SEEK_END)
        self.data.stream.seek(0)
        if size == 0:
            return "The selected file is empty"
        if size > self.max_bytes:
            return f"The selected file must be smaller than {self.max_bytes // _MEGABYTE}MB"
        if not self._is_what_it_says():
            return f"The selected file must be a {' or '.join(ending.upper() for ending in self.endings)}"
        return super().objection()

    def _is_what_it_says(self) -> bool:
        ending = self.data.filename.rpartition(".")[2].lower().replace("jpeg", "jpg")
        start = self.data.stream.read(1024)
        self.data.stream.seek(0)
        if ending not in self.endings:
            return False
        return bool(start.startswith(_BEGINNINGS[ending])) if ending in _BEGINNINGS else b"\x00" not in start
