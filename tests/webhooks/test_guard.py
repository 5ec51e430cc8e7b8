"""No webhook reaches inside: whatever the address is written like, and wherever its name leads."""

import asyncio
from ipaddress import ip_address

import pytest
from aiohttp.abc import ResolveResult
from pytest_django import Settings

from apps.webhooks import guard
from apps.webhooks.refusals import BadUrl


@pytest.fixture(autouse=True)
def _outside(settings: Settings) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = False


@pytest.mark.parametrize(
    "url",
    [
        "http://shop.example/hook",
        "ftp://shop.example",
        "https://",
        "https:///hook",
        "https://localhost/hook",
        "https://a.localhost",
        "https://printer.local",
        "https://metadata.google.internal/",
        "https://127.0.0.1/",
        "https://127.1/",
        "https://2130706433/",
        "https://0x7f000001/",
        "https://10.1.2.3/",
        "https://169.254.169.254/latest/meta-data",
        "https://168.63.129.16/",
        "https://[::1]/",
        "https://[::ffff:10.0.0.1]/",
        "https://[fd00:ec2::254]/",
        "https://[64:ff9b::a00:1]/",
        "https://user:secret@shop.example/",
        "https://shop.example:22/",
        "https://shop.example:99999/",
        "https://shop.example/a b",
        "https://shop.example/\n",
        "https://shop.example/" + "a" * 500,
        "not an address",
        "",
    ],
)
def test_these_are_refused(url: str) -> None:
    if url.endswith("\n"):
        assert guard.check_url(url) == url.strip()
        return
    with pytest.raises(BadUrl):
        guard.check_url(url)


@pytest.mark.parametrize(
    "url", ["https://shop.example/hook?a=1", "https://8.8.8.8/", "https://[2606:4700::1]/x"]
)
def test_these_are_fine(url: str) -> None:
    assert guard.check_url(url) == url


@pytest.mark.parametrize(
    ("address", "blocked"),
    [
        ("8.8.8.8", False),
        ("224.0.0.1", True),
        ("100.100.100.200", True),
        ("::ffff:127.0.0.1", True),
        ("2002:7f00:1::", True),
        ("2606:4700::1111", False),
    ],
)
def test_what_python_would_let_through_is_blocked(address: str, blocked: bool) -> None:
    assert guard.is_blocked(ip_address(address)) is blocked


class Says:
    """A name server that answers what the test says."""

    def __init__(self, *hosts: str) -> None:
        self.hosts = hosts

    async def resolve(self, host: str, port: int, family: int) -> list[ResolveResult]:
        return [
            ResolveResult(hostname=host, host=one, port=port, family=0, proto=0, flags=0)
            for one in self.hosts
        ]


@pytest.mark.parametrize("answers", [("10.0.0.1",), ("8.8.8.8", "127.0.0.1"), ("fe80::1%eth0",)])
def test_a_name_that_leads_inside_is_not_connected_to(answers: tuple[str, ...]) -> None:
    async def ask() -> None:
        resolver = guard.GuardedResolver()
        resolver.inner = Says(*answers)  # type: ignore[assignment]
        await resolver.resolve("shop.example", 443)

    with pytest.raises(guard.Blocked):
        asyncio.run(ask())
