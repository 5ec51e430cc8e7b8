"""Where things came from, in words. Sources are free text: what is not known here shows as it is."""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "manual": _("entered by hand"),
    "dashboard": _("by hand"),
    "import": _("from a file"),
    "api": _("through the API"),
    "inbound_sms": _("by texting us"),
    "keyword": _("by a text"),
    "carrier": _("told by the carrier"),
    "review": _("nobody decided in time"),
    "attestation": _("stated by a person"),
    "web_form": _("on a web form"),
    "checkout": _("at the checkout"),
    "paper": _("on paper"),
    "verbal": _("in person or on the phone"),
}


def spoken(source: str) -> str:
    """manual → entered by hand."""
    return str(WORDS[source]) if source in WORDS else source.replace("_", " ")
