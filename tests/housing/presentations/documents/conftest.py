"""Files to send, and an officer who is somebody's worker."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from housing.presentations.documents.services import Sent
from tests.housing.presentations.documents.made_pdfs import pdf

CANARY = "Canary of a made-up note"


@pytest.fixture
def note() -> Sent:
    """Plain text for everybody who works on the case."""
    return Sent("letter", CANARY.encode(), words="from March")


@pytest.fixture
def report() -> Sent:
    """A PDF of the police, which only her worker and the homelessness team open."""
    return Sent("police", pdf())


@pytest.fixture
def located() -> bytes:
    """A photograph that says where it was taken, and holds a comment."""
    picture, exif, out = Image.new("RGB", (64, 48), "navy"), Image.Exif(), io.BytesIO()
    exif[0x8825] = {1: "N", 2: (53.0, 25.0, 48.0)}
    exif[0x010E] = CANARY
    picture.save(out, "JPEG", exif=exif)
    return out.getvalue()
