"""What is no clear opt-out, yet no message to pass over: marketing pauses until a person has read it."""

import re

from apps.compliance.phrases import listed

# Signs that say no when nothing else is said, or when they are set on one of our texts.
_NO_SIGNS = frozenset("👎🛑✋🚫⛔🖕😡🤬🤮❌🙅🔕")

# A phone without the reaction tells it in words and quotes our text, "Reply STOP" and all.
_REACTION = re.compile(r"(?:reacted\s+)?(\S{1,12})\s+to\s+[“\"„«].*", re.IGNORECASE | re.DOTALL)
_TAPBACK = re.compile(
    r"(?:(dis)?liked|loved|laughed at|emphasi[sz]ed|questioned|removed an? .{1,30} from)\s+[“\"„«].*",
    re.IGNORECASE | re.DOTALL,
)

_LISTED = listed()["doubtful"]
WHOLE: frozenset[str] = frozenset(_LISTED["whole"])
_STOP_FIRST = re.compile(_LISTED["stop_first"])

# "don't remove me" asks for nothing; "I can't stop texting you" neither, but "I can't unsubscribe" does.
_UNWILLED = re.compile(r"\b(?:dont|do not|didnt|did not|never|i (?:will not|wont))(?: \w+)?$")
_UNABLE = re.compile(r"\b(?:cant|cannot|can not|couldnt|wont|will not|wouldnt)(?: (?!you\b|u\b)\w+)?$")
_ANYWHERE = (
    (re.compile(_LISTED["refusal"]), (_UNWILLED,)),
    (re.compile(_LISTED["sending"]), (_UNWILLED, _UNABLE)),
    (re.compile(_LISTED["legal"]), ()),
)


def reaction(text: str) -> bool | None:
    """Whether a text is a reaction to one of ours that says no; None when it is no reaction at all."""
    if found := _TAPBACK.fullmatch(text):
        return found[1] is not None
    found = _REACTION.fullmatch(text)
    if found is None or any(mark.isalnum() for mark in found[1]):
        return None
    return says_no(found[1])


def says_no(signs: str) -> bool:
    """Whether a text of signs only holds one that refuses."""
    return not _NO_SIGNS.isdisjoint(signs)


def doubt_in(folded: str) -> str:
    """The words that call for a person's eye; "" for none."""
    if folded in WHOLE or _STOP_FIRST.fullmatch(folded):
        return folded
    for pattern, denials in _ANYWHERE:
        found = pattern.search(folded)
        if found and not any(denial.search(folded[: found.start()].rstrip()) for denial in denials):
            return found[0]
    return ""
