"""A PDF is looked into in a process of its own, with an end to its time and memory (see `looking`)."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import dataclass

from housing.presentations.documents.looking import CODES, PASSED
from housing.presentations.documents.pdfs import FIELD
from housing.refusals import Refused

MODULE = "housing.presentations.documents.looking"
TOO_MUCH = "The selected PDF takes too long to look into. Print it to a new PDF, then select that"
SAID = {code: sentence for sentence, code in CODES.items()}
GRACE = 2  # times the processor's seconds: what a busy machine may take until it has given them


@dataclass(frozen=True, slots=True)
class Most:
    """What looking into one PDF may take: seconds of the processor, and megabytes of memory."""

    seconds: int
    megabytes: int


def look_apart(data: bytes, most: Most) -> None:
    """Pass a PDF that only shows pages.

    Raises:
        Refused: as pdfs.look_into, or it takes too much to look into; on the field "file".
    """
    command = [sys.executable, "-s", "-P", "-m", MODULE, str(most.seconds), str(most.megabytes)]
    where = {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=most.seconds * GRACE, env=where, check=False
        )
    except subprocess.TimeoutExpired as slow:
        raise Refused(TOO_MUCH, field=FIELD) from slow
    if done.returncode != PASSED:
        raise Refused(SAID.get(done.returncode, TOO_MUCH), field=FIELD)
