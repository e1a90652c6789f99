"""Renew the hashed pins and the lock of the front end (`./run pins`). Read the difference, then `./run check`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from environment import PINS, PYTHON, pip_install
from front_end import HERE, npm_command

OPTIONS = ["--universal", "--fork-strategy", "fewest", "--python-version", "3.11", "--generate-hashes"]
QUIET = ["--no-header", "--no-annotate", "--no-emit-index-url", "--no-emit-find-links", "--quiet"]


def main() -> int:
    """Write each .txt from its .in (newest versions that the .in allows), and package-lock.json from package.json."""
    for source in sorted(PINS.glob("*.in")):
        compile_pins: list[str | Path] = [PYTHON, "-m", "uv", "pip", "compile", "--upgrade", *OPTIONS, *QUIET, source]
        subprocess.run([*compile_pins, "-o", source.with_suffix(".txt")], check=True)
    npm = npm_command(lambda: pip_install(PINS / "node.txt"))
    subprocess.run([*npm, "install", "--package-lock-only", "--no-audit", "--no-fund"], cwd=Path(HERE), check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
