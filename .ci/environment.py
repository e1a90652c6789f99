"""Make the environment that Haven runs in: `.venv`, from hashed pins, and the front end.

Runs on a bare Python 3.11 or newer, before anything is installed. Several at once wait for one another; one that
was killed is done again, since each stamp is written last.

    python3 .ci/environment.py [--tests]
"""

from __future__ import annotations

import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from front_end import build_assets

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PINS = ROOT / ".ci" / "pins"
CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")


class SetupFailed(Exception):
    """Something could not be installed. The message says what to do."""


def main(arguments: list[str]) -> int:
    """Make what is missing; 0 when everything is there."""
    tests = "--tests" in arguments
    trust_the_machine_s_certificates()
    try:
        with alone():
            prepare(tests=tests)
    except SetupFailed as error:
        print(f"Haven: {error}", file=sys.stderr)
        return 1
    return 0


def prepare(*, tests: bool) -> None:
    """Bring the environment up to date with the pins, and the front end with its lock."""
    pins = PINS / ("dev.txt" if tests else "runtime.txt")
    stamp, wanted = VENV / f"haven-{pins.stem}", fingerprint(pins)
    if not stamp.exists() or stamp.read_text() != wanted:
        say(f"preparing {'the tests' if tests else 'the environment'}: this once, about half a minute ...")
        make_venv()
        install(pins)
        for written in ("runtime.txt", "dev.txt") if tests else ("runtime.txt",):
            (VENV / f"haven-{Path(written).stem}").write_text(fingerprint(PINS / written))
    try:
        build_assets(tests=tests, install_node=lambda: pip_install(PINS / "node.txt"))
    except (OSError, ValueError, subprocess.CalledProcessError) as error:
        raise SetupFailed(f"the front end could not be made: {error}") from error


def fingerprint(pins: Path) -> str:
    """What the environment depends on: the pins, the project's own settings, this Python, this folder."""
    parts = [pins.read_bytes(), (ROOT / "pyproject.toml").read_bytes(), sys.version.encode(), os.fsencode(ROOT)]
    return hashlib.sha256(b"\0".join(parts)).hexdigest()


def make_venv() -> None:
    """A virtual environment with pip. One that does not work, or was made for another folder, is made again."""
    if works([PYTHON, "-m", "pip", "--version"]) and belongs_here():
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_venv_module()
    shutil.rmtree(VENV, ignore_errors=True)
    if not works([sys.executable, "-m", "venv", VENV]):
        raise SetupFailed(f"the environment {VENV} could not be made: is the disk full, or the folder read-only?")


def belongs_here() -> bool:
    """Whether the environment was made in this folder: its programs name it, and a copied one would run the other."""
    command = next((line for line in (VENV / "pyvenv.cfg").read_text().splitlines() if line.startswith("command")), "")
    return not command or command.endswith(str(VENV))


def install_venv_module() -> None:
    """Debian keeps `venv` in a package of its own."""
    package = f"python{sys.version_info.major}.{sys.version_info.minor}-venv"
    if os.geteuid() != 0 or not shutil.which("apt-get"):
        raise SetupFailed(f"this Python cannot make environments: install the package {package}, then run this again.")
    say(f"installing {package} ...")
    quietly = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    works(["apt-get", "-qq", "update"], quietly)
    if not works(["apt-get", "-qq", "install", "-y", "--no-install-recommends", package], quietly):
        raise SetupFailed(f"{package} could not be installed: install it, then run this again.")


def install(pins: Path) -> None:
    """The pinned libraries and Haven itself: with uv, which is fast, else with pip, which is everywhere."""
    uv: list[str | Path] = [PYTHON, "-m", "uv", "pip", "install", "-q", "--python", PYTHON]
    pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    ourselves = ["--no-deps", "--no-build-isolation", "--config-settings", "editable_mode=compat", "-e", str(ROOT)]
    pip_install(PINS / "bootstrap.txt")
    if not works([*uv, "--require-hashes", "-r", pins]):
        pip_install(pins)
    if not works([*uv, *ourselves]):
        checked([*pip, *ourselves])
    # The matcher's loops are compiled now, beside the code; if that cannot be kept, whoever needs them first does it.
    works([PYTHON, "-c", "from allocation.ready import ready; ready()"])


def pip_install(pins: Path) -> None:
    """Install a file of hashed pins with pip."""
    checked([PYTHON, "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes", "-r", pins])


def checked(command: list[str | Path]) -> None:
    """Run and let it speak; a failure stops everything."""
    if subprocess.run(command, cwd=ROOT, check=False).returncode != 0:
        raise SetupFailed("the libraries could not be installed (see above). Is the package index within reach?")


def works(command: list[str | Path], environment: dict[str, str] | None = None) -> bool:
    """Whether the command succeeds. What it says on the way is not shown."""
    try:
        done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def trust_the_machine_s_certificates() -> None:
    """Council networks often re-sign TLS with a certificate that only the machine's own list knows."""
    os.environ.setdefault("UV_SYSTEM_CERTS", "true")
    if CERTIFICATES.exists():
        os.environ.setdefault("PIP_CERT", str(CERTIFICATES))
        os.environ.setdefault("NODE_EXTRA_CA_CERTS", str(CERTIFICATES))


@contextmanager
def alone() -> Iterator[None]:
    """Wait until no other setup runs in this folder. The kernel lets go for a process that was killed."""
    (ROOT / "var").mkdir(exist_ok=True)
    with (ROOT / "var" / "setup.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def say(words: str) -> None:
    """One line on the terminal, at once."""
    print(f"Haven: {words}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
