"""What an inbound text asks for: to be left out, to be let in, help, a person's eye, or nothing of the kind.

Exact keywords (`data/keywords.json`) and clear sentences act at once; what only looks like a refusal is for
`review`. Policy: 47 CFR 64.1200(a)(10) (the per-se words, and any reasonable way) and CTIA's handbook 5.1.3;
not legal advice.
"""

from dataclasses import dataclass

from apps.compliance.doubts import WHOLE, doubt_in, reaction, says_no
from apps.compliance.folding import fold, readable, sentences, tellings
from apps.compliance.lexicon import Keyword, Meaning, keywords, without_asides, without_courtesy
from apps.compliance.phrases import asks_in, asks_out
from apps.compliance.typos import meant_keyword

__all__ = ["Meaning", "Reading", "classify"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What one text means.

    `matched`: the keyword or the words that decided ("" for none); `exact`: the whole message is a keyword;
    `ambiguous`: a word people also use otherwise (YES, GO, END, CANCEL): an ambiguous opt-in counts only
    while an answer is awaited or the contact is opted out.
    """

    meaning: Meaning
    matched: str = ""
    exact: bool = False
    ambiguous: bool = False


NOTHING = Reading(Meaning.none)


def classify(text: str) -> Reading:
    """Read an inbound text. Never raises; looks at the first 1,600 characters."""
    seen = readable(text)
    refused = reaction(seen)
    if refused is not None:
        return Reading(Meaning.review, seen[:40]) if refused else NOTHING
    folded = fold(seen)
    if not folded:
        return Reading(Meaning.review, seen[:40]) if says_no(seen) else NOTHING
    return (
        _exact(folded)
        or _meant(folded)
        or _by_sentence(seen)
        or _slip(folded)
        or _doubtful(folded)
        or NOTHING
    )


def _exact(folded: str) -> Reading | None:
    known = keywords()
    keyword = next((known[telling] for telling in tellings(folded) if telling in known), None)
    return _reading(keyword, exact=True) if keyword else None


def _meant(folded: str) -> Reading | None:
    """A keyword among courtesies, or a clear sentence."""
    return _courteous(folded) or _clear(folded)


def _courteous(folded: str) -> Reading | None:
    known = keywords()
    polite = known.get(without_courtesy(folded))
    if polite and not (polite.ambiguous and polite.meaning is Meaning.opt_in):
        return _reading(polite)
    spoken = known.get(without_asides(folded))
    if spoken is None or spoken.meaning is not Meaning.opt_out:
        return None
    return Reading(Meaning.review, spoken.word) if spoken.ambiguous else _reading(spoken)


def _clear(folded: str) -> Reading | None:
    for said in dict.fromkeys((folded, without_courtesy(folded), without_asides(folded))):
        if asks_out().fullmatch(said):
            return Reading(Meaning.opt_out, said)
        if asks_in().fullmatch(said):
            return Reading(Meaning.opt_in, said)
    return None


def _by_sentence(seen: str) -> Reading | None:
    """An opt-out that is one sentence of several: "Wrong number. Stop!" """
    said = sentences(seen)
    if len(said) < 2:
        return None
    found = (_exact(sentence) or _meant(sentence) for sentence in said)
    clear = (
        reading
        for reading in found
        if reading and reading.meaning is Meaning.opt_out and not reading.ambiguous
    )
    first = next(clear, None)
    return Reading(Meaning.opt_out, first.matched) if first else None


def _slip(folded: str) -> Reading | None:
    word = without_courtesy(folded)
    if " " in word or word in WHOLE:
        return None
    meant = meant_keyword(word)
    return Reading(Meaning.opt_out, meant) if meant else None


def _doubtful(folded: str) -> Reading | None:
    doubt = doubt_in(folded) or doubt_in(without_asides(folded))
    return Reading(Meaning.review, doubt[:80]) if doubt else None


def _reading(keyword: Keyword, exact: bool = False) -> Reading:
    return Reading(keyword.meaning, keyword.word, exact, keyword.ambiguous)
