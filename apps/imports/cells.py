"""Cells between us and spreadsheets.

Policy for files that we write (OWASP, "CSV injection"): a cell that a spreadsheet would run as a formula
(it starts with = + - @, a tab, CR or LF, or their full-width forms) gets an apostrophe in front. A plain
number is harmless and stays: +14155550001 is still a phone number, -5 still minus five. Reading takes the
apostrophe off again, so a file of ours comes back as it went.
"""

import re
from typing import Any

_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")
_NUMBER = re.compile(r"[+\-]?[0-9]+(?:[.,][0-9]+)?")
_GUARDED = re.compile(r"'+[=+\-@\t\r\n＝＋－＠]")


def safe(cell: str) -> str:
    """As a spreadsheet may open it."""
    if _FORMULA.match(cell) and not _NUMBER.fullmatch(cell):
        return f"'{cell}"
    return cell


def bare(cell: str) -> str:
    """What `safe` was given."""
    return cell[1:] if cell.startswith("'") and _GUARDED.match(cell) else cell


def text(value: Any) -> str:
    """An attribute's value as a cell; "" for none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)


_MEMBER = re.compile(r'\s*"((?:[^"]|"")*)"\s*|([^;,|\n]+)')
_NEEDS_QUOTES = re.compile(r'[;,|\n"]')


def split(cell: str) -> list[str]:
    """Several values in one cell: between ; , | or line ends; one that holds such a sign stands in quotes."""
    if not cell:
        return []
    found = (m[1].replace('""', '"') if m[1] is not None else m[2].strip() for m in _MEMBER.finditer(cell))
    return list(dict.fromkeys(one for one in found if one))


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
