"""Kannel's smsbox lets ten connections wait: what does not fit stays with us, unwritten."""

import asyncio
from typing import Any

from apps.carriers.adapters.kannel import adapter as kannel
from apps.carriers.outcomes import Accepted, Text
from apps.carriers.wire.client import Client
from tests.carriers.test_wire import served

TAKEN = b"HTTP/1.1 202 Accepted\r\nContent-Length: 24\r\nConnection: close\r\n\r\n0: Accepted for delivery"


def test_of_a_hundred_at_once_no_more_than_ten_stand_at_its_door() -> None:
    here, most = 0, 0

    async def handle(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal here, most
        here += 1
        most = max(most, here)
        await reader.readuntil(b"\r\n\r\n")
        await asyncio.sleep(0.005)
        here -= 1
        writer.write(TAKEN)
        writer.close()

    async def many(client: Client, url: str) -> list[Any]:
        known = {"username": "u", "password": "p", "callback_token": "t", "smsc": "", "base_url": url}
        texts = [Text(f"msg_{n}", "+12125550199", "+13105550100", "Hi", "GSM-7", 1) for n in range(100)]
        sends = (kannel.send(client, known, one, "http://127.0.0.1:9/callbacks/1") for one in texts)
        return await asyncio.gather(*sends)

    # A machine with much else to do may stand still for a second.
    assert served(handle, many, patience=30) == [Accepted("")] * 100
    assert most == kannel.limits.in_flight == 10
