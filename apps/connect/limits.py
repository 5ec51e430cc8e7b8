"""How often the token and revocation endpoints may be asked: by an app from one address, and from an address.

Zapier asks from a few addresses for everybody, and once in 30 days for each connection: 300 a minute is far
above. An address has its own count, so that made-up client ids do not help.
"""

from collections.abc import Mapping

from django.http import HttpRequest

from apps.common import caller, windows
from apps.common.encryption import fingerprint

BY_APP, BY_ADDRESS = 300, 600  # a minute


def wait(http: HttpRequest, sent: Mapping[str, str]) -> int:
    """Count one. Seconds to wait, or 0."""
    where = caller.address_in(http.META)
    app = sent.get("client_id") or http.headers.get("Authorization", "")
    return max(
        windows.wait(_slot("address", f"{where}"), BY_ADDRESS),
        windows.wait(_slot("app", f"{app} {where}"), BY_APP),
    )


def _slot(kind: str, who: str) -> str:
    """4,096 counts of a kind, whatever strangers call themselves: each may be a file."""
    return f"oauth:{kind}:{fingerprint(who)[:3]}"
