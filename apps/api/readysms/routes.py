"""One address of this dialect; a slash at the end is forgiven."""

from django.urls import URLPattern, re_path
from django.views import View


def route(address: str, view: type[View], name: str) -> URLPattern:
    """`address`: a regular expression without its ends."""
    return re_path(rf"^{address}/?$", view.as_view(), name=f"readysms-{name}")
