"""What `manage.py up` prints once the pages answer."""

from collections.abc import Mapping
from typing import Any

RULE = "─" * 72
KEYS = (
    "",
    "  API keys: live and test (the sandbox) open v1 (docs/api/v1.md), rsms the",
    "  ReadySMS API (docs/api/readysms.md), and zap its addresses for Zapier.",
)


def welcome(url: str, demo: Mapping[str, Any] | None) -> str:
    """A block with the address to open and, where there is a demo workspace, its sign-in and API keys."""
    lines = ["", RULE, f"  Sendwell is running. Open  {demo['url'] if demo else url}", ""]
    if demo:
        lines += [f"    E-mail      {demo['email']}", f"    Password    {demo['password']}", ""]
        lines += [f"    {kind:<12}{key}" for kind, key in demo.get("keys", {}).items()]
        lines += KEYS if demo.get("keys") else []
        lines += ["", "  Texts go to the virtual carrier on this machine: nobody's phone rings."]
    return "\n".join([*lines, "  Ctrl-C stops everything.", RULE, ""])
