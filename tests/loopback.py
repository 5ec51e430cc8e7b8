"""No test leaves this machine: a connection to anything but loopback raises where it is tried."""

import ipaddress
import socket
from typing import Any

_connect = socket.socket.connect
_connect_ex = socket.socket.connect_ex
_getaddrinfo = socket.getaddrinfo


class LeftTheMachine(OSError):
    """A test tried to reach the network."""


def _is_here(host: Any) -> bool:
    if host in (None, "", "localhost", b"localhost"):
        return True
    name = host.decode() if isinstance(host, bytes) else str(host)
    try:
        address = ipaddress.ip_address(name.split("%")[0])
    except ValueError:
        return name.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _refuse_unless_here(family: int, address: Any) -> None:
    if family in (socket.AF_INET, socket.AF_INET6) and not _is_here(address[0]):
        raise LeftTheMachine(f"A test tried to connect to {address!r}; only loopback is allowed.")


def _guarded_connect(self: socket.socket, address: Any) -> None:
    _refuse_unless_here(self.family, address)
    _connect(self, address)


def _guarded_connect_ex(self: socket.socket, address: Any) -> int:
    _refuse_unless_here(self.family, address)
    return _connect_ex(self, address)


def _guarded_getaddrinfo(host: Any, *args: Any, **kwargs: Any) -> Any:
    """Names are refused too: a look-up is already a packet. Numeric addresses need no look-up."""
    numeric = host is not None and str(host).replace(".", "").isdigit()
    if not (numeric or _is_here(host)):
        raise LeftTheMachine(f"A test tried to look up {host!r}; only loopback is allowed.")
    return _getaddrinfo(host, *args, **kwargs)


def keep() -> None:
    """Install the guard in this process; twice is once."""
    socket.socket.connect = _guarded_connect  # type: ignore[method-assign]
    socket.socket.connect_ex = _guarded_connect_ex  # type: ignore[method-assign]
    socket.getaddrinfo = _guarded_getaddrinfo
