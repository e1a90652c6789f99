"""Tests talk to this machine only. An attempt to reach another one is an error, whoever makes it."""

from __future__ import annotations

import ipaddress
import socket
import sys
from typing import Any


class LeftTheMachine(RuntimeError):
    """A test, or the code under it, tried to connect to another machine."""


def is_outside(address: Any) -> bool:
    """Whether a socket's address is on another machine. A path or a name of this machine is not."""
    if not isinstance(address, tuple) or not isinstance(address[0], str):
        return False
    try:
        return not ipaddress.ip_address(address[0].split("%")[0]).is_loopback
    except ValueError:
        return address[0] not in ("", "localhost")


def stay_on_this_machine() -> None:
    """Refuse from now on, in this process. Cannot be undone."""

    def watch(event: str, arguments: tuple[Any, ...]) -> None:
        if event in ("socket.connect", "socket.sendto"):
            if arguments[0].family != socket.AF_UNIX and is_outside(arguments[1]):
                raise LeftTheMachine(f"a test tried to reach {arguments[1]}")
        elif event == "socket.getaddrinfo" and arguments[0] and is_outside((str(arguments[0]),)):
            raise LeftTheMachine(f"a test looked up {arguments[0]}")

    sys.addaudithook(watch)
