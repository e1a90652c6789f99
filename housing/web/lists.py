"""Lists: their columns, how they are sorted, and which part of them is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

PAGE_SIZE = 25


@dataclass(frozen=True, slots=True)
class Column:
    """A column's heading. `key` is what it sorts by, if it does; `sortable` sets `href` and `sorted`."""

    text: str
    numeric: bool = False
    key: str = ""
    href: str = ""
    sorted: Literal["", "ascending", "descending"] = ""


def sortable(columns: Sequence[Column], order: str, href: Callable[[str], str]) -> list[Column]:
    """Give the headings their links and mark the one that sorts now.

    Args:
        order: as it stands in the address: "arrived_on", or "-arrived_on" for downwards.
        href: the address of this list in another order.
    """
    key, down = order.removeprefix("-"), order.startswith("-")
    done = []
    for column in columns:
        if not column.key:
            done.append(column)
        elif column.key == key:
            turned = column.key if down else f"-{column.key}"
            done.append(replace(column, href=href(turned), sorted="descending" if down else "ascending"))
        else:
            done.append(replace(column, href=href(column.key)))
    return done


def order_of(asked: str | None, columns: Sequence[Column], default: str) -> str:
    """The order asked for where some column has it, else the default: an address is not to be trusted."""
    known = {column.key for column in columns if column.key}
    return asked if asked and asked.removeprefix("-") in known else default


@dataclass(frozen=True, slots=True)
class Paging:
    """Which part of a list of `total` things is shown; `page` begins at 1 and is kept within the list."""

    total: int
    page: int
    size: int = PAGE_SIZE

    @classmethod
    def of(cls, total: int, asked: str | None, size: int = PAGE_SIZE) -> Paging:
        """From the page number in the address, whatever it says."""
        wanted = int(asked) if asked and asked.isascii() and asked.isdigit() and len(asked) < 7 else 1
        pages = max(-(-total // size), 1)
        return cls(total, min(max(wanted, 1), pages), size)

    @property
    def pages(self) -> int:
        """How many pages there are, one at least."""
        return max(-(-self.total // self.size), 1)

    @property
    def offset(self) -> int:
        """How many things stand before this page."""
        return (self.page - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first thing on the page, from 1."""
        return min(self.offset + 1, self.total)

    @property
    def last(self) -> int:
        """The number of the last thing on the page."""
        return min(self.offset + self.size, self.total)
