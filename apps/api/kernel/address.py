"""Where a caller is."""

from django.http import HttpRequest

from apps.common import caller


def client_address(http: HttpRequest) -> str | None:
    """The caller's IP address (apps.common.caller)."""
    return caller.address_in(http.META)
