"""The keywords of `data/keywords.json` (with who honours each), and the words of courtesy around them."""

import json
import re
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import NamedTuple

from apps.compliance.folding import fold
from apps.compliance.phrases import listed

SOURCE = Path(__file__).parent / "data" / "keywords.json"

# "TD" (to disconnect) is one carrier's; people also write it for "today" and "touchdown".
NOT_BY_DEFAULT = frozenset({"td"})


class Meaning(StrEnum):
    """What an inbound text asks for. `review`: marketing pauses until a person has decided."""

    opt_out = "opt_out"
    opt_in = "opt_in"
    help = "help"
    review = "review"
    none = "none"


class Keyword(NamedTuple):
    """A word that stands for a meaning when it is the whole message."""

    meaning: Meaning
    word: str
    ambiguous: bool


@cache
def keywords() -> dict[str, Keyword]:
    """Every keyword by its folded form. A word listed with two meanings is an opt-out."""
    listed = json.loads(SOURCE.read_text(encoding="utf-8"))
    found: dict[str, Keyword] = {}
    for meaning in (Meaning.help, Meaning.opt_in, Meaning.opt_out):
        for entry in listed[meaning]:
            word = fold(entry["keyword"])
            found[word] = Keyword(meaning, word, entry.get("ambiguous", False))
    return {word: keyword for word, keyword in found.items() if word not in NOT_BY_DEFAULT}


_POLITE = re.compile(listed()["courtesy"]["polite"])
_ASIDE = re.compile(listed()["courtesy"]["aside"])


def without_courtesy(folded: str) -> str:
    """The message less "please", "thanks" and the like; the message itself when nothing else is in it."""
    return _without(_POLITE, folded)


def without_asides(folded: str) -> str:
    """The message less courtesy, greetings and filling words."""
    return _without(_ASIDE, without_courtesy(folded))


def _without(words: re.Pattern[str], folded: str) -> str:
    return " ".join(words.sub(" ", folded).split()) or folded
