"""What a model wrote, checked as a stranger's and mended: a line of GSM-7, the name, the way out, one part.

What cannot be mended is dropped: a text with a link or a number that nobody asked for.
"""

import json
import re
from collections.abc import Iterable

from apps.copywriting.encoding import GSM_ALONE, measure
from apps.copywriting.footer import SENTENCE, says_how_to_leave
from apps.copywriting.writer.brief import plain

NAME = "{first_name}"
SHORTEST = 15  # of the text itself
MOST_READ = 20
_NAMED = re.compile(
    r"\{\{?\s*(?:contact\.)?first[ _-]?name\s*(?:\|[^{}]*)?\}?\}|\[first[ _-]?name\]", re.IGNORECASE
)
_MARK = "\x01"  # in the name's place while all other braces go; no text keeps it
_LINK = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w-]+(?:\.[\w-]+)*\."
    r"(?:com|net|org|io|co|info|biz|me|app|link|ly|xyz|top|click|shop|site|online|us|uk|de|ru|cn|gg|to|cc)\b(?:/\S*)?",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\+?\d(?:[\s().-]{0,2}\d){6,}")
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_NUMBERING = re.compile(r"^\s*(?:\d{1,2}[.):]|[-*])\s+")


def texts(written: str, description: str) -> list[str]:
    """The usable ones among what was written, mended, different from each other, in order."""
    mended = (mend(one, description) for one in _listed(written)[:MOST_READ])
    found: dict[str, str] = {}
    for one in mended:
        if one:
            found.setdefault(one.casefold(), one)
    return list(found.values())


def _listed(written: str) -> list[str]:
    """The strings of the array, wherever it stands; a list with numbers will do."""
    start, end = written.find("["), written.rfind("]")
    try:
        held = json.loads(written[start : end + 1])
    except (ValueError, RecursionError):
        return [_NUMBERING.sub("", line) for line in written.splitlines() if _NUMBERING.match(line)]
    return [one for one in held if isinstance(one, str)] if isinstance(held, list) else []


def mend(written: str, description: str) -> str:
    """The text as it may be shown; "" when it cannot be."""
    marked = _NAMED.sub(_MARK, written[:1_000].replace(_MARK, ""))
    text = plain_around(marked).strip(" \"'")
    if _strange(text, description):
        return ""
    body = _without_ways_out(text)
    if len(body.replace(NAME, "")) < SHORTEST:
        return ""
    return _fitted(body if NAME in body else f"Hi {NAME}, {body[:1].lower()}{body[1:]}")


def plain_around(marked: str) -> str:
    """In GSM-7 and on one line, with no brace but the name's."""
    return NAME.join(_spaced(part) for part in marked.split(_MARK))


def _spaced(part: str) -> str:
    """`plain`, with the spaces at its ends kept as one."""
    text = plain(part)
    before = " " if part[:1].isspace() and text else ""
    return f"{before}{text}{' ' if part[-1:].isspace() and text else ''}"


def _strange(text: str, description: str) -> bool:
    """A link or a number that the description does not have."""
    given = description.casefold()
    links = (found[0].rstrip(".,;:!?)").casefold() for found in _LINK.finditer(text))
    digits = re.sub(r"\D", "", description)
    numbers = (re.sub(r"\D", "", found[0]) for found in _NUMBER.finditer(text))
    return _any_new(links, given) or _any_new(numbers, digits)


def _any_new(found: Iterable[str], given: str) -> bool:
    return any(one not in given for one in found)


def _without_ways_out(text: str) -> str:
    """Whatever it says of leaving goes: "do not reply STOP" too. Ours comes to its end."""
    return " ".join(one for one in _SENTENCES.split(text) if not says_how_to_leave(one)).strip()


def _fitted(body: str) -> str:
    """With the sentence at its end, and as many words before it as one part takes."""
    words = body.split(" ")
    while words:
        text = f"{_ended(' '.join(words))} {SENTENCE}"
        if measure(text).units <= GSM_ALONE:
            return text if NAME in text and len(text) > SHORTEST + len(SENTENCE) + len(NAME) else ""
        words.pop()
    return ""


def _ended(body: str) -> str:
    return body if body.endswith((".", "!", "?")) else f"{body.rstrip(' ,;:-')}."
