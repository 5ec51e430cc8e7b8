"""Where a caller is."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def client_address(http: HttpRequest) -> str | None:
    """The caller's IP address; behind a proxy of ours the one that the proxy wrote last."""
    told = http.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (passed := http.headers.get("X-Forwarded-For")):
        told = passed.rsplit(",", 1)[-1]
    try:
        return str(ip_address(told.strip()))
    except ValueError:
        return None
