"""Who states something, and from where: kept with every attestation."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest

from apps.compliance.actions import Witness
from apps.dashboard.requests import Request


def witness(request: Request) -> Witness:
    """The signed-in person and the address of the browser."""
    return Witness(request.user.email, request.user, address(request))


def address(request: HttpRequest) -> str | None:
    """The browser's IP address; behind a proxy of ours the one that the proxy wrote last."""
    told = request.META.get("REMOTE_ADDR", "")
    if settings.SECURE_PROXY_SSL_HEADER and (passed := request.headers.get("X-Forwarded-For")):
        told = passed.rsplit(",", 1)[-1]
    try:
        return str(ip_address(told.strip()))
    except ValueError:
        return None
