"""The sentences of `data/phrases.toml`, made into patterns over folded text (see `folding`)."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SOURCE = Path(__file__).parent / "data" / "phrases.toml"

_ONE_OF = re.compile(r"<([^<>]+)>")
_RUN_OF = re.compile(r"\{([^\d{}][^{}]*)\}")


@cache
def listed() -> dict[str, Any]:
    """The file's tables."""
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@cache
def asks_out() -> re.Pattern[str]:
    """Matches a whole sentence that asks to be left out."""
    languages: dict[str, list[str]] = dict(listed()["opt_out"])
    english = "|".join(languages.pop("english"))
    rest = "|".join(line for lines in languages.values() for line in lines)
    return re.compile(_expanded(f"{listed()['shared']['opener']}(?:{english})|{rest}"))


@cache
def asks_in() -> re.Pattern[str]:
    """Matches a whole sentence that asks to be let in."""
    return re.compile("|".join(line for lines in listed()["opt_in"].values() for line in lines))


def _expanded(pattern: str) -> str:
    for name, words in listed()["words"].items():
        pattern = pattern.replace(f"${name}", words)
    pattern = pattern.replace("@mine", listed()["shared"]["mine"])
    pattern = _ONE_OF.sub(lambda found: _one_of(found[1]), pattern)
    return _RUN_OF.sub(lambda found: f"(?: {_one_of(found[1])})+", pattern)


def _one_of(words: str) -> str:
    return "(?:" + "|".join(words.split()) + ")"
