"""The addresses to which an app may have people sent back: judged when they are registered."""

import re

from django.utils.translation import gettext as _

from apps.accounts.oauth_apps import MOST_URIS
from apps.common.refusals import Invalid

LONGEST = 500
_HERE = r"(?:localhost|127\.0\.0\.1|\[::1\])"
# Nothing that would mean something in a Content-Security-Policy, where its origin stands: ; , ' and space.
_THERE = r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?"
_ADDRESS = re.compile(
    rf"(?:https://(?:{_THERE}|\[::1\])|http://{_HERE})(?::\d{{1,5}})?(?:[/?][!-~]*)?", re.IGNORECASE
)
_NEVER = re.compile(r"[\\*<>\"^`{|}]")


def checked(uris: list[str]) -> str:
    """Each once, in their order, with a space between, as the toolkit keeps them. Raises Invalid."""
    given = list(dict.fromkeys(uri.strip() for uri in uris if uri.strip()))
    if not given:
        raise _wrong(_("Give at least one redirect URI."))
    if len(given) > MOST_URIS:
        raise _wrong(_("At most %(most)s redirect URIs.") % {"most": MOST_URIS})
    for uri in given:
        if why := _why_not(uri):
            raise _wrong(why % {"uri": uri[:100]})
    return " ".join(given)


def _why_not(uri: str) -> str:
    """A sentence with a place for the URI, or ""."""
    if len(uri) > LONGEST:
        return _("%(uri)s… is too long: at most 500 characters.")
    if "#" in uri:
        return _("%(uri)s has a fragment (#…): a redirect URI has none.")
    if not uri.lower().startswith(("https://", "http://")):
        return _("%(uri)s is no redirect URI: it begins with https://.")
    if uri.lower().startswith("http://") and not _ADDRESS.fullmatch(uri):
        return _(
            "%(uri)s is no redirect URI: http:// is for localhost, 127.0.0.1 and [::1] alone. Use https://."
        )
    if not _ADDRESS.fullmatch(uri) or _NEVER.search(uri):
        return _("%(uri)s is no redirect URI: give one whole address, without a user, a * or spaces.")
    return ""


def _wrong(text: str) -> Invalid:
    return Invalid(text, field="redirect_uris")
