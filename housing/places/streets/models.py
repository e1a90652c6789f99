"""The street of each property as a keyed digest: equal for equal streets, and nothing can be read from it."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from housing.db import Base, Id


class PropertyStreet(Base):
    """Worked out from the sealed address when it is recorded; None where the address does not say.

    A property without a row is one whose street is *not known*.
    """

    __tablename__ = "property_street"

    property_id: Mapped[UUID] = mapped_column(Id, ForeignKey("property.id"), primary_key=True)
    street_index: Mapped[str | None]
    sector_index: Mapped[str | None]
