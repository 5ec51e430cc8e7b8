"""One slip of the thumb on the way to an opt-out word."""

from apps.compliance.phrases import listed

_TYPOS = listed()["typos"]
TYPED_WRONG: tuple[str, ...] = tuple(_TYPOS["keywords"].split())
LOOK_ALIKES: frozenset[str] = frozenset(_TYPOS["look_alikes"].split())


def meant_keyword(word: str) -> str | None:
    """The opt-out keyword one insertion, deletion, change or swap away from a lone word, if any.

    None for a real word that only looks like one ("shop", "quite").
    """
    if len(word) < 3 or word in LOOK_ALIKES:
        return None
    return next((keyword for keyword in TYPED_WRONG if word != keyword and one_slip(word, keyword)), None)


def one_slip(typed: str, meant: str) -> bool:
    """Whether two words are equal but for one letter more, less or other, or two neighbours swapped."""
    if abs(len(typed) - len(meant)) > 1:
        return False
    start = next((i for i, (a, b) in enumerate(zip(typed, meant, strict=False)) if a != b), len(meant))
    rest, due = typed[start:], meant[start:]
    swapped = rest[1::-1] + rest[2:] == due if len(rest) > 1 else False
    return rest[1:] == due[1:] or rest[1:] == due or rest == due[1:] or swapped
