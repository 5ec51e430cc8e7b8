"""Three texts from a brief: different openings, lines and endings, each one GSM part with its way out."""

import random
from dataclasses import replace
from hashlib import sha256

from apps.copywriting.encoding import GSM_ALONE, measure
from apps.copywriting.writer.brief import Brief, cut, read
from apps.copywriting.writer.phrases import ENDINGS, LINES, OPENINGS

COUNT = 3
# A description beyond this says nothing more that would fit into 160 characters.
LONGEST = 2_000
SHORTEST_TOPIC = 12


def variants(description: str) -> list[str]:
    """Three texts, each with {first_name}, at most 160 GSM characters, and a sentence with STOP at its end.

    The same description gives the same three.
    """
    brief = read(description[:LONGEST])
    seed = random.Random(sha256(description.encode(errors="replace")).digest())  # noqa: S311 - for variety, nothing secret
    lines = _lines(brief, seed)
    openings, endings = list(seed.choice(OPENINGS)), list(ENDINGS)
    seed.shuffle(endings)
    return [_fitted(*parts, brief) for parts in zip(openings, lines, endings, strict=True)]


def _lines(brief: Brief, seed: random.Random) -> list[str]:
    """Lines that the brief can fill, those that say most of it first."""
    usable = [line for line in LINES[brief.kind] if _fits(line, brief)]
    spare = [line for line in LINES["news"] if _fits(line, brief) and line not in usable]
    seed.shuffle(usable)
    usable.sort(key=lambda line: -line.count("<"))
    return (usable + spare + list(LINES["follow_up"]))[:COUNT]


def _fits(line: str, brief: Brief) -> bool:
    held = {"<when>": brief.when, "<offer>": brief.offer, "<topic>": brief.topic}
    return all(value for slot, value in held.items() if slot in line)


def _fitted(opening: str, line: str, ending: str, brief: Brief) -> str:
    """The text; what does not fit is left out in this order: the link, the code, the topic's last words."""
    for tried in _ever_shorter(brief):
        said = _begun(opening, _filled(line, tried))
        text = f"{said}{_extras(said, tried)} {ending}"
        if _is_one_part(text):
            return text
    return f"{_begun(opening, 'we have news for you. Just reply to hear more.')} {ending}"


def _begun(opening: str, line: str) -> str:
    """After "Hi …!" a new sentence begins."""
    return opening + (line[:1].upper() + line[1:] if opening.endswith("! ") else line)


def _ever_shorter(brief: Brief) -> list[Brief]:
    bare = replace(brief, link="", code="")
    topics = [cut(brief.topic, n) for n in range(len(brief.topic), SHORTEST_TOPIC, -8)]
    return [brief, replace(brief, link=""), bare, *(replace(bare, topic=topic) for topic in topics)]


def _filled(line: str, brief: Brief) -> str:
    for slot, value in (("<when>", brief.when), ("<offer>", brief.offer), ("<topic>", brief.topic)):
        line = line.replace(slot, value)
    return line


def _extras(said: str, brief: Brief) -> str:
    """Code and link, unless the line says them already."""
    code = f" Code: {brief.code}." if brief.code and brief.code not in said else ""
    return f"{code} {brief.link}" if brief.link else code


def _is_one_part(text: str) -> bool:
    size = measure(text)
    return size.encoding == "GSM-7" and size.units <= GSM_ALONE
