"""What a template says to people without being marked for translation."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from django.conf import settings
from django.template.base import DebugLexer, Token, TokenType

# Names, units and codes are the same in every language.
NAMES = re.compile(
    r"\b(?:Sendwell|Zapier|ReadySMS|MassiveSMS|Easify|ZoomConnect|WhatCounts|Kannel|OpenAPI|Postman|Python|Node|"
    r"APIs?|CSV|XLSX|PDF|JSON|HTML|HTTPS?|URL|SMS|GSM-7|GSM|UCS-2|STOP|START|HELP|YES|UNSTOP|OK|ID|IP|TCR|10DLC|"
    r"DNC|OAuth|PKCE|kB|MB|ms|UTC|E\.164|curl|NPA|Riverside Books|[Ww]ebhooks?|Ctrl|Esc|Enter|Tab|Alt|Shift|"
    r"nbsp|ndash|mdash|middot|hellip|times|rarr|larr)\b"
)
PATH = re.compile(r"/\w+\S*")
WORD = re.compile(r"[A-Za-z]{2,}")
SPOKEN = ("aria-label", "title", "placeholder", "alt", "aria-description", "aria-roledescription", "label")
CODE = {"code", "pre", "kbd", "samp", "script", "style", "svg"}
SILENT = ("translate", "url", "extends")
UNTIL = {word: f"end{word}" for word in ("comment", "blocktranslate", "verbatim")}
# Blocks that hold names of classes.
CLASSES = ("block page_class", "block body_class")
# Arguments of tags that are sentences: title="No contacts yet". Keys and classes have no capital or no space.
SENTENCE = re.compile(r"""(\w+)=(["'])(?=[^"']*[A-Za-z]{2})((?:[A-Z][^"']*)|(?:[^"']* [^"']*))\2""")
# What such an argument says to the machine.
KEYS = {
    "class",
    "icon",
    "id",
    "url",
    "href",
    "name",
    "rel",
    "item",
    "cls",
    "kind",
    "tone",
    "attrs",
    "context",
}


def unmarked(path: Path) -> list[str]:
    """The sentences, in their order."""
    tokens = list(_kept(DebugLexer(path.read_text()).tokenize()))
    reader = _Reader()
    reader.feed(_as_html(tokens))
    return [*reader.found, *_arguments(tokens)]


def _kept(tokens: list[Token]) -> Iterator[Token]:
    """Without comments, and without what stands in a blocktranslate."""
    until = ""
    for token in tokens:
        word = token.contents.split()[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if until:
            until = "" if word == until else until
        elif word in UNTIL or token.contents in CLASSES:
            until = UNTIL.get(word, "endblock")
            if word == "blocktranslate":
                yield token
        elif token.token_type != TokenType.COMMENT:
            yield token


def _as_html(tokens: list[Token]) -> str:
    """Tags of the template are blanks, but for those that choose an element: <{% if href %}a{% else %}…."""
    html = ""
    for token in tokens:
        is_text = token.token_type == TokenType.TEXT
        html += token.contents if is_text else "" if html.endswith(("<", "</")) else " "
    return html


def _is_said(text: str) -> bool:
    return bool(WORD.search(NAMES.sub(" ", PATH.sub(" ", text))))


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._take([value or "" for name, value in attrs if name in SPOKEN])
        if tag in CODE:
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self.inside:
            self.inside.remove(tag)

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self._take([data])

    def _take(self, texts: list[str]) -> None:
        self.found += [text.strip() for text in texts if _is_said(text)]


def _arguments(tokens: list[Token]) -> Iterator[str]:
    """`{% include … with title="…" %}` wants `title=_("…")`."""
    for token in tokens:
        if token.token_type == TokenType.BLOCK and not token.contents.startswith(
            ("translate", "url", "extends")
        ):
            for name, _, text in SENTENCE.findall(token.contents):
                if name not in KEYS and not name.endswith(("class", "_url")) and _is_said(text):
                    yield f"{name}={text}"


def templates() -> list[Path]:
    """All that people read in their language. Evidence, reference and admin are English (ADR 0025)."""
    root = settings.BASE_DIR / "templates"
    aside = ("admin/", "reference/", "evidence/", "dashboard/_styles")
    return [
        path for path in sorted(root.rglob("*.html")) if not str(path.relative_to(root)).startswith(aside)
    ]
