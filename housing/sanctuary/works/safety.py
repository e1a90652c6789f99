"""Whether a visit instruction may still be gone by: not where her safe contact has been changed since."""

from __future__ import annotations

from sqlalchemy.orm import Session

from housing.households.models import SafeContact
from housing.refusals import Refused
from housing.sanctuary.models import SanctuaryJob
from housing.sanctuary.works.models import VisitInstruction
from housing.sanctuary.works.standing import newest_instruction
from housing.sealing import ring

OUT_OF_DATE = (
    "How it is safe to reach her has changed. Do not visit or telephone until the council has looked at it again"
)
MISSING = "How it is safe to come has not been recorded yet"


def mark(contact: SafeContact | None) -> str:
    """A keyed digest of everything in her safe contact, by which a later change is noticed."""
    if contact is None:
        return ring().fingerprint("nothing recorded")
    values = {
        "methods": " ".join(sorted(contact.methods)), "phone": contact.phone, "email": contact.email,
        "times": contact.times, "code word": contact.code_word, "voicemail": contact.voicemail,
        "shared": contact.shared_device, "notes": contact.notes,
    }  # fmt: skip
    later = {
        "days": contact.days, "from": contact.from_at, "until": contact.until_at, "address": contact.address,
        "flagged": contact.flagged_at,
    }  # fmt: skip
    values |= {name: str(value) for name, value in later.items() if value}
    return ring().fingerprint(" ".join(f"{name} {value};" for name, value in values.items()))


def why_unusable(instruction: VisitInstruction | None, contact: SafeContact | None) -> str | None:
    """Why nobody may go or ring by this instruction: there is none, or her safe contact is another since."""
    if instruction is None:
        return MISSING
    return OUT_OF_DATE if instruction.contact_mark != mark(contact) else None


def usable(session: Session, job: SanctuaryJob) -> VisitInstruction:
    """The instruction to go by now; the household's safe contact must be loaded.

    Raises:
        Refused: there is none, or it is out of date.
    """
    found = newest_instruction(session, job.id)
    sentence = why_unusable(found, job.household.safe_contact)
    if found is None or sentence is not None:
        raise Refused(sentence or MISSING)
    return found
