"""Reading a description: what kind of text is asked for, and the details that must stand in it."""

import re
from dataclasses import dataclass

from apps.copywriting.encoding import smarten
from apps.copywriting.gsm import FOREIGN

_DAYS = r"mon|tues|wednes|thurs|fri|satur|sun"
_MONTHS = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DAY = re.compile(
    rf"\b(today|tonight|tomorrow|this (?:week|weekend|month|(?:{_DAYS})day)"
    rf"|next (?:week|month|(?:{_DAYS})day)|(?:on )?(?:{_DAYS})day"
    rf"|(?:on )?(?:{_MONTHS})[a-z]* \d{{1,2}}(?:st|nd|rd|th)?)\b",
    re.IGNORECASE,
)
_TIME = re.compile(r"\b(\d{1,2}(?::\d\d)?\s?[ap]\.?m\b|\d{1,2}:\d\d|noon)", re.IGNORECASE)
_OFFER = re.compile(
    r"(\d{1,2}\s?% off|\d{1,2}\s?percent off|[$]\d+(?:\.\d\d)? off|half[- ]price|bogo"
    r"|buy one get one(?: free)?|free shipping)",
    re.IGNORECASE,
)
_CODE = re.compile(r"\bcode:? ([A-Z0-9]{3,15})\b|\bcode:? ([A-Za-z]+\d[A-Za-z0-9]*)\b")
_LINK = re.compile(r"https?://[^\s<>\"]{4,80}", re.IGNORECASE)
# What people write around the thing itself: "Write a text that announces …".
_ASKING = re.compile(
    r"^(?:please |can you )?(?:(?:write|create|make|draft|send|generate|compose|give me)\b )?"
    r"(?:(?:me|us) )?(?:an? |the )?(?:\w+ ){0,2}?"
    r"(?:(?:sms|text|message|msg|texts|copy)\b(?: message)?)? ?"
    r"(?:(?:that|which|to) )?"
    r"(?:(?:announc\w+|promot\w+|remind\w*|tell\w*|let\w*|advertis\w+|invit\w+)\b"
    r"(?: (?:my|our|the|all)? ?(?:customers|clients|people|them|everyone|everybody|contacts|leads|members))?"
    r"(?: know)?)? ?(?:(?:about|for|of|that|to|on) )?",
    re.IGNORECASE,
)
_KINDS = (
    ("appointment", r"appointment|booking|consult|check-?up|cleaning|visit|showing"),
    ("payment", r"payment|invoice|overdue|bill\b|balance due|past due"),
    ("review", r"review|feedback|rate us|survey|testimonial"),
    ("delivery", r"deliver|shipped|shipping update|pick-?up|order (?:is|has)|ready for"),
    ("winback", r"win ?back|miss you|haven'?t (?:seen|heard)|inactive|come back|lapsed|re-?engage"),
    ("thanks", r"thank|grateful|appreciat"),
    ("event", r"event|webinar|workshop|open house|party|class\b|concert|meetup|invit"),
    (
        "sale",
        r"sale|discount|% off|percent off|[$]\d+ off|deal|promo|offer|clearance|bogo|half[- ]price",
    ),
    ("follow_up", r"follow(?:ing)?[- ]?up|check(?:ing)? in|quote|estimate|still interested|proposal"),
)
LONGEST_TOPIC = 70


@dataclass(frozen=True, slots=True)
class Brief:
    """What was read; "" for what does not stand in the description."""

    kind: str
    topic: str
    when: str
    offer: str
    code: str
    link: str


def read(description: str) -> Brief:
    text = plain(description)
    link = _found(_LINK, text).rstrip(".,;)")
    bare = _LINK.sub("", text)
    code = next((a or b for a, b in _CODE.findall(bare)), "")
    return Brief(_kind(bare), _topic(bare), _when(bare), _found(_OFFER, bare), code, link)


def plain(text: str) -> str:
    """One line in GSM-7, without the braces and brackets that a merge field could be hidden in."""
    text = FOREIGN.sub("", smarten(" ".join(text.replace("\0", "").split())))
    return " ".join(re.sub(r"[{}\[\]|~^\\]", "", text).split())


def _kind(text: str) -> str:
    return next((kind for kind, words in _KINDS if re.search(words, text, re.IGNORECASE)), "news")


def _found(pattern: re.Pattern[str], text: str) -> str:
    found = pattern.search(text)
    return found[0].strip() if found else ""


def _when(text: str) -> str:
    day, time = _found(_DAY, text), _found(_TIME, text)
    return f"{day} at {time}" if day and time else day or (f"at {time}" if time else "")


def _topic(text: str) -> str:
    """The thing itself, cut at a word."""
    left = _ASKING.sub("", text, count=1).strip(" .,:;!?-") or text.strip(" .,:;!?-")
    return cut(left, LONGEST_TOPIC)


def cut(text: str, longest: int) -> str:
    """At most so many characters, ended at a word where there is one."""
    if len(text) <= longest:
        return text
    kept = text[: longest + 1].rpartition(" ")[0] or text[:longest]
    return kept.rstrip(" .,:;!?-")
