"""Namespaces with a wire each into the bridge of the first. Needs root and `ip` (Debian package iproute2)."""

import shutil
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

# TEST-NET-2 (RFC 5737): nobody's addresses.
NET = "198.51.100"


@dataclass(frozen=True, slots=True)
class Host:
    """A namespace, its name for the kernel, and its address."""

    name: str
    address: str

    @property
    def hostname(self) -> str:
        return self.name.replace("_", "-")

    def command(self, *words: str) -> list[str]:
        """The words as a command on this host, which knows itself by its name."""
        named = f'hostname {self.hostname} && exec "$@"'
        return ["ip", "netns", "exec", self.name, "unshare", "--uts", "sh", "-c", named, "sh", *words]


def missing() -> str:
    """Why namespaces cannot be made here; "" when they can."""
    if not all(map(shutil.which, ("ip", "unshare"))):
        return "no ip and unshare here (Debian packages iproute2 and util-linux)"
    probe = subprocess.run(["unshare", "--net", "--uts", "true"], capture_output=True, check=False)
    return "" if probe.returncode == 0 else "no right to make network namespaces (root has it)"


@contextmanager
def network(prefix: str, count: int) -> Iterator[list[Host]]:
    """So many hosts that reach each other through the first; gone with the block."""
    hosts = [Host(f"{prefix}_{number}", f"{NET}.{number + 1}") for number in range(count)]
    try:
        _build(hosts)
        yield hosts
    finally:
        for host in hosts:
            _ip("netns", "delete", host.name, check=False)


def _build(hosts: Sequence[Host]) -> None:
    for host in hosts:
        _ip("netns", "add", host.name)
        _ip("-n", host.name, "link", "set", "lo", "up")
    hub, *others = hosts
    _ip("-n", hub.name, "link", "add", "bridge", "type", "bridge")
    _ip("-n", hub.name, "address", "add", f"{hub.address}/24", "dev", "bridge")
    _ip("-n", hub.name, "link", "set", "bridge", "up")
    for number, host in enumerate(others, 1):
        wire = ("wire", "netns", host.name, "type", "veth", "peer", f"to{number}", "netns", hub.name)
        _ip("link", "add", *wire)
        _ip("-n", hub.name, "link", "set", f"to{number}", "master", "bridge", "up")
        _ip("-n", host.name, "address", "add", f"{host.address}/24", "dev", "wire")
        _ip("-n", host.name, "link", "set", "wire", "up")


def cut(hub: Host, number: int, off: bool = True) -> None:
    """Pull the plug of the n-th host, or put it back. Nobody is told: packets just do not arrive."""
    _ip("-n", hub.name, "link", "set", f"to{number}", "down" if off else "up")


def _ip(*words: str, check: bool = True) -> None:
    subprocess.run(["ip", *words], check=check, capture_output=not check)
