"""What one cell of a contact list says: several values, or yes. Safety is apps.common.spreadsheets'."""

import re
from functools import lru_cache

_MEMBER = re.compile(r'\s*"((?:[^"]|"")*)"\s*|([^;,|\n]+)')
_NEEDS_QUOTES = re.compile(r'[;,|\n"]')


@lru_cache(maxsize=4_096)
def split(cell: str) -> tuple[str, ...]:
    """Several values in one cell: between ; , | or line ends; one that holds such a sign stands in quotes."""
    found = (m[1].replace('""', '"') if m[1] is not None else m[2].strip() for m in _MEMBER.finditer(cell))
    return tuple(dict.fromkeys(one for one in found if one))


def join(values: list[str]) -> str:
    """What `split` takes apart."""
    return ";".join(f'"{v.replace(chr(34), chr(34) * 2)}"' if _NEEDS_QUOTES.search(v) else v for v in values)


_YES_WORDS = """yes y true t 1 x on checked opted_out optedout unsubscribed unsubscribe stop stopped out dnd
    blocked do_not_text do_not_contact si s sim oui o vrai ja j wahr verdadero verdadeiro vero da tak baja
    abgemeldet desabonne disiscritto descadastrado cancelado"""
_YES = frozenset(_YES_WORDS.split())
_GAPS = re.compile(r"[\s\-]+")


def is_yes(cell: str) -> bool:
    """Whether a cell of an opted-out or do-not-disturb column says so. A date there says when: yes, too."""
    word = cell.strip().casefold().replace("é", "e").replace("í", "i")
    if not word:
        return False
    return _GAPS.sub("_", word) in _YES or _is_date(word)


def _is_date(word: str) -> bool:
    return bool(re.match(r"\d{4}-\d\d-\d\d|\d{1,2}[./]\d{1,2}[./]\d{2,4}", word))
