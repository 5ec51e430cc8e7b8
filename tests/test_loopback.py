"""Promises of the suite itself: no test leaves this machine."""

import socket

import pytest

from tests.loopback import LeftTheMachine


def test_an_address_elsewhere_is_refused_before_a_packet_leaves() -> None:
    with socket.socket() as caller, pytest.raises(LeftTheMachine):
        caller.connect(("192.0.2.1", 80))


def test_a_name_elsewhere_is_not_even_looked_up() -> None:
    with pytest.raises(LeftTheMachine):
        socket.create_connection(("example.com", 80), timeout=1)


def test_loopback_is_open() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket() as caller:
        caller.connect(server.getsockname())
        assert server.accept()
