"""What `manage.py up` prints once the pages answer."""

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings

from config import night

RULE = "─" * 72
SOMEBODY = "+14155550123"
KEYS = (
    "",
    "  API keys: live and test (the sandbox) open v1 (docs/api/v1.md), rsms the",
    "  ReadySMS API (docs/api/readysms.md), and zap its addresses for Zapier.",
)


def _phone(demo: Mapping[str, Any]) -> list[str]:
    """How to be one of the phones, as a command to paste."""
    if not (sender := demo.get("sender")):
        return []
    text = json.dumps({"from": SOMEBODY, "to": sender, "body": "STOP"})
    return [
        "  Reply as a phone, with any number that you texted:",
        f"    curl {settings.VIRTUAL_CARRIER_URL}/inbound -d '{text}'",
    ]


def welcome(url: str, demo: Mapping[str, Any] | None, now: datetime) -> str:
    """A block with the address to open and, where there is a demo workspace, its sign-in and API keys.
    `now` is the product's clock: by night it says how to rehearse a day."""
    lines = ["", RULE, f"  Sendwell is running. Open  {demo['url'] if demo else url}", ""]
    if demo:
        lines += [f"    E-mail      {demo['email']}", f"    Password    {demo['password']}", ""]
        lines += [f"    {kind:<12}{key}" for kind, key in demo.get("keys", {}).items()]
        lines += KEYS if demo.get("keys") else []
        lines += [
            "",
            "  Texts go to the virtual carrier on this machine: nobody's phone rings.",
            *_phone(demo),
            *night.advice(now),
        ]
    return "\n".join([*lines, *night.moved(), "  Ctrl-C stops everything.", RULE, ""])
