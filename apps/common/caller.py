"""Where a caller is."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

from django.conf import settings


def address_in(meta: Mapping[str, Any]) -> str | None:
    """The caller's IP address, of a request's META; behind a proxy of ours the one that it wrote last."""
    told = str(meta.get("REMOTE_ADDR", ""))
    if settings.SECURE_PROXY_SSL_HEADER and (passed := meta.get("HTTP_X_FORWARDED_FOR")):
        told = str(passed).rsplit(",", 1)[-1]
    try:
        return str(ip_address(told.strip()))
    except ValueError:
        return None
