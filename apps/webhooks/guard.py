"""The guard: which addresses may be posted to. What was checked is what is connected to.

The ranges are IANA's special-purpose registries and the clouds' metadata addresses (data/blocked_ranges.csv):
Python's is_global lets multicast, 6to4, NAT64 and more through.
"""

import csv
import socket
from functools import cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from pathlib import Path
from urllib.parse import urlsplit

from aiohttp.abc import AbstractResolver, ResolveResult
from aiohttp.resolver import ThreadedResolver
from django.conf import settings
from django.utils.translation import gettext_noop as _

from apps.webhooks.refusals import BadUrl

RANGES = Path(__file__).parent / "data" / "blocked_ranges.csv"
LONGEST = 500
# An open port elsewhere is more often somebody's database than somebody's webhook.
PORTS = (None, 443, 80)
Address = IPv4Address | IPv6Address


class Blocked(OSError):
    """The name leads to an address inside: nothing was connected to."""


@cache
def blocked_ranges() -> tuple[IPv4Network | IPv6Network, ...]:
    with RANGES.open(encoding="utf-8") as file:
        return tuple(ip_network(row["cidr"]) for row in csv.DictReader(file))


def is_blocked(address: Address) -> bool:
    """Whether an address is not one of the public internet, also when it hides in an IPv6 one."""
    hidden = address.ipv4_mapped if isinstance(address, IPv6Address) else None
    asked = hidden or address
    return any(asked in network for network in blocked_ranges() if network.version == asked.version)


def check_url(url: str) -> str:
    """The address as it will be used. Raises BadUrl for what is not https, or leads to a place inside."""
    url = url.strip()
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
    except ValueError:
        raise BadUrl from None
    schemes = ("https", "http") if settings.WEBHOOKS_MAY_STAY_INSIDE else ("https",)
    if parts.scheme not in schemes or not host or len(url) > LONGEST or not url.isprintable():
        raise BadUrl
    if parts.username or parts.password or " " in url:
        raise BadUrl(_("The address may not hold a name, a password or blanks."))
    if settings.WEBHOOKS_MAY_STAY_INSIDE:
        return url
    if port not in PORTS:
        raise BadUrl(_("The address may use port 443 or 80 only."))
    if not _may_be_public(host):
        raise BadUrl(_("The address leads to a place inside, which is not allowed."))
    return url


def _may_be_public(host: str) -> bool:
    """Names are looked up when they are posted to; numbers are judged at once, however they are written."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return False
    try:
        return not is_blocked(ip_address(host))
    except ValueError:
        return not _odd_number(host)


def _odd_number(host: str) -> bool:
    """127.1, 2130706433 and 0x7f.1 are addresses too, for the system's resolver."""
    try:
        socket.inet_aton(host)
    except OSError:
        return False
    return True


class GuardedResolver(AbstractResolver):
    """Looks a name up and hands out only addresses that may be posted to; the connection uses just those."""

    def __init__(self) -> None:
        self.inner = ThreadedResolver()

    async def resolve(
        self, host: str, port: int = 0, family: socket.AddressFamily = socket.AF_UNSPEC
    ) -> list[ResolveResult]:
        found = await self.inner.resolve(host, port, family)
        if settings.WEBHOOKS_MAY_STAY_INSIDE:
            return found
        if any(is_blocked(ip_address(one["host"].split("%")[0])) for one in found):
            raise Blocked(f"{host} leads to a place inside.")
        return found

    async def close(self) -> None:
        await self.inner.close()
