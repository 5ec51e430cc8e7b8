"""The request as views behind `needs` receive it."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from apps.accounts.models import Member, User, Workspace


class Request(HttpRequest):
    """Signed in, with a seat. Only `rights.needs` hands one out."""

    user: User  # type: ignore[assignment]
    member: Member
    workspace: Workspace
    htmx: HtmxDetails
