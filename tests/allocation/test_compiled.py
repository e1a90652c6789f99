"""Where compiled loops are kept, and that they are compiled where nothing can be kept."""

from __future__ import annotations

from pathlib import Path

import pytest

from allocation.solving.compiled import SETTINGS, compiled, folder, tuples


def twice(number: int) -> int:
    return 2 * number


def test_it_does_what_its_own_python_does() -> None:
    assert compiled(twice)(21) == twice(21) == 42


def test_where_nothing_can_be_kept_it_is_compiled_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    def njit(function: object = None, *, cache: bool = False) -> object:
        if cache:
            raise RuntimeError("cannot cache function: no locator available")
        return function

    monkeypatch.setattr("numba.njit", njit)
    assert compiled(twice) is twice


def test_numba_s_own_setting_is_left_as_it_was() -> None:
    before = SETTINGS.CACHE_DIR
    compiled(twice)
    assert before == SETTINGS.CACHE_DIR


def test_a_changed_named_tuple_is_kept_apart(tmp_path: Path) -> None:
    (tmp_path / "plain.py").write_text("WORDS = 1\n", encoding="utf-8")
    first = tuples(tmp_path)
    (tmp_path / "plain.py").write_text("WORDS = 2\n", encoding="utf-8")
    assert tuples(tmp_path) == first
    (tmp_path / "side.py").write_text("class Side(NamedTuple):\n    one: int\n", encoding="utf-8")
    assert tuples(tmp_path) != first


def test_it_is_kept_beside_the_code_or_where_somebody_says(tmp_path: Path) -> None:
    assert Path(folder(tmp_path, "")).parent == tmp_path / "__pycache__"
    assert Path(folder(tmp_path, str(tmp_path / "said"))).parent == tmp_path / "said"


def test_a_place_that_takes_nothing_is_left_to_numba(tmp_path: Path) -> None:
    (tmp_path / "__pycache__").write_text("not a folder", encoding="utf-8")
    assert folder(tmp_path, "") == ""
