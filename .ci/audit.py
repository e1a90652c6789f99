"""Ask whether a pinned library has a known vulnerability: one is a failure, not being able to ask is a warning."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

PINS = Path(__file__).resolve().parent / "pins" / "runtime.txt"


def main() -> int:
    """1 when a library that Haven runs on has a known vulnerability."""
    command = [
        "pip_audit",
        "-r",
        str(PINS),
        "--require-hashes",
        "--disable-pip",
        "--format",
        "json",
        "--progress-spinner",
        "off",
    ]
    done = subprocess.run([sys.executable, "-m", *command], capture_output=True, text=True, check=False)
    found = vulnerable(done.stdout)
    if found is None:
        print("Warning: the libraries could not be audited; the list of vulnerabilities is not within reach.")
        return 0
    if unasked := [library for library, names in found.items() if names is None]:
        print(f"Warning: {len(unasked)} of {len(found)} libraries could not be audited, {unasked[0]} for one.")
    for library, names in found.items():
        if not names:
            continue
        print(f"{library} has a known vulnerability: {', '.join(names)}")
    return 1 if any(found.values()) else 0


def vulnerable(report: str) -> dict[str, list[str] | None] | None:
    """Library to the names of its vulnerabilities, None for one that nobody could tell of; None for no report."""
    try:
        libraries = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return {
        library["name"]: None if "skip_reason" in library else [each["id"] for each in library["vulns"]]
        for library in libraries
    }


if __name__ == "__main__":
    sys.exit(main())
