"""Where things came from, in words. Sources are free text: what is not known here shows as it is."""

WORDS = {
    "manual": "entered by hand",
    "dashboard": "by hand",
    "import": "from a file",
    "api": "through the API",
    "inbound_sms": "by texting us",
    "keyword": "by a text",
    "carrier": "told by the carrier",
    "review": "nobody decided in time",
    "attestation": "stated by a person",
    "web_form": "on a web form",
    "checkout": "at the checkout",
    "paper": "on paper",
    "verbal": "in person or on the phone",
}


def spoken(source: str) -> str:
    """manual → entered by hand."""
    return WORDS.get(source, source.replace("_", " "))
