"""Whether webhooks of `manage.py up` may go to this machine: where nobody else can reach us to ask for it."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from django.conf import settings

VARIABLE = "WEBHOOKS_MAY_STAY_INSIDE"


def for_a_trial() -> dict[str, str]:
    """Environment for the programs: empty where anybody but this machine could be served."""
    where = (settings.HOST, urlsplit(settings.BASE_URL).hostname or "")
    alone = not settings.BEHIND_PROXY and all(_is_here(host) for host in where)
    return {VARIABLE: "1"} if alone else {}


def _is_here(host: str) -> bool:
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
