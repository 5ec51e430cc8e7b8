"""Promises about a port that is taken: said before anything starts, in words that help."""

import socket

from config import ports


def test_a_free_port_is_no_matter() -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    assert ports.complaint("PORT", "127.0.0.1", port) == ""


def test_a_taken_port_names_the_variable_and_another_port() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        said = ports.complaint("CARRIER_PORT", "127.0.0.1", port)
    assert f"port {port} on 127.0.0.1: another program already listens there" in said
    assert f"CARRIER_PORT={port + 1} make run" in said


def test_a_port_that_cannot_be_is_said_too() -> None:
    assert ports.complaint("PORT", "127.0.0.1", 70_000)
    assert ports.complaint("PORT", "192.0.2.1", 8000)
