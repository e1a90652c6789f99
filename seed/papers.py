"""Documents of a few households, and a copy that waits for a second person; all of it visibly made up."""

from __future__ import annotations

import io
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from fpdf import FPDF
from PIL import Image, ImageDraw
from sqlalchemy import select

from housing import db
from housing.access import Actor
from housing.clock import day_of
from housing.copies.asking import Request
from housing.copies.gathering import Wished
from housing.copies.services import begin_copy, hand_on
from housing.presentations.documents.services import Sent, add_document, add_version, hide_document
from housing.presentations.models import Presentation
from seed.cast import Cast

HOUSEHOLDS = 3
NOTE = "Made-up note: she brought her tenancy and two letters. Nobody here is real."


def bring(cast: Cast, *, now: datetime) -> None:
    """Documents for those who came last but a few days ago; the first of them has asked for her own copy."""
    officer = cast.actors["officer"]
    for number, household_id in enumerate(_newest(cast.authority, officer, now - timedelta(days=4))):
        brought: dict[str, Any] = {"household_id": household_id, "by": officer}
        at = now - timedelta(days=2, hours=number)
        letter = add_document(sent=Sent("letter", NOTE.encode(), words="Her list"), now=at, **brought)
        add_document(sent=Sent("tenancy", _page("Made-up tenancy agreement", at)), now=at, **brought)
        add_document(sent=Sent("damage", _picture(), words="The front door"), now=at, **brought)
        if number == 0:
            add_version(document_id=letter, data=f"{NOTE} Second version.".encode(), now=at, **brought)
            asked = Request(day_of(now) - timedelta(days=4), "known")
            copy = begin_copy(household_id=household_id, asked=asked, wished=Wished(), by=officer, now=at)
            hand_on(copy_id=copy, by=officer, now=at)
        if number == 1:
            later = at + timedelta(hours=1)
            hide_document(document_id=letter, reason="Made up: it belonged to another case", now=later, **brought)


def _newest(authority: str, officer: Actor, before: datetime) -> list[UUID]:
    with db.reading() as session:
        query = (
            select(Presentation.household_id)
            .where(Presentation.authority_code == authority, Presentation.ended_at.is_(None))
            .where(Presentation.officer_id == officer.account_id, Presentation.presented_at < before)
            .order_by(Presentation.presented_at.desc(), Presentation.id)
            .limit(HOUSEHOLDS)
        )
        return list(session.scalars(query))


def _page(words: str, at: datetime) -> bytes:
    paper = FPDF(format="A4")
    paper.set_creation_date(at)
    paper.add_page()
    paper.set_font("Helvetica", size=14)
    paper.cell(text=f"{words}. Nobody here is real.")
    return bytes(paper.output())


def _picture() -> bytes:
    picture, out = Image.new("RGB", (480, 360), "#b0a090"), io.BytesIO()
    ImageDraw.Draw(picture).text((150, 170), "Made-up photograph of a door", fill="black")
    picture.save(out, "PNG")
    return out.getvalue()
