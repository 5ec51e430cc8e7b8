"""The guard's table, entry by entry: the special-purpose registries of IANA, and the clouds' own addresses.

Carried over from `ssrf_blocked_ranges.json`: what has to be blocked and whether Python 3.11.7 holds it for
global, which is where ip.is_global alone would have let a webhook through.
"""

from ipaddress import ip_address, ip_network

import pytest

from apps.webhooks import guard

# fmt: off
# Range → is_global of its first address, measured on CPython 3.11.7.
FACTS: dict[str, bool] = {
    "0.0.0.0/8": False, "10.0.0.0/8": False, "100.64.0.0/10": False,
    "127.0.0.0/8": False, "169.254.0.0/16": False, "172.16.0.0/12": False,
    "192.0.0.0/24": False, "192.0.2.0/24": False, "192.31.196.0/24": True,
    "192.52.193.0/24": True, "192.88.99.0/24": True, "192.168.0.0/16": False,
    "192.175.48.0/24": True, "198.18.0.0/15": False, "198.51.100.0/24": False,
    "203.0.113.0/24": False, "224.0.0.0/4": True, "240.0.0.0/4": False,
    "255.255.255.255/32": False, "168.63.129.16/32": True, "::/128": False,
    "::1/128": False, "::ffff:0:0/96": False, "::/96": True,
    "64:ff9b::/96": True, "64:ff9b:1::/48": True, "100::/64": False,
    "100:0:0:1::/64": True, "2001::/23": False, "2001::/32": False,
    "2001:2::/48": False, "2001:10::/28": False, "2001:20::/28": False,
    "2001:db8::/32": False, "2002::/16": True, "3fff::/20": True,
    "5f00::/16": True, "fc00::/7": False, "fe80::/10": False,
    "fec0::/10": True, "ff00::/8": True,
}
# fmt: on


def test_the_table_holds_each_of_them_and_no_other() -> None:
    assert {str(network) for network in guard.blocked_ranges()} == set(FACTS)


@pytest.mark.parametrize("cidr", FACTS)
def test_its_first_and_its_last_address_are_blocked(cidr: str) -> None:
    network = ip_network(cidr)
    assert guard.is_blocked(network[0]) and guard.is_blocked(network[-1])


def test_is_global_alone_would_not_do() -> None:
    """Some of them Python calls global: multicast, relays, a public address of a cloud's insides."""
    through = {cidr for cidr, is_global in FACTS.items() if is_global}
    assert {"224.0.0.0/4", "168.63.129.16/32", "2002::/16", "64:ff9b::/96"} <= through


@pytest.mark.parametrize("address", ["1.1.1.1", "9.255.255.255", "11.0.0.0", "172.32.0.0", "223.255.255.255",
                                     "2606:4700::1111", "2a00::1"])  # fmt: skip
def test_their_neighbours_are_not(address: str) -> None:
    assert not guard.is_blocked(ip_address(address))
