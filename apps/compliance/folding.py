"""Texts as people type them, brought to one form: "“Stôp”!", "ＳＴＯＰ" and "stop\u200b" are all "stop"."""

import re
import unicodedata

LOOKED_AT = 1600  # characters: a carrier's longest message; what stands beyond is not read

_APOSTROPHE = re.compile("['\u2018\u2019\u02bc`\u00b4]")
_NO_WORD = re.compile(r"[\W_]+")
_SIGNATURE = re.compile(r"\n\s*(?:--|sent from |enviado desde |envoyé de )[^\n]*\s*$", re.IGNORECASE)
_SENTENCE_END = re.compile(r"[.,!?;:\n]+")
_LONG_RUN = re.compile(r"([^\W\d])\1{2,}")
_SAME_WORD_AGAIN = re.compile(r"\b(\w+)(?: \1\b)+")


def readable(text: str) -> str:
    """The part that is looked at, without invisible characters and without a phone's signature line."""
    seen = "".join(mark for mark in text[:LOOKED_AT] if unicodedata.category(mark) != "Cf")
    return _SIGNATURE.sub("", seen).strip()


def fold(text: str) -> str:
    """Lower-case words between single spaces: compatibility forms unified, accents and punctuation gone."""
    parted = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", text)).casefold()
    plain = "".join(mark for mark in parted if unicodedata.category(mark) not in ("Mn", "Cf"))
    return _NO_WORD.sub(" ", unicodedata.normalize("NFKC", plain)).strip()


def sentences(text: str) -> list[str]:
    """The folded sentences of a text, empty ones left out."""
    return [folded for part in _SENTENCE_END.split(text) if (folded := fold(part))]


def tellings(folded: str) -> list[str]:
    """The ways one short message may be meant: as it is, said once, "s t o p" joined, "stoppp" squeezed."""
    once = _SAME_WORD_AGAIN.sub(r"\1", folded)
    letters = folded.split()
    joined = "".join(letters) if len(letters) > 2 and all(len(letter) == 1 for letter in letters) else once
    return list(dict.fromkeys([folded, once, joined, _LONG_RUN.sub(r"\1", once)]))
