"""The sentence that says how to leave; carriers ask for it in the first text (CTIA handbook 5.1.3)."""

import re

SENTENCE = "Reply STOP to opt out."
_SAYS_HOW = re.compile(r"\b(stop|unsubscribe|opt[- ]?out)\b", re.IGNORECASE)


def says_how_to_leave(body: str) -> bool:
    """Whether a text names a word that ends the texts."""
    return bool(_SAYS_HOW.search(body))


def with_footer(body: str) -> str:
    """The text with the sentence at its end, once."""
    return body if says_how_to_leave(body) else f"{body.rstrip()} {SENTENCE}".lstrip()
