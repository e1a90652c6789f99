"""Fetch the front end by its lock (npm checks the integrity of each file) and write `housing/static/govuk/`.

A council is not GOV.UK: neither the GDS Transport typeface nor the crown and crest may be used outside GOV.UK
domains, so the fonts are taken out of the style sheet and no image is copied.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
HERE = ROOT / ".ci" / "assets"
PACKAGE = HERE / "node_modules" / "govuk-frontend" / "dist" / "govuk"
TARGET = ROOT / "housing" / "static" / "govuk"
VENV_BIN = ROOT / ".venv" / "bin"
OLDEST_NPM = 8


def build_assets(*, tests: bool, install_node: Callable[[], None]) -> None:
    """Make the served files if they are missing or old; with `tests`, fetch what only tests need as well."""
    wanted = _fingerprint()
    fetched = HERE / "node_modules" / ("haven-tests" if tests else "haven-runtime")
    if not _says(fetched, wanted):
        fetch(npm_command(install_node), tests=tests)
        for stamp in ("haven-runtime", "haven-tests") if tests else ("haven-runtime",):
            (HERE / "node_modules" / stamp).write_text(wanted)
    if not _says(TARGET / "stamp", wanted):
        write_served_files()
        (TARGET / "stamp").write_text(wanted)


def npm_command(install_node: Callable[[], None]) -> list[str]:
    """The machine's npm if it is new enough; else the one of a Python wheel, installed into the environment."""
    for folder in (None, str(VENV_BIN)):
        npm = shutil.which("npm", path=folder)
        if npm and _major_version(npm) >= OLDEST_NPM:
            return [npm]
    install_node()
    return [str(VENV_BIN / "npm")]


def fetch(npm: list[str], *, tests: bool) -> None:
    """Install exactly the lock; no package runs a script of its own."""
    quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", "--no-update-notifier"]
    extent = [] if tests else ["--omit=dev"]
    path = os.pathsep.join([str(Path(npm[0]).parent), os.environ.get("PATH", os.defpath)])
    environment = {**os.environ, "PATH": path}
    subprocess.run([*npm, "ci", *quiet, *extent], cwd=HERE, env=environment, stdout=subprocess.DEVNULL, check=True)


def write_served_files() -> None:
    """The two files that pages load: one style sheet without anybody's fonts, one script."""
    TARGET.mkdir(parents=True, exist_ok=True)
    style = without_borrowed_identity((PACKAGE / "govuk-frontend.min.css").read_text(encoding="utf-8"))
    script = _without_source_map((PACKAGE / "govuk-frontend.min.js").read_text(encoding="utf-8"))
    (TARGET / "govuk-frontend.min.css").write_text(style, encoding="utf-8")
    (TARGET / "govuk-frontend.min.js").write_text(script, encoding="utf-8")


def without_borrowed_identity(style: str) -> str:
    """The style sheet in Arial, without the crest, asking for no other file.

    Raises:
        ValueError: a typeface or an address is left, as after an upgrade that writes them in another way.
    """
    style = re.sub(r"@font-face\{[^}]*\}", "", style)
    style = re.sub(r"/\*!?[^*]*GDS Transport[^*]*\*/", "", style)
    style = re.sub(r"\"?GDS Transport\"?,arial,sans-serif", "Arial,Helvetica,sans-serif", style)
    style = re.sub(r"url\(/assets/images/govuk-crest\.svg\)", "none", style)
    style = _without_source_map(style)
    left = re.search(r"GDS Transport|@font-face|url\((?!['\"]?data:)", style, re.IGNORECASE)
    if left:
        raise ValueError(f"the style sheet still has {left.group()!r}: look at .ci/front_end.py")
    return style


def _without_source_map(text: str) -> str:
    return re.sub(r"(/\*|//)# sourceMappingURL=\S+( \*/)?\s*$", "\n", text)


def _fingerprint() -> str:
    inputs = [HERE / "package-lock.json", Path(__file__)]
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in inputs)).hexdigest()


def _says(stamp: Path, wanted: str) -> bool:
    return stamp.exists() and stamp.read_text() == wanted


def _major_version(npm: str) -> int:
    done = subprocess.run([npm, "--version"], capture_output=True, text=True, check=False)
    first = done.stdout.strip().split(".")[0]
    return int(first) if done.returncode == 0 and first.isdigit() else 0
