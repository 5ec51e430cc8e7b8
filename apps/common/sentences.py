"""Sentences that are kept in English (rows, evidence, refusals) and read in the reader's language.

What stands in a row was written once, by a worker or a program; who reads it later may read Spanish. So the
room that makes a sentence marks it with `gettext_noop`, and pages ask `spoken` for it. Where no language is
active (APIs, workers, the admin) it stays as it is.
"""

import re

from django.utils.translation import get_language, gettext

KEPT_IN = "en"
_PLACE = re.compile(r"%\((\w+)\)s|%%")
_shapes: dict[str, re.Pattern[str]] = {}


def shape(sentence: str) -> str:
    """A marked sentence with places, "Texts to %(country)s are not switched on.", that rows keep filled in.

    Answers it as it is, to be filled with `%`; from now on `spoken` knows filled ones again.
    """
    pieces, end = [], 0
    for found in _PLACE.finditer(sentence):
        pieces.append(re.escape(sentence[end : found.start()]))
        pieces.append(f"(?P<{found[1]}>.*?)" if found[1] else "%")
        end = found.end()
    _shapes[sentence] = re.compile("".join(pieces) + re.escape(sentence[end:]), re.DOTALL)
    return sentence


def spoken(sentence: str) -> str:
    """The sentence in the active language; unchanged when that is English or nobody has translated it."""
    if not sentence or (get_language() or KEPT_IN).startswith(KEPT_IN):
        return sentence
    said = gettext(sentence)
    return said if said != sentence else _filled(sentence)


def _filled(sentence: str) -> str:
    """A place may hold a sentence itself: "Refund: They opted out." """
    for known, pattern in _shapes.items():
        if found := pattern.fullmatch(sentence):
            return gettext(known) % {name: spoken(value) for name, value in found.groupdict().items()}
    return sentence
