"""Whether an address can be listened on, said in words that name the variable to change."""

import errno
import socket

REASONS = {
    errno.EADDRINUSE: "another program already listens there",
    errno.EACCES: "this user may not listen there",
    errno.EADDRNOTAVAIL: "this machine has no such address",
}


def why_not(host: str, port: int) -> str:
    """The reason why nobody can listen on `host`:`port` now; "" when it is free."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        with socket.socket(family, socket.SOCK_STREAM) as listener:
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listener.bind((host, port))
    except (OSError, OverflowError) as fault:
        return REASONS.get(getattr(fault, "errno", None) or 0, str(fault))
    return ""


def complaint(variable: str, host: str, port: int) -> str:
    """A sentence for a person, with what to type instead; "" when the port is free."""
    if reason := why_not(host, port):
        return (
            f"Cannot use port {port} on {host}: {reason}. Choose another one: {variable}={port + 1} make run"
        )
    return ""


def answers(host: str, port: int) -> bool:
    """Whether somebody accepts connections there."""
    try:
        with socket.create_connection((host, port), timeout=0.2):
            return True
    except OSError:
        return False
