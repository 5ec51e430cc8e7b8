"""Days in words, each of them written once: a report says the same hundreds of them again at each look."""

from datetime import date
from functools import lru_cache

from django.utils.formats import date_format
from django.utils.translation import get_language


def written(day: date, shape: str) -> str:
    """As Django's date_format, in the active language."""
    return _written(day, shape, get_language())


@lru_cache(maxsize=4_096)
def _written(day: date, shape: str, language: str | None) -> str:
    return date_format(day, shape)
